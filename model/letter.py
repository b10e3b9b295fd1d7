"""Letter 函件: 更新提醒 before a limit, 督促函 after it; one per unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter is for."""

    REMINDER = "reminder"  # 更新提醒
    URGING = "urging"  # 督促函


class LetterState(StrEnum):
    """The states a letter passes through."""

    DRAFT = "draft"  # 草稿
    APPROVED = "approved"  # 已审批
    ISSUED = "issued"  # 已签发
    SENT = "sent"  # 已发送
    VOID = "void"  # 作废


LETTER_KIND_NAMES: dict[LetterKind, str] = {
    LetterKind.REMINDER: "更新提醒",
    LetterKind.URGING: "督促函",
}
LETTER_STATE_NAMES: dict[LetterState, str] = {
    LetterState.DRAFT: "草稿",
    LetterState.APPROVED: "已审批",
    LetterState.ISSUED: "已签发",
    LetterState.SENT: "已发送",
    LetterState.VOID: "作废",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """One column in a letter's table."""

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
class Letter:
    """One letter with everything it says; (`kind`, `unit`, `period`) is its key.

    `period` is the month of a reminder ("2026-11") or the night of an urging letter.
    """

    kind: LetterKind
    unit: str
    period: str
    night_on: date
    state: LetterState
    rows: tuple[LetterRow, ...]
    reply_by_on: date
    earlier_reminders: int = 0
    rulebook_title: str = ""
    file: str = ""  # path below the workspace
    id: int = 0
