"""Round lines: what the documents about several sites share: their basis, units and cases.

Reads   RoundFacts
Gives   lines ready to print, with the way to the rows behind each figure
Never   counts or judges
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from model.case import CASE_STAGE_NAMES, CASE_STATE_NAMES, Case, CaseStage
from model.case_rates import CaseRates, Rate
from model.night import NightFacts
from model.period import RoundFacts, UnitFacts
from model.score import GRADE_NAMES
from reports import wording
from reports.summary import pass_mark


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    """One site: how it came out, and by what."""

    name: str
    href: str  # of the site's own report
    grade: str
    points: Decimal | None
    pass_mark: Decimal | None
    coverage: Decimal
    unverified: bool
    rulebook: str
    trouble: str  # our own trouble of that night, "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit in a table of all units."""

    facts: UnitFacts
    name: str
    href: str  # of the unit's page, "" where there is none
    rate: str
    points: str
    closed: str  # 办结率 of the month
    on_time: str  # 按期办结率 of the month


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case as a table prints it."""

    number: int
    problem: str  # as the night found it
    opened: str  # the sentence of the day it was opened, where it says something else
    column: str
    unit: str
    state: str
    letter: str
    last_day_on: date | None
    days: str  # left or overdue; "—" where the unit owes nothing


def basis_lines(nights: Iterable[NightFacts], hrefs: Mapping[str, str]) -> tuple[BasisLine, ...]:
    """Return one line a site; `hrefs` maps a site code to its report."""
    return tuple(_basis(facts, hrefs[facts.site.code]) for facts in nights)


def unit_lines(facts: RoundFacts, hrefs: Mapping[str, str]) -> tuple[UnitLine, ...]:
    """Return the units, the highest 绩效得分 first, those without one last."""
    ranked = sorted(facts.units, key=lambda u: (u.score.points is None, -(u.score.points or 0)))
    return tuple(
        UnitLine(
            facts=unit,
            name=unit.unit or wording.NO_UNIT,
            href=hrefs.get(unit.unit, ""),
            rate=wording.rate(unit.rate.on_time, unit.rate.due),
            points=points(unit),
            closed=said_rate(unit.rates.closed if unit.rates else Rate(0, 0)),
            on_time=said_rate(unit.rates.closed_on_time if unit.rates else Rate(0, 0)),
        )
        for unit in ranked
    )


def case_lines(cases: Iterable[Case], facts: RoundFacts) -> tuple[CaseLine, ...]:
    """Return the cases, the one with the nearest last day first, those without one last.

    A case is told as the night found it; one the night says nothing of, as it was opened.
    """
    today = facts.night_on
    ordered = sorted(cases, key=lambda c: (c.last_day_on is None, c.last_day_on or today, c.id))
    return tuple(_case(case, facts) for case in ordered)


def rate_pairs(rates: CaseRates) -> tuple[tuple[str, str], ...]:
    """Return the names of the four rates with what they are."""
    return (
        ("转办率", said_rate(rates.sent)),
        ("督办率", said_rate(rates.supervised)),
        ("办结率", said_rate(rates.closed)),
        ("按期办结率", said_rate(rates.closed_on_time)),
    )


def said_rate(rate: Rate) -> str:
    """Return a rate with what it was counted from; nothing to count is 不适用."""
    share = wording.rate(rate.part, rate.whole)
    return f"{share}（{rate.part}／{rate.whole}）" if rate.whole else share


def points(unit: UnitFacts) -> str:
    """Return a unit's 绩效得分, with a star where a figure was not checked."""
    if unit.score.points is None:
        return "未判定"
    return wording.points(unit.score.points) + ("※" if unit.score.unverified else "")


def _basis(facts: NightFacts, href: str) -> BasisLine:
    score, soundness = facts.judgement.score, facts.soundness
    trouble = ""
    if not soundness.sound:
        reason = soundness.reason.rstrip("。") or "采集未达到判定条件"
        trouble = f"本次采集不足以作出结论：{reason}。未核实的内容不作为问题。"
    elif not soundness.finished:
        reason = soundness.reason.rstrip("。") or "达到页面数上限或中途结束"
        trouble = f"本次采集未走完全站：{reason}。未访问到的内容不作判定。"
    return BasisLine(
        name=facts.site.name,
        href=href,
        grade=GRADE_NAMES[score.grade],
        points=score.points,
        pass_mark=pass_mark(facts),
        coverage=score.coverage,
        unverified=score.unverified,
        rulebook=f"{facts.rulebook.title}（{facts.rulebook.document}）",
        trouble=trouble,
    )


def _case(case: Case, facts: RoundFacts) -> CaseLine:
    opened = f"{wording.long_day(case.found_on)}发现时：{case.message}"
    now = facts.told(case)
    if not facts.seen(case):
        now, opened = opened, ""
    elif now == case.message:
        opened = ""
    last = case.last_day_on
    return CaseLine(
        number=case.id,
        problem=now,
        opened=opened,
        column=case.column,
        unit=case.unit or wording.NO_UNIT,
        state=_state(case),
        letter=case.letter,
        last_day_on=last,
        days=wording.days_left((last - facts.night_on).days if last else None),
    )


def _state(case: Case) -> str:
    """Return a case's state with how far it was escalated and whether it has returned."""
    more = [] if case.stage is CaseStage.NORMAL else [f"已{CASE_STAGE_NAMES[case.stage]}"]
    if case.round > 1:
        more.append(f"第{case.round}次出现")
    state = CASE_STATE_NAMES[case.state]
    return f"{state}（{'，'.join(more)}）" if more else state
