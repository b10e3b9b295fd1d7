"""Case 整改事项: one problem of one unit on its way from being found to being closed.

    found 已发现 → confirmed 已确认 → sent 已转办 → answered 已反馈 → closed 已办结
                                          ↑  ↓ recheck: still there
                                       sent back 退回整改

A problem that returns after it was closed is a new round of the same problem: a new case that
names its number of times, so that every round keeps its own dates and every rate its base.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaseState(StrEnum):
    """Where a case stands."""

    FOUND = "found"
    CONFIRMED = "confirmed"
    SENT = "sent"
    ANSWERED = "answered"
    SENT_BACK = "sent_back"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


CASE_STATE_NAMES: dict[CaseState, str] = {
    CaseState.FOUND: "待确认",
    CaseState.CONFIRMED: "待转办",
    CaseState.SENT: "整改中",
    CaseState.ANSWERED: "已反馈待复查",
    CaseState.SENT_BACK: "退回整改",
    CaseState.CLOSED: "已办结",
    CaseState.WITHDRAWN: "已撤销",
}

OPEN_STATES = frozenset(CaseState) - {CaseState.CLOSED, CaseState.WITHDRAWN}
WITH_UNIT = frozenset({CaseState.SENT, CaseState.ANSWERED, CaseState.SENT_BACK})
"""The states in which a unit has the case and a deadline runs."""


class CaseStage(StrEnum):
    """How far a case has been escalated."""

    NORMAL = "normal"
    SUPERVISED = "supervised"
    CIRCULATED = "circulated"


CASE_STAGE_NAMES: dict[CaseStage, str] = {
    CaseStage.NORMAL: "转办",
    CaseStage.SUPERVISED: "督办",
    CaseStage.CIRCULATED: "通报",
}


class ReplyKind(StrEnum):
    """What a unit can answer."""

    DONE = "done"
    UNDER_WAY = "under_way"
    MORE_TIME = "more_time"
    NOT_OURS = "not_ours"


REPLY_KIND_NAMES: dict[ReplyKind, str] = {
    ReplyKind.DONE: "已整改",
    ReplyKind.UNDER_WAY: "正在整改",
    ReplyKind.MORE_TIME: "申请延期",
    ReplyKind.NOT_OURS: "非本单位职责",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One round of one problem; (`site_code`, `fingerprint`, `round`) is its key.

    Days are China dates; a day is None while that step has not been reached.
    """

    id: int
    site_code: str
    fingerprint: str  # of the finding
    round: int  # 1 the first time, 2 when it returned …
    check: str
    subject: str
    message: str  # the finding's sentence when the case was opened
    column: str
    unit: str
    state: CaseState
    found_on: date
    stage: CaseStage = CaseStage.NORMAL
    confirmed_on: date | None = None
    confirmed_by: str = ""
    sent_on: date | None = None
    letter: str = ""  # 发文字号 of the letter that sent it
    deadline_on: date | None = None  # last day for the unit, extensions included
    pressed_until_on: date | None = None  # last day set by a later letter; makes nothing on time
    answered_on: date | None = None
    answered_by: str = ""
    answer: str = ""
    answer_files: tuple[str, ...] = ()
    asked: str = ""  # what the unit asks for and nobody has decided yet
    supervised_on: date | None = None
    circulated_on: date | None = None
    circular: str = ""  # 发文字号 of the newest circular that names it
    checked_on: date | None = None  # night of the monitor's last look that decided something
    closed_on: date | None = None
    closed_by: str = ""
    reason: str = ""  # of the last sending back, closing or withdrawal

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.state in OPEN_STATES

    @property
    def was_sent(self) -> bool:
        """Whether a letter ever took it to its unit."""
        return self.sent_on is not None

    @property
    def address(self) -> str:
        """The address of what was judged, "" where its subject is no address."""
        return self.subject if self.subject.startswith(("http://", "https://")) else ""

    def is_overdue(self, today: date) -> bool:
        """Whether the unit's deadline has passed and the unit owes work or an answer."""
        owes = self.state in {CaseState.SENT, CaseState.SENT_BACK}
        return owes and self.last_day_on is not None and self.last_day_on < today

    @property
    def last_day_on(self) -> date | None:
        """The day until which the unit has time now, later letters included."""
        days = [day for day in (self.deadline_on, self.pressed_until_on) if day is not None]
        return max(days, default=None)

    @property
    def closed_on_time(self) -> bool:
        """Whether it was closed by its deadline; only cases that were sent have one."""
        if self.state is not CaseState.CLOSED or self.closed_on is None:
            return False
        return self.deadline_on is not None and self.closed_on <= self.deadline_on
