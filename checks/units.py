"""达标率 per unit: columns on time ÷ columns due. Both printed; zero due is not applicable.

Due are the columns with a limit that were decided, on time or not; a blank column with a
limit is due and not on time. Columns that are exempt, and those nobody could decide (not read, or
doubtful until a person has looked), stand beside the rate, not in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from model.finding import Finding, Verdict
from model.judgement import ColumnState
from model.score import UnitRate

_OPEN = frozenset({Verdict.SUSPECT, Verdict.NOT_JUDGED, Verdict.CRASHED})


def unit_rates(columns: Iterable[ColumnState], findings: Iterable[Finding]) -> tuple[UnitRate, ...]:
    """Return the rate of every unit that owns a column or a failing finding, sorted by unit."""
    counts: dict[str, Counter[str]] = {}
    for state in columns:
        mine = counts.setdefault(state.unit, Counter())
        if state.exempt_until_on is not None:
            mine["exempt"] += 1
        elif state.limit and state.verdict is Verdict.OK:
            mine["on_time"] += 1
            mine["soon"] += state.soon
        elif state.limit and (state.verdict is Verdict.FAIL or _certainly_blank(state)):
            mine["stale"] += 1
        elif state.limit and state.verdict in _OPEN:
            mine["not_judged"] += 1
    for finding in findings:
        if finding.verdict is Verdict.FAIL:
            counts.setdefault(finding.unit, Counter())["findings"] += 1
    return tuple(
        UnitRate(
            unit=unit,
            due=mine["on_time"] + mine["stale"],
            on_time=mine["on_time"],
            stale=mine["stale"],
            soon=mine["soon"],
            not_judged=mine["not_judged"],
            exempt=mine["exempt"],
            findings=mine["findings"],
        )
        for unit, mine in sorted(counts.items())
    )


def _certainly_blank(state: ColumnState) -> bool:
    return state.blank and not state.column.inferred
