"""Reconciliation 清单比对, as a workbook to work through: each row has room for what was decided.

Reads   what `model/reconciliation.py` compared, and every row of their list
Gives   the bytes of a workbook: same lists, same printing time, same bytes
Never   changes the inventory
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook

from extract.domain_list import ListRow, RowState, states
from model.clock import china_time
from model.domain import DOMAIN_STATE_NAMES, SITE_STATE_NAMES, unicode_name
from model.reconciliation import Reconciliation
from reports.sheet import Head, Value, add_table
from reports.zip_bytes import repack

STATE_WORDS = {
    RowState.READ: "已识别",
    RowState.REPEATED: "重复",
    RowState.IP_ADDRESS: "是 IP 地址，不是域名",
    RowState.UNREADABLE: "无法识别",
}
_DECIDED = (Head("处理意见", 20), Head("经办人", 10), Head("办理日期", 12))
_ROOM = ("", "", "")


def write_reconciliation(
    found: Reconciliation, rows: Sequence[ListRow], file: str, printed_at: datetime
) -> bytes:
    """Return the workbook: a summary, then one sheet for each kind of row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _summary(book, found, rows, file, printed_at)
    add_table(
        book,
        "仅我方有",
        (
            Head("域名", 30),
            Head("持有单位", 24),
            Head("网站名称", 26),
            Head("网站状态", 12),
            Head("域名状态", 12),
            *_DECIDED,
        ),
        [
            (
                domain.shown,
                domain.holder,
                domain.site_name,
                SITE_STATE_NAMES[domain.site_state] if domain.site_state else "",
                DOMAIN_STATE_NAMES[domain.domain_state] if domain.domain_state else "",
                *_ROOM,
            )
            for domain in found.only_ours
        ],
    )
    add_table(
        book,
        "仅对方有",
        (
            Head("域名", 30),
            Head("对方表格行号", 14),
            Head("持有单位", 24),
            Head("网站名称", 26),
            Head("提示", 34),
            *_DECIDED,
        ),
        [
            (
                unicode_name(row.name),
                row.number,
                row.fields.get("holder", ""),
                row.fields.get("site_name", ""),
                f"我方清单中有 {unicode_name(near)}，请核对是否同一网站" if near else "",
                *_ROOM,
            )
            for row, near in found.only_theirs
        ],
    )
    add_table(
        book,
        "内容不一致",
        (
            Head("域名", 30),
            Head("项目", 14),
            Head("我方", 30),
            Head("对方", 30),
            Head("对方表格行号", 14),
            *_DECIDED,
        ),
        [
            (
                unicode_name(each.name),
                each.heading,
                each.ours or "未填写",
                each.theirs,
                each.row,
                *_ROOM,
            )
            for each in found.differing
        ],
    )
    add_table(
        book,
        "对方逐行",
        (Head("行号", 8), Head("原文", 40), Head("域名", 30), Head("结果", 22), Head("说明", 40)),
        [
            (
                row.number,
                row.typed,
                unicode_name(row.name),
                STATE_WORDS[row.state],
                _remark(row),
            )
            for row in rows
        ],
    )
    out = BytesIO()
    book.save(out)
    return repack(out.getvalue(), made_at=printed_at)


def _summary(
    book: Workbook,
    found: Reconciliation,
    rows: Sequence[ListRow],
    file: str,
    printed_at: datetime,
) -> None:
    counts = states(rows)
    lines: list[tuple[Value, ...]] = [
        ("对方清单", file),
        ("比对时间", f"{china_time(printed_at):%Y-%m-%d %H:%M}"),
        ("对方清单行数", len(rows)),
        *((f"其中{STATE_WORDS[state]}", count) for state, count in counts.items()),
        ("双方一致的域名", len(found.agreeing)),
        ("内容不一致的域名", len({each.name for each in found.differing})),
        ("仅我方有的域名", len(found.only_ours)),
        ("仅对方有的域名", len(found.only_theirs)),
    ]
    add_table(book, "概况", (Head("项目", 28), Head("内容", 44)), lines, left=True)


def _remark(row: ListRow) -> str:
    parts = list(row.mended)
    if row.state is RowState.REPEATED:
        parts.insert(0, f"与第 {row.same_as} 行相同")
    if row.state is RowState.UNREADABLE and not row.typed:
        parts.insert(0, "这一行没有填域名")
    return "；".join(parts)
