"""Links of single pages of a night, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from store.kept_connection import KeptConnection

MOST_PAGES = 5
"""A region that more pages have letter by letter surrounds them: it is nobody's own."""

_READING = """
    SELECT coalesce(d.reading, o.reading) FROM address a JOIN observation o ON o.address = a.id
    LEFT JOIN drawing d ON d.address = o.address
    AND d.from_night <= :night AND d.to_night >= :night
    WHERE a.url = :url AND o.from_night <= :night AND o.to_night >= :night
    AND o.outcome = 'alive'
"""
_SETS = """
    SELECT rl.linkset FROM reading_linkset rl JOIN linkset s ON s.id = rl.linkset
    WHERE rl.reading = ? AND s.position IN ('article', 'list', 'other') ORDER BY rl.ord
"""
_PAGES = """
    SELECT count(*) FROM (SELECT DISTINCT address FROM observation WHERE reading IN
        (SELECT reading FROM reading_linkset WHERE linkset = ?) LIMIT ?)
"""
_LINKS = """
    SELECT a.url FROM link l JOIN address a ON a.id = l.dst
    WHERE l.linkset = ? AND l.kind = 'page' ORDER BY l.ord
"""


class PageLinks(Mapping[str, tuple[str, ...]]):
    """By page: the pages it links to in regions of its own, in order; menus are left out.

    The file must stay where it is. Any thread may ask.
    """

    def __init__(self, path: Path, night_on: date, pages: Mapping[str, Any]) -> None:
        self._file = KeptConnection(path)
        self._night = night_on.isoformat()
        self._pages = pages
        self._own: dict[int, bool] = {}  # whether a link set is a page's own

    def __getitem__(self, url: str) -> tuple[str, ...]:
        if url not in self._pages:
            raise KeyError(url)
        with self._file.asked() as conn:
            known = conn.execute(_READING, {"night": self._night, "url": url}).fetchone()
            if known is None:
                return ()
            rows = conn.execute(_SETS, known).fetchall()
            own = [int(number) for (number,) in rows if self._is_own(conn, int(number))]
            found = (str(one) for number in own for (one,) in conn.execute(_LINKS, (number,)))
            return tuple(dict.fromkeys(found))

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def _is_own(self, conn: Connection, linkset: int) -> bool:
        known = self._own.get(linkset)
        if known is None:
            (pages,) = conn.execute(_PAGES, (linkset, MOST_PAGES + 1)).fetchone()
            known = self._own[linkset] = pages <= MOST_PAGES
        return known
