"""Reviews 复核 in watch.db: added, and taken back by an undo; each act stands in the audit log."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from model.errors import CaseError
from model.review import Decision, Reach, Review
from store.audit_log import AuditLog
from store.database import writing


class ReviewStore:
    """Every decision anybody ever took about a finding."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._log = AuditLog(db)

    def all(self) -> tuple[Review, ...]:
        """Return every review, also those undone, oldest first."""
        return tuple(_review(row) for row in self._db.query("SELECT * FROM reviews ORDER BY id"))

    def standing(self) -> tuple[Review, ...]:
        """Return the reviews that were not undone, oldest first."""
        return tuple(review for review in self.all() if review.undone_at is None)

    def get(self, number: int) -> Review:
        """Return one review; CaseError when there is none of that number."""
        rows = self._db.query("SELECT * FROM reviews WHERE id = ?", [number])
        found = next((_review(row) for row in rows), None)
        if found is None:
            raise CaseError(f"没有编号为 {number} 的复核记录，用 xunjian review list --all 查看")
        return found

    def add(self, reviews: tuple[Review, ...]) -> tuple[Review, ...]:
        """Keep new reviews, all or none; return them with their numbers."""
        kept = []
        with writing(self._db):
            for review in reviews:
                inserted = self._db.table("reviews").insert(_row(review), pk="id")
                kept.append(replace(review, id=int(str(inserted.last_pk))))
                self._note(kept[-1], review.at, review.who, f"review.{review.decision.value}")
        return tuple(kept)

    def undo(self, number: int, at: datetime, who: str, reason: str) -> Review:
        """Take one review back; CaseError when that was done before."""
        with writing(self._db):
            review = self.get(number)
            if review.undone_at is not None:
                raise CaseError(f"复核记录 {number} 已由{review.undone_by}撤回，不需再撤")
            undone = replace(review, undone_at=at, undone_by=who, undone_reason=reason)
            self._db.table("reviews").update(number, _row(undone))
            self._note(undone, at, who, "review.undone")
        return undone

    def _note(self, review: Review, at: datetime, who: str, act: str) -> None:
        self._log.append(at, who, act, f"review:{review.id}", asdict(review))


def _row(review: Review) -> dict[str, object]:
    row = {name: _plain(getattr(review, name)) for name in _NAMES}
    del row["id"]
    return row


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


_NAMES = tuple(f.name for f in fields(Review))


def _review(row: dict[str, Any]) -> Review:
    undone, until = row["undone_at"], row["until_on"]
    return Review(
        **{
            **row,
            "decision": Decision(row["decision"]),
            "reach": Reach(row["reach"]),
            "at": datetime.fromisoformat(row["at"]),
            "from_on": date.fromisoformat(row["from_on"]),
            "until_on": date.fromisoformat(until) if until else None,
            "undone_at": datetime.fromisoformat(undone) if undone else None,
        }
    )
