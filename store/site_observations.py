"""Observations of a site file: changes-only rows, valid from one night to another.

A row covers exactly the nights on which its address was asked and answered so; an address
left out for a night starts a new row when it comes back. An answer of the same night
replaces the earlier one, so the last answer of a night stands.
"""

from __future__ import annotations

from sqlite3 import Connection

from store.site_records import Answered, Run

_SAME = "outcome, status, location, reading, content_type, detail, file"


class Observations:
    """Writes observations; the newest row of an address comes last."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def record(
        self,
        run: Run,
        address: int,
        answered: Answered,
        location: int | None,
        reading: int | None,
        file: int | None = None,
    ) -> bool | None:
        """Enter an answer; return whether a row was added, None if this night's row stands.

        Tries and validators are those of the latest night and are not a change.
        """
        told = (
            str(answered.outcome),
            answered.status,
            location,
            reading,
            answered.content_type,
            answered.detail,
            file,
        )
        fresh = (answered.tries, answered.etag, answered.last_modified)
        last = self._last(address)
        if last is not None and last[2] == run.night:
            if last[3:] == told:
                self._touch(last[0], run.night, fresh)
                return None
            self._strip(last[0], last[1], run)
            last = self._last(address)
        if last is not None and last[3:] == told and last[2] == run.previous_night:
            self._touch(last[0], run.night, fresh)
            return False
        self._conn.execute(
            f"INSERT INTO observation (address, from_night, to_night, {_SAME}, tries, etag,"  # noqa: S608
            " last_modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (address, run.night, run.night, *told, *fresh),
        )
        return True

    def strip_unreached(self, run: Run) -> int:
        """Take the night from every address that this run did not reach; return how many."""
        rows = self._conn.execute(
            "SELECT id, from_night FROM observation WHERE to_night = ? AND address NOT IN"
            " (SELECT address FROM frontier WHERE run = ? AND state = 'done')",
            (run.night, run.id),
        ).fetchall()
        return self.strip(run, rows)

    def strip(self, run: Run, rows: list[tuple[int, str]]) -> int:
        """Take the night from observations, each with its first night; return how many."""
        for number, from_night in rows:
            self._strip(number, from_night, run)
        return len(rows)

    def _last(self, address: int) -> tuple[object, ...] | None:
        row: tuple[object, ...] | None = self._conn.execute(
            f"SELECT id, from_night, to_night, {_SAME} FROM observation"  # noqa: S608
            " WHERE address = ? ORDER BY from_night DESC LIMIT 1",
            (address,),
        ).fetchone()
        return row

    def _touch(self, number: object, night: str, fresh: tuple[int, str, str]) -> None:
        self._conn.execute(
            "UPDATE observation SET to_night = ?, tries = ?, etag = ?, last_modified = ?"
            " WHERE id = ?",
            (night, *fresh, number),
        )

    def _strip(self, number: object, from_night: object, run: Run) -> None:
        if from_night == run.night:
            self._conn.execute("DELETE FROM observation WHERE id = ?", (number,))
        else:
            self._conn.execute(
                "UPDATE observation SET to_night = ? WHERE id = ?", (run.previous_night, number)
            )
