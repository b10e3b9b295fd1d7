"""Due runs: one row for every due time of every job, so that none runs twice or is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRun:
    """One due time of one job, and what became of it."""

    job: str
    due_at: datetime
    claimed_at: datetime
    finished_at: datetime | None
    outcome: str  # "running", "done", "failed"
    note: str


class DueRunStore:
    """Claims and results of scheduled jobs in watch.db."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def claim(self, job: str, due_at: datetime, now: datetime) -> bool:
        """Take one due time; False when it was taken before."""
        with self._db.atomic():
            made = self._db.execute(
                "INSERT INTO due_runs (job, due_at, claimed_at) VALUES (?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                [job, due_at.isoformat(), now.isoformat()],
            )
            return bool(made.rowcount == 1)

    def finish(self, job: str, due_at: datetime, now: datetime, outcome: str, note: str) -> None:
        """Write how a claimed run ended."""
        with self._db.atomic():
            self._db.execute(
                "UPDATE due_runs SET finished_at = ?, outcome = ?, note = ?"
                " WHERE job = ? AND due_at = ?",
                [now.isoformat(), outcome, note, job, due_at.isoformat()],
            )

    def unfinished(self, job: str) -> tuple[DueRun, ...]:
        """Return claims that never ended: the program was stopped in the middle."""
        return self._rows("WHERE job = ? AND finished_at IS NULL ORDER BY due_at", [job])

    def last(self, job: str) -> DueRun | None:
        """Return the newest due time that was taken."""
        rows = self._rows("WHERE job = ? ORDER BY due_at DESC LIMIT 1", [job])
        return rows[0] if rows else None

    def before(self, job: str, due_at: datetime) -> DueRun | None:
        """Return the newest due time before this one that was taken."""
        rows = self._rows(
            "WHERE job = ? AND due_at < ? ORDER BY due_at DESC LIMIT 1", [job, due_at.isoformat()]
        )
        return rows[0] if rows else None

    def _rows(self, where: str, values: list[str]) -> tuple[DueRun, ...]:
        return tuple(
            DueRun(
                job=str(row["job"]),
                due_at=datetime.fromisoformat(str(row["due_at"])),
                claimed_at=datetime.fromisoformat(str(row["claimed_at"])),
                finished_at=(
                    datetime.fromisoformat(str(row["finished_at"])) if row["finished_at"] else None
                ),
                outcome=str(row["outcome"]),
                note=str(row["note"]),
            )
            for row in self._db.query(f"SELECT * FROM due_runs {where}", values)  # noqa: S608
        )
