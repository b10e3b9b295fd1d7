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

from collections.abc import Collection, Iterable
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


@dataclass(frozen=True, slots=True, kw_only=True)
class InRates:
    """What one case is in each rate: None not in it, False in the whole, True in the part too."""

    sent: bool | None = None
    supervised: bool | None = None
    closed: bool | None = None
    closed_on_time: bool | None = None


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


def place_in_rates(case: Case, months: Collection[tuple[int, int]], today: date) -> InRates:
    """Return what a case is in the four rates of these months, (year, month) each."""
    if case.state is CaseState.WITHDRAWN:
        return InRates()
    sent = _in(case.sent_on, months)
    closed = case.state is CaseState.CLOSED
    return InRates(
        sent=case.was_sent if _in(case.confirmed_on, months) else None,
        supervised=case.supervised_on is not None if sent else None,
        closed=closed if sent else None,
        closed_on_time=case.closed_on_time if sent and (closed or _past(case, today)) else None,
    )


def _of_unit(unit: str, cases: list[Case], month: tuple[int, int], today: date) -> CaseRates:
    places = [place_in_rates(case, {month}, today) for case in cases]
    return CaseRates(
        unit=unit,
        sent=_rate(place.sent for place in places),
        supervised=_rate(place.supervised for place in places),
        closed=_rate(place.closed for place in places),
        closed_on_time=_rate(place.closed_on_time for place in places),
        overdue=sum(c.is_overdue(today) for c in cases if _in(c.sent_on, {month})),
    )


def _rate(places: Iterable[bool | None]) -> Rate:
    counted = [place for place in places if place is not None]
    return Rate(sum(counted), len(counted))


def _in(day: date | None, months: Collection[tuple[int, int]]) -> bool:
    return day is not None and (day.year, day.month) in months


def _past(case: Case, today: date) -> bool:
    return case.deadline_on is not None and case.deadline_on < today
