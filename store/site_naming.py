"""How a site names pages and bodies: the texts of links to an address, and on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from store.site_schema import open_site

_TEXTS = """
    SELECT l.text, count(*) FROM link l
    JOIN address a ON a.id = l.dst
    JOIN reading_linkset rl ON rl.linkset = l.linkset
    JOIN observation o ON o.reading = rl.reading
    WHERE a.url = ? AND l.kind = 'page' AND l.text <> ''
      AND o.from_night <= ? AND o.to_night >= ?
    GROUP BY l.text
"""
_ON_PAGE = """
    SELECT l.text FROM link l
    JOIN reading_linkset rl ON rl.linkset = l.linkset
    JOIN observation o ON o.reading = rl.reading
    JOIN address a ON a.id = o.address
    WHERE a.url = ? AND l.kind = 'page' AND l.text <> ''
      AND o.from_night <= ? AND o.to_night >= ?
    ORDER BY rl.ord, l.ord
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
        texts = (str(row[0]) for row in db.conn.execute(_ON_PAGE, (url, night, night)))
        return tuple(dict.fromkeys(texts))
    finally:
        db.close()
