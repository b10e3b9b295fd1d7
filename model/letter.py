"""Letter 函件: what leaves the office, one unit at a time, from draft to receipt.

    draft 草稿 → reviewed 已审核 → approved 已审批 → issued 已签发 → sent 已发送 → received 已签收
      └──────────────── any of them may become void 作废, with a reason ────────────────┘

An issued letter is never changed: what is wrong in it is put right by a new one that names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter is for."""

    REMINDER = "reminder"
    URGING = "urging"
    RECTIFICATION = "rectification"
    SUPERVISION = "supervision"
    CIRCULAR = "circular"


class LetterState(StrEnum):
    """The states a letter passes through."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    ISSUED = "issued"
    SENT = "sent"
    RECEIVED = "received"
    VOID = "void"


LETTER_KIND_NAMES: dict[LetterKind, str] = {
    LetterKind.REMINDER: "更新提醒",
    LetterKind.URGING: "督促函",
    LetterKind.RECTIFICATION: "整改通知",
    LetterKind.SUPERVISION: "督办函",
    LetterKind.CIRCULAR: "季度通报",
}
LETTER_STATE_NAMES: dict[LetterState, str] = {
    LetterState.DRAFT: "草稿",
    LetterState.REVIEWED: "已审核",
    LetterState.APPROVED: "已审批",
    LetterState.ISSUED: "已签发",
    LetterState.SENT: "已发送",
    LetterState.RECEIVED: "已签收",
    LetterState.VOID: "作废",
}
UNISSUED = frozenset({LetterState.DRAFT, LetterState.REVIEWED, LetterState.APPROVED})
OUT = frozenset({LetterState.ISSUED, LetterState.SENT, LetterState.RECEIVED})
"""The states in which a letter has its number and its final text."""


ALL_UNITS = "各有关单位"
"""Whom a circular is for; every other letter is for one unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """One column in the table of a 更新提醒 or a 督促函."""

    site_name: str
    column_path: str
    unit: str
    kind: str  # 类别, in Chinese
    requirement: str  # 更新要求, e.g. "2周内更新"
    newest_on: date | None  # 最近更新; None: no dated item
    idle_days: int | None  # 已停更天数
    deadline_on: date | None  # 截止日期
    example_url: str  # 示例链接
    fingerprint: str  # finding that put it here; "" in a reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """One case in the table of a 整改通知 or a 督办函, or named in a circular."""

    case: int  # its number
    site_name: str
    column_path: str
    problem: str  # the finding's sentence
    url: str
    found_on: date
    letter: str = ""  # 督办: 发文字号 of the letter that sent it
    deadline_on: date | None = None  # 督办: the deadline that has passed
    unit: str = ""  # 通报: whose case it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter with everything it says; (`kind`, `unit`, `period`) is its key.

    `period` is the month of a reminder ("2026-11"), the quarter of a circular ("2026-Q4") or the
    night of another letter; a second one of the same has a number behind it. It has `rows` or
    `issues`, never both.
    """

    kind: LetterKind
    unit: str
    period: str
    night_on: date
    state: LetterState
    rows: tuple[LetterRow, ...]
    reply_by_on: date
    issues: tuple[IssueRow, ...] = ()
    earlier_reminders: int = 0
    rulebook_title: str = ""
    file: str = ""  # path below the workspace
    number: str = ""  # 发文字号, once issued
    issued_on: date | None = None
    reviewed_by: str = ""
    approved_by: str = ""
    issued_by: str = ""
    replaces: str = ""  # 发文字号 of the letter it puts right
    body: str = ""  # of a circular: its whole text as it was drafted, JSON
    reason: str = ""  # why it is void
    received_on: date | None = None
    id: int = 0

    @property
    def size(self) -> int:
        """How many columns or problems it lists."""
        return len(self.rows) + len(self.issues)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterNumber:
    """One number of a year's sequence; a void letter's number stays in it as void."""

    word: str  # 发文代字
    year: int
    serial: int
    letter: int  # id
    void: bool

    @property
    def text(self) -> str:
        """The 发文字号: six-corner brackets, no 第, no zeros in front (GB/T 9704-2012)."""
        return f"{self.word}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFile:
    """A document of an issued letter, kept as it left."""

    letter: int
    name: str  # file name
    sha256: str
    data: bytes
