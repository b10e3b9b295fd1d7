"""绩效得分 of units: rates, caps, what does not apply, what was not judged."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from checks.unit_scoring import cases_on_time, unit_scores
from model.case import Case, CaseState
from model.case_rates import Rate
from model.errors import RulebookError
from model.finding import Finding, Verdict
from model.judgement import Judgement
from model.score import CheckRun, Grade, Score, UnitRate, UnitScore
from tests.checks.snapshots import SITE, snapshot

BOOK = load_rulebook("unit-performance")
ON = date(2026, 6, 1)
UNIT = "区教育局"


def judged(code: str = SITE.code, dead: int = 0, doubt: int = 0, **rate: Any) -> Judgement:
    """Return a judged site with one unit's rate and dead links."""
    verdicts = [Verdict.FAIL] * dead + [Verdict.SUSPECT] * doubt
    findings = tuple(
        Finding(check="link_dead", subject=f"http://a/{n}", verdict=v, message="x", unit=UNIT)
        for n, v in enumerate(verdicts)
    )
    run = CheckRun(
        indicator="x",
        check=rate.pop("check", "link_dead"),
        subjects={"http://a/": rate.pop("seen", Verdict.OK)},
        findings=findings,
    )
    score = Score(
        rulebook="check-2019",
        rulebook_digest="",
        grade=Grade.PASS,
        vetoes=(),
        points=None,
        deduction_points=None,
        units=(UnitRate(unit=UNIT, **{"due": 0, "on_time": 0, **rate}),),
    )
    return Judgement(
        site_code=code, night_on=ON, runs=(run,), findings=findings, columns=(), score=score
    )


def scored(*judgements: Judgement, cases: tuple[Case, ...] = ()) -> UnitScore:
    (one,) = unit_scores(BOOK, judgements, cases, ON)
    return one


def lost(result: UnitScore) -> dict[str, Decimal]:
    return {step.indicator: step.lost for step in result.steps if step.lost}


def test_a_rate_costs_its_share_and_each_problem_its_points() -> None:
    result = scored(judged(due=4, on_time=3, dead=2))
    assert lost(result) == {"u.freshness": 10, "u.links": 2}
    # 80 of 100 points apply (no case was due), 20 of them could not be judged
    assert result.points == Decimal("85.00")
    assert result.coverage == Decimal("0.75")
    assert result.unverified


def test_sites_of_one_unit_are_counted_together() -> None:
    result = scored(judged(due=4, on_time=3), judged("4201990002", due=1, on_time=1))
    assert (result.rate.on_time, result.rate.due) == (4, 5)
    assert lost(result) == {"u.freshness": 8}


def test_nothing_due_does_not_apply_and_is_never_full_marks() -> None:
    result = scored(judged(dead=25))
    freshness = next(step for step in result.steps if step.indicator == "u.freshness")
    assert freshness.verdict is Verdict.NOT_APPLICABLE
    assert lost(result) == {"u.links": 20}  # the cap
    assert result.points == 50  # 20 of the 40 that apply


def test_what_nobody_could_judge_costs_nothing_and_lowers_the_coverage() -> None:
    result = scored(judged(due=1, on_time=1, not_judged=3, doubt=5))
    assert result.points == 100
    freshness = next(step for step in result.steps if step.indicator == "u.freshness")
    assert freshness.judged_share == Decimal("0.25")
    blind = scored(judged(due=0, on_time=0, not_judged=3, seen=Verdict.NOT_JUDGED))
    assert (blind.points, blind.coverage) == (None, 0)


def case(state: CaseState, deadline: date, closed: date | None = None) -> Case:
    return Case(
        id=1,
        site_code=SITE.code,
        fingerprint="0",
        round=1,
        check="link_dead",
        subject="x",
        message="x",
        column="",
        unit=UNIT,
        state=state,
        found_on=deadline - timedelta(days=9),
        sent_on=deadline - timedelta(days=7),
        deadline_on=deadline,
        closed_on=closed,
    )


@pytest.mark.parametrize(
    ("one", "rate"),
    [
        (case(CaseState.CLOSED, ON - timedelta(days=9), ON - timedelta(days=9)), Rate(1, 1)),
        (case(CaseState.CLOSED, ON - timedelta(days=9), ON - timedelta(days=8)), Rate(0, 1)),
        (case(CaseState.SENT, ON - timedelta(days=1)), Rate(0, 1)),
        (case(CaseState.SENT, ON), None),  # the last day is still the unit's
        (case(CaseState.CLOSED, ON + timedelta(days=3), ON), Rate(1, 1)),
        (case(CaseState.WITHDRAWN, ON - timedelta(days=9)), None),
        (case(CaseState.CLOSED, date(2025, 6, 1), date(2025, 6, 1)), None),
        (case(CaseState.CLOSED, date(2025, 6, 2), date(2025, 6, 2)), Rate(1, 1)),
    ],
)
def test_cases_count_when_they_were_due_within_a_year(one: Case, rate: Rate | None) -> None:
    assert cases_on_time([one], ON).get(UNIT) == rate


def test_cases_enter_the_score() -> None:
    late = case(CaseState.SENT, ON - timedelta(days=1))
    result = scored(judged(due=1, on_time=1), cases=(late,))
    assert lost(result) == {"u.rectified": 20}


def test_a_rulebook_for_sites_scores_no_units_and_the_other_way_round() -> None:
    with pytest.raises(RulebookError, match="是评网站的"):
        unit_scores(load_rulebook("check-2019"), [], [], ON)
    with pytest.raises(RulebookError, match="是评单位的"):
        judge(snapshot(), BOOK)
