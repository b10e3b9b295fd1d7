"""Limits 更新时限: which limit a rulebook row sets for which column. Options of `column_stale`.

National rows know only their own limits by kind. A row that counts by the column's own
interval (`own_interval`) takes the interval the register gives and falls back on its limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from model.errors import EvidenceMissing
from model.site import Column, ColumnKind
from model.span import Span
from model.workdays import WEEKDAYS, WorkCalendar


class Which(StrEnum):
    """Columns of a kind, by level."""

    ANY = "any"
    FIRST = "first"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Longest silence allowed, by kind of column; every number comes from the rulebook."""

    by_workdays: ClassVar[bool] = True  # its spans may be written in working days

    limits: Mapping[ColumnKind, Span]
    basis: str  # Chinese: where these limits come from, printed beside them
    own_interval: bool  # the register's required interval goes before the limits
    leave_out: Mapping[ColumnKind, Which] = field(default_factory=dict)  # counted elsewhere


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit that holds for one column, and where it comes from."""

    span: Span
    source: str

    def inside_from(self, on: date, calendar: WorkCalendar) -> date:
        """Return the earliest date of an item that is still on time on a day.

        Raises EvidenceMissing where working days fall into a year without known holidays.
        """
        first = self.span.before(on, calendar)
        if self.span.workdays:
            for year in calendar.unknown_years(first, on):
                raise EvidenceMissing(
                    f"没有{year}年的节假日安排，无法计算{self.span}的更新时限，未判定"
                )
        return first


def limit_of(limits: Limits, column: Column) -> Limit | None:
    """Return the limit one row sets for one column; None if the row does not count it."""
    if column.kind is ColumnKind.NAVIGATION:
        return None
    left_out = limits.leave_out.get(column.kind)
    if left_out is Which.ANY or (left_out is not None and left_out.value == column.level.value):
        return None
    if limits.own_interval and column.interval is not None:
        return Limit(column.interval, column.interval_source or "名录登记的更新时限")
    span = limits.limits.get(column.kind)
    return None if span is None else Limit(span, limits.basis)


def strictest(
    limits: Iterable[Limit], day: date, calendar: WorkCalendar = WEEKDAYS
) -> Limit | None:
    """Return the limit that demands the latest update as of `day`; the first of equals."""
    return max(limits, key=lambda limit: limit.span.before(day, calendar), default=None)


def last_day_on_time(newest_on: date, span: Span, calendar: WorkCalendar = WEEKDAYS) -> date | None:
    """Return the last day on which an item of `newest_on` still lies within the span.

    Looking back clamps to month ends, so from 28 February "6个月" reaches to 31 August:
    the day is the one the judgement itself turns on, not `newest_on` plus the span. None where
    working days reach into a year without known holidays.
    """
    day = span.after(newest_on, calendar)
    if span.workdays:
        return None if any(calendar.unknown_years(newest_on, day)) else day
    while span.before(day + timedelta(days=1)) <= newest_on:
        day += timedelta(days=1)
    return day
