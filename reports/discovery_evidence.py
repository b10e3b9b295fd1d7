"""Sheets 发现依据 and 变化 of a discovery workbook: what every proposal rests on, in one line each.

They are for reading beside the register and are never imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from model.discovery import CERTAINTY_NAMES, Certainty, Changes, Proposal, ProposedColumn
from model.page import ListState
from model.site import KIND_NAMES, ColumnKind

EVIDENCE_SHEET, CHANGES_SHEET = "发现依据", "变化"
_HEADINGS = (
    ("栏目路径", 30),
    ("最新信息", 12),
    ("近30天", 8),
    ("近90天", 8),
    ("近365天", 9),
    ("间隔（天）", 9),
    ("列出条数", 9),
    ("主要来源（读到来源的条数）", 34),
    ("检查指标的时限", 12),
    ("各项依据", 70),
    ("栏目网址", 40),
)
_CHANGE_HEADINGS = (
    ("变化", 8),
    ("栏目路径", 36),
    ("栏目网址", 44),
    ("原路径", 36),
    ("原网址", 44),
    ("怎么办", 44),
)
_STATES = {
    ListState.EMPTY: "空白栏目",
    ListState.UNDATED: "未注日期",
    ListState.SCRIPTED: "脚本生成",
    ListState.RULE_BROKEN: "规则失效",
}
_NAMES = {"path": "路径", "kind": "类别", "level": "级别", "unit": "责任单位", "interval": "时限"}
_LINE = Border(*(Side(style="thin", color="BFBFBF"),) * 4)
_HEAD_FONT, _HEAD_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E79")
_TEXT = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(vertical="top", horizontal="center", wrap_text=True)

Value = str | int | float | date | None


def write_evidence(
    page: Worksheet, proposal: Proposal, fills: Mapping[Certainty, PatternFill]
) -> None:
    """Write one line a column: its rhythm, who signs its items, and why each cell is as it is."""
    row = 1
    intro = (
        f"以下由程序根据 {proposal.night_on.isoformat()} 抓取的 {proposal.pages} 个网页提出，"
        "供核对“栏目”表时参考；本表不导入。核对无误的栏目，把“待确认”改为“否”。"
    )
    for text in (intro, *proposal.notices):
        page.cell(row, 1, text).alignment = Alignment(vertical="top")
        row += 1
    for number, certainty in enumerate(Certainty, start=1):
        cell = page.cell(row, number, CERTAINTY_NAMES[certainty])
        cell.fill, cell.border, cell.alignment = fills[certainty], _LINE, _MIDDLE
    row += 1
    head(page, row, _HEADINGS)
    first = row + 1
    for row, proposed in enumerate(proposal.columns, start=first):
        values = _values(proposed)
        line(page, row, values)
        page.row_dimensions[row].height = height(values, [width for _, width in _HEADINGS])
    page.freeze_panes = f"B{first}"
    page.print_title_rows = f"{first - 1}:{first - 1}"
    if proposal.columns:
        page.auto_filter.ref = f"A{first - 1}:{get_column_letter(len(_HEADINGS))}{row}"


def write_changes(book: Workbook, changes: Changes) -> None:
    """Add a sheet that lists what is new, moved or gone since the office's register."""
    page = book.create_sheet(CHANGES_SHEET, 0)
    head(page, 1, _CHANGE_HEADINGS)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    row = 1
    for values in _changed(changes):
        row += 1
        line(page, row, values)
        page.row_dimensions[row].height = height(values, [width for _, width in _CHANGE_HEADINGS])
    if row == 1:
        line(page, 2, ("无", "与所给名录相比，没有新增、移动或消失的栏目"))


def _changed(changes: Changes) -> Iterable[tuple[Value, ...]]:
    for column in changes.new:
        yield ("新增", column.path, column.url, "", "", "已加在“栏目”表末尾，请核对后导入")
    for old, new in changes.moved:
        todo = "“栏目”表未改动，请按新的路径或网址改正"
        if old.path != new.path and old.url != new.url:
            todo = "栏目名称相同或旧网址转到新网址；请核对是否同一栏目，“栏目”表未改动"
        yield ("移动", new.path, new.url, old.path, old.url, todo)
    for column in changes.vanished:
        todo = "栏目页已不存在，“栏目”表未改动；确已撤销的请删去该行，已改版的请改正网址"
        yield ("消失", "", "", column.path, column.url, todo)
    for column, why in changes.unseen:
        todo = f"{why}。不能断定已经撤销，“栏目”表未改动，请核对"
        yield ("未见", "", "", column.path, column.url, todo)


def _values(proposed: ProposedColumn) -> tuple[Value, ...]:
    column, rhythm = proposed.column, proposed.rhythm
    navigation = column.kind is ColumnKind.NAVIGATION
    least = "≥" if rhythm.partial else ""
    counts: tuple[Value, ...] = (rhythm.last_30, rhythm.last_90, rhythm.last_365)
    if not rhythm.dated or navigation or proposed.state is ListState.NOT_A_LIST:
        counts = ("—",) * 3
    elif least:
        counts = tuple(_at_least(proposed, n) for n in (30, 90, 365))
    newest: Value = rhythm.newest_on or _STATES.get(proposed.state, "—")
    sources = "、".join(f"{s.name}（{s.items}）" for s in proposed.sources[:4])
    more = len(proposed.sources) - 4
    reasons = [
        f"{_NAMES[name]}〔{CERTAINTY_NAMES[reason.certainty]}〕{reason.text}"
        for name, reason in proposed.reasons.items()
    ]
    if proposed.remark:
        reasons.insert(0, proposed.remark)
    limit = f"{proposed.limit.span}" if proposed.limit else "无规定"
    return (
        column.path,
        newest,
        *counts,
        "—" if rhythm.median_gap_days is None or navigation else rhythm.median_gap_days,
        "—" if proposed.state is ListState.NOT_A_LIST else rhythm.items,
        f"{sources}等{len(proposed.sources)}个" if more > 0 else sources or "—",
        limit if not navigation else f"不考核（{KIND_NAMES[column.kind]}）",
        "\n".join(reasons),
        column.url,
    )


def _at_least(proposed: ProposedColumn, days: int) -> Value:
    """Return a count as it is, or as a lower bound where the items read do not reach so far."""
    rhythm = proposed.rhythm
    count = {30: rhythm.last_30, 90: rhythm.last_90, 365: rhythm.last_365}[days]
    return f"≥{count}" if count == rhythm.dated else count


def head(page: Worksheet, row: int, headings: Iterable[tuple[str, int]]) -> None:
    """Write the headings of a table and make its sheet print in width."""
    for number, (heading, width) in enumerate(headings, start=1):
        cell = page.cell(row, number, heading)
        cell.font, cell.fill, cell.border = _HEAD_FONT, _HEAD_FILL, _LINE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(number)].width = width
    page.row_dimensions[row].height = 30
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = "9"  # A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def line(page: Worksheet, row: int, values: Iterable[Value]) -> None:
    """Write one row; text stays text, whatever it begins with."""
    for number, value in enumerate(values, start=1):
        cell = page.cell(row, number)
        cell.border = _LINE
        cell.alignment = _TEXT if isinstance(value, str) and len(value) > 6 else _MIDDLE
        if isinstance(value, str):
            cell.value = value
            cell.data_type = "s"
            if value[:1] in {"=", "+", "-", "@"}:
                cell.quotePrefix = True
        elif value is not None:
            cell.value = value
            cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else "0.#;-0.#;0"


def height(values: Iterable[Value], widths: Iterable[int]) -> float:
    """Return a row's height in points: no program fits rows that another one wrote."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str):
            parts = value.splitlines() or [""]
            lines = max(lines, sum(-(-_columns(part) // max(width - 1, 1)) or 1 for part in parts))
    return min(15.0 * (lines + (lines > 2)), 400.0)  # words break lines early


def _columns(text: str) -> int:
    """Return the width of a text in columns of the sheet; Chinese signs take two."""
    return sum(1 if sign.isascii() else 2 for sign in text)
