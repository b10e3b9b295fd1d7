"""Counting 汇总: a round of judged nights and the cases, brought together by unit. Pure.

Nothing unknown is counted as good or bad: a site without a conclusion is in neither part of the
合格率, a column that was not judged in neither part of the 达标率, a suspect in no problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from model.adoption import Adoption
from model.case import Case, CaseState
from model.case_rates import CaseRates, rates, total
from model.finding import Verdict
from model.night import NightFacts
from model.period import OwnColumn, OwnProblem, PassCount, RoundFacts, TrendPoint, UnitFacts
from model.review import Decision
from model.rulebook import Kind, Rulebook
from model.score import Grade, UnitRate, UnitScore

ALL_UNITS = "合计"


def count_round(
    nights: Sequence[NightFacts],
    cases: Sequence[Case],
    scores: Sequence[UnitScore],
    *,
    unit_rulebook: Rulebook,
    site_trends: Mapping[str, tuple[TrendPoint, ...]],
    to_circulate: tuple[Case, ...] = (),
    told: Mapping[str, str] | None = None,
    cases_until_on: date | None = None,
) -> RoundFacts:
    """Bring the nights of one day together; `nights` must not be empty.

    `told` is what was said besides, of things that are no site's, by fingerprint;
    `site_trends` gives the days at which open cases are counted as well. Units that have only
    cases, and no column, problem or rate, are not among `scores` and get no page.
    """
    night_on = nights[0].night_on
    days = sorted({point.on for trend in site_trends.values() for point in trend} | {night_on})
    by_unit: dict[str, list[Case]] = {}
    for case in cases:
        by_unit.setdefault(case.unit, []).append(case)
    month = {r.unit: r for r in rates(cases, night_on.year, night_on.month, night_on)}
    columns, problems, suspects = _columns(nights), _problems(nights), _suspects(nights)
    adopted = _adopted(nights)
    units = []
    for score in sorted(scores, key=lambda score: score.unit):
        own = by_unit.get(score.unit, [])
        open_ = tuple(case for case in own if _is_confirmed(case))
        units.append(
            UnitFacts(
                unit=score.unit,
                score=score,
                columns=tuple(columns.get(score.unit, ())),
                problems=tuple(problems.get(score.unit, ())),
                suspects=suspects[score.unit],
                open_cases=open_,
                unconfirmed=sum(case.state is CaseState.FOUND for case in own),
                overdue=sum(case.is_overdue(night_on) for case in open_),
                rates=month.get(score.unit),
                open_trend=open_at(own, days),
                adopted=None if adopted is None else tuple(adopted.get(score.unit, ())),
            )
        )
    none = UnitRate(unit=ALL_UNITS, due=0, on_time=0)
    return RoundFacts(
        night_on=night_on,
        office=nights[0].office or nights[0].district,
        cases_until_on=cases_until_on,
        nights=tuple(nights),
        passes=pass_count(nights),
        unconfirmed_fails=_unconfirmed_fails(nights, cases),
        rate=sum((unit.rate for unit in units), none),
        units=tuple(units),
        unit_rulebook=unit_rulebook,
        unit_rates=total(month.values(), ALL_UNITS),
        quarter_rates=total(_quarter(cases, night_on), ALL_UNITS),
        problems=Counter(own.finding.check for found in problems.values() for own in found),
        messages={**(told or {}), **_messages(nights)},
        open_cases=sum(_is_confirmed(case) for case in cases),
        unconfirmed=sum(case.state is CaseState.FOUND for case in cases),
        overdue=sum(case.is_overdue(night_on) for case in cases),
        open_trend=open_at(cases, days),
        site_trends=site_trends,
        cases=tuple(cases),
        confirmed=tuple(case for case in cases if _is_confirmed(case)),
        to_circulate=to_circulate,
    )


def pass_count(nights: Iterable[NightFacts]) -> PassCount:
    """Count the sites by conclusion."""
    grades = Counter(facts.judgement.score.grade for facts in nights)
    return PassCount(
        passed=grades[Grade.PASS],
        failed=grades[Grade.FAIL],
        partly=grades[Grade.PASS_SO_FAR] + grades[Grade.NO_VETO_SEEN],
        not_judged=grades[Grade.NOT_JUDGED],
    )


def _unconfirmed_fails(nights: Iterable[NightFacts], cases: Iterable[Case]) -> frozenset[str]:
    """Return the sites that failed by findings of which a person has not confirmed every one."""
    confirmed = {
        case.fingerprint
        for case in cases
        if case.confirmed_on is not None and case.state is not CaseState.WITHDRAWN
    }
    return frozenset(
        facts.site.code
        for facts in nights
        if facts.judgement.score.grade is Grade.FAIL and not _all_confirmed(facts, confirmed)
    )


def _all_confirmed(facts: NightFacts, confirmed: set[str]) -> bool:
    score, reviews = facts.judgement.score, facts.judgement.reviews
    reviewed = {m for m, review in reviews.items() if review.decision is Decision.CONFIRMED}
    costly = [s for s in score.steps if s.kind == Kind.VETO] if score.vetoes else score.steps
    failed = [s for s in costly if s.verdict is Verdict.FAIL and (s.lost or score.vetoes)]
    # What staff entered about a row is a person's word; a row without findings is nobody's.
    asked = [s for s in failed if not s.entry]
    return all(s.findings and set(s.findings) <= confirmed | reviewed for s in asked)


def open_at(cases: Iterable[Case], days: Iterable[date]) -> tuple[TrendPoint, ...]:
    """Return how many cases were open at the end of each day."""
    known = tuple(cases)
    return tuple(TrendPoint(day, Decimal(sum(_open_on(c, day) for c in known))) for day in days)


def well_run(unit: UnitFacts) -> bool:
    """Whether everything of a unit was judged and nothing is wrong with it."""
    rate = unit.rate
    judged = rate.due > 0 and rate.on_time == rate.due and not rate.not_judged
    return judged and not (unit.problems or unit.suspects or unit.open_cases)


def _quarter(cases: Sequence[Case], night_on: date) -> tuple[CaseRates, ...]:
    return tuple(
        r for year, month in quarter_months(night_on) for r in rates(cases, year, month, night_on)
    )


def quarter_months(day: date) -> tuple[tuple[int, int], ...]:
    """Return the months of a day's quarter up to the day's own, as (year, month)."""
    first = (day.month - 1) // 3 * 3 + 1
    return tuple((day.year, month) for month in range(first, day.month + 1))


def _is_confirmed(case: Case) -> bool:
    """Whether a person has made it the unit's to mend; what is only found is not held to it."""
    return case.is_open and case.state is not CaseState.FOUND


def _open_on(case: Case, day: date) -> bool:
    return case.found_on <= day and (case.closed_on is None or case.closed_on > day)


def _columns(nights: Iterable[NightFacts]) -> dict[str, list[OwnColumn]]:
    found: dict[str, list[OwnColumn]] = {}
    for facts in nights:
        for state in facts.judgement.columns:
            own = OwnColumn(site_code=facts.site.code, site_name=facts.site.name, state=state)
            found.setdefault(state.unit, []).append(own)
    return found


def _problems(nights: Iterable[NightFacts]) -> dict[str, list[OwnProblem]]:
    found: dict[str, list[OwnProblem]] = {}
    for facts in nights:
        for finding in facts.judgement.findings:
            if finding.verdict is Verdict.FAIL:
                mark = finding.fingerprint(facts.site.code)
                own = OwnProblem(
                    site_code=facts.site.code,
                    site_name=facts.site.name,
                    finding=finding,
                    first_seen_on=facts.first_seen.get(mark, facts.night_on),
                )
                found.setdefault(finding.unit, []).append(own)
    return found


def _adopted(nights: Iterable[NightFacts]) -> dict[str, list[Adoption]] | None:
    """Return by unit what was taken up of its items; None where no night knows of any."""
    known = [facts.judgement.adopted for facts in nights if facts.judgement.adopted is not None]
    if not known:
        return None
    found: dict[str, list[Adoption]] = {}
    for adoption in (one for each in known for one in each):
        found.setdefault(adoption.unit, []).append(adoption)
    return found


def _messages(nights: Iterable[NightFacts]) -> dict[str, str]:
    return {
        finding.fingerprint(facts.site.code): finding.message
        for facts in nights
        for finding in facts.judgement.findings
        if finding.verdict is Verdict.FAIL
    }


def _suspects(nights: Iterable[NightFacts]) -> Counter[str]:
    return Counter(
        finding.unit
        for facts in nights
        for finding in facts.judgement.findings
        if finding.verdict is Verdict.SUSPECT
    )
