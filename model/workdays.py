"""WorkCalendar 工作日历: days off and make-up days; the tables are read elsewhere."""

from __future__ import annotations

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
