"""The outbox in watch.db: every mail's state is written before and after it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from model.errors import CaseError
from model.mail import MailState, OutboxEntry

_SELECT = "SELECT * FROM outbox "


class OutboxStore:
    """Mails to be sent, and those that were."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def queue(self, entry: OutboxEntry) -> bool:
        """Add a mail unless the letter already has one to this recipient; say whether it was."""
        cursor = self._db.execute(
            "INSERT INTO outbox (letter, recipient, message_id, state, tries, due_at, note)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (letter, recipient) DO NOTHING",
            [
                entry.letter,
                entry.recipient,
                entry.message_id,
                entry.state.value,
                entry.tries,
                entry.due_at.isoformat(),
                entry.note,
            ],
        )
        return cursor.rowcount == 1

    def update(self, entry: OutboxEntry) -> None:
        """Write a mail's new state."""
        self._db.execute(
            "UPDATE outbox SET state = ?, tries = ?, due_at = ?, note = ?, sent_at = ?"
            " WHERE id = ?",
            [
                entry.state.value,
                entry.tries,
                entry.due_at.isoformat(),
                entry.note,
                entry.sent_at.isoformat() if entry.sent_at else None,
                entry.id,
            ],
        )

    def all(self) -> tuple[OutboxEntry, ...]:
        """Return every mail, oldest first."""
        return tuple(self._entries("ORDER BY id", []))

    def of_letter(self, letter: int) -> tuple[OutboxEntry, ...]:
        """Return the mails of one letter."""
        return tuple(self._entries("WHERE letter = ? ORDER BY id", [letter]))

    def in_state(self, state: MailState) -> tuple[OutboxEntry, ...]:
        """Return the mails in one state, oldest first."""
        return tuple(self._entries("WHERE state = ? ORDER BY id", [state.value]))

    def by_message(self, message_id: str) -> OutboxEntry | None:
        """Return the mail with this Message-ID, or None."""
        return next(self._entries("WHERE message_id = ?", [message_id]), None)

    def get(self, number: int) -> OutboxEntry:
        """Return one mail; CaseError when there is none of that number."""
        found = next(self._entries("WHERE id = ?", [number]), None)
        if found is None:
            raise CaseError(f"发件箱里没有编号为 {number} 的邮件，用 xunjian letters outbox 查看")
        return found

    def _entries(self, clause: str, values: list[Any]) -> Iterator[OutboxEntry]:
        for row in self._db.query(_SELECT + clause, values):
            sent_at = row["sent_at"]
            yield OutboxEntry(
                id=int(str(row["id"])),
                letter=int(str(row["letter"])),
                recipient=str(row["recipient"]),
                message_id=str(row["message_id"]),
                state=MailState(str(row["state"])),
                tries=int(str(row["tries"])),
                due_at=datetime.fromisoformat(str(row["due_at"])),
                note=str(row["note"]),
                sent_at=datetime.fromisoformat(str(sent_at)) if sent_at else None,
            )
