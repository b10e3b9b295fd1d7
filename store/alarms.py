"""Alarms 告警 in watch.db: one row a site, so that a restart neither repeats nor forgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlite_utils import Database

from model.alarm import Alarm

_SELECT = "SELECT * FROM site_alarms "


class AlarmStore:
    """What is known and was told of every site."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, site_code: str) -> Alarm | None:
        """Return a site's state, or None when nothing is known."""
        return next(self._alarms("WHERE site_code = ?", [site_code]), None)

    def all(self) -> tuple[Alarm, ...]:
        """Return the state of every site, by code."""
        return tuple(self._alarms("ORDER BY site_code", []))

    def save(self, alarm: Alarm) -> None:
        """Write a site's state."""
        self._db.execute(
            "INSERT INTO site_alarms (site_code, down, changed_at, told_at, told_down, changes)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (site_code) DO UPDATE SET"
            " down = excluded.down, changed_at = excluded.changed_at, told_at = excluded.told_at,"
            " told_down = excluded.told_down, changes = excluded.changes",
            [
                alarm.site_code,
                int(alarm.down),
                alarm.changed_at.isoformat(),
                alarm.told_at.isoformat() if alarm.told_at else None,
                int(alarm.told_down),
                alarm.changes,
            ],
        )

    def _alarms(self, clause: str, values: list[str]) -> Iterator[Alarm]:
        for row in self._db.query(_SELECT + clause, values):
            yield Alarm(
                site_code=str(row["site_code"]),
                down=bool(row["down"]),
                changed_at=datetime.fromisoformat(str(row["changed_at"])),
                told_down=bool(row["told_down"]),
                told_at=datetime.fromisoformat(str(row["told_at"])) if row["told_at"] else None,
                changes=int(str(row["changes"])),
            )
