"""Layouts of a site file: the link sets that many pages have around what is their own."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from sqlite3 import Connection

from store.site_link_tables import MOST_OWN, layout_digest, write_layout

CACHED = 20_000
"""Layouts and shared sets remembered in memory."""

Placed = tuple[int, int]
"""Place of a link set in its page, and its number."""


class Layouts:
    """Stores which link sets a reading has."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._shared: set[int] = set()
        self._known: dict[tuple[Placed, ...], int] = {}

    def keep(self, reading: int, sets: Sequence[int], new: AbstractSet[int]) -> None:
        """Enter the sets of one reading in order: shared ones as a layout, the others singly.

        `new` are those that no reading has yet.
        """
        placed = tuple(enumerate(sets))
        shared = tuple(one for one in placed if one[1] not in new and self._is_shared(one[1]))
        if len(shared) < len(placed):
            self._conn.executemany(
                "INSERT INTO reading_own (reading, ord, linkset) VALUES (?, ?, ?)",
                [(reading, *one) for one in placed if one not in shared],
            )
        if shared:
            self._conn.execute(
                "INSERT INTO reading_layout (reading, layout) VALUES (?, ?)",
                (reading, self._layout(shared)),
            )

    def forget(self) -> None:
        """Drop the memory: after a rolled back transaction numbers may be wrong."""
        self._shared.clear()
        self._known.clear()

    def _is_shared(self, linkset: int) -> bool:
        if linkset in self._shared:
            return True
        (own,) = self._conn.execute(
            "SELECT count(*) FROM (SELECT 1 FROM reading_own WHERE linkset = ? LIMIT ?)",
            (linkset, MOST_OWN),
        ).fetchone()
        if own < MOST_OWN:
            return False
        if len(self._shared) >= CACHED:
            self._shared.clear()
        self._shared.add(linkset)
        return True

    def _layout(self, sets: tuple[Placed, ...]) -> int:
        known = self._known.get(sets)
        if known is None:
            digest = layout_digest(sets)
            found = self._conn.execute("SELECT id FROM layout WHERE digest = ?", (digest,))
            row = found.fetchone()
            known = int(row[0]) if row else write_layout(self._conn, digest, sets)
            if len(self._known) >= CACHED:
                self._known.clear()
            self._known[sets] = known
        return known
