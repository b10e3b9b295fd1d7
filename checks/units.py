"""达标率 per unit: columns on time ÷ columns due. Both printed; zero due is not applicable.

Due are the columns with a limit that were decided, on time or not; a blank column with a
limit is due and not on time. Columns that are exempt, and those nobody could decide (not read, or
doubtful until a person has looked), stand beside the rate, not in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from model.finding import Finding, Verdict
from model.judgement import ColumnState, InRate
from model.score import UnitRate


def unit_rates(columns: Iterable[ColumnState], findings: Iterable[Finding]) -> tuple[UnitRate, ...]:
    """Return the rate of every unit that owns a column or a failing finding, sorted by unit."""
    counts: dict[str, Counter[str]] = {}
    for state in columns:
        mine = counts.setdefault(state.unit, Counter())
        mine[state.in_rate] += 1
        mine["soon"] += state.in_rate is InRate.ON_TIME and state.soon
    for finding in findings:
        if finding.verdict is Verdict.FAIL:
            counts.setdefault(finding.unit, Counter())["findings"] += 1
    return tuple(
        UnitRate(
            unit=unit,
            due=mine[InRate.ON_TIME] + mine[InRate.LATE],
            on_time=mine[InRate.ON_TIME],
            stale=mine[InRate.LATE],
            soon=mine["soon"],
            not_judged=mine[InRate.NOT_JUDGED],
            exempt=mine[InRate.EXEMPT],
            findings=mine["findings"],
        )
        for unit, mine in sorted(counts.items())
    )
