"""Reviews and entries by property: whatever was found and decided, these hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.merging import merge
from checks.reviewing import evidence_digest, review_runs
from checks.scoring import in_scope, score
from model.entry import Entry, EntryResult
from model.finding import Finding, Verdict
from model.review import Decision, Reach, Review, matter_of
from model.rulebook import Indicator, Kind
from model.score import CheckRun, Score
from tests.checks.snapshots import SITE
from tests.checks.test_scoring_properties import BOOK, COLUMNS, Night, nights, runs

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
DEDUCTIONS = {r.id: r for r in BOOK.indicators if r.kind is Kind.DEDUCTION and r.points}
VETOES = [r for r in BOOK.indicators if r.kind is Kind.VETO and in_scope(r, SITE)]
BONUS = next(r for r in BOOK.indicators if r.kind is Kind.BONUS)
picks = st.lists(st.sampled_from([None, Decision.CONFIRMED, Decision.REJECTED]), min_size=200)
amounts = st.decimals(min_value="0.1", max_value=8, places=1)
entered = st.dictionaries(st.sampled_from(sorted(DEDUCTIONS)), amounts, max_size=6)


def scored(everything: Sequence[CheckRun], **more: object) -> Score:
    return score(BOOK, everything, site=SITE, columns=COLUMNS, **more)  # type: ignore[arg-type]


def points(result: Score) -> Decimal:
    """Return the deduction points; where nothing was judged nothing is lost."""
    return Decimal(100) if result.deduction_points is None else result.deduction_points


def review(finding: Finding, decision: Decision, number: int) -> Review:
    return Review(
        id=number,
        decision=decision,
        reach=Reach.ONCE,
        site_code=SITE.code,
        fingerprint=finding.fingerprint(SITE.code),
        check=finding.check,
        matter=matter_of(finding),
        digest=evidence_digest(finding),
        message="",
        reason="",
        who="",
        at=AT,
        from_on=ON,
    )


def decided(night: Night, choices: Sequence[Decision | None]) -> tuple[CheckRun, ...]:
    """Decide the findings of a night one after the other as chosen."""
    found = merge(runs(night), BOOK)
    reviews = [
        review(finding, choice, at)
        for at, (finding, choice) in enumerate(zip(found, choices, strict=False))
        if choice is not None
    ]
    return review_runs(runs(night), BOOK, reviews, SITE.code, ON).runs


def entry(row: Indicator, result: EntryResult, value: Decimal | None = None) -> Entry:
    return Entry(
        id=1,
        site_code=SITE.code,
        indicator=row.id,
        result=result,
        points=value,
        text="已核查",
        proof="记录",
        who="李某",
        at=AT,
        from_on=ON,
        until_on=ON,
    )


@given(nights, picks)
@settings(max_examples=40, deadline=None)
def test_rejecting_never_lowers_a_score_and_confirming_never_raises_it(
    night: Night, choices: list[Decision | None]
) -> None:
    before = scored(runs(night))
    only_no = [None if c is Decision.CONFIRMED else c for c in choices]
    only_yes = [None if c is Decision.REJECTED else c for c in choices]
    milder, harder = scored(decided(night, only_no)), scored(decided(night, only_yes))
    assert points(milder) >= points(before) >= points(harder)
    assert set(milder.vetoes) <= set(before.vetoes) <= set(harder.vetoes)


@given(nights, picks)
@settings(max_examples=40, deadline=None)
def test_whatever_is_decided_caps_hold_and_coverage_never_falls(
    night: Night, choices: list[Decision | None]
) -> None:
    before, after = scored(runs(night)), scored(decided(night, choices))
    worth = {row.id: row.points or Decimal(0) for row in BOOK.indicators}
    assert all(0 <= step.lost <= worth[step.indicator] for step in after.steps)
    assert after.coverage >= before.coverage


@given(nights)
@settings(max_examples=30, deadline=None)
def test_rejecting_everything_costs_nothing(night: Night) -> None:
    rejected = scored(decided(night, [Decision.REJECTED] * 2000))
    assert points(rejected) == 100
    assert rejected.vetoes == ()


@given(nights, entered)
@settings(max_examples=40, deadline=None)
def test_a_problem_entered_never_raises_and_good_never_lowers(
    night: Night, losses: dict[str, Decimal]
) -> None:
    before = scored(runs(night))
    bad = {row: entry(DEDUCTIONS[row], EntryResult.PROBLEM, value) for row, value in losses.items()}
    good = {row: entry(DEDUCTIONS[row], EntryResult.GOOD) for row in losses}
    assert points(scored(runs(night), entries=bad)) <= points(before)
    assert points(scored(runs(night), entries=good)) == points(before)
    for entries in (bad, good):
        after = scored(runs(night), entries=entries)
        assert after.coverage >= before.coverage
        assert all(step.lost <= (step.points or 0) for step in after.steps if step.points)


@given(nights, st.sampled_from(VETOES))
@settings(max_examples=30, deadline=None)
def test_a_veto_by_staff_dominates(night: Night, row: Indicator) -> None:
    result = scored(runs(night), entries={row.id: entry(row, EntryResult.PROBLEM)})
    assert row.name in result.vetoes
    assert result.points is None


@given(nights, amounts)
@settings(max_examples=30, deadline=None)
def test_bonus_never_saves_a_failing_site_and_never_exceeds_its_cap(
    night: Night, value: Decimal
) -> None:
    before = scored(runs(night))
    after = scored(runs(night), entries={BONUS.id: entry(BONUS, EntryResult.BONUS, value * 9)})
    assert after.bonus <= (BOOK.bonus_cap or 0)
    assert after.deduction_points == before.deduction_points
    if points(before) <= (BOOK.bonus_mark or 0) or before.points is None:
        assert after.bonus == 0
        assert after.grade is before.grade


@given(nights)
@settings(max_examples=30, deadline=None)
def test_without_services_the_conversion_keeps_the_order(night: Night) -> None:
    """One more failure elsewhere never raises the converted score either."""
    none = {"办事服务": replace(entry(BONUS, EntryResult.NOT_APPLICABLE), indicator="办事服务")}
    before = points(scored(runs(night), entries=none))
    assert 0 <= before <= 100
    key, name = ("d19.fn.links", "link_dead"), "http://x.example/a/"
    if night.get(key, {}).get(name, Verdict.NOT_APPLICABLE) is Verdict.NOT_APPLICABLE:
        return
    worse = {**night, key: {**night[key], name: Verdict.FAIL}}
    assert points(scored(runs(worse), entries=none)) <= before
