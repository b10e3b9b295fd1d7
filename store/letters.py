"""Letters 函件 in watch.db: drafts kept current; what was issued is never rewritten.

Numbers are taken in the transaction that issues the letter, so a sequence has no gap and no
double, however many people issue at once. The file itself refuses to change an issued letter's
documents or to delete a number (triggers in migration 0007).
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from model.errors import CaseError
from model.letter import (
    UNISSUED,
    IssueRow,
    Letter,
    LetterFile,
    LetterKind,
    LetterNumber,
    LetterRow,
    LetterState,
)
from store.database import writing

_SELECT = "SELECT * FROM letters "
_DAYS = tuple(f.name for f in fields(Letter) if f.name.endswith("_on"))


class LetterStore:
    """Every letter the program drafted, the numbers given, the documents issued."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> tuple[Letter, ...]:
        """Return every letter, oldest first."""
        return tuple(self._letters("ORDER BY id", []))

    def get(self, number: int) -> Letter:
        """Return one letter by its id; CaseError when there is none."""
        found = next(self._letters("WHERE id = ?", [number]), None)
        if found is None:
            raise CaseError(f"没有编号为 {number} 的函件，用 xunjian letters list 查看")
        return found

    def open_draft(self, kind: LetterKind, unit: str) -> Letter | None:
        """Return the unit's letter of this kind that is still a draft, or None."""
        clause = "WHERE kind = ? AND unit = ? AND state = 'draft' ORDER BY id DESC LIMIT 1"
        return next(self._letters(clause, [kind.value, unit]), None)

    def save(self, letter: Letter) -> Letter:
        """Insert a new letter (id 0) or write one that exists; return it with its id.

        Raises CaseError for a change of what an issued letter says.
        """
        with writing(self._db):
            if not letter.id:
                inserted = self._db.table("letters").insert(_row(letter, new=True), pk="id")
                return replace(letter, id=int(str(inserted.last_pk)))
            before = self.get(letter.id)
            if before.state not in UNISSUED and _said(before) != _said(letter):
                raise CaseError(
                    f"函件 {before.number or before.id} 已签发，内容不能再改，请另发新函"
                )
            self._db.table("letters").update(letter.id, _row(letter))
            return letter

    def take_number(self, letter: int, word: str, year: int) -> LetterNumber:
        """Give a letter the next number; call it in the `writing` that issues the letter."""
        with writing(self._db):
            rows = self._db.query(
                "SELECT max(serial) AS last FROM letter_numbers WHERE word = ? AND year = ?",
                [word, year],
            )
            last = next(iter(rows))["last"]
            serial = int(str(last)) + 1 if last is not None else 1
            self._db.execute(
                "INSERT INTO letter_numbers (word, year, serial, letter, void)"
                " VALUES (?, ?, ?, ?, 0)",
                [word, year, serial, letter],
            )
        return LetterNumber(word=word, year=year, serial=serial, letter=letter, void=False)

    def void_number(self, letter: int) -> None:
        """Keep a letter's number in its sequence as void."""
        self._db.execute("UPDATE letter_numbers SET void = 1 WHERE letter = ?", [letter])

    def numbers(self) -> tuple[LetterNumber, ...]:
        """Return every number given, by word, year and serial."""
        rows = self._db.query("SELECT * FROM letter_numbers ORDER BY word, year, serial")
        return tuple(
            LetterNumber(
                word=str(row["word"]),
                year=int(str(row["year"])),
                serial=int(str(row["serial"])),
                letter=int(str(row["letter"])),
                void=bool(row["void"]),
            )
            for row in rows
        )

    def keep_file(self, letter: int, name: str, data: bytes) -> None:
        """Keep a document of an issued letter as it left; a name is kept once."""
        self._db.execute(
            "INSERT INTO letter_files (letter, name, sha256, packed) VALUES (?, ?, ?, ?)",
            [letter, name, hashlib.sha256(data).hexdigest(), zlib.compress(data)],
        )

    def files(self, letter: int) -> tuple[LetterFile, ...]:
        """Return the documents of a letter in the order in which they were kept."""
        rows = self._db.query(
            "SELECT * FROM letter_files WHERE letter = ? ORDER BY rowid", [letter]
        )
        return tuple(
            LetterFile(
                letter=letter,
                name=str(row["name"]),
                sha256=str(row["sha256"]),
                data=zlib.decompress(row["packed"]),
            )
            for row in rows
        )

    def _letters(self, clause: str, values: list[Any]) -> Iterator[Letter]:
        for row in self._db.query(_SELECT + clause, values):
            days = {name: date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}
            typed = {
                "kind": LetterKind(row["kind"]),
                "state": LetterState(row["state"]),
                "rows": tuple(LetterRow(**_dated(raw)) for raw in json.loads(row["rows"])),
                "issues": tuple(IssueRow(**_dated(raw)) for raw in json.loads(row["issues"])),
            }
            yield Letter(**{**row, **days, **typed})


def _dated(raw: dict[str, Any]) -> dict[str, Any]:
    days = {
        name: date.fromisoformat(raw[name]) for name in raw if name.endswith("_on") and raw[name]
    }
    return raw | days


def _said(letter: Letter) -> dict[str, object]:
    """Return what stands in the document: everything but how far it has come."""
    told = _row(letter)
    return {k: v for k, v in told.items() if k not in {"state", "reason", "received_on"}}


def _row(letter: Letter, *, new: bool = False) -> dict[str, object]:
    row = {f.name: getattr(letter, f.name) for f in fields(letter)}
    row |= {
        name: json.dumps([asdict(r) for r in row[name]], ensure_ascii=False, default=str)
        for name in ("rows", "issues")
    }
    row |= {name: row[name].isoformat() if row[name] else None for name in _DAYS}
    row |= {"kind": letter.kind.value, "state": letter.state.value}
    if new:
        del row["id"]
    return row
