"""Link sets of a site file: the links of one region of a page, stored once per content.

The header's links that 3,000 pages share are one set. A page is a short list of set
numbers, so "who links to this address" goes address → sets → pages by index.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from sqlite3 import Connection

from model.page import LinkKind
from store.site_addresses import Addresses
from store.site_layouts import Layouts
from store.site_link_tables import mark_of
from store.site_pages import Entry, Region

CACHED = 50_000
"""Digests of link sets remembered in memory."""

_KINDS = {kind.value: kind for kind in LinkKind}


class Links:
    """Stores the links of readings as sets."""

    def __init__(self, conn: Connection, addresses: Addresses) -> None:
        self._conn = conn
        self._addresses = addresses
        self._layouts = Layouts(conn)
        self._sets: dict[bytes, int] = {}
        self._new: set[int] = set()  # sets that this reading is the first to have

    def keep(self, reading: int, regions: Iterable[Region]) -> None:
        """Store the links of one reading, region by region in order of appearance."""
        self._new.clear()
        self._layouts.keep(reading, [self._set(region) for region in regions], self._new)

    def forget(self) -> None:
        """Drop the memory: after a rolled back transaction numbers may be wrong."""
        self._sets.clear()
        self._layouts.forget()

    def _set(self, region: Region) -> int:
        known = self._sets.get(region.digest)
        if known is None:
            found = self._conn.execute(
                "SELECT linkset FROM linkset_digest WHERE digest = ?", (region.digest,)
            ).fetchone()
            known = int(found[0]) if found else self._write(region)
            if len(self._sets) >= CACHED:
                self._sets.clear()
            self._sets[region.digest] = known
        return known

    def _write(self, region: Region) -> int:
        anchors = [self._anchor(entry) for entry in region.entries]
        cursor = self._conn.execute(
            "INSERT INTO linkset (position, anchors) VALUES (?, ?)",
            (region.position, json.dumps(anchors, separators=(",", ":"))),
        )
        number = int(cursor.lastrowid or 0)
        self._new.add(number)
        self._conn.execute(
            "INSERT INTO linkset_digest (digest, linkset) VALUES (?, ?)", (region.digest, number)
        )
        self._conn.executemany(
            "INSERT INTO anchor_set (anchor, linkset) VALUES (?, ?)",
            [(anchor, number) for anchor in anchors],
        )
        return number

    def _anchor(self, entry: Entry) -> int:
        url, kind, text = entry
        number, is_new = self._addresses.enter(url)
        link = (number, mark_of(text), kind, text)
        if not is_new:  # to a new address there is no link yet
            found = self._conn.execute(
                "SELECT id FROM anchor WHERE dst = ? AND mark = ? AND kind = ? AND text = ?", link
            ).fetchone()
            if found is not None:
                return int(found[0])
        cursor = self._conn.execute(
            "INSERT INTO anchor (dst, mark, kind, text) VALUES (?, ?, ?, ?)", link
        )
        return int(cursor.lastrowid or 0)


def links_of_set(conn: Connection, linkset: int) -> Iterator[tuple[int, LinkKind]]:
    """Yield (target number, kind) of one set in order."""
    rows = conn.execute("SELECT dst, kind FROM link WHERE linkset = ? ORDER BY ord", (linkset,))
    for dst, kind in rows:
        yield dst, _KINDS[kind]
