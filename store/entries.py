"""Entries 人工录入 in watch.db: added and withdrawn; each act stands in the audit log."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from model.entry import Entry, EntryResult
from model.errors import CaseError
from store.audit_log import AuditLog
from store.database import writing

_NAMES = tuple(f.name for f in fields(Entry))


class EntryStore:
    """Everything staff ever entered about rows the program cannot judge."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._log = AuditLog(db)

    def all(self) -> tuple[Entry, ...]:
        """Return every entry, also those withdrawn, oldest first."""
        return tuple(_entry(row) for row in self._db.query("SELECT * FROM entries ORDER BY id"))

    def get(self, number: int) -> Entry:
        """Return one entry; CaseError when there is none of that number."""
        rows = self._db.query("SELECT * FROM entries WHERE id = ?", [number])
        found = next((_entry(row) for row in rows), None)
        if found is None:
            raise CaseError(f"没有编号为 {number} 的录入，用 xunjian manual list --all 查看")
        return found

    def add(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Keep new entries, all or none; return them with their numbers.

        A later entry for the same row takes the place of an earlier one, which stays on record.
        """
        kept = []
        with writing(self._db):
            for entry in entries:
                inserted = self._db.table("entries").insert(_row(entry), pk="id")
                kept.append(replace(entry, id=int(str(inserted.last_pk))))
                self._note(kept[-1], entry.at, entry.who, "entry.set")
        return tuple(kept)

    def withdraw(self, number: int, at: datetime, who: str, reason: str) -> Entry:
        """Withdraw one entry; CaseError when that was done before."""
        with writing(self._db):
            entry = self.get(number)
            if entry.withdrawn_at is not None:
                raise CaseError(f"录入 {number} 已由{entry.withdrawn_by}撤回，不需再撤")
            gone = replace(entry, withdrawn_at=at, withdrawn_by=who, withdrawn_reason=reason)
            self._db.table("entries").update(number, _row(gone))
            self._note(gone, at, who, "entry.withdrawn")
        return gone

    def _note(self, entry: Entry, at: datetime, who: str, act: str) -> None:
        self._log.append(at, who, act, f"entry:{entry.id}", asdict(entry))


def _row(entry: Entry) -> dict[str, object]:
    row = {name: _plain(getattr(entry, name)) for name in _NAMES}
    del row["id"]
    return row


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _entry(row: dict[str, Any]) -> Entry:
    points, withdrawn = row["points"], row["withdrawn_at"]
    return Entry(
        **{
            **row,
            "result": EntryResult(row["result"]),
            "points": None if points is None else Decimal(points),
            "at": datetime.fromisoformat(row["at"]),
            "from_on": date.fromisoformat(row["from_on"]),
            "until_on": date.fromisoformat(row["until_on"]),
            "withdrawn_at": datetime.fromisoformat(withdrawn) if withdrawn else None,
        }
    )
