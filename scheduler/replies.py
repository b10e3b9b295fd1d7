"""Replies 整改反馈: what units filled in becomes steps of their cases, all rows or none."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from extract.form_book import refuse
from extract.register_rows import Faults
from extract.reply_book import read_replies
from model.case import CASE_STATE_NAMES, WITH_UNIT, Case, ReplyKind
from model.case_steps import answer
from model.errors import CaseError, RegisterError
from model.reply_sheet import REPLIES, Reply
from store.cases import CaseStore
from store.database import Database, writing


def import_replies(
    db: Database, data: bytes, file: str, *, on: date, at: datetime, who: str
) -> tuple[Case, ...]:
    """Take in a reply sheet that arrived on day `on`; return the cases it answered.

    Raises RegisterError naming every row that cannot be taken in; then none was.
    """
    replies, faults = read_replies(data, file)
    store = CaseStore(db)
    for reply in replies:
        _judge(store, reply, on, faults)
    refuse(file, "反馈表", faults)
    if not replies:
        raise RegisterError(f"反馈表 {file} 里没有一行填写了整改情况，未导入任何内容")
    with writing(db):
        return tuple(
            store.step(
                reply.number,
                at,
                who,
                "case.answered",
                partial(
                    answer,
                    on=on,
                    who=reply.who,
                    kind=reply.kind,
                    text=_told(reply),
                    files=reply.files,
                ),
            )
            for reply in replies
        )


def _judge(store: CaseStore, reply: Reply, on: date, faults: Faults) -> None:
    """Keep what is wrong with one reply, with its row."""
    try:
        case = store.get(reply.number)
    except CaseError:
        case = None
    fault = _fault(case, reply, on)
    if fault:
        text = f"“{REPLIES.name}”表第 {reply.row} 行：{fault}"
        faults.add(REPLIES, text, reply.row)


def _fault(case: Case | None, reply: Reply, on: date) -> str:
    if case is None or not case.fingerprint.startswith(reply.mark):
        return "编号与台账对不上，请从原表恢复编号"
    if case.state not in WITH_UNIT:
        return f"该事项目前为“{CASE_STATE_NAMES[case.state]}”，不需反馈，请清空本行填写的内容"
    if reply.kind is ReplyKind.DONE and reply.done_on is not None and reply.done_on > on:
        return f"完成日期 {reply.done_on} 晚于收到反馈的日期 {on}，请改正"
    if reply.kind is ReplyKind.MORE_TIME and reply.until_on is not None:
        limit = case.deadline_on
        if limit is not None and reply.until_on <= limit:
            return f"申请延期至 {reply.until_on}，不晚于现有期限 {limit}，请改正"
    return ""


def _told(reply: Reply) -> str:
    """Return what the unit wrote beside its choice as one text."""
    parts = []
    if reply.done_on is not None and reply.kind is ReplyKind.DONE:
        parts.append(f"完成日期 {reply.done_on}")
    if reply.until_on is not None and reply.kind is ReplyKind.MORE_TIME:
        parts.append(f"至 {reply.until_on}")
    if reply.text:
        parts.append(reply.text)
    return "；".join(parts)
