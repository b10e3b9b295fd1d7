"""The audit log in watch.db: entries are added in the transaction of the act they record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from sqlite_utils import Database

from model.audit_log import START, AuditEntry, chained
from store.database import writing

_SELECT = "SELECT * FROM audit_log "


class AuditLog:
    """Append-only: the file itself refuses to change or delete an entry (triggers)."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def append(
        self, at: datetime, who: str, act: str, subject: str, detail: Mapping[str, object]
    ) -> AuditEntry:
        """Add one entry and return it; two writers take turns, so numbers have no gaps.

        Call it inside the `writing` that does the act, so that both stand or neither.
        """
        text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
        with writing(self._db):
            last = self.last()
            seq, previous = (last.seq + 1, last.digest) if last else (1, START)
            entry = chained(seq, at, who, act, subject, text, previous)
            self._db.execute(
                "INSERT INTO audit_log (seq, at, who, act, subject, detail, previous, digest)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    entry.seq,
                    entry.at.isoformat(),
                    entry.who,
                    entry.act,
                    entry.subject,
                    entry.detail,
                    entry.previous,
                    entry.digest,
                ],
            )
        return entry

    def last(self) -> AuditEntry | None:
        """Return the newest entry, or None."""
        return next(self._rows("ORDER BY seq DESC LIMIT 1"), None)

    def all(self) -> Iterator[AuditEntry]:
        """Yield every entry in order, one at a time."""
        return self._rows("ORDER BY seq")

    def of(self, subject: str) -> tuple[AuditEntry, ...]:
        """Return the entries of one thing, oldest first."""
        return tuple(self._rows("WHERE subject = ? ORDER BY seq", [subject]))

    def before(self, kind: str, moment: datetime) -> Iterator[AuditEntry]:
        """Yield the entries about things of one kind made before a moment, in order."""
        values = [f"{kind}:", f"{kind};", moment.astimezone(UTC).isoformat()]
        return self._rows("WHERE subject >= ? AND subject < ? AND at < ? ORDER BY seq", values)

    def _rows(self, clause: str, values: list[str] | None = None) -> Iterator[AuditEntry]:
        for row in self._db.query(_SELECT + clause, values or []):
            yield AuditEntry(
                seq=int(str(row["seq"])),
                at=datetime.fromisoformat(str(row["at"])),
                who=str(row["who"]),
                act=str(row["act"]),
                subject=str(row["subject"]),
                detail=str(row["detail"]),
                previous=str(row["previous"]),
                digest=str(row["digest"]),
            )
