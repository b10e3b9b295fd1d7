"""Limits 更新时限: which limit a rulebook row sets for which column. Options of `column_stale`.

National rows know only their own limits by kind. A row that counts by the column's own
interval (`own_interval`) takes the interval the register gives and falls back on its limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from model.site import Column, ColumnKind
from model.span import Span


class Which(StrEnum):
    """Columns of a kind, by level."""

    ANY = "any"
    FIRST = "first"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Longest silence allowed, by kind of column; every number comes from the rulebook."""

    limits: Mapping[ColumnKind, Span]
    basis: str  # Chinese: where these limits come from, printed beside them
    own_interval: bool  # the register's required interval goes before the limits
    leave_out: Mapping[ColumnKind, Which] = field(default_factory=dict)  # counted elsewhere


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit that holds for one column, and where it comes from."""

    span: Span
    source: str


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


def strictest(limits: Iterable[Limit], day: date) -> Limit | None:
    """Return the limit that demands the latest update as of `day`; the first of equals."""
    return max(limits, key=lambda limit: limit.span.before(day), default=None)


def last_day_on_time(newest_on: date, span: Span) -> date:
    """Return the last day on which an item of `newest_on` still lies within the span.

    Looking back clamps to month ends, so from 28 February "6个月" reaches to 31 August:
    the day is the one the judgement itself turns on, not `newest_on` plus the span.
    """
    day = span.after(newest_on)
    while span.before(day + timedelta(days=1)) <= newest_on:
        day += timedelta(days=1)
    return day
