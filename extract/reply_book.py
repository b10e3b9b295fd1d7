"""Reply sheet 整改反馈表: bytes of a filled-in workbook to replies, or every fault at once."""

from __future__ import annotations

import re
from datetime import date

from extract.form_book import read_form
from extract.register_rows import Faults, Row
from model.case import ReplyKind
from model.reply_sheet import MARK_DIGITS, REPLIES, Reply

_NUMBER = re.compile(rf"([1-9]\d{{0,8}})-([0-9a-f]{{{MARK_DIGITS}}})")
_PARTS = re.compile(r"[、，,;；\n]+")
_OWN = ("done_on", "until_on", "text", "files", "who", "phone")


def read_replies(data: bytes, file: str) -> tuple[tuple[Reply, ...], Faults]:
    """Return the rows a unit filled in, and what is wrong with them, row by row.

    A row in which nothing was filled in is no answer and no fault. Raises RegisterError where
    the file as a whole is no workbook; whoever imports refuses it when there is any fault.
    """
    faults = Faults(sheets=(REPLIES,))
    rows = read_form(data, file, (REPLIES,), faults).get(REPLIES.part, ())
    replies = [reply for row in rows if (reply := _reply(row, faults)) is not None]
    first: dict[int, int] = {}
    for reply in replies:
        before = first.setdefault(reply.number, reply.row)
        if before != reply.row:
            text = f"“{REPLIES.name}”表第 {reply.row} 行与第 {before} 行是同一事项，请只留一行"
            faults.add(REPLIES, text, reply.row)
    return tuple(replies), faults


def _reply(row: Row, faults: Faults) -> Reply | None:
    if "kind" not in row.texts:
        if any(name in row.texts for name in _OWN) and "kind" not in row.hidden:
            row.fault(faults, "kind", "没有选整改情况，请从列表中选一项，或清空本行填写的内容")
        return None
    found = _NUMBER.fullmatch(row.texts.get("number", ""))
    if found is None:
        if "number" in row.texts:
            row.fault(faults, "number", "编号被改动过，请从原表恢复（形如 12-0a1b2c3d）")
        return None
    kind = row.values.get("kind")
    if not isinstance(kind, ReplyKind):  # the word itself is a fault already
        return None
    missing = _missing(row, kind)
    for name in missing:
        if name not in row.hidden:
            row.fault(faults, name, f"整改情况为“{row.texts['kind']}”时必填，请补上")
    if missing:
        return None
    texts = row.texts
    who, phone = texts["who"], texts.get("phone", "")
    return Reply(
        row=row.number,
        number=int(found[1]),
        mark=found[2],
        kind=kind,
        text=texts.get("text", ""),
        done_on=_day(row, "done_on"),
        until_on=_day(row, "until_on"),
        files=tuple(part.strip() for part in _PARTS.split(texts.get("files", "")) if part.strip()),
        who=f"{who}（{phone}）" if phone else who,
    )


def _missing(row: Row, kind: ReplyKind) -> list[str]:
    needed = {
        ReplyKind.DONE: ("done_on",),
        ReplyKind.UNDER_WAY: (),
        ReplyKind.MORE_TIME: ("until_on", "text"),
        ReplyKind.NOT_OURS: ("text",),
    }[kind]
    return [name for name in (*needed, "who") if name not in row.texts]


def _day(row: Row, name: str) -> date | None:
    value = row.values.get(name)
    return value if isinstance(value, date) else None
