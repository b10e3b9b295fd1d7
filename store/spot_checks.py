"""Spot checks 双随机抽查 in watch.db: what was drawn from which lists, and what was found."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from model.errors import CaseError
from model.spot_check import Draw, SpotCheck, SpotFinding, SpotResult, Thing
from store.audit_log import AuditLog
from store.database import writing


class SpotCheckStore:
    """Every drawing with its results; a result given again stands beside the earlier one."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._log = AuditLog(db)

    def all(self) -> tuple[SpotCheck, ...]:
        """Return every drawing, oldest first."""
        return tuple(_check(row) for row in self._db.query("SELECT * FROM spot_checks ORDER BY id"))

    def get(self, number: int) -> SpotCheck:
        """Return one drawing; CaseError when there is none of that number."""
        rows = self._db.query("SELECT * FROM spot_checks WHERE id = ?", [number])
        found = next((_check(row) for row in rows), None)
        if found is None:
            raise CaseError(f"没有编号为 {number} 的抽查，用 xunjian spotcheck list 查看")
        return found

    def add(self, check: SpotCheck) -> SpotCheck:
        """Keep a drawing; return it with its number."""
        row = {
            "seed": check.seed,
            "who": check.who,
            "at": check.at.isoformat(),
            "night_on": check.night_on.isoformat(),
            "lists": check.lists,
            "digest": check.digest,
            "draws": json.dumps([asdict(one) for one in check.draws], ensure_ascii=False),
        }
        with writing(self._db):
            inserted = self._db.table("spot_checks").insert(row, pk="id")
            kept = replace(check, id=int(str(inserted.last_pk)))
            detail = {"seed": check.seed, "digest": check.digest, "draws": len(check.draws)}
            self._log.append(check.at, check.who, "spot_check.drawn", _name(kept.id), detail)
        return kept

    def add_results(self, results: tuple[SpotFinding, ...], at: datetime) -> None:
        """Keep what reviewers found, all or none."""
        with writing(self._db):
            for result in results:
                row = {**asdict(result), "at": at.isoformat()}
                row["result"] = result.result.value
                row["checked_on"] = result.checked_on.isoformat()
                self._db.table("spot_check_results").insert(row)
                name = _name(result.spot_check)
                self._log.append(at, result.reviewer, "spot_check.result", name, asdict(result))

    def results(self, number: int) -> dict[tuple[int, str], SpotFinding]:
        """Return what was found in one drawing by thing and reviewer; the latest of each."""
        rows = self._db.query(
            "SELECT * FROM spot_check_results WHERE spot_check = ? ORDER BY id", [number]
        )
        found = (_result(row) for row in rows)
        return {(one.number, one.reviewer): one for one in found}


def _name(number: int) -> str:
    return f"spot_check:{number}"


def _check(row: dict[str, Any]) -> SpotCheck:
    draws = tuple(
        Draw(one["number"], Thing(**one["thing"]), tuple(one["reviewers"]))
        for one in json.loads(row["draws"])
    )
    return SpotCheck(
        id=row["id"],
        seed=row["seed"],
        who=row["who"],
        at=datetime.fromisoformat(row["at"]),
        night_on=date.fromisoformat(row["night_on"]),
        lists=row["lists"],
        digest=row["digest"],
        draws=draws,
    )


def _result(row: dict[str, Any]) -> SpotFinding:
    return SpotFinding(
        spot_check=row["spot_check"],
        number=row["number"],
        reviewer=row["reviewer"],
        result=SpotResult(row["result"]),
        text=row["text"],
        checked_on=date.fromisoformat(row["checked_on"]),
    )
