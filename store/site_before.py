"""What a site was before: its oldest titles, and the hosts it links to only of late."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from sqlite3 import Connection

from model.finding import Place
from model.url import authority, host

MOST_PLACES = 50
"""Pages named for one new host."""

LATELY = timedelta(days=30)
"""How long a host that a site had never linked to counts as new."""

_FIRST_USED = """
    WITH shown AS (
        SELECT reading, min(from_night) AS first, max(to_night) AS last FROM observation
        WHERE outcome = 'alive' AND from_night <= ? AND reading IS NOT NULL GROUP BY reading
    ), around AS (
        SELECT y.layout, min(n.first) AS first, max(n.last) AS last FROM shown n
        JOIN reading_layout y ON y.reading = n.reading GROUP BY y.layout
    ), used AS (
        SELECT w.linkset, n.first, n.last FROM shown n JOIN reading_own w ON w.reading = n.reading
        UNION ALL SELECT p.linkset, n.first, n.last FROM around n
        JOIN layout_set p ON p.layout = n.layout
    )
    SELECT linkset, min(first), max(last) FROM used GROUP BY linkset
"""
_TITLES = """
    SELECT a.url, json_extract(was.facts, '$.title') FROM observation n
    JOIN observation o ON o.address = n.address AND o.from_night = (
        SELECT min(p.from_night) FROM observation p WHERE p.address = n.address
          AND p.outcome = 'alive' AND p.reading IS NOT NULL)
    JOIN reading is_now ON is_now.id = n.reading JOIN reading was ON was.id = o.reading
    JOIN address a ON a.id = n.address
    WHERE n.from_night <= :night AND n.to_night >= :night AND n.outcome = 'alive'
      AND o.from_night < n.from_night AND o.reading <> n.reading
      AND json_extract(was.facts, '$.title') <> json_extract(is_now.facts, '$.title')
    ORDER BY a.url
"""
_LINKS = """
    SELECT DISTINCT l.dst, a.url FROM link l JOIN address a ON a.id = l.dst
    WHERE l.linkset = ? AND l.kind = 'page'
"""
_USED = (
    "SELECT linkset FROM link_to WHERE dst IN (SELECT id FROM address WHERE url >= ? AND url < ?)"
)
_PAGES = """
    SELECT DISTINCT a.url, l.text, s.position FROM observation o
    JOIN address a ON a.id = o.address JOIN link l JOIN linkset s ON s.id = l.linkset
    WHERE l.linkset = ?1 AND l.dst = ?2 AND o.outcome = 'alive'
      AND o.reading IN (SELECT reading FROM reading_linkset WHERE linkset = ?1)
      AND o.from_night <= ?3 AND o.to_night >= ?4 ORDER BY a.url LIMIT ?5
"""


def titles_before(conn: Connection, night_on: date) -> dict[str, str]:
    """Return the oldest title kept of every page that bears another one in this night."""
    rows = conn.execute(_TITLES, {"night": night_on.isoformat()})
    return {url: title for url, title in rows if title}


def new_outside(
    conn: Connection, night_on: date, scope: frozenset[str]
) -> dict[str, tuple[Place, ...]] | None:
    """Return the hosts outside the site first linked to of late, with the night's places.

    None when there is no earlier night to compare with.
    """
    night = night_on.isoformat()
    first_night = conn.execute("SELECT min(night) FROM night").fetchone()[0]
    if first_night is None or first_night >= night:
        return None
    since = max((night_on - LATELY).isoformat(), first_night)
    used = {row[0]: (row[1], row[2]) for row in conn.execute(_FIRST_USED, (night,))}
    fresh = [s for s, (first, last) in used.items() if first > since and last >= night]
    targets: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for linkset in fresh:
        for address, url in conn.execute(_LINKS, (linkset,)):
            if authority(url) not in scope:
                targets[host(url)].add((linkset, address))
    old = {linkset for linkset, (first, _) in used.items() if first <= since}
    return {
        name: _places(conn, night, targets[name])
        for name in sorted(targets)
        if not _was_linked(conn, name, old)
    }


def _was_linked(conn: Connection, name: str, old: set[int]) -> bool:
    """Whether a link set of earlier nights led to this host; ports are not told apart."""
    for scheme in ("http", "https"):
        start = f"{scheme}://{name}"
        for end, behind in (("/", "0"), (":", ";")):
            if any(row[0] in old for row in conn.execute(_USED, (start + end, start + behind))):
                return True
    return False


def _places(conn: Connection, night: str, targets: set[tuple[int, int]]) -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for linkset, address in sorted(targets):
        if len(found) >= MOST_PLACES:
            break
        rows = conn.execute(_PAGES, (linkset, address, night, night, MOST_PLACES))
        for url, text, position in rows:
            found.setdefault(url, Place(url, text, position))
    return tuple(found[url] for url in sorted(found)[:MOST_PLACES])
