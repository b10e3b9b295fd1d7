"""How a site names pages and bodies: the texts of links to an address, and on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from store.site_schema import open_site

_TEXTS = """
    SELECT l.text, count(*) FROM address a
    CROSS JOIN link_to l ON l.dst = a.id
    CROSS JOIN observation o
        ON o.reading IN (SELECT reading FROM reading_linkset WHERE linkset = l.linkset)
    WHERE a.url = ? AND l.kind = 'page' AND l.text <> ''
      AND o.from_night <= ? AND o.to_night >= ?
    GROUP BY l.text
"""
_ON_PAGE = """
    WITH shown AS MATERIALIZED (
        SELECT o.reading FROM observation o JOIN address a ON a.id = o.address
        WHERE a.url = ? AND o.from_night <= ? AND o.to_night >= ?
    )
    SELECT rl.ord, l.ord, l.text FROM shown CROSS JOIN reading_linkset rl USING (reading)
    CROSS JOIN link l ON l.linkset = rl.linkset WHERE l.kind = 'page' AND l.text <> ''
"""


def link_texts(path: Path, night_on: date, urls: Iterable[str]) -> dict[str, Counter[str]]:
    """Return the texts of the links to each address in one night, with their pages counted."""
    night = night_on.isoformat()
    db = open_site(path, create=False)
    try:
        return {
            url: Counter(
                {str(text): int(n) for text, n in db.conn.execute(_TEXTS, (url, night, night))}
            )
            for url in urls
        }
    finally:
        db.close()


def texts_on(path: Path, night_on: date, url: str) -> tuple[str, ...]:
    """Return the distinct texts of the links that one page carries in one night, in their order."""
    night = night_on.isoformat()
    db = open_site(path, create=False)
    try:
        rows = sorted(db.conn.execute(_ON_PAGE, (url, night, night)))
        return tuple(dict.fromkeys(str(text) for _, _, text in rows))
    finally:
        db.close()
