"""Entry 人工录入: what staff found about a rulebook row that the program cannot judge.

Kept with who, when and proof. A row without an entry stays 未判定 and costs nothing; an entry
counts for the nights from `from_on` to `until_on` and is withdrawn, never erased.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from model.span import Span

HOLDS = Span(months=3)
"""How long an entry counts where staff name no last day: a quarter, the rhythm of the checks."""


class EntryResult(StrEnum):
    """What staff found."""

    GOOD = "good"
    PROBLEM = "problem"
    NOT_APPLICABLE = "not_applicable"
    BONUS = "bonus"


ENTRY_NAMES: dict[EntryResult, str] = {
    EntryResult.GOOD: "符合",
    EntryResult.PROBLEM: "有问题",
    EntryResult.NOT_APPLICABLE: "不适用",
    EntryResult.BONUS: "加分",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value; `points` is what a problem costs or a bonus gives, None where rows have none."""

    site_code: str
    indicator: str  # row of a rulebook; for NOT_APPLICABLE a whole heading 一级指标
    result: EntryResult
    points: Decimal | None
    text: str  # what was found
    proof: str  # document, address or file that shows it
    who: str
    at: datetime
    from_on: date
    until_on: date
    id: int = 0
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_reason: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it counts for a night."""
        return self.withdrawn_at is None and self.from_on <= day <= self.until_on


def holding(entries: Iterable[Entry], site_code: str, day: date) -> dict[str, Entry]:
    """Return by row what counts for a site on a day; of several entries the latest."""
    mine = (e for e in entries if e.site_code == site_code and e.holds_on(day))
    return {entry.indicator: entry for entry in sorted(mine, key=lambda entry: entry.id)}
