"""Link sets of a site file: the links of one region of a page, stored once per content.

The header's links that 3,000 pages share are one set. A page is a short list of set
numbers, so "who links to this address" goes address → sets → pages by index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sqlite3 import Connection

from model.page import LinkKind
from store.site_addresses import Addresses
from store.site_pages import Region

CACHED = 50_000
"""Digests of link sets remembered in memory."""

_KINDS = {kind.value: kind for kind in LinkKind}


class Links:
    """Stores the links of readings as sets."""

    def __init__(self, conn: Connection, addresses: Addresses) -> None:
        self._conn = conn
        self._addresses = addresses
        self._sets: dict[bytes, int] = {}

    def keep(self, reading: int, regions: Iterable[Region]) -> None:
        """Store the links of one reading, region by region in order of appearance."""
        self._conn.executemany(
            "INSERT INTO reading_linkset (reading, ord, linkset) VALUES (?, ?, ?)",
            [(reading, ord_, self._set(region)) for ord_, region in enumerate(regions)],
        )

    def forget(self) -> None:
        """Drop the memory: after a rolled back transaction numbers may be wrong."""
        self._sets.clear()

    def _set(self, region: Region) -> int:
        known = self._sets.get(region.digest)
        if known is None:
            found = self._conn.execute(
                "SELECT id FROM linkset WHERE digest = ?", (region.digest,)
            ).fetchone()
            known = int(found[0]) if found else self._write(region)
            if len(self._sets) >= CACHED:
                self._sets.clear()
            self._sets[region.digest] = known
        return known

    def _write(self, region: Region) -> int:
        cursor = self._conn.execute(
            "INSERT INTO linkset (digest, position) VALUES (?, ?)",
            (region.digest, region.position),
        )
        number = int(cursor.lastrowid or 0)
        self._conn.executemany(
            "INSERT INTO link (linkset, ord, dst, kind, text) VALUES (?, ?, ?, ?, ?)",
            [
                (number, ord_, self._addresses.id(url), kind, text)
                for ord_, (url, kind, text) in enumerate(region.entries)
            ],
        )
        return number


def links_of_set(conn: Connection, linkset: int) -> Iterator[tuple[int, LinkKind]]:
    """Yield (target number, kind) of one set in order."""
    rows = conn.execute("SELECT dst, kind FROM link WHERE linkset = ? ORDER BY ord", (linkset,))
    for dst, kind in rows:
        yield dst, _KINDS[kind]
