"""The bodies of one night's pages, read back one at a time for whoever reads them once more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from store.site_bodies import Bodies
from store.site_schema import open_site

_PAGES = (
    "SELECT a.url, r.body, o.content_type FROM observation o"
    " JOIN reading r ON r.id = o.reading JOIN address a ON a.id = o.address"
    " WHERE o.from_night <= ?1 AND o.to_night >= ?1 AND o.outcome = 'alive' ORDER BY a.url"
)

_PAGE = _PAGES.replace(" ORDER BY a.url", " AND a.url = ?2")


def body_of(path: Path, night_on: date, url: str) -> tuple[bytes, str] | None:
    """Return body and Content-Type of one page of a night, None where no body was kept."""
    db = open_site(path, create=False)
    with closing(db):
        row = db.conn.execute(_PAGE, (night_on.isoformat(), url)).fetchone()
        body = Bodies(db.conn).read(row[1]) if row is not None else None
        return (body, row[2]) if body is not None else None


def night_bodies(path: Path, night_on: date) -> Iterator[tuple[str, bytes, str]]:
    """Yield address, body and Content-Type of every page of a night whose body was kept."""
    db = open_site(path, create=False)
    with closing(db):
        bodies = Bodies(db.conn)
        rows = db.conn.execute(_PAGES, (night_on.isoformat(),)).fetchall()
        for url, number, content_type in rows:
            body = bodies.read(number)
            if body is not None:
                yield url, body, content_type
