"""Scoring by property: whatever the runs, these hold."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.rulebook_file import load_rulebook
from checks.scoring import score
from model.finding import Finding, Verdict
from model.judgement import ColumnState
from model.rulebook import Kind
from model.score import CheckRun, Grade, Score
from tests.checks.snapshots import SITE, column

BOOK = load_rulebook("check-2019")
ROWS = [(row.id, binding.check) for row in BOOK.indicators for binding in row.checks]
DEDUCTIONS = {row.id: row for row in BOOK.indicators if row.kind is Kind.DEDUCTION}
NAMES = [f"http://x.example/{name}/" for name in "abcdefghijkl"]
COLUMNS = tuple(
    ColumnState(column=column(url), unit=f"单位{at % 3}", verdict=Verdict.OK, reason="")
    for at, url in enumerate(NAMES)
)

verdicts = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(Verdict), max_size=len(NAMES))
nights = st.dictionaries(st.sampled_from(ROWS), verdicts, max_size=len(ROWS))
Night = dict[tuple[str, str], dict[str, Verdict]]


def runs(night: Night) -> list[CheckRun]:
    return [
        CheckRun(
            indicator=row,
            check=check,
            subjects=subjects,
            findings=tuple(
                Finding(
                    check=check,
                    subject=name,
                    verdict=verdict,
                    message="有问题",
                    weight="home" if name < NAMES[3] else "other",
                )
                for name, verdict in subjects.items()
                if verdict in (Verdict.FAIL, Verdict.SUSPECT)
            ),
        )
        for (row, check), subjects in night.items()
    ]


def scored(night: Night) -> Score:
    return score(BOOK, runs(night), site=SITE, columns=COLUMNS)


def deduction(night: Night) -> Decimal:
    """Return the deduction points; a night of which nothing was judged has lost none."""
    points = scored(night).deduction_points
    return Decimal(100) if points is None else points


@given(nights)
@settings(max_examples=40, deadline=None)
def test_a_veto_dominates(night: Night) -> None:
    result = scored(night)
    if result.vetoes:
        assert result.grade is Grade.FAIL
        assert result.points is None
    elif result.points is not None:
        passed = {Grade.PASS, Grade.PASS_SO_FAR}
        assert result.grade in (passed if result.points >= 60 else {Grade.FAIL})


@given(nights)
@settings(max_examples=40, deadline=None)
def test_no_row_loses_more_than_it_is_worth_and_the_sum_is_the_score(night: Night) -> None:
    result = scored(night)
    for step in result.steps:
        row = DEDUCTIONS.get(step.indicator)
        assert 0 <= step.lost <= ((row.points or 0) if row else 0)
    assert deduction(night) == 100 - sum(step.lost for step in result.steps)
    assert 0 <= result.coverage <= 1


@given(nights, st.sampled_from([Verdict.SUSPECT, Verdict.NOT_JUDGED, Verdict.CRASHED]))
@settings(max_examples=40, deadline=None)
def test_what_is_not_certain_costs_nothing(night: Night, unknown: Verdict) -> None:
    """Turning any failure into doubt never lowers a score and never adds a veto."""
    milder = {
        key: {n: unknown if v is Verdict.FAIL else v for n, v in subjects.items()}
        for key, subjects in night.items()
    }
    assert deduction(milder) >= deduction(night)
    assert deduction(milder) == 100
    assert scored(milder).vetoes == ()


@given(nights, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_runs_makes_no_difference(night: Night, shuffler: object) -> None:
    mixed = runs(night)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    assert score(BOOK, mixed, site=SITE, columns=COLUMNS[::-1]) == scored(night)


@given(nights, st.sampled_from(ROWS), st.sampled_from(NAMES))
@settings(max_examples=80, deadline=None)
def test_one_more_failure_never_raises_a_score(
    night: Night, where: tuple[str, str], name: str
) -> None:
    subjects = night.get(where, {})
    if subjects.get(name, Verdict.NOT_APPLICABLE) is Verdict.NOT_APPLICABLE:
        return  # the row does not cover this subject: nothing there can fail
    worse = {**night, where: {**subjects, name: Verdict.FAIL}}
    assert deduction(worse) <= deduction(night)
    assert len(scored(worse).vetoes) >= len(scored(night).vetoes)
