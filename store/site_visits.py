"""The visit plan 复访计划 of a site file: when each address is asked next, and why.

A night by plan asks what is due. Every other address stands with what its last look said:
its observation is carried on by one night, in one statement, as long as a chain of links
still leads to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from sqlite3 import Connection
from typing import Any

from model.fetch import FINE
from model.page import LinkKind
from store.site_records import AskKind, Candidate, Run, Visit

_FINE = ",".join(f"'{outcome.value}'" for outcome in sorted(FINE))

_DUE = "(v.due_on <= ? OR v.looked_on = ?)"
"""Looked at in this very night: the same night run twice asks the same again."""

_REACHED = """
WITH RECURSIVE reached (sort, id) AS (
    SELECT 'address', address FROM entry
    UNION SELECT 'layout', y.layout FROM reached JOIN observation o ON o.address = reached.id
        AND o.to_night = :night AND o.outcome = 'alive'
        JOIN reading_layout y ON y.reading = o.reading WHERE reached.sort = 'address'
    UNION SELECT 'set', w.linkset FROM reached JOIN observation o ON o.address = reached.id
        AND o.to_night = :night AND o.outcome = 'alive'
        JOIN reading_own w ON w.reading = o.reading WHERE reached.sort = 'address'
    UNION SELECT 'set', p.linkset FROM reached JOIN layout_set p ON p.layout = reached.id
        WHERE reached.sort = 'layout'
    UNION SELECT 'address', l.dst FROM reached JOIN link l ON l.linkset = reached.id
        WHERE reached.sort = 'set'
    UNION SELECT 'address', o.location FROM reached JOIN observation o ON o.address = reached.id
        AND o.to_night = :night AND o.outcome IN ('alive', 'redirected')
        WHERE reached.sort = 'address' AND o.location IS NOT NULL
)
INSERT INTO held SELECT id FROM reached WHERE sort = 'address'
"""

_LOOKED = """
SELECT f.address, f.kind, f.depth, a.url, o.outcome, o.from_night,
    coalesce(json_extract(r.facts, '$.kind'), ''),
    coalesce(json_extract(r.facts, '$.listing.state'), ''),
    v.interval_days, v.before_days, v.looked_on
FROM frontier f JOIN address a ON a.id = f.address
JOIN observation o ON o.address = f.address AND o.to_night = :night
LEFT JOIN reading r ON r.id = o.reading LEFT JOIN visit_plan v ON v.address = f.address
WHERE f.run = :run AND f.state = 'done' AND f.kind IN ('page', 'check') AND f.address > :after
ORDER BY f.address LIMIT :most
"""
_AT_ONCE = 5_000
"""Rows of the plan held at a time: a site may have a million."""


class Visits:
    """Reads and writes the plan; the rules of it are the crawler's."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def is_good(self, run: Run, reader: str) -> bool:
        """Whether the plan is whole: the night before was finished, by the same reader."""
        found = self._conn.execute(
            "SELECT max(night) FROM run WHERE state = 'finished' AND night < ?", (run.night,)
        ).fetchone()[0]
        planned = self._conn.execute("SELECT 1 FROM visit_plan LIMIT 1").fetchone()
        if found is None or found != run.previous_night or planned is None:
            return False
        old = self._conn.execute(
            "SELECT 1 FROM observation o JOIN reading r ON r.id = o.reading WHERE o.to_night = ?"
            " AND substr(r.read_as, 1, ?) <> ? LIMIT 1",
            (run.previous_night, len(reader) + 1, f"{reader}|"),
        ).fetchone()
        return old is None

    @property
    def any(self) -> bool:
        """Whether anything is planned yet."""
        return self._conn.execute("SELECT 1 FROM visit_plan LIMIT 1").fetchone() is not None

    def bring_forward(self, run: Run, urls: Iterable[str]) -> None:
        """Let addresses be due in this night, whatever was planned for them."""
        self._conn.executemany(
            "UPDATE visit_plan SET due_on = min(due_on, ?)"
            " WHERE address = (SELECT id FROM address WHERE url = ?)",
            [(run.night, url) for url in urls],
        )

    def due(self, run: Run) -> Iterator[Candidate]:
        """Yield what this night asks, by address."""
        return self._candidates(_DUE, run)

    def standing(self, run: Run) -> Iterator[Candidate]:
        """Yield what is left for later nights, by address."""
        return self._candidates(f"NOT {_DUE}", run)

    def _candidates(self, which: str, run: Run) -> Iterator[Candidate]:
        rows = self._conn.execute(
            "SELECT a.id, a.url, v.ask, v.depth FROM visit_plan v JOIN address a"  # noqa: S608
            f" ON a.id = v.address WHERE {which} ORDER BY v.depth, a.id",
            (run.night, run.night),
        ).fetchall()
        for number, url, ask, depth in rows:
            kind = LinkKind.PAGE if ask == AskKind.PAGE else LinkKind.ASSET
            yield Candidate(address=number, url=url, kinds=frozenset({kind}), depth=depth, hops=0)

    def carry(self, run: Run, entries: list[int]) -> None:
        """Let what was not asked stand for this night, and drop what nothing leads to any more."""
        # Failing answers are due every night, so nothing is counted as failed unasked.
        self._conn.execute(
            "UPDATE observation SET to_night = ? WHERE to_night = ? AND outcome IN"  # noqa: S608
            f" ({_FINE}) AND address IN (SELECT v.address FROM visit_plan v WHERE NOT {_DUE})"
            " AND address NOT IN (SELECT address FROM frontier WHERE run = ? AND state = 'done')",
            (run.night, run.previous_night, run.night, run.night, run.id),
        )
        self._conn.execute("CREATE TEMP TABLE IF NOT EXISTS entry (address INTEGER PRIMARY KEY)")
        self._conn.execute("CREATE TEMP TABLE IF NOT EXISTS held (address INTEGER PRIMARY KEY)")
        self._conn.execute("DELETE FROM entry")
        self._conn.execute("DELETE FROM held")
        self._conn.executemany("INSERT OR IGNORE INTO entry VALUES (?)", [(n,) for n in entries])
        self._conn.execute(_REACHED, {"night": run.night})

    def dropped(self, run: Run) -> list[tuple[int, str]]:
        """Return (observation, its first night) of what `carry` found nothing to lead to."""
        return self._conn.execute(
            "SELECT id, from_night FROM observation WHERE to_night = ?"
            " AND address NOT IN (SELECT address FROM held) AND address NOT IN"
            " (SELECT address FROM frontier WHERE run = ? AND state = 'done' AND kind = 'robots')",
            (run.night, run.id),
        ).fetchall()

    def write(self, run: Run, plan: Callable[[Visit], tuple[str, int, str, date]]) -> None:
        """Enter when each address of this run is asked next."""
        asked = {"night": run.night, "run": run.id, "after": -1, "most": _AT_ONCE}
        while looked := self._conn.execute(_LOOKED, asked).fetchall():
            asked["after"] = looked[-1][0]
            self._conn.executemany(
                "INSERT OR REPLACE INTO visit_plan (address, ask, kind, depth, looked_on,"
                " interval_days, before_days, due_on, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_planned(row, run.night, plan) for row in looked],
            )
        self._conn.execute(
            "DELETE FROM visit_plan WHERE address NOT IN"
            " (SELECT address FROM observation WHERE to_night = ?)",
            (run.night,),
        )


def _planned(
    looked: tuple[Any, ...], night: str, plan: Callable[[Visit], tuple[str, int, str, date]]
) -> tuple[Any, ...]:
    number, ask, depth, url, outcome, first, kind, listing, days, before, on = looked
    base = before if on == night else days
    what, interval, reason, due = plan(
        Visit(url, ask, outcome, first == night, kind, listing, base)
    )
    return number, ask, what, depth, night, interval, base, due.isoformat(), reason
