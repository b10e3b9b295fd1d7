"""Layout of the reply sheet 整改反馈表: attached to a letter, filled in by the unit, read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from model.case import REPLY_KIND_NAMES, Case, ReplyKind
from model.register_form import Field, Form, Sheet

MARK_DIGITS = 8
"""Digits of the finding's fingerprint behind the number: a row moved elsewhere shows itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One filled-in row; `row` is where it stands in the sheet."""

    row: int
    number: int  # of the case
    mark: str  # beginning of the case's fingerprint
    kind: ReplyKind
    text: str
    done_on: date | None  # 已整改: when
    until_on: date | None  # 申请延期: until when
    files: tuple[str, ...]
    who: str  # who filled it in, with telephone where given


REPLIES = Sheet(
    name="整改反馈",
    part="replies",
    help="灰底各栏由程序填好，请勿改动；其余各栏由责任单位逐项填写后退回。",
    fields=(
        Field(
            heading="编号",
            attribute="number",
            width=16,
            required=True,
            given=True,
            help="整改事项的编号。",
            example="12-0a1b2c3d",
        ),
        Field(
            heading="栏目",
            attribute="column",
            width=26,
            given=True,
            help="问题所在的栏目。",
            example="首页 > 政务公开 > 通知公告",
        ),
        Field(
            heading="问题",
            attribute="message",
            width=44,
            given=True,
            help="巡检发现的问题。",
            example="已超过更新时限",
        ),
        Field(
            heading="地址",
            attribute="subject",
            width=40,
            given=True,
            help="问题所在的地址。",
            example="http://www.example.org/tzgg/",
        ),
        Field(
            heading="整改期限",
            attribute="deadline_on",
            width=12,
            given=True,
            form=Form.DATE,
            help="应当完成整改的最后一天。",
            example="2026-12-01",
        ),
        Field(
            heading="整改情况",
            attribute="kind",
            width=14,
            form=Form.CHOICE,
            choices={name: kind for kind, name in REPLY_KIND_NAMES.items()},
            help="从列表中选一项；本行暂不反馈的留空。",
            example="已整改",
        ),
        Field(
            heading="完成日期",
            attribute="done_on",
            width=12,
            form=Form.DATE,
            help="“已整改”的必填。",
            example="2026-11-26",
        ),
        Field(
            heading="申请延期至",
            attribute="until_on",
            width=12,
            form=Form.DATE,
            help="“申请延期”的必填。",
            example="2026-12-20",
        ),
        Field(
            heading="情况说明",
            attribute="text",
            width=40,
            help="“申请延期”“非本单位职责”的必填，写明理由。",
            example="已补充近期信息",
        ),
        Field(
            heading="佐证材料",
            attribute="files",
            width=24,
            help="可空。随表报送的文件名称，多个用顿号隔开。",
            example="更新截图",
        ),
        Field(
            heading="填报人",
            attribute="who",
            width=12,
            help="有反馈的行必填。",
            example="某同志",
        ),
        Field(
            heading="联系电话",
            attribute="phone",
            width=16,
            help="可空。",
            example="000-00000000",
        ),
    ),
)


def number_of(case: Case) -> str:
    """Return the number a unit sees: the case's, and the beginning of its fingerprint."""
    return f"{case.id}-{case.fingerprint[:MARK_DIGITS]}"
