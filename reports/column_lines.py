"""Column lines 栏目更新情况: every column of a site as the report and the spreadsheet print it.

Reads   the judgement's column states
Gives   lines, the worst first
Never   judges: the word of a line only names the verdict it was given
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from model.finding import Verdict
from model.judgement import ColumnState
from model.site import KIND_NAMES
from reports.wording import NO_UNIT, NOT_APPLICABLE, days_left


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """One column; `tone` is the look of its word: bad, warn, unsure, good or none."""

    path: str
    url: str
    unit: str
    kind: str
    limit: str
    limit_source: str
    newest_on: date | None
    newest_title: str
    newest_url: str
    deadline_on: date | None
    days_left: int | None
    days_text: str
    idle_days: int | None
    items: int
    word: str
    tone: str
    reason: str
    inferred: bool


_ORDER = {
    Verdict.FAIL: 0,
    Verdict.SUSPECT: 2,
    Verdict.CRASHED: 3,
    Verdict.NOT_JUDGED: 3,
    Verdict.OK: 5,
    Verdict.NOT_APPLICABLE: 6,
}
_WORDS = {
    Verdict.FAIL: ("逾期", "bad"),
    Verdict.SUSPECT: ("待复核", "unsure"),
    Verdict.CRASHED: ("未判定", "none"),
    Verdict.NOT_JUDGED: ("未判定", "none"),
    Verdict.OK: ("正常", "good"),
    Verdict.NOT_APPLICABLE: (NOT_APPLICABLE, "none"),
}


def column_lines(states: Iterable[ColumnState]) -> tuple[ColumnLine, ...]:
    """Return the lines: late ones first, the latest of them on top, then blank, unsure, soon."""
    return tuple(_line(state) for state in sorted_states(states))


def sorted_states(states: Iterable[ColumnState]) -> tuple[ColumnState, ...]:
    """Return the states in the order of the lines."""
    return tuple(sorted(states, key=_rank))


def _rank(state: ColumnState) -> tuple[int, int, str, str]:
    order = _ORDER[state.verdict]
    if state.blank and not _exempt(state):
        order = 1
    elif state.verdict is Verdict.OK and state.soon:
        order = 4
    days = 1_000_000 if state.days_left is None else state.days_left
    return order, days, state.column.path, state.column.url


def _line(state: ColumnState) -> ColumnLine:
    word, tone = _word(state)
    timed = state.verdict in (Verdict.FAIL, Verdict.SUSPECT, Verdict.OK) and not state.blank
    return ColumnLine(
        path=state.column.path,
        url=state.column.url,
        unit=state.unit or NO_UNIT,
        kind=KIND_NAMES[state.column.kind],
        limit=state.limit,
        limit_source=state.limit_source,
        newest_on=state.newest_on,
        newest_title=state.newest_title,
        newest_url=state.newest_url,
        deadline_on=state.deadline_on,
        days_left=state.days_left if timed else None,
        days_text=days_left(state.days_left if timed else None),
        idle_days=state.idle_days,
        items=state.items,
        word=word,
        tone=tone,
        reason=state.reason,
        inferred=state.column.inferred,
    )


def _word(state: ColumnState) -> tuple[str, str]:
    if _exempt(state):
        return "已报备", "none"
    if state.blank:
        return ("疑似空白", "unsure") if state.column.inferred else ("空白", "bad")
    if state.verdict is Verdict.OK and state.soon:
        return "临近到期", "warn"
    return _WORDS[state.verdict]


def _exempt(state: ColumnState) -> bool:
    return state.exempt_until_on is not None and state.verdict is Verdict.NOT_APPLICABLE
