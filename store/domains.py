"""DomainStore: the inventory 域名清单 as staff keep it, what changed of it, and other lists.

Nothing an office did is ever deleted: a field that changed, a name that was taken out and a
closing step that was taken back stay on record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from model.clock import china_time
from model.domain import Domain, DomainPlan, DomainState, HolderLevel, HolderType, SiteState
from model.errors import CaseError
from model.estate import Change, ClosingStep, Filing, Sighting, Source, StepKind
from store.database import writing

_ENUMS: dict[str, type[StrEnum]] = {
    "holder_type": HolderType,
    "holder_level": HolderLevel,
    "site_state": SiteState,
    "domain_state": DomainState,
    "plan": DomainPlan,
}
_DAYS = frozenset({"expires_on", "target_on", "announced_on", "announced_until"})


class DomainStore:
    """The staff-filled side of the inventory."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def replace(self, domains: Iterable[Domain], at: datetime) -> tuple[Change, ...]:
        """Put these rows in the place of the stored ones; return what changed, field by field.

        `at` is the aware moment of the import. All or nothing; the same rows twice change
        nothing.
        """
        china_time(at)  # refuses a naive moment
        rows = tuple(domains)
        with writing(self._db):
            before = {domain.name: domain for domain in self.all()}
            changes = tuple(_changes(before, rows, at))
            self._db.execute("DELETE FROM domains")
            self._db.conn.executemany(
                "INSERT INTO domains VALUES (?, ?, ?)",
                [(d.name, position, _written(d)) for position, d in enumerate(rows, start=1)],
            )
            self._db.conn.executemany(
                "INSERT INTO domain_changes (name, attribute, before, after, at)"
                " VALUES (?, ?, ?, ?, ?)",
                [(c.name, c.attribute, c.before, c.after, at.isoformat()) for c in changes],
            )
        return changes

    def all(self) -> tuple[Domain, ...]:
        """Return the inventory in the order of its sheet."""
        rows = self._db.query("SELECT content FROM domains ORDER BY position")
        return tuple(_read(str(row["content"])) for row in rows)

    def changes(self, name: str = "") -> tuple[Change, ...]:
        """Return what staff changed, oldest first; of one name or of all."""
        rows = self._db.query(
            "SELECT * FROM domain_changes WHERE ?1 = '' OR name = ?1 ORDER BY id", [name]
        )
        return tuple(
            Change(
                name=str(row["name"]),
                attribute=str(row["attribute"]),
                before=_text(row["before"]),
                after=_text(row["after"]),
                at=datetime.fromisoformat(str(row["at"])),
            )
            for row in rows
        )

    def see(self, sightings: Iterable[Sighting]) -> int:
        """Note where names were met; return how many were met there for the first time."""
        before = self._db.table("domain_sightings").count
        with writing(self._db):
            self._db.conn.executemany(
                "INSERT INTO domain_sightings VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET first_on = min(first_on, excluded.first_on),"
                " last_on = max(last_on, excluded.last_on)",
                [
                    (s.name, s.source.value, s.detail, s.first_on.isoformat(), _day(s.last_on))
                    for s in sightings
                ],
            )
        return int(self._db.table("domain_sightings").count) - int(before)

    def sightings(self) -> tuple[Sighting, ...]:
        """Return every place where a name was met, by name."""
        rows = self._db.query("SELECT * FROM domain_sightings ORDER BY name, source, detail")
        return tuple(
            Sighting(
                name=str(row["name"]),
                source=Source(str(row["source"])),
                detail=str(row["detail"]),
                first_on=date.fromisoformat(str(row["first_on"])),
                last_on=date.fromisoformat(str(row["last_on"])),
            )
            for row in rows
        )

    def file(self, source: Source, filings: Iterable[Filing]) -> int:
        """Put an imported list in the place of the earlier one of its source."""
        rows = [
            (
                source.value,
                filing.name,
                json.dumps(dict(filing.fields), ensure_ascii=False, sort_keys=True),
                filing.imported_at.isoformat(),
            )
            for filing in filings
        ]
        with writing(self._db):
            self._db.execute("DELETE FROM domain_filings WHERE source = ?", [source.value])
            self._db.conn.executemany("INSERT INTO domain_filings VALUES (?, ?, ?, ?)", rows)
        return len(rows)

    def filings(self) -> tuple[Filing, ...]:
        """Return what outside systems have on file, by source and name."""
        rows = self._db.query("SELECT * FROM domain_filings ORDER BY source, name")
        return tuple(
            Filing(
                name=str(row["name"]),
                source=Source(str(row["source"])),
                fields=json.loads(str(row["fields"])),
                imported_at=datetime.fromisoformat(str(row["imported_at"])),
            )
            for row in rows
        )

    def take_step(self, step: ClosingStep) -> bool:
        """Note a step of a closing; return False where the same step already stands."""
        with writing(self._db):
            standing = self.steps(step.name)
            if any(s.kind is step.kind and not s.undone_by for s in standing):
                return False
            self._db.execute(
                "INSERT INTO closing_steps (name, kind, done_on, document, who)"
                " VALUES (?, ?, ?, ?, ?)",
                [step.name, step.kind.value, _day(step.on), step.document, step.who],
            )
        return True

    def undo_step(self, name: str, kind: StepKind, who: str) -> None:
        """Take a step back; it stays on record. CaseError where it does not stand."""
        done = self._db.execute(
            "UPDATE closing_steps SET undone_by = ? WHERE name = ? AND kind = ? AND undone_by = ''",
            [who, name, kind.value],
        )
        if not done.rowcount:
            raise CaseError(f"域名 {name} 没有登记过这一步，用 xunjian domains closing {name} 查看")

    def steps(self, name: str = "") -> tuple[ClosingStep, ...]:
        """Return the steps of closings in the order they were noted, undone ones too."""
        rows = self._db.query(
            "SELECT * FROM closing_steps WHERE ?1 = '' OR name = ?1 ORDER BY id", [name]
        )
        return tuple(
            ClosingStep(
                name=str(row["name"]),
                kind=StepKind(str(row["kind"])),
                on=date.fromisoformat(str(row["done_on"])),
                document=str(row["document"]),
                who=str(row["who"]),
                undone_by=str(row["undone_by"]),
            )
            for row in rows
        )


def as_text(value: object) -> str:
    """Return one field of a Domain as the text that is kept and compared; "" for nothing."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _changes(before: dict[str, Domain], rows: tuple[Domain, ...], at: datetime) -> list[Change]:
    changes: list[Change] = []
    for row in rows:
        old = before.pop(row.name, None)
        if old is None:
            changes.append(Change(name=row.name, attribute="name", before=None, after="", at=at))
        for part in fields(Domain)[1:]:
            was = as_text(getattr(old, part.name)) if old else ""
            now = as_text(getattr(row, part.name))
            if was != now and (old or part.name != "allow_private" or now == "1"):
                changes.append(
                    Change(name=row.name, attribute=part.name, before=was, after=now, at=at)
                )
    changes += [
        Change(name=name, attribute="name", before="", after=None, at=at) for name in before
    ]
    return changes


def _written(domain: Domain) -> str:
    kept = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(domain).items()
        if value is not None and value != ""
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _read(content: str) -> Domain:
    raw: dict[str, Any] = json.loads(content)
    typed: dict[str, Any] = {}
    for name, value in raw.items():
        if name in _ENUMS:
            typed[name] = _ENUMS[name](value)
        elif name in _DAYS:
            typed[name] = date.fromisoformat(value)
        else:
            typed[name] = value
    return replace(Domain(name=raw["name"]), **typed)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(day: date) -> str:
    return day.isoformat()
