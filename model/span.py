"""Span 时限: a length of time as rules write it: "2周", "6个月", "1年", "15天", "20工作日".

Months and years are calendar spans with day clamp (31 August back 6 months is 28 or 29
February), as RULES section 10 fixes; weeks and days are exact. Working days are counted by the
calendar that is handed in; without one, and in years it does not know, by plain weekdays: who
judges asks the calendar whether it knows the years (`WorkCalendar.unknown_years`).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from model.workdays import WEEKDAYS, WorkCalendar

_WRITTEN = re.compile(r"^\s*(\d{1,4})\s*(?:个)?\s*(工作日|天|日|周|星期|月|年)\s*$")
_FIELD = {
    "天": "days",
    "日": "days",
    "周": "weeks",
    "星期": "weeks",
    "月": "months",
    "年": "years",
    "工作日": "workdays",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A calendar length; exactly one of the fields is usually set, `workdays` never with others."""

    days: int = 0
    weeks: int = 0
    months: int = 0
    years: int = 0
    workdays: int = 0

    def __post_init__(self) -> None:
        parts = (self.days, self.weeks, self.months, self.years)
        if min(*parts, self.workdays) < 0 or not any((*parts, self.workdays)):
            raise ValueError("时限须为正数")
        if self.workdays and any(parts):
            raise ValueError("工作日不能与其他单位相加")

    def before(self, day: date, calendar: WorkCalendar = WEEKDAYS) -> date:
        """Return the day this span back from `day`; an item dated on it is still inside."""
        if self.workdays:
            return calendar.first_within(day, self.workdays)
        return _shift_months(day, -self._months) - timedelta(days=self._days)

    def after(self, day: date, calendar: WorkCalendar = WEEKDAYS) -> date:
        """Return the last day that is still within this span from `day`."""
        if self.workdays:
            return calendar.last_within(day, self.workdays)
        return _shift_months(day, self._months) + timedelta(days=self._days)

    @property
    def _months(self) -> int:
        return self.months + 12 * self.years

    @property
    def _days(self) -> int:
        return self.days + 7 * self.weeks

    def __str__(self) -> str:
        """Return the span as an office writes it, e.g. "2周", "6个月"."""
        parts = (
            (self.years, "年"),
            (self.months, "个月"),
            (self.weeks, "周"),
            (self.days, "天"),
            (self.workdays, "个工作日"),
        )
        return "".join(f"{n}{unit}" for n, unit in parts if n)


def parse_span(text: str) -> Span:
    """Read "2周", "6个月", "1年", "15天", "20工作日"; ValueError, a Chinese sentence, otherwise."""
    found = _WRITTEN.match(text)
    if not found or int(found[1]) == 0:
        raise ValueError(f"“{text}”不是时限，应写成“15天”“2周”“6个月”“1年”“20工作日”之一")
    return Span(**{_FIELD[found[2]]: int(found[1])})


def span_from_table(table: Mapping[str, object]) -> Span:
    """Build a span from a rulebook table such as `{ weeks = 2 }`."""
    fields: dict[str, int] = {}
    for key, value in table.items():
        if key not in _FIELD.values():
            raise ValueError(f"时限只认 days、weeks、months、years、workdays，不认“{key}”")
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"时限的 {key} 应为整数")
        fields[key] = value
    return Span(**fields)


def _shift_months(day: date, months: int) -> date:
    if not months:
        return day
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
