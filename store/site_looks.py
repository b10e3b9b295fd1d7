"""Looks at pages of other sites, in a site file: changes-only, the first sight is never lost."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from sqlite3 import Connection

from model.finding import Place
from model.outside import OutsideLook, OutsideSign, OutsideTarget
from model.url import authority, host, own_domain
from store.site_night import NightView
from store.site_records import Run

EVERY = timedelta(days=7)
"""A page of another site is looked at no more often than this; whether it is there, every night."""
MOST_PLACES = 50
"""Pages named for one address."""

_PLACES = """
    SELECT a.url, l.text, s.position, count(*) OVER () FROM link_to l
    CROSS JOIN linkset s ON s.id = l.linkset
    CROSS JOIN observation o ON o.outcome = 'alive'
        AND o.reading IN (SELECT reading FROM reading_linkset WHERE linkset = l.linkset)
    CROSS JOIN address a ON a.id = o.address
    WHERE l.dst = ? AND l.kind = 'page' AND o.from_night <= ? AND o.to_night >= ?
    GROUP BY o.address ORDER BY a.url LIMIT ?
"""


class Looks:
    """Knows which outside pages are due for a look, and enters what was seen."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def due(self, run: Run, address: int) -> bool:
        """Whether a page was never looked at, or not for a week."""
        last = self._conn.execute(
            "SELECT max(to_night) FROM outside_look WHERE address = ?", (address,)
        ).fetchone()[0]
        return last is None or date.fromisoformat(last) + EVERY <= run.night_on

    def record(self, run: Run, address: int, look: OutsideLook) -> None:
        """Enter what was seen tonight; the same as last time only grows that row."""
        content = look_text(look)
        last = self._conn.execute(
            "SELECT from_night, content FROM outside_look WHERE address = ?"
            " ORDER BY from_night DESC LIMIT 1",
            (address,),
        ).fetchone()
        if last is not None and (last[1] == content or last[0] == run.night):
            self._conn.execute(
                "UPDATE outside_look SET to_night = ?, content = ?"
                " WHERE address = ? AND from_night = ?",
                (run.night, content, address, last[0]),
            )
            return
        self._conn.execute(
            "INSERT INTO outside_look VALUES (?, ?, ?, ?)", (address, run.night, run.night, content)
        )


def outside_targets(
    conn: Connection, view: NightView, scope: frozenset[str]
) -> dict[str, OutsideTarget]:
    """Return every link of the night to a page of another site that was looked at, by address."""
    looks = _looks(conn, view.night)
    found: dict[str, OutsideTarget] = {}
    for number in view.linked() if looks else ():
        end = view.end(number)
        if end.last is None or not end.outcome.is_fine or end.last.address not in looks:
            continue
        target = _target(conn, view, number, end.last.url, looks[end.last.address])
        if authority(target.url) not in scope:
            found[target.url] = target
    return dict(sorted(found.items()))


def look_text(look: OutsideLook) -> str:
    """Return a look as canonical JSON."""
    return json.dumps(asdict(look), ensure_ascii=False, sort_keys=True)


def look_from(content: str) -> OutsideLook:
    """Return the look that was written as JSON."""
    raw = json.loads(content)
    return OutsideLook(**{**raw, "signs": tuple(OutsideSign(sign) for sign in raw["signs"])})


def _looks(conn: Connection, night: str) -> dict[int, list[tuple[str, str, str]]]:
    """Return the looks up to a night by address, the first sight first."""
    rows = conn.execute(
        "SELECT address, from_night, min(to_night, ?1), content FROM outside_look"
        " WHERE from_night <= ?1 ORDER BY address, from_night",
        (night,),
    )
    looks: dict[int, list[tuple[str, str, str]]] = {}
    for address, first, last, content in rows:
        looks.setdefault(address, []).append((first, last, content))
    return looks


def _target(
    conn: Connection,
    view: NightView,
    number: int,
    ends: str,
    looks: list[tuple[str, str, str]],
) -> OutsideTarget:
    now, first = look_from(looks[-1][2]), look_from(looks[0][2])
    url = conn.execute("SELECT url FROM address WHERE id = ?", (number,)).fetchone()[0]
    elsewhere = _ended_before(conn, view, number, url, ends)
    changed = len(looks) > 1 and first != now
    rows = conn.execute(_PLACES, (number, view.night, view.night, MOST_PLACES)).fetchall()
    return OutsideTarget(
        url=url,
        ends=ends,
        now=now,
        seen_on=date.fromisoformat(looks[-1][1]),
        before=first if changed else None,
        ended_before=elsewhere,
        first_on=date.fromisoformat(looks[0][0]) if changed or elsewhere else None,
        places=tuple(Place(page, text, position) for page, text, position, _ in rows),
        pages=int(rows[0][3]) if rows else 0,
    )


def _ended_before(
    conn: Connection, view: NightView, number: int, url: str, ends: str
) -> str | None:
    """Return where an address led on earlier nights, if never to the holder it leads to now."""
    seen = view.find(number)
    if seen is None:
        return None
    rows = conn.execute(
        "SELECT l.url FROM observation o LEFT JOIN address l ON l.id = o.location"
        " WHERE o.address = ? AND o.from_night < ? AND o.outcome IN ('alive', 'redirected')"
        " ORDER BY o.from_night",
        (number, seen.from_night),
    ).fetchall()
    led = [row[0] or url for row in rows]
    holders = {own_domain(host(each)) for each in led}
    return led[0] if led and own_domain(host(ends)) not in holders else None
