"""Tables of an annual disclosure report 信息公开年度报告, read from its text, row by row.

The text keeps the cells of a row on one line, apart by tabs (of a PDF, by blanks), and drops empty
ones. So a row counts only where all its figures stand there: one with an empty cell is known to
exist, and no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

PERSONS = (
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "总计",
)
"""The columns of the table of requests; the last is the sum of the others."""

OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
"""The columns of each third of the table of disputes; the last is the sum of the others."""

DISPUTES = ("行政复议", "未经复议直接起诉", "复议后起诉")

_FIGURE = re.compile(r"\d{1,9}|\d{1,3}(?:[,，]\d{3})+")
_RECEIVED, _CARRIED_IN = re.compile("本年新收"), re.compile("上年结转")
_RESULTS = re.compile("办理结果")
_TOTAL, _CARRIED_OUT = re.compile(r"[（(]七[）)]\s*总计|^总计"), re.compile("结转下年")
_MOST_LINES = 80  # of the table of requests: 26 rows, headings, notes


@dataclass(frozen=True, slots=True)
class Requests:
    """The table of requests; a row is None where it is absent or not all its figures stand there.

    `results` are the rows between the heading of the results and their total; None where one of
    them has no figures, or too few.
    """

    received: tuple[int, ...] | None = None
    carried_in: tuple[int, ...] | None = None
    results: tuple[tuple[int, ...], ...] | None = None
    total: tuple[int, ...] | None = None
    carried_out: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class DisclosureTables:
    """What was read of the two tables; None where a table was not met."""

    requests: Requests | None = None
    disputes: tuple[tuple[int, ...], ...] | None = field(default=None)  # five figures a third


def disclosure_tables(text: str) -> DisclosureTables:
    """Return the tables in the text of a report."""
    lines = [line.split("\t" if "\t" in line else None) for line in text.split("\n")]
    return DisclosureTables(requests=_requests(lines), disputes=_disputes(lines))


def _requests(lines: list[list[str]]) -> Requests | None:
    for start, cells in enumerate(lines):
        if len(cells) > 1 and _RECEIVED.search(cells[0]) and _figures(cells):
            return _table(lines[start : start + _MOST_LINES])
    return None


def _table(lines: list[list[str]]) -> Requests:
    rows: dict[str, tuple[int, ...] | None] = {}
    results: list[tuple[int, ...]] = []
    whole, within = True, False
    for cells in lines:
        label = "".join(cell for cell in cells if not _FIGURE.fullmatch(cell))
        figures = _figures(cells)
        row = figures if len(figures) == len(PERSONS) else None
        if _CARRIED_OUT.search(label):
            rows["carried_out"] = row
            break
        if _CARRIED_IN.search(label):
            rows["carried_in"] = row
        elif _RECEIVED.search(label):
            rows["received"] = row
        elif _TOTAL.search(label):
            rows["total"], within = row, False
        elif within or _RESULTS.search(label):
            within = True
            if row is not None:
                results.append(row)
            elif figures or not _RESULTS.search(label):
                whole = False
    return Requests(**rows, results=tuple(results) if results and whole else None)


def _disputes(lines: list[list[str]]) -> tuple[tuple[int, ...], ...] | None:
    """Return the one row of figures below the heading with the outcomes."""
    width = len(OUTCOMES)
    for at, cells in enumerate(lines):
        if OUTCOMES[0] not in cells and not any(OUTCOMES[0] in cell for cell in cells):
            continue
        for below in lines[at + 1 : at + 4]:
            figures = _figures(below)
            if len(figures) == len(below) == width * len(DISPUTES):
                return tuple(figures[i : i + width] for i in range(0, len(figures), width))
    return None


def _figures(cells: list[str]) -> tuple[int, ...]:
    """Return the figures at the end of a row."""
    found: list[int] = []
    for cell in reversed(cells):
        if not _FIGURE.fullmatch(cell):
            break
        found.append(int(cell.replace(",", "").replace("，", "")))
    return tuple(reversed(found))
