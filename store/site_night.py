"""One night of a site file: what each address answered, and where its redirects end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from model.fetch import FetchOutcome

MAX_REDIRECTS = 20
"""Redirects followed for one address; browsers give up at 20, real chains have 1 to 3."""

_OUTCOMES = {outcome.value: outcome for outcome in FetchOutcome}


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation that is valid in the night."""

    address: int
    url: str
    outcome: FetchOutcome
    status: int | None
    location: int | None
    reading: int | None
    detail: str
    tries: int
    from_night: str


@dataclass(frozen=True, slots=True)
class End:
    """Where an address leads once its redirects are followed."""

    outcome: FetchOutcome
    last: Seen | None  # the address that gave the outcome; None: nothing was observed
    hops: int = 0


_SEEN = (
    "SELECT o.address, a.url, o.outcome, o.status, o.location, o.reading, o.detail, o.tries,"
    " o.from_night FROM observation o JOIN address a ON a.id = o.address"
    " WHERE o.from_night <= ? AND o.to_night >= ?"
)

_LINKED = """
    WITH shown AS MATERIALIZED (
        SELECT reading FROM observation
        WHERE from_night <= ? AND to_night >= ? AND outcome = 'alive' AND reading IS NOT NULL
    ), used AS MATERIALIZED (
        SELECT linkset FROM reading_own WHERE reading IN (SELECT reading FROM shown)
        UNION SELECT linkset FROM layout_set WHERE layout IN
            (SELECT layout FROM reading_layout WHERE reading IN (SELECT reading FROM shown))
    )
    SELECT DISTINCT dst FROM anchor n WHERE EXISTS (SELECT 1 FROM anchor_set t
        WHERE t.anchor = n.id AND +t.linkset IN (SELECT linkset FROM used))
"""
# The + keeps the planner from trying every used set on every anchor.


class NightView:
    """The observations of one night in memory, about 300 bytes each.

    Without the `fine` ones `seen` holds those that did not simply answer, which are few; the
    others are looked up when they are asked for.
    """

    def __init__(self, conn: Connection, night: str, *, fine: bool = True) -> None:
        self._conn = conn
        self.night = night
        self._whole = fine
        which = "" if fine else " AND (o.outcome <> 'alive' OR o.location IS NOT NULL)"
        rows = conn.execute(f"{_SEEN}{which} ORDER BY a.url", (night, night))
        self.seen: dict[int, Seen] = {row[0]: _seen(row) for row in rows}

    def find(self, address: int) -> Seen | None:
        """Return what an address answered in this night."""
        seen = self.seen.get(address)
        if seen is not None or self._whole:
            return seen
        row = self._conn.execute(
            f"{_SEEN} AND o.address = ?", (self.night, self.night, address)
        ).fetchone()
        return None if row is None else _seen(row)

    def pages(self) -> list[Seen]:
        """Return the HTML documents that answered, by address."""
        return [
            seen
            for seen in self.seen.values()
            if seen.reading is not None and seen.outcome is FetchOutcome.ALIVE
        ]

    def end(self, address: int) -> End:
        """Follow the redirects of an address through the night's observations.

        A page that sends its reader on at once, to where nothing is, is as good as missing.
        """
        start = self._end(address)
        seen = start.last
        if not start.outcome.is_fine or seen is None or seen.location is None:
            return start
        further = self._end(seen.location)
        if not further.outcome.is_failure or further.outcome is FetchOutcome.REDIRECT_LOOP:
            return start
        return End(FetchOutcome.SOFT_404, further.last, start.hops + 1 + further.hops)

    def _end(self, address: int) -> End:
        met: set[int] = set()
        last: Seen | None = None
        while True:
            seen = self.find(address)
            if seen is None:
                return End(FetchOutcome.NOT_FETCHED, last, len(met))
            if seen.outcome is not FetchOutcome.REDIRECTED or seen.location is None:
                fine = met and seen.outcome.is_fine
                return End(FetchOutcome.REDIRECTED if fine else seen.outcome, seen, len(met))
            met.add(address)
            if seen.location in met or len(met) > MAX_REDIRECTS:
                return End(FetchOutcome.REDIRECT_LOOP, seen, len(met))
            address, last = seen.location, seen

    def linked(self) -> set[int]:
        """Return every address that a page of the night links to."""
        return set(self.each_linked())

    def each_linked(self) -> Iterator[int]:
        """Yield every address that a page of the night links to, once, in no order."""
        rows = self._conn.execute(_LINKED, (self.night, self.night))
        for (number,) in rows:
            yield number

    def count_pages(self) -> int:
        """Return how many HTML documents answered."""
        found = self._conn.execute(
            "SELECT count(*) FROM observation WHERE from_night <= ? AND to_night >= ?"
            " AND outcome = 'alive' AND reading IS NOT NULL",
            (self.night, self.night),
        ).fetchone()
        return int(found[0])

    def failed_on(self, address: int) -> tuple[int, str | None]:
        """Return (nights in a row on which the address failed, the first of them).

        A night on which it was not asked, or on which nothing was learnt, neither counts nor
        clears; any success clears. The night of this view is the last one looked at.
        """
        rows = self._conn.execute(
            "SELECT outcome, from_night, to_night FROM observation WHERE address = ?"
            " AND from_night <= ? ORDER BY from_night DESC",
            (address, self.night),
        )
        count, first = 0, None
        for outcome, from_night, to_night in rows:
            if FetchOutcome(outcome).is_fine:
                break
            if FetchOutcome(outcome).is_failure:
                last = min(to_night, self.night)
                count += self._nights_between(from_night, last)
                first = from_night
        return count, first

    def nights_since(self, first: str) -> int:
        """Return how many stored nights there are from `first` to this one."""
        return self._nights_between(first, self.night)

    def _nights_between(self, first: str, last: str) -> int:
        found = self._conn.execute(
            "SELECT count(*) FROM night WHERE night BETWEEN ? AND ?", (first, last)
        ).fetchone()
        return int(found[0])


def _seen(row: tuple[Any, ...]) -> Seen:
    address, url, outcome, *rest = row
    return Seen(address, url, _OUTCOMES[outcome], *rest)


def redirect_chain(conn: Connection, night: str, url: str) -> list[str]:
    """Return an address and what it was redirected to in one night, in order."""
    chain = [url]
    while len(chain) <= MAX_REDIRECTS:
        found = conn.execute(
            "SELECT l.url FROM observation o JOIN address a ON a.id = o.address"
            " JOIN address l ON l.id = o.location WHERE a.url = ? AND o.to_night = ?",
            (chain[-1], night),
        ).fetchone()
        if found is None or found[0] in chain:
            break
        chain.append(found[0])
    return chain
