"""The three months of the long demo: which calendar months, and which day a mark means.

A mark is (month, days after that month's first Monday): (1, 2) is always a Wednesday, so that
spans of working days are the same in every year. Marks up to 21 lie within their month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

Mark = tuple[int, int]

NIGHTS: tuple[Mark, ...] = (
    *((1, day) for day in (0, 1, 2, 7, 10, 14, 17, 23)),
    *((2, day) for day in (0, 2, 8, 15, 17, 21)),
    *((3, day) for day in (0, 2, 7, 14, 16, 21)),
)
"""The nights on which the portals are visited: those on which something is to be seen."""
LAST: Mark = NIGHTS[-1]
DAY_OFF: Mark = (2, 4)  # a Friday on which the invented district rests: 区庆日


@dataclass(frozen=True, slots=True)
class Timetable:
    """The first Mondays of three calendar months in a row."""

    mondays: tuple[date, date, date]

    def day(self, mark: Mark) -> date:
        """Return the day a mark means."""
        month, days = mark
        return self.mondays[month - 1] + timedelta(days=days)

    @property
    def nights(self) -> tuple[date, ...]:
        """The nights in order."""
        return tuple(self.day(mark) for mark in NIGHTS)

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """Year and number of the three months."""
        return tuple((monday.year, monday.month) for monday in self.mondays)


def timetable(until: date) -> Timetable:
    """Return the newest three months whose last night is not after `until`."""
    third = _first_monday(until.year, until.month)
    if third + timedelta(days=LAST[1]) > until:
        third = _before(third)
    second = _before(third)
    return Timetable((_before(second), second, third))


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _before(monday: date) -> date:
    """Return the first Monday of the month before this one's."""
    last = monday.replace(day=1) - timedelta(days=1)
    return _first_monday(last.year, last.month)
