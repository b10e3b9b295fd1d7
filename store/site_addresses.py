"""Addresses of a site file: text once, integers elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection

CACHED = 200_000
"""Addresses remembered in memory (about 150 bytes each) before the memory is emptied."""


class Addresses:
    """Gives an address its number, and makes one where there is none."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._ids: dict[str, int] = {}

    def id(self, url: str) -> int:
        """Return the number of an address."""
        return self.enter(url)[0]

    def enter(self, url: str) -> tuple[int, bool]:
        """Return the number of an address, and whether it was unknown until now."""
        known = self._ids.get(url)
        if known is not None:
            return known, False
        found = self._conn.execute("SELECT id FROM address WHERE url = ?", (url,)).fetchone()
        if found is None:
            cursor = self._conn.execute("INSERT INTO address (url) VALUES (?)", (url,))
            number = int(cursor.lastrowid or 0)
        else:
            number = int(found[0])
        if len(self._ids) >= CACHED:
            self._ids.clear()
        self._ids[url] = number
        return number, found is None

    def ids(self, urls: Iterable[str]) -> list[int]:
        """Return the numbers of several addresses, in order."""
        return [self.id(url) for url in urls]

    def url(self, number: int) -> str:
        """Return the address with this number."""
        found = self._conn.execute("SELECT url FROM address WHERE id = ?", (number,)).fetchone()
        return str(found[0])

    def forget(self) -> None:
        """Drop the memory: after a rolled back transaction numbers may be wrong."""
        self._ids.clear()
