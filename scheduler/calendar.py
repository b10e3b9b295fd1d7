"""Working days 工作日: the State Council's holidays and make-up days, as data.

Seeded from the chinesecalendar package; the office adds years in `holidays.toml`:

    [2027]
    holidays = [2027-01-01, …]      # days off, weekends need not be named
    workdays = [2027-02-07, …]      # weekend days that are worked

A deadline that reaches a year without data is counted by plain weekdays and said to be so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from chinese_calendar import constants

from model.errors import SettingsError
from model.workdays import WorkCalendar

__all__ = ["HOLIDAYS_FILE", "WorkCalendar", "load_calendar"]

HOLIDAYS_FILE = "holidays.toml"


def load_calendar(folder: Path | None = None) -> WorkCalendar:
    """Return the built-in calendar, with the office's own years from `holidays.toml`.

    Raises SettingsError, one Chinese sentence, when that file is wrong.
    """
    off = set(constants.holidays)
    worked = set(constants.workdays)
    years = {day.year for day in off}
    path = folder / HOLIDAYS_FILE if folder else None
    if path and path.is_file():
        for year, table in _own_years(path).items():
            off = {d for d in off if d.year != year} | set(table["holidays"])
            worked = {d for d in worked if d.year != year} | set(table["workdays"])
            years.add(year)
    return WorkCalendar(frozenset(off), frozenset(worked), frozenset(years))


def _own_years(path: Path) -> Mapping[int, Mapping[str, list[date]]]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise SettingsError(f"{path.name} 不是有效的 TOML 文件（{cause}）") from cause
    years: dict[int, dict[str, list[date]]] = {}
    for year, table in raw.items():
        if not year.isdigit() or not isinstance(table, dict):
            raise SettingsError(f"{path.name}：[{year}] 应为年份，例如 [2027]")
        lists = {name: table.get(name, []) for name in ("holidays", "workdays")}
        for name, days in lists.items():
            if not all(type(day) is date and day.year == int(year) for day in days):
                raise SettingsError(f"{path.name}：[{year}] 的 {name} 应为该年的日期列表")
        years[int(year)] = lists
    return years
