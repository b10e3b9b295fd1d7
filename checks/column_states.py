"""Column states 栏目状态: how every column stands, for the column table and the letters.

A column is held against the strictest limit that any row of the rulebook, or the register,
sets for it: so a state is FAIL exactly when some row has a `column_stale` finding about it. A
blank column has `blank` set; its freshness is not the question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from checks.columns import ColumnEvidence
from checks.evidence import Evidence
from checks.found import in_words
from checks.freshness import column_stale
from checks.limits import Limit, Limits, last_day_on_time, limit_of, strictest
from checks.list_reach import reach_of
from model.errors import EvidenceMissing
from model.finding import Verdict
from model.judgement import ColumnState, week_starts
from model.page import ListState
from model.site import ColumnKind


def column_states(
    evidence: Evidence, rows: Iterable[Limits], remind_before_days: int
) -> tuple[ColumnState, ...]:
    """Return the state of every column in register order; `rows` are the rulebook's limits.

    A column is `soon` when it is on time and its deadline is at most `remind_before_days`
    days away. A night that is not sound leaves every column NOT_JUDGED.
    """
    limits = tuple(rows)
    soundness = evidence.snapshot.soundness
    unsound = "" if soundness.sound else soundness.reason or "本次巡检不完整"
    on = evidence.snapshot.night_on
    return tuple(
        replace(
            _state(column, limits, on, remind_before_days, unsound),
            weeks=() if unsound else _weeks(evidence, column),
        )
        for column in evidence.columns
    )


def _weeks(evidence: Evidence, column: ColumnEvidence) -> tuple[int | None, ...]:
    """Return how many items each week has; a week the list was not read back to is not known."""
    night_on = evidence.snapshot.night_on
    if column.reason or column.state is ListState.UNDATED:
        return ()
    reach = reach_of(evidence, column)
    counts = Counter(d - timedelta(days=d.weekday()) for d in column.days if d <= night_on)
    return tuple(counts[start] if reach.knows(start) else None for start in week_starts(night_on))


def _state(
    column: ColumnEvidence, rows: tuple[Limits, ...], on: date, lead_days: int, unsound: str
) -> ColumnState:
    limit, verdict, reason = _strictest(column, rows, on, unsound)
    newest = None if unsound else column.newest
    deadline = (
        last_day_on_time(newest.on, limit.span, column.calendar) if newest and limit else None
    )
    if newest and limit and deadline is None and verdict is Verdict.OK:
        reason += "；期限届满的年份没有节假日安排，到期日未计算，不列入更新提醒"
    left = (deadline - on).days if deadline else None
    exempt = column.exemption
    return ColumnState(
        column=column.column,
        unit=column.unit,
        verdict=verdict,
        reason=reason,
        newest_on=newest.on if newest else None,
        newest_title=newest.title if newest else "",
        newest_url=newest.url if newest else "",
        limit=str(limit.span) if limit else "",
        limit_source=limit.source if limit else "",
        deadline_on=deadline,
        days_left=left,
        idle_days=(on - newest.on).days if newest else None,
        items=0 if unsound else column.items,
        soon=verdict is Verdict.OK and left is not None and left <= lead_days,
        exempt_until_on=exempt.until_on if exempt else None,
        blank=column.blank and not unsound,
    )


def _strictest(
    column: ColumnEvidence, rows: tuple[Limits, ...], on: date, unsound: str
) -> tuple[Limit | None, Verdict, str]:
    """Hold the column against its strictest limit; one that cannot be counted hides no failure."""
    limits: list[Limit] = []
    unknown: list[Limit] = []
    for limit in _limits(column, rows):
        (limits if _counts(limit, on, column) else unknown).append(limit)
    strict = strictest(limits, on, column.calendar)
    verdict, reason = _verdict(column, strict, on, unsound)
    if unknown and (strict is None or verdict is Verdict.OK):
        strict = unknown[0]
        verdict, reason = _verdict(column, strict, on, unsound)
    return strict, verdict, reason


def _counts(limit: Limit, on: date, column: ColumnEvidence) -> bool:
    try:
        limit.inside_from(on, column.calendar)
    except EvidenceMissing:
        return False
    return True


def _limits(column: ColumnEvidence, rows: tuple[Limits, ...]) -> Iterable[Limit]:
    for row in rows:
        limit = limit_of(row, column.column)
        if limit is not None:
            yield limit


def _verdict(
    column: ColumnEvidence, limit: Limit | None, on: date, unsound: str
) -> tuple[Verdict, str]:
    if column.exemption is not None:
        exempt = column.exemption
        why = f"已报备（{exempt.reason}），有效期至{in_words(exempt.until_on)}"
        return Verdict.NOT_APPLICABLE, why
    if column.column.kind is ColumnKind.NAVIGATION:
        return Verdict.NOT_APPLICABLE, "导航栏目，不要求更新"
    if unsound:
        return Verdict.NOT_JUDGED, unsound
    if column.blank:
        return Verdict.NOT_APPLICABLE, "空白栏目，没有任何信息，按空白栏目另计"
    if limit is None:
        return Verdict.NOT_APPLICABLE, "该类栏目没有更新时限"
    try:
        found = column_stale.assess(column, limit, on)
    except EvidenceMissing as cause:
        return Verdict.NOT_JUDGED, str(cause)
    return found.verdict, found.reason
