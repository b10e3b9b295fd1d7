"""ColumnState 栏目状态 and Judgement: everything one night's judging of one site gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from model.adoption import Adoption
from model.finding import Finding, Verdict
from model.review import Review
from model.score import CheckRun, Score
from model.site import Column

WEEKS = 13
"""Calendar weeks of which a column's items are shown: a quarter, the night's own week last."""


def week_starts(night_on: date) -> tuple[date, ...]:
    """Return the Mondays of the weeks shown, the oldest first; the last week ends on the night."""
    monday = night_on - timedelta(days=night_on.weekday())
    return tuple(monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1))


class InRate(StrEnum):
    """What a column is in the 达标率 of its unit."""

    ON_TIME = "on_time"
    LATE = "late"
    NOT_JUDGED = "not_judged"
    EXEMPT = "exempt"
    NOT_DUE = "not_due"


IN_RATE_NAMES: dict[InRate, str] = {
    InRate.ON_TIME: "按时",
    InRate.LATE: "逾期",
    InRate.NOT_JUDGED: "未判定，不计",
    InRate.EXEMPT: "已报备，不计",
    InRate.NOT_DUE: "无更新要求，不计",
}
_OPEN = frozenset({Verdict.SUSPECT, Verdict.NOT_JUDGED, Verdict.CRASHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnState:
    """How one column stands: what the column table and the letters print."""

    column: Column
    unit: str  # responsible unit, the site's own where the register names none
    verdict: Verdict  # of freshness; NOT_APPLICABLE: no limit for this kind
    reason: str  # Chinese: why, also for OK
    newest_on: date | None = None  # latest update that is not in the future
    newest_title: str = ""
    newest_url: str = ""
    limit: str = ""  # e.g. "2周"
    limit_source: str = ""
    deadline_on: date | None = None  # last day on which the column is still on time
    days_left: int | None = None  # to the deadline; negative: overdue by so many days
    idle_days: int | None = None  # since the newest item
    items: int = 0
    soon: bool = False  # on time, but within the reminder lead
    exempt_until_on: date | None = None
    blank: bool = False
    weeks: tuple[int | None, ...] = ()  # items dated in each of `week_starts`; None: not known

    @property
    def in_rate(self) -> InRate:
        """What it is in the 达标率: a column certainly blank that has a limit is late."""
        if self.exempt_until_on is not None:
            return InRate.EXEMPT
        if self.limit and self.verdict is Verdict.OK:
            return InRate.ON_TIME
        certainly_blank = self.blank and not self.column.inferred
        if self.limit and (self.verdict is Verdict.FAIL or certainly_blank):
            return InRate.LATE
        return InRate.NOT_JUDGED if self.limit and self.verdict in _OPEN else InRate.NOT_DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One site, one night, one rulebook; a pure function of what was seen, decided and entered."""

    site_code: str
    night_on: date
    runs: tuple[CheckRun, ...]
    findings: tuple[Finding, ...]  # merged by fingerprint, sorted by check and subject
    columns: tuple[ColumnState, ...]
    score: Score
    confirmed: tuple[Finding, ...] = ()  # as found; in `findings` they are certain
    rejected: tuple[Finding, ...] = ()  # as found; in no score, letter or count
    adopted: tuple[Adoption, ...] | None = None  # this year; None: no source column counts it
    reviews: Mapping[str, Review] = field(default_factory=dict)  # that decided, by fingerprint

    @property
    def marks(self) -> frozenset[str]:
        """The fingerprints of its findings."""
        return frozenset(finding.fingerprint(self.site_code) for finding in self.findings)
