"""Rates of rectification 整改率: per unit and month, each with what it was counted from.

| rate | of the cases … | … those that |
|---|---|---|
| 转办率 | confirmed in the month | were sent to a unit |
| 督办率 | sent in the month | were supervised |
| 办结率 | sent in the month | are closed |
| 按期办结率 | sent in the month, closed or past their deadline | were closed by it |

Withdrawn cases count nowhere. A rate with nothing to count is not applicable, never 100 %.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from model.case import Case, CaseState


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction | None:
        """The rate as a fraction, None where there is nothing to count."""
        return Fraction(self.part, self.whole) if self.whole else None

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.part + other.part, self.whole + other.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRates:
    """One unit's rates of one month, as of one day."""

    unit: str
    sent: Rate
    supervised: Rate
    closed: Rate
    closed_on_time: Rate
    overdue: int  # cases of the month that are overdue as of the day


def rates(cases: Iterable[Case], year: int, month: int, today: date) -> tuple[CaseRates, ...]:
    """Return the rates of every unit that has a case in the month, by name of the unit."""
    by_unit: dict[str, list[Case]] = {}
    for case in cases:
        if case.state is not CaseState.WITHDRAWN:
            by_unit.setdefault(case.unit, []).append(case)
    every = (_of_unit(unit, by_unit[unit], (year, month), today) for unit in sorted(by_unit))
    return tuple(r for r in every if r.sent.whole or r.closed.whole)


def total(every: Iterable[CaseRates], name: str) -> CaseRates:
    """Return the sums over units, under a name of their own."""
    none = Rate(0, 0)
    rows = tuple(every)
    return CaseRates(
        unit=name,
        sent=sum((r.sent for r in rows), none),
        supervised=sum((r.supervised for r in rows), none),
        closed=sum((r.closed for r in rows), none),
        closed_on_time=sum((r.closed_on_time for r in rows), none),
        overdue=sum(r.overdue for r in rows),
    )


def _of_unit(unit: str, cases: list[Case], month: tuple[int, int], today: date) -> CaseRates:
    confirmed = [c for c in cases if _in(c.confirmed_on, month)]
    sent = [c for c in cases if _in(c.sent_on, month)]
    closed = [c for c in sent if c.state is CaseState.CLOSED]
    due = [c for c in sent if c.state is CaseState.CLOSED or _past(c, today)]
    return CaseRates(
        unit=unit,
        sent=Rate(sum(c.was_sent for c in confirmed), len(confirmed)),
        supervised=Rate(sum(c.supervised_on is not None for c in sent), len(sent)),
        closed=Rate(len(closed), len(sent)),
        closed_on_time=Rate(sum(c.closed_on_time for c in due), len(due)),
        overdue=sum(c.is_overdue(today) for c in sent),
    )


def _in(day: date | None, month: tuple[int, int]) -> bool:
    return day is not None and (day.year, day.month) == month


def _past(case: Case, today: date) -> bool:
    return case.deadline_on is not None and case.deadline_on < today
