"""What a run knows of pages whose addresses are alike: whether each says something of its own.

Gives   pages known tonight with their texts, where they led, and what is held back
Needs   the tables of a site file
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from store.site_frontier import ROW_COLUMNS, frontier_row
from store.site_records import Row, Run
from store.site_texts import unpacked

_PART = 500


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page as it was last seen; texts are told apart by number, equal ones have the same."""

    url: str
    reading: int | None
    text: int | None
    location: int | None  # where it sent its reader
    title: str | None = None  # of a page without text: one of pictures is told by it


class Shares:
    """Reads what shapes of addresses are weighed by."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def pages(self, run: Run) -> Iterator[KnownPage]:
        """Yield what was read or redirected tonight, or stands from the night before."""
        found = self._conn.execute(
            "SELECT a.url, o.reading, t.text, o.location,"
            " CASE WHEN t.text IS NULL THEN json_extract(r.facts, '$.title') END"
            " FROM observation o JOIN address a ON a.id = o.address"
            " LEFT JOIN reading r ON r.id = o.reading"
            " LEFT JOIN reading_text t ON t.reading = o.reading"
            " WHERE (o.to_night = ? OR o.to_night = ? AND NOT EXISTS (SELECT 1 FROM observation n"
            " WHERE n.address = o.address AND n.to_night = ?))"
            " AND coalesce(o.reading, o.location) IS NOT NULL ORDER BY o.address",
            (run.night, run.previous_night, run.night),
        )
        return (KnownPage(*row) for row in found)

    def led_on(self, run: Run) -> Iterator[tuple[str, str]]:
        """Yield (page, address) where the page was the first in this run that named it."""
        yield from self._conn.execute(
            "SELECT s.url, a.url FROM frontier f JOIN address a ON a.id = f.address"
            " JOIN address s ON s.id = f.via WHERE f.run = ? AND f.via IS NOT NULL",
            (run.id,),
        )

    def lists(self, readings: Iterable[int | None]) -> frozenset[int]:
        """Return those readings that are of list pages."""
        wanted = [number for number in readings if number is not None]
        found: set[int] = set()
        for start in range(0, len(wanted), _PART):
            part = wanted[start : start + _PART]
            marks = ",".join("?" * len(part))
            rows = self._conn.execute(
                f"SELECT id FROM reading WHERE id IN ({marks})"  # noqa: S608
                " AND json_extract(facts, '$.kind') = 'list'",
                part,
            )
            found.update(int(row[0]) for row in rows)
        return frozenset(found)

    def texts(self, numbers: Iterable[int]) -> Iterator[str]:
        """Yield texts by number."""
        for number in numbers:
            row = self._conn.execute("SELECT packed FROM text WHERE id = ?", (number,)).fetchone()
            yield unpacked(row[0])

    def held(self, run: Run, reason: str) -> Iterator[Row]:
        """Yield what was left out for this reason, in the order in which it was met."""
        found = self._conn.execute(
            f"SELECT {ROW_COLUMNS} FROM frontier f JOIN address a ON a.id = f.address"  # noqa: S608
            " WHERE f.run = ? AND f.state = 'skipped' AND f.reason = ?"
            " ORDER BY f.level, f.stage, f.seq",
            (run.id, reason),
        ).fetchall()
        return map(frontier_row, found)
