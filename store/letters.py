"""Letters 函件 in watch.db: drafts kept current, later states never rewritten."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date

from sqlite_utils import Database

from model.letter import Letter, LetterKind, LetterRow, LetterState


class LetterStore:
    """Every letter the program drafted."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> tuple[Letter, ...]:
        """Return every letter, oldest first."""
        return tuple(_letter(row) for row in self._db.query("SELECT * FROM letters ORDER BY id"))

    def open_draft(self, kind: LetterKind, unit: str) -> Letter | None:
        """Return the unit's letter of this kind that is still a draft, or None."""
        rows = self._db.query(
            "SELECT * FROM letters WHERE kind = ? AND unit = ? AND state = 'draft'"
            " ORDER BY id DESC LIMIT 1",
            [kind.value, unit],
        )
        return next((_letter(row) for row in rows), None)

    def save(self, letter: Letter) -> Letter:
        """Insert a new letter (id 0) or rewrite a draft; return it with its id."""
        row = {
            "kind": letter.kind.value,
            "unit": letter.unit,
            "period": letter.period,
            "night_on": letter.night_on.isoformat(),
            "state": letter.state.value,
            "reply_by_on": letter.reply_by_on.isoformat(),
            "earlier_reminders": letter.earlier_reminders,
            "rulebook_title": letter.rulebook_title,
            "rows": json.dumps([asdict(r) for r in letter.rows], ensure_ascii=False, default=str),
            "file": letter.file,
        }
        with self._db.atomic():
            if letter.id:
                self._db.table("letters").update(letter.id, row)
                return letter
            inserted = self._db.table("letters").insert(row, pk="id")
            return replace(letter, id=int(str(inserted.last_pk)))


def _letter(row: dict[str, object]) -> Letter:
    return Letter(
        id=int(str(row["id"])),
        kind=LetterKind(str(row["kind"])),
        unit=str(row["unit"]),
        period=str(row["period"]),
        night_on=date.fromisoformat(str(row["night_on"])),
        state=LetterState(str(row["state"])),
        reply_by_on=date.fromisoformat(str(row["reply_by_on"])),
        earlier_reminders=int(str(row["earlier_reminders"])),
        rulebook_title=str(row["rulebook_title"]),
        rows=tuple(_row(raw) for raw in json.loads(str(row["rows"]))),
        file=str(row["file"]),
    )


def _row(raw: dict[str, object]) -> LetterRow:
    days = {
        name: date.fromisoformat(str(raw[name])) if raw[name] else None
        for name in ("newest_on", "deadline_on")
    }
    idle = raw["idle_days"]
    return LetterRow(
        site_name=str(raw["site_name"]),
        column_path=str(raw["column_path"]),
        unit=str(raw["unit"]),
        kind=str(raw["kind"]),
        requirement=str(raw["requirement"]),
        newest_on=days["newest_on"],
        idle_days=None if idle is None else int(str(idle)),
        deadline_on=days["deadline_on"],
        example_url=str(raw["example_url"]),
        fingerprint=str(raw["fingerprint"]),
    )
