"""WorkCalendar 工作日历: days off and make-up days; the tables are read elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days off and make-up days by year."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = field(default_factory=frozenset)

    def is_workday(self, day: date) -> bool:
        """Whether offices work on this day; a year without data counts plain weekdays."""
        if day in self.worked:
            return True
        return day.weekday() < 5 and day not in self.off

    def knows(self, day: date) -> bool:
        """Whether the holidays of this day's year are known."""
        return day.year in self.years

    def add_workdays(self, start: date, days: int) -> date:
        """Return the day on which `days` working days after `start` have passed."""
        day, left = start, days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_workday(day)
        return day

    def first_within(self, day: date, days: int) -> date:
        """Return the first day after which at most `days` working days have passed by `day`."""
        left = days - self.is_workday(day)
        while left >= 0:
            day -= timedelta(days=1)
            left -= self.is_workday(day)
        return day

    def last_within(self, day: date, days: int) -> date:
        """Return the last day by which at most `days` working days after `day` have passed."""
        return self.add_workdays(day, days + 1) - timedelta(days=1)

    def unknown_years(self, start: date, end: date) -> Iterator[int]:
        """Yield the years from one day to another whose holidays are not known."""
        return (year for year in range(start.year, end.year + 1) if year not in self.years)


WEEKDAYS = WorkCalendar()
"""Knows no year: every Monday to Friday is a working day."""
