"""The frontier of a site file: what a run has asked and still has to ask.

Rows are asked level by level, stage by stage, in the order of `seq`. What the next level
is follows from the stored answers alone, so a killed run goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from sqlite3 import Connection
from typing import Any

from model.page import LinkKind
from store.site_links import links_of_set
from store.site_records import AskKind, Candidate, Row, Run, Skipped

ROW_COLUMNS = (
    "f.address, a.url, f.kind, f.level, f.stage, f.seq, f.depth, f.hops, f.tries, f.second, f.via"
)
"""Of the frontier `f` and the addresses `a`, as `frontier_row` takes them."""


_LEADING_ON = frozenset({"redirected", "alive"})
"""A redirect to an error or login page is an answer about the address itself: not walked."""

TURN_ROWS = 20_000
"""Rows of one turn. A turn ends with its slowest host, so it should not be small."""

_Meeting = tuple[frozenset[LinkKind], int, int]
"""Kinds of link, depth and hops by which an address was met."""

_ALONE = {kind: frozenset({kind}) for kind in LinkKind}

_KINDS = {kind.value: kind for kind in AskKind}


class Frontier:
    """Queue and memory of runs."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def add(self, run: Run, rows: Iterable[Row]) -> None:
        """Queue rows; a row that was asked in another way is queued again as it is now."""
        self._conn.executemany(
            "INSERT INTO frontier (run, address, kind, level, stage, seq, depth, hops, state,"
            " tries, second, via) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?)"
            " ON CONFLICT (run, address) DO UPDATE SET kind = excluded.kind,"
            " level = excluded.level, stage = excluded.stage, seq = excluded.seq,"
            " depth = excluded.depth, hops = excluded.hops, state = 'queued', reason = '',"
            " second = excluded.second",
            [
                (run.id, r.address, str(r.kind), r.level, r.stage, r.seq, r.depth, r.hops, r.tries,
                 r.second, r.via)
                for r in rows
            ],
        )  # fmt: skip

    def skip(self, run: Run, skipped: Iterable[Skipped]) -> None:
        """Remember addresses that are not asked in this run, with the reason."""
        self._conn.executemany(
            "INSERT INTO frontier (run, address, kind, level, stage, seq, depth, hops, state,"
            " reason, via) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'skipped', ?, ?)"
            " ON CONFLICT (run, address) DO UPDATE SET state = 'skipped', reason = excluded.reason",
            [
                (run.id, s.row.address, str(s.row.kind), s.row.level, s.row.stage, s.row.seq,
                 s.row.depth, s.row.hops, s.reason, s.row.via)
                for s in skipped
            ],
        )  # fmt: skip

    def done(self, run: Run, address: int, *, tries: int, added: bool | None) -> None:
        """Mark a row as answered; `added` None leaves what an earlier answer of the run said."""
        self._conn.execute(
            "UPDATE frontier SET state = 'done', tries = ?, added = coalesce(?, added)"
            " WHERE run = ? AND address = ?",
            (tries, added, run.id, address),
        )

    def next_turn(self, run: Run) -> list[Row]:
        """Return the first queued rows, in order, of the first level and stage that has any.

        Not more than TURN_ROWS: what waits stays in the file, at no cost in memory.
        """
        first = self._conn.execute(
            "SELECT level, stage FROM frontier WHERE run = ? AND state = 'queued'"
            " ORDER BY level, stage LIMIT 1",
            (run.id,),
        ).fetchone()
        if first is None:
            return []
        rows = self._conn.execute(
            f"SELECT {ROW_COLUMNS} FROM frontier f JOIN address a ON a.id = f.address"  # noqa: S608
            " WHERE f.run = ? AND f.state = 'queued' AND f.level = ? AND f.stage = ?"
            " ORDER BY f.seq LIMIT ?",
            (run.id, *first, TURN_ROWS),
        )
        return [frontier_row(row) for row in rows]

    def rows(self, run: Run, addresses: Sequence[int]) -> list[Row]:
        """Return the rows of these addresses."""
        found: list[Row] = []
        for part in _chunks(addresses):
            marks = ",".join("?" * len(part))
            rows = self._conn.execute(
                f"SELECT {ROW_COLUMNS} FROM frontier f JOIN address a ON a.id = f.address"  # noqa: S608
                f" WHERE f.run = ? AND f.address IN ({marks})",
                (run.id, *part),
            )
            found += [frontier_row(row) for row in rows]
        return found

    def known(self, run: Run) -> Iterator[tuple[int, AskKind, str]]:
        """Yield every address of the run with how it is asked and its state."""
        found = self._conn.execute(
            "SELECT address, kind, state FROM frontier WHERE run = ?", (run.id,)
        )
        for address, kind, state in found:
            yield address, _KINDS[kind], state

    def top_level(self, run: Run) -> int:
        """Return the highest level that was asked; -1 when nothing was."""
        found = self._conn.execute(
            "SELECT max(level) FROM frontier WHERE run = ? AND state = 'done'", (run.id,)
        ).fetchone()
        return -1 if found[0] is None else int(found[0])

    def level_urls(self, run: Run) -> list[tuple[str, str, int]]:
        """Return (address, kind, depth) of all rows not skipped: traps count their shapes again."""
        return self._conn.execute(
            "SELECT a.url, f.kind, f.depth FROM frontier f JOIN address a ON a.id = f.address"
            " WHERE f.run = ? AND f.state <> 'skipped'",
            (run.id,),
        ).fetchall()

    def queued(self, run: Run) -> int:
        """Return how many rows wait."""
        found = self._conn.execute(
            "SELECT count(*) FROM frontier WHERE run = ? AND state = 'queued'", (run.id,)
        ).fetchone()
        return int(found[0])

    def pages_read(self, run: Run) -> int:
        """Return how many pages this run has read already."""
        found = self._conn.execute(
            "SELECT count(*) FROM frontier f JOIN observation o ON o.address = f.address"
            " AND o.to_night = ? AND o.outcome = 'alive' AND o.reading IS NOT NULL"
            " WHERE f.run = ? AND f.state = 'done' AND f.kind = ?",
            (run.night, run.id, str(AskKind.PAGE)),
        ).fetchone()
        return int(found[0])

    def skipped(self, run: Run) -> dict[str, int]:
        """Return how many addresses were not asked, by reason."""
        found = self._conn.execute(
            "SELECT reason, count(*) FROM frontier WHERE run = ? AND state = 'skipped'"
            " GROUP BY reason ORDER BY reason",
            (run.id,),
        )
        return {reason: int(n) for reason, n in found}

    def discover(
        self,
        run: Run,
        level: int,
        is_settled: Callable[[int], bool],
        is_crowded: Callable[[str], bool],
    ) -> Iterator[Candidate]:
        """Yield what the answers of one level lead to, in order of first meeting.

        Addresses that `is_settled` says cannot change any more are left out: most links lead to
        such. Redirects keep the depth of the address they come from; links are one click deeper.
        Of pages whose shape `is_crowded` it is kept what they were the first to name.
        """
        via: dict[int, int] = {}
        met: dict[int, _Meeting] = {}
        answers = self._conn.execute(
            "SELECT f.address, a.url, f.kind, f.depth, f.hops, o.location, o.reading, o.outcome"
            " FROM frontier f JOIN address a ON a.id = f.address"
            " JOIN observation o ON o.address = f.address AND o.to_night = ?"
            " WHERE f.run = ? AND f.state = 'done' AND f.level = ? ORDER BY f.stage, f.seq",
            (run.night, run.id, level),
        ).fetchall()
        seen_sets: set[int] = set()
        for number, url, kind, depth, hops, location, reading, outcome in answers:
            is_page = kind == AskKind.PAGE
            leads_on = location is not None and outcome in _LEADING_ON
            if leads_on and kind in (AskKind.PAGE, AskKind.CHECK):
                link = LinkKind.PAGE if is_page else LinkKind.ASSET
                further = hops + 1 if outcome == "redirected" else 0
                if not is_settled(location):
                    _meet(met, location, link, depth, further)
            if reading is None:
                continue
            credit = is_crowded(url)
            for linkset in self._sets_of(reading):
                if linkset in seen_sets:
                    continue
                seen_sets.add(linkset)
                for dst, link in links_of_set(self._conn, linkset):
                    if is_settled(dst):
                        continue
                    if credit and dst not in met:
                        via[dst] = number
                    _meet(met, dst, link, depth + 1, 0)
        return self._candidates(met, via)

    def _sets_of(self, reading: int) -> list[int]:
        rows = self._conn.execute(
            "SELECT linkset FROM reading_linkset WHERE reading = ? ORDER BY ord", (reading,)
        )
        return [int(row[0]) for row in rows]

    def _candidates(self, met: dict[int, _Meeting], via: dict[int, int]) -> Iterator[Candidate]:
        for part in _chunks(list(met)):
            marks = ",".join("?" * len(part))
            urls = dict(
                self._conn.execute(
                    f"SELECT id, url FROM address WHERE id IN ({marks})",  # noqa: S608
                    part,
                ).fetchall()
            )
            for number in part:
                kinds, depth, hops = met.pop(number)
                yield Candidate(
                    address=number,
                    url=urls[number],
                    kinds=kinds,
                    depth=depth,
                    hops=hops,
                    via=via.get(number),
                )


def _chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), 500):
        yield numbers[start : start + 500]


def _meet(met: dict[int, _Meeting], address: int, kind: LinkKind, depth: int, hops: int) -> None:
    known = met.get(address)
    if known is None:
        met[address] = _meeting(_ALONE[kind], depth, hops)
        return
    kinds, least, fewest = known
    if kind not in kinds or depth < least or hops < fewest:
        met[address] = _meeting(kinds | {kind}, min(least, depth), min(fewest, hops))


@lru_cache(maxsize=4096)
def _meeting(kinds: frozenset[LinkKind], depth: int, hops: int) -> _Meeting:
    """Share what is equal: nearly all addresses of a level are met in the same way."""
    return kinds, depth, hops


def frontier_row(row: tuple[Any, ...]) -> Row:
    """Return a row as ROW_COLUMNS gives it."""
    address, url, kind, level, stage, seq, depth, hops, tries, second, via = row
    return Row(
        address=address,
        url=url,
        kind=_KINDS[kind],
        level=level,
        stage=stage,
        seq=seq,
        depth=depth,
        hops=hops,
        tries=tries,
        second=bool(second),
        via=via,
    )
