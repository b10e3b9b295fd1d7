"""Nights 巡检夜: one row a site and night, and the judgements made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlite_utils import Database

from model.score import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class NightRow:
    """One night of one site as the store knows it."""

    site_code: str
    night_on: date
    state: str  # "running", "done", "failed"
    started_at: datetime
    finished_at: datetime | None = None
    reason: str = ""
    pages: int = 0
    fetched: int = 0
    links: int = 0
    dead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRow:
    """What was concluded; `score` is the canonical JSON of every step."""

    site_code: str
    night_on: date
    rulebook: str
    digest: str
    grade: Grade
    points: Decimal | None
    coverage: Decimal
    score: str
    judged_at: datetime


class NightStore:
    """Nights and judgements in watch.db."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, row: NightRow) -> None:
        """Insert or replace one night."""
        self._db.table("nights").upsert(
            {
                "site_code": row.site_code,
                "night_on": row.night_on.isoformat(),
                "state": row.state,
                "started_at": row.started_at.isoformat(),
                "finished_at": row.finished_at.isoformat() if row.finished_at else None,
                "reason": row.reason,
                "pages": row.pages,
                "fetched": row.fetched,
                "links": row.links,
                "dead": row.dead,
            },
            pk=("site_code", "night_on"),
        )

    def get(self, site_code: str, night_on: date) -> NightRow | None:
        """Return one night, or None."""
        rows = self._db.query(
            "SELECT * FROM nights WHERE site_code = ? AND night_on = ?",
            [site_code, night_on.isoformat()],
        )
        return next((_night(row) for row in rows), None)

    def latest(self, site_code: str | None = None) -> date | None:
        """Return the last night that was finished, of one site or of any."""
        rows = self._db.query(
            "SELECT max(night_on) AS night FROM nights WHERE state = 'done'"
            " AND (?1 IS NULL OR site_code = ?1)",
            [site_code],
        )
        night = next(iter(rows))["night"]
        return date.fromisoformat(str(night)) if night else None

    def next_after(self, night_on: date) -> date | None:
        """Return the first finished night of any site after a night, or None."""
        rows = self._db.query(
            "SELECT min(night_on) AS night FROM nights WHERE state = 'done' AND night_on > ?",
            [night_on.isoformat()],
        )
        night = next(iter(rows))["night"]
        return date.fromisoformat(str(night)) if night else None

    def save_judgement(self, row: JudgementRow) -> None:
        """Insert or replace the judgement of one night under one rulebook.

        Judging again to the same result keeps the moment of the first time.
        """
        old = self.judgement(row.site_code, row.night_on, row.rulebook)
        if old is not None and (old.score, old.digest) == (row.score, row.digest):
            return
        self._db.table("judgements").upsert(
            {
                "site_code": row.site_code,
                "night_on": row.night_on.isoformat(),
                "rulebook": row.rulebook,
                "digest": row.digest,
                "grade": row.grade.value,
                "points": None if row.points is None else str(row.points),
                "coverage": str(row.coverage),
                "score": row.score,
                "judged_at": row.judged_at.isoformat(),
            },
            pk=("site_code", "night_on", "rulebook"),
        )

    def judgement(self, site_code: str, night_on: date, rulebook: str) -> JudgementRow | None:
        """Return one judgement, or None."""
        rows = self._db.query(
            "SELECT * FROM judgements WHERE site_code = ? AND night_on = ? AND rulebook = ?",
            [site_code, night_on.isoformat(), rulebook],
        )
        return next((_judgement(row) for row in rows), None)

    def previous_judgement(
        self, site_code: str, night_on: date, rulebook: str
    ) -> JudgementRow | None:
        """Return the newest judgement under this rulebook before `night_on`."""
        rows = self._db.query(
            "SELECT * FROM judgements WHERE site_code = ? AND night_on < ? AND rulebook = ?"
            " ORDER BY night_on DESC LIMIT 1",
            [site_code, night_on.isoformat(), rulebook],
        )
        return next((_judgement(row) for row in rows), None)

    def judgements_until(
        self, site_code: str, night_on: date, rulebook: str, at_most: int
    ) -> tuple[JudgementRow, ...]:
        """Return the newest judgements under this rulebook up to `night_on`, oldest first."""
        rows = self._db.query(
            "SELECT * FROM judgements WHERE site_code = ? AND night_on <= ? AND rulebook = ?"
            " ORDER BY night_on DESC LIMIT ?",
            [site_code, night_on.isoformat(), rulebook, at_most],
        )
        return tuple(reversed([_judgement(row) for row in rows]))


def _night(row: dict[str, object]) -> NightRow:
    finished = row["finished_at"]
    return NightRow(
        site_code=str(row["site_code"]),
        night_on=date.fromisoformat(str(row["night_on"])),
        state=str(row["state"]),
        started_at=datetime.fromisoformat(str(row["started_at"])),
        finished_at=datetime.fromisoformat(str(finished)) if finished else None,
        reason=str(row["reason"]),
        pages=int(str(row["pages"])),
        fetched=int(str(row["fetched"])),
        links=int(str(row["links"])),
        dead=int(str(row["dead"])),
    )


def _judgement(row: dict[str, object]) -> JudgementRow:
    points = row["points"]
    return JudgementRow(
        site_code=str(row["site_code"]),
        night_on=date.fromisoformat(str(row["night_on"])),
        rulebook=str(row["rulebook"]),
        digest=str(row["digest"]),
        grade=Grade(str(row["grade"])),
        points=None if points is None else Decimal(str(points)),
        coverage=Decimal(str(row["coverage"])),
        score=str(row["score"]),
        judged_at=datetime.fromisoformat(str(row["judged_at"])),
    )
