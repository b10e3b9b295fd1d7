"""The tables of the portal's annual disclosure reports, two of them with a fault."""

from __future__ import annotations

from demo.items import Item

COLUMN = "zwgk/gknb"
SUMS_WRONG = 1  # index of the report whose results are not their total
CARRIED_WRONG = 0  # index of the report that does not begin where last year's ended
FIRST_YEAR = 2021  # of the form
_HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
Row = tuple[int, int, int, int, int, int]


def table(item: Item) -> str:
    """Return the table of requests of a report, "" for any other page."""
    year = item.on.year - 1
    if item.column.folder != COLUMN or item.index < 0 or year < FIRST_YEAR:
        return ""
    new, old, out = _new(year), _open(year), _open(year + 1)
    if item.index == CARRIED_WRONG:
        new, old = _plus(new, -1), _plus(old, 1)
    total = tuple(n + o - left for n, o, left in zip(new, old, out, strict=True))
    some: Row = (1, 1, 0, 0, 0, 0)
    granted = tuple(t - s for t, s in zip(total, some, strict=True))
    if item.index == SUMS_WRONG:
        granted = (granted[0] + 2, *granted[1:])
    rows = (
        ("一、本年新收政府信息公开申请数量", new),
        ("二、上年结转政府信息公开申请数量", old),
        ("三、本年度办理结果（一）予以公开", granted),
        ("（二）部分公开", some),
        ("（三）不予公开", (0,) * 6),
        ("（七）总计", total),
        ("四、结转下年度继续办理", out),
    )
    head = "".join(f"<th>{name}</th>" for name in ("申请人情况", *_HEADS))
    lines = "".join(
        f"<tr><td>{name}</td>{''.join(f'<td>{n}</td>' for n in (*row, sum(row)))}</tr>\n"
        for name, row in rows
    )
    return f'<table class="requests">\n<tr>{head}</tr>\n{lines}</table>\n'


def _new(year: int) -> Row:
    return (20 + year % 5, 3 + year % 2, 1, 0, 0, 2)


def _open(year: int) -> Row:
    """Return what was open when a year began."""
    return (1 + year % 3, year % 2, 0, 0, 0, 0)


def _plus(row: Row, more: int) -> Row:
    return (row[0] + more, *row[1:])
