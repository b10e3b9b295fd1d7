"""Link sets of a site file: the links of one region of a page, stored once per content.

The header's links that 3,000 pages share are one set. A page is a short list of set
numbers, so "who links to this address" goes address → sets → pages by index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import Connection

from model.page import Link, LinkKind
from store.site_addresses import Addresses

CACHED = 50_000
"""Digests of link sets remembered in memory."""


class Links:
    """Stores the links of readings as sets."""

    def __init__(self, conn: Connection, addresses: Addresses) -> None:
        self._conn = conn
        self._addresses = addresses
        self._sets: dict[bytes, int] = {}

    def keep(self, reading: int, links: Iterable[Link]) -> None:
        """Store the links of one reading, region by region in order of appearance."""
        regions: dict[str, dict[tuple[str, str, str], None]] = {}
        for link in links:
            region = regions.setdefault(str(link.position), {})
            region[(link.url, str(link.kind), link.text)] = None
        for ord_, (position, region) in enumerate(regions.items()):
            number = self._set(position, tuple(region))
            self._conn.execute(
                "INSERT INTO reading_linkset (reading, ord, linkset) VALUES (?, ?, ?)",
                (reading, ord_, number),
            )

    def forget(self) -> None:
        """Drop the memory: after a rolled back transaction numbers may be wrong."""
        self._sets.clear()

    def _set(self, position: str, entries: Sequence[tuple[str, str, str]]) -> int:
        digest = set_digest(position, entries)
        known = self._sets.get(digest)
        if known is None:
            found = self._conn.execute(
                "SELECT id FROM linkset WHERE digest = ?", (digest,)
            ).fetchone()
            known = int(found[0]) if found else self._write(digest, position, entries)
            if len(self._sets) >= CACHED:
                self._sets.clear()
            self._sets[digest] = known
        return known

    def _write(self, digest: bytes, position: str, entries: Sequence[tuple[str, str, str]]) -> int:
        cursor = self._conn.execute(
            "INSERT INTO linkset (digest, position) VALUES (?, ?)", (digest, position)
        )
        number = int(cursor.lastrowid or 0)
        self._conn.executemany(
            "INSERT INTO link (linkset, ord, dst, kind, text) VALUES (?, ?, ?, ?, ?)",
            [
                (number, ord_, self._addresses.id(url), kind, text)
                for ord_, (url, kind, text) in enumerate(entries)
            ],
        )
        return number


def set_digest(position: str, entries: Sequence[tuple[str, str, str]]) -> bytes:
    """Return the content hash of a link set: position, then address, kind and text of each."""
    text = "\x1e".join((position, *("\x1f".join(entry) for entry in entries)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def links_of_set(conn: Connection, linkset: int) -> Iterator[tuple[int, LinkKind]]:
    """Yield (target number, kind) of one set in order."""
    rows = conn.execute("SELECT dst, kind FROM link WHERE linkset = ? ORDER BY ord", (linkset,))
    for dst, kind in rows:
        yield int(dst), LinkKind(kind)
