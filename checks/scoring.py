"""Scoring 计分: veto, then deductions with caps, then bonus; every step is kept.

Certain failures cost points, nothing else does: SUSPECT waits for a person, NOT_JUDGED and
CRASHED are ours. No column is charged twice: it belongs to the first deduction row that
covers it, whatever came out there, so that one more failure can never raise a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from checks.merging import merge
from checks.steps import bonus_step, deduction_step, excluded_step, veto_step
from checks.tally import SHARE, Tally, tally
from checks.units import unit_rates
from model.finding import Verdict
from model.judgement import ColumnState
from model.rulebook import Indicator, Kind, Rulebook
from model.score import CheckRun, Grade, Score, Step
from model.site import Site, SiteKind


def score(
    rulebook: Rulebook,
    runs: Iterable[CheckRun],
    *,
    site: Site,
    columns: Sequence[ColumnState],
    pass_mark: Decimal | None = None,
) -> Score:
    """Compute the score of one site; `pass_mark` stands in for the rulebook's own.

    The order of `runs` and `columns` makes no difference.
    """
    by_row: dict[str, list[CheckRun]] = {}
    everything = sorted(runs, key=lambda run: (run.indicator, run.check))
    for run in everything:
        by_row.setdefault(run.indicator, []).append(run)
    tallies = {row.id: tally(by_row.get(row.id, ())) for row in rulebook.indicators}
    scored = rulebook.total is not None and any(
        row.kind is Kind.DEDUCTION and in_scope(row, site) for row in rulebook.indicators
    )
    steps = _charged_steps(rulebook, tallies, site, columns, scored=scored)
    lost = sum((step.lost for step in steps), Decimal(0))
    deduction = rulebook.total - lost if scored and rulebook.total is not None else None
    reached = (
        deduction is not None
        and rulebook.bonus_mark is not None
        and deduction > rulebook.bonus_mark
    )
    steps += [
        bonus_step(row, reached=reached, bonus_mark=rulebook.bonus_mark)
        if in_scope(row, site)
        else excluded_step(row)
        for row in rulebook.indicators
        if row.kind is Kind.BONUS
    ]
    order = {row.id: at for at, row in enumerate(rulebook.indicators)}
    steps.sort(key=lambda step: order[step.indicator])
    mark = pass_mark if pass_mark is not None else rulebook.pass_mark
    vetoes = tuple(s.name for s in steps if s.kind == Kind.VETO and s.verdict is Verdict.FAIL)
    judged = any(step.judged_share for step in steps)
    points = deduction if judged and not vetoes else None
    return Score(
        rulebook=rulebook.id,
        rulebook_digest=rulebook.digest,
        grade=_grade(points, mark, vetoed=bool(vetoes), judged=judged, whole=_whole(steps)),
        vetoes=vetoes,
        points=points,
        deduction_points=deduction if judged else None,
        coverage=_coverage(steps, scored=scored),
        pass_mark=mark,
        unverified=_unverified(steps, printed=points is not None),
        steps=tuple(steps),
        units=unit_rates(columns, merge(everything, rulebook)),
    )


def in_scope(row: Indicator, site: Site) -> bool:
    """Whether a row concerns this site: scored in full are portals only, vetoed are all."""
    return "site" in row.scope or (site.kind is SiteKind.PORTAL and "portal" in row.scope)


def _charged_steps(
    rulebook: Rulebook,
    tallies: dict[str, Tally],
    site: Site,
    columns: Sequence[ColumnState],
    *,
    scored: bool,
) -> list[Step]:
    urls = frozenset(state.column.url for state in columns)
    covered: frozenset[str] = frozenset()
    steps = []
    for row in rulebook.indicators:
        seen = tallies[row.id]
        if row.kind is Kind.BONUS:
            continue
        if not in_scope(row, site):
            steps.append(excluded_step(row))
        elif row.kind is Kind.VETO:
            steps.append(veto_step(row, seen, site.code))
        else:
            steps.append(deduction_step(row, seen, covered, site.code, scored=scored))
            covered |= urls & seen.columns()
    return steps


def _grade(
    points: Decimal | None, mark: Decimal | None, *, vetoed: bool, judged: bool, whole: bool
) -> Grade:
    if vetoed:
        return Grade.FAIL
    if not judged:
        return Grade.NOT_JUDGED
    if points is None or mark is None:
        return Grade.NO_VETO_SEEN
    if points < mark:
        return Grade.FAIL
    return Grade.PASS if whole else Grade.PASS_SO_FAR


def _whole(steps: Iterable[Step]) -> bool:
    """Whether every row that can cost a pass was judged in full: unknown is not good."""
    return all(
        step.judged_share == 1
        for step in steps
        if step.kind != Kind.BONUS and step.verdict is not Verdict.NOT_APPLICABLE
    )


def _coverage(steps: Iterable[Step], *, scored: bool) -> Decimal:
    """Return the share of deduction points judged; of veto rows where no points are known."""
    kind = Kind.DEDUCTION if scored else Kind.VETO
    rows = [s for s in steps if s.kind == kind and s.verdict is not Verdict.NOT_APPLICABLE]
    weights = [(step.points or Decimal(0)) if scored else Decimal(1) for step in rows]
    total = sum(weights, Decimal(0))
    if not total:
        return Decimal(0)
    judged = sum((w * s.judged_share for w, s in zip(weights, rows, strict=True)), Decimal(0))
    return (judged / total).quantize(SHARE)


def _unverified(steps: Iterable[Step], *, printed: bool) -> bool:
    """Whether a figure that mattered was not seen in the official text."""
    for step in steps:
        if step.verified:
            continue
        if step.kind == Kind.VETO and step.verdict is Verdict.FAIL:
            return True
        if step.kind == Kind.DEDUCTION and printed and step.judged_share:
            return True
    return False
