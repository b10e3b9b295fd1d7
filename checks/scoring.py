"""Scoring 计分: veto, then deductions with caps, then bonus; every step is kept.

Certain failures cost points, and what staff entered with proof; nothing else does: SUSPECT waits
for a person, NOT_JUDGED and CRASHED are ours. No column is charged twice: it belongs to the
first deduction row that covers it, whatever came out there, so that one more failure can never
raise a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from checks.entering import bonus_step, left_out, left_out_step, with_entry
from checks.merging import merge
from checks.steps import deduction_step, excluded_step, veto_step
from checks.tally import SHARE, Tally, tally
from checks.units import unit_rates
from model.entry import Entry
from model.finding import Verdict
from model.judgement import ColumnState
from model.rulebook import Indicator, Kind, Rulebook
from model.score import CheckRun, Grade, Score, Step
from model.site import Site, SiteKind

_CENT = Decimal("0.01")


def score(
    rulebook: Rulebook,
    runs: Iterable[CheckRun],
    *,
    site: Site,
    columns: Sequence[ColumnState],
    pass_mark: Decimal | None = None,
    entries: Mapping[str, Entry] | None = None,
) -> Score:
    """Compute the score of one site; `pass_mark` stands in for the rulebook's own.

    `entries` is what staff entered, by row (or by heading, where one does not apply). The
    order of `runs` and `columns` makes no difference.
    """
    entered = entries or {}
    by_row: dict[str, list[CheckRun]] = {}
    everything = sorted(runs, key=lambda run: (run.indicator, run.check))
    for run in everything:
        by_row.setdefault(run.indicator, []).append(run)
    tallies = {row.id: tally(by_row.get(row.id, ())) for row in rulebook.indicators}
    scored = rulebook.total is not None and any(
        row.kind is Kind.DEDUCTION and row.points and in_scope(row, site)
        for row in rulebook.indicators
    )
    without = left_out(rulebook, entered)
    steps = _charged_steps(
        rulebook, tallies, site, columns, entered, scored=scored, without=without
    )
    deduction = _deduction(rulebook, steps, without) if scored else None
    reached = (
        deduction is not None
        and rulebook.bonus_mark is not None
        and deduction > rulebook.bonus_mark
    )
    steps += [
        bonus_step(row, entered.get(row.id), reached=reached, bonus_mark=rulebook.bonus_mark)
        if in_scope(row, site)
        else excluded_step(row)
        for row in rulebook.indicators
        if row.kind is Kind.BONUS
    ]
    order = {row.id: at for at, row in enumerate(rulebook.indicators)}
    steps.sort(key=lambda step: order[step.indicator])
    mark = pass_mark if pass_mark is not None else rulebook.pass_mark
    vetoes = tuple(s.name for s in steps if s.kind == Kind.VETO and s.verdict is Verdict.FAIL)
    judged = any(
        tallies[row.id].judged_share
        for row in rulebook.indicators
        if in_scope(row, site) and row.group not in without
    )
    base = deduction if judged and not vetoes else None
    bonus = _bonus(rulebook, steps) if base is not None else Decimal(0)
    return Score(
        rulebook=rulebook.id,
        rulebook_digest=rulebook.digest,
        grade=Grade.NOT_SCORED
        if rulebook.only_lists and judged
        else _grade(base, mark, vetoed=bool(vetoes), judged=judged, whole=_whole(steps)),
        vetoes=vetoes,
        points=None if base is None else base + bonus,
        deduction_points=deduction if judged else None,
        bonus=bonus,
        coverage=_coverage(steps, scored=scored, unscored=rulebook.only_lists),
        pass_mark=mark,
        unverified_points=sum((s.lost for s in steps if not s.verified), Decimal(0)),
        unverified=_unverified(steps, printed=base is not None),
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
    entered: Mapping[str, Entry],
    *,
    scored: bool,
    without: Mapping[str, Entry],
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
        elif row.group in without and row.kind is Kind.DEDUCTION:
            steps.append(left_out_step(row, without[row.group]))
        else:
            if row.kind is Kind.VETO:
                step = veto_step(row, seen, site.code)
            else:
                step = deduction_step(row, seen, covered, site.code, scored=scored)
                covered |= urls & seen.columns()
            steps.append(with_entry(step, row, entered.get(row.id), scored=scored))
    return steps


def _deduction(
    rulebook: Rulebook, steps: Iterable[Step], without: Mapping[str, Entry]
) -> Decimal | None:
    """Return the deduction points; where a heading does not apply, converted to the full total.

    Without 办事服务 (25 of 100) a site has 75 points, which are multiplied by 4/3.
    """
    total = rulebook.total
    if total is None:
        return None
    rows = [row for row in rulebook.indicators if row.kind is Kind.DEDUCTION]
    absent = sum((row.points or Decimal(0) for row in rows if row.group in without), Decimal(0))
    kept = total - absent - sum((step.lost for step in steps), Decimal(0))
    if not absent:
        return kept
    return (kept * total / (total - absent)).quantize(_CENT, ROUND_HALF_UP)


def _bonus(rulebook: Rulebook, steps: Iterable[Step]) -> Decimal:
    gained = sum((step.gained for step in steps), Decimal(0))
    return gained if rulebook.bonus_cap is None else min(gained, rulebook.bonus_cap)


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
    """Whether every row that can cost a pass was judged in full: unknown is not good.

    A row worth no points at all is only looked at.
    """
    return all(
        step.judged_share == 1
        for step in steps
        if step.kind != Kind.BONUS
        and step.points != 0
        and step.verdict is not Verdict.NOT_APPLICABLE
    )


def _coverage(steps: Iterable[Step], *, scored: bool, unscored: bool) -> Decimal:
    """Return the share of deduction points judged; of veto rows where no points are known.

    Where nothing is scored, it is the share of the rows.
    """
    kind = Kind.DEDUCTION if scored or unscored else Kind.VETO
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
