"""The clock: the only place that asks what time it is. Moments are aware, UTC in the store.

People read China time (Asia/Shanghai); a *day* (`_on`) is always a China date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Whoever needs the time gets one of these."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the machine's present moment in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until it is moved; for tests, demos and `--as-of`."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it was set to, in UTC."""
        if self.moment.tzinfo is None:
            raise ValueError("a clock needs an aware moment")
        return self.moment.astimezone(UTC)

    def advance(self, step: timedelta) -> None:
        """Move the hands forward by `step`."""
        self.moment += step


def china_time(moment: datetime) -> datetime:
    """Return an aware moment as China time; a naive one is a bug and raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a naive moment has no place here")
    return moment.astimezone(CHINA)


def china_day(moment: datetime) -> date:
    """Return the China date of an aware moment."""
    return china_time(moment).date()


def at_china(day: date, clock_time: time) -> datetime:
    """Return the UTC moment at which China's clocks show `clock_time` on `day`."""
    return datetime.combine(day, clock_time, tzinfo=CHINA).astimezone(UTC)
