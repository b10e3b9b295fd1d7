"""Places of a night: the pages that link to an address, and where on the page.

A link of the menu stands on every page of a site. Nothing may be left out of a finding, but what
nobody asked or reached is seldom a finding: such places stay in the file until they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sqlite3 import Connection
from typing import overload

from model.finding import Place
from store.kept_connection import KeptConnection

MANY = 1_000
"""Places of one address; more of them are left in the file."""

# CROSS JOIN fixes the order target → sets → readings → pages; left alone the planner scans all
# pages.
_PLACES = """
    WITH hit AS MATERIALIZED (
        SELECT l.dst, l.linkset, l.text, s.position,
            (SELECT j.key FROM json_each(s.anchors) j WHERE j.value = l.anchor) AS ord
        FROM link_to l CROSS JOIN linkset s ON s.id = l.linkset WHERE l.dst IN ({})
    )
    SELECT h.dst, a.url, rl.ord, h.ord, h.text, h.position FROM hit h
    CROSS JOIN reading_linkset rl ON rl.linkset = h.linkset
    CROSS JOIN observation o ON o.reading = rl.reading AND o.outcome = 'alive'
        AND o.from_night <= ? AND o.to_night >= ?
    CROSS JOIN address a ON a.id = o.address
"""

# Of all nights, which costs little; only what passes is counted in earnest.
_MAY_BE_MANY = """
    SELECT a.id FROM address a WHERE a.id IN ({}) AND ? < (SELECT count(*) FROM (SELECT 1
        FROM link_to l CROSS JOIN reading_linkset rl ON rl.linkset = l.linkset
        WHERE l.dst = a.id LIMIT ?))
"""

_COUNT = """
    SELECT count(*) FROM (SELECT DISTINCT o.address FROM observation o
    WHERE o.reading IN (SELECT rl.reading FROM link_to l
        CROSS JOIN reading_linkset rl ON rl.linkset = l.linkset WHERE l.dst = ?)
    AND o.outcome = 'alive' AND o.from_night <= ? AND o.to_night >= ? LIMIT ?)
"""


def places_of(
    conn: Connection, night: str, addresses: Sequence[int]
) -> dict[int, tuple[Place, ...]]:
    """Return every page of the night that links to these addresses (some hundreds), by page."""
    rows = conn.execute(_PLACES.format(_marks(addresses)), (*addresses, night, night))
    found: dict[int, dict[str, tuple[int, int, str, str]]] = {}
    for dst, page, region, ord_, text, position in rows:
        # One place a page: the first in the order of reading.
        pages = found.setdefault(int(dst), {})
        where = (region, ord_, text, position)
        pages[page] = min(pages.get(page, where), where)
    return {
        dst: tuple(
            Place(page, text, position) for page, (_, _, text, position) in sorted(pages.items())
        )
        for dst, pages in found.items()
    }


def of_many_places(conn: Connection, night: str, addresses: Sequence[int]) -> frozenset[int]:
    """Return those of some hundred addresses to which more than MANY pages of the night link."""
    rows = conn.execute(_MAY_BE_MANY.format(_marks(addresses)), (*addresses, MANY, MANY + 1))
    return frozenset(int(one) for (one,) in rows.fetchall() if _count(conn, night, one) > MANY)


def _count(conn: Connection, night: str, address: int) -> int:
    (count,) = conn.execute(_COUNT, (address, night, night, MANY + 1)).fetchone()
    return int(count)


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))


class StoredPlaces(Sequence[Place]):
    """The many places of one address, read whenever they are asked for and not held.

    The file must stay where it is; any thread may ask. That there are any is known beforehand.
    """

    __slots__ = ("_address", "_file", "_night")

    def __init__(self, file: KeptConnection, night: str, address: int) -> None:
        self._file = file
        self._night = night
        self._address = address

    def __iter__(self) -> Iterator[Place]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __bool__(self) -> bool:
        return True

    @overload
    def __getitem__(self, index: int) -> Place: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Place, ...]: ...
    def __getitem__(self, index: int | slice) -> Place | tuple[Place, ...]:
        return self._read()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoredPlaces | tuple) and self._read() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._read())

    def _read(self) -> tuple[Place, ...]:
        with self._file.asked() as conn:
            return places_of(conn, self._night, (self._address,))[self._address]
