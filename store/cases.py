"""Cases 整改事项 in watch.db: the present state, and every step in the audit log beside it.

A step and its log entry are one transaction. The entry holds the case as it was after the
step, so the table can be compared with the log (`differing`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from model.case import Case, CaseStage, CaseState
from model.clock import at_china
from model.errors import CaseError
from model.finding import Finding
from store.audit_log import AuditLog
from store.database import writing

_DAYS = tuple(f.name for f in fields(Case) if f.name.endswith("_on"))
_SELECT = "SELECT * FROM cases "
_DEFAULTS: dict[str, Any] = json.loads(
    json.dumps({f.name: f.default for f in fields(Case) if f.default is not MISSING})
)


class CaseStore:
    """Every case, and the one way to change one: a step, by somebody, at a moment."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._log = AuditLog(db)

    def all(self) -> tuple[Case, ...]:
        """Return every case in the order in which they were opened."""
        return tuple(self._cases("ORDER BY id", []))

    def as_of(self, on: date) -> tuple[Case, ...]:
        """Return every case opened by the end of a China day, as it stood then."""
        last: dict[str, str] = {}
        for entry in self._log.before("case", at_china(on + timedelta(days=1), time())):
            last[entry.subject] = entry.detail
        cases = (_case(_logged(detail)) for detail in last.values())
        return tuple(sorted(cases, key=lambda case: case.id))

    def of_site(self, site_code: str) -> tuple[Case, ...]:
        """Return the cases of one site, oldest first."""
        return tuple(self._cases("WHERE site_code = ? ORDER BY id", [site_code]))

    def rounds(self, case: Case) -> tuple[Case, ...]:
        """Return all rounds of a case's problem, the first first."""
        key = [case.site_code, case.fingerprint]
        return tuple(self._cases("WHERE site_code = ? AND fingerprint = ? ORDER BY id", key))

    def get(self, number: int) -> Case:
        """Return one case; CaseError when there is none of that number."""
        found = next(self._cases("WHERE id = ?", [number]), None)
        if found is None:
            raise CaseError(f"没有编号为 {number} 的整改事项，用 xunjian cases list 查看")
        return found

    def open(
        self, site_code: str, finding: Finding, unit: str, found_on: date, at: datetime, who: str
    ) -> Case:
        """Open a case for a finding, the next round if its problem had one before."""
        mark = finding.fingerprint(site_code)
        with writing(self._db):
            before = list(
                self._cases(
                    "WHERE site_code = ? AND fingerprint = ? ORDER BY id", [site_code, mark]
                )
            )
            case = Case(
                id=0,
                site_code=site_code,
                fingerprint=mark,
                round=len(before) + 1,
                check=finding.check,
                subject=finding.subject,
                message=finding.message,
                column=finding.column,
                unit=unit,
                state=CaseState.FOUND,
                found_on=found_on,
            )
            row = _row(case, new=True)
            columns = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            # Not through the table's insert: that reads the schema for every case.
            inserted = self._db.execute(
                f"INSERT INTO cases ({columns}) VALUES ({marks})",  # noqa: S608  our own fields
                list(row.values()),
            )
            case = replace(case, id=int(inserted.lastrowid or 0))
            self._note(case, at, who, "case.reopened" if before else "case.found")
        return case

    def step(
        self, number: int, at: datetime, who: str, act: str, change: Callable[[Case], Case]
    ) -> Case:
        """Apply one step to a case as it stands now; nothing is written when nothing changes.

        `change` is a step of model/case_steps.py; what it raises leaves the case as it was.
        """
        with writing(self._db):
            before = self.get(number)
            after = change(before)
            if after != before:
                self._db.table("cases").update(number, _row(after))
                self._note(after, at, who, act)
        return after

    def steps(
        self,
        numbers: Iterable[int],
        at: datetime,
        who: str,
        act: str,
        change: Callable[[Case], Case],
    ) -> tuple[Case, ...]:
        """Apply one step to several cases, to all of them or, if one refuses, to none."""
        with writing(self._db):
            return tuple(self.step(n, at, who, act, change) for n in dict.fromkeys(numbers))

    def differing(self) -> tuple[int, ...]:
        """Return the numbers of cases that are not as their last log entry left them."""
        last: dict[str, str] = {}
        for entry in self._log.all():
            if entry.act.startswith("case."):
                last[entry.subject] = entry.detail
        return tuple(
            case.id
            for case in self.all()
            if _logged(last.get(subject_of(case), "{}")) != _plain(case)
        )

    def _note(self, case: Case, at: datetime, who: str, act: str) -> None:
        self._log.append(at, who, act, subject_of(case), _plain(case))

    def _cases(self, clause: str, values: list[Any]) -> Iterator[Case]:
        for row in self._db.query(_SELECT + clause, values):
            yield _case(row | {"answer_files": json.loads(row["answer_files"])})


def _case(row: dict[str, Any]) -> Case:
    """Return a case from a row or from what the log kept of it."""
    known = {f.name: row[f.name] for f in fields(Case) if f.name in row}
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}
    typed = {
        "state": CaseState(row["state"]),
        "stage": CaseStage(row["stage"]),
        "answer_files": tuple(row["answer_files"]),
    }
    return Case(**(known | days | typed))


def subject_of(case: Case) -> str:
    """Return the name by which the audit log knows a case."""
    return f"case:{case.id}"


def _plain(case: Case) -> dict[str, object]:
    """Return a case as JSON knows it."""
    return {field.name: _json(getattr(case, field.name)) for field in fields(Case)}


def _json(value: object) -> object:
    """Return a field as JSON knows it: days and enums as text, tuples as lists."""
    if isinstance(value, tuple):
        return [_json(each) for each in value]
    if value is None or type(value) in (str, int, float, bool):
        return value
    return value.value if isinstance(value, StrEnum) else str(value)


def _logged(detail: str) -> dict[str, Any]:
    """Return a case as an entry has it; a field younger than the entry stands at its default."""
    logged: dict[str, Any] = json.loads(detail)
    return _DEFAULTS | logged if logged else {}


def _row(case: Case, *, new: bool = False) -> dict[str, object]:
    row = _plain(case)
    row["answer_files"] = json.dumps(case.answer_files, ensure_ascii=False)
    if new:
        del row["id"]
    return row
