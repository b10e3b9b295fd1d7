"""Rows of one register sheet, with every fault of layout and of single cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from extract.register_cells import CellFault, Value, near, typed, understood
from model.register_form import EXAMPLE_MARK, Field, Sheet, tidy
from model.register_sheet import SHEETS

_HEADER_WITHIN = 10  # rows: an office may keep a title above the headings
_MAX_ROWS = 20_000


@dataclass(slots=True)
class Faults:
    """Every fault of a workbook, in the order of sheets, rows and columns; and remarks."""

    found: list[tuple[int, int, int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sheets: tuple[Sheet, ...] = SHEETS

    def add(self, sheet: Sheet, text: str, row: int = 0, column: int = 0) -> None:
        """Keep one fault; `text` says what is wrong and how to mend it."""
        self.found.append((self.sheets.index(sheet), row, column, text))

    def sentences(self) -> tuple[str, ...]:
        """Return all faults as Chinese sentences, in the order of the workbook."""
        return tuple(text for *_, text in sorted(self.found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: `values` that were understood, `texts` as typed where they could be read."""

    sheet: Sheet
    number: int
    places: Mapping[str, int]  # attribute to column number
    values: Mapping[str, Value]
    texts: Mapping[str, str]
    hidden: frozenset[str]  # attributes of which not even the text could be read

    def fault(self, faults: Faults, attribute: str, text: str) -> None:
        """Keep a fault of one cell of this row."""
        column = self.places[attribute]
        faults.add(self.sheet, f"{self.at(attribute)}：{text}", self.number, column)

    def at(self, attribute: str) -> str:
        """Say where a cell stands, e.g. “栏目”表第 5 行“责任单位”（F5）."""
        heading = next(f.heading for f in self.sheet.fields if f.attribute == attribute)
        cell = f"{get_column_letter(self.places[attribute])}{self.number}"
        return f"“{self.sheet.name}”表第 {self.number} 行“{heading}”（{cell}）"


def read_rows(page: Worksheet, sheet: Sheet, faults: Faults) -> tuple[Row, ...] | None:
    """Return the rows that hold anything, None where the sheet as a whole cannot be read.

    Example rows are skipped and noted.
    """
    if page.max_row > _MAX_ROWS:
        faults.add(
            sheet,
            f"“{sheet.name}”表超过 {_MAX_ROWS} 行，请删除表格以下的内容和空白格式行",
        )
        return None
    header = _header_row(page, sheet)
    if header is None:
        headings = "、".join(f.heading for f in sheet.fields)
        faults.add(
            sheet,
            f"“{sheet.name}”表前 {_HEADER_WITHIN} 行没有找到表头，请把第一行恢复为：{headings}",
        )
        return None
    places = _places(page, sheet, header, faults)
    merged = _merged(page, sheet, header, places, faults)
    rows = []
    examples = 0
    for number in range(header + 1, page.max_row + 1):
        cells = {a: page.cell(number, column) for a, column in places.items()}
        if not any(tidy(str(cell.value or "")) for cell in cells.values()):
            continue
        first = cells.get(sheet.fields[0].attribute)
        if first is not None and tidy(str(first.value or "")).startswith(EXAMPLE_MARK):
            examples += 1
            continue
        rows.append(_row(sheet, number, places, cells, merged, faults))
    if examples:
        faults.notes.append(f"“{sheet.name}”表有 {examples} 行示例，未导入")
    return tuple(rows)


def _row(
    sheet: Sheet,
    number: int,
    places: Mapping[str, int],
    cells: Mapping[str, Cell | MergedCell],
    merged: frozenset[tuple[int, int]],
    faults: Faults,
) -> Row:
    values: dict[str, Value] = {}
    texts: dict[str, str] = {}
    wrong: dict[str, str] = {}
    hidden = {f.attribute for f in sheet.fields} - set(places)
    for part in _present(sheet, places):
        name = part.attribute
        if (number, places[name]) in merged:
            wrong[name] = ""  # said once for the whole range
            hidden.add(name)
            continue
        try:
            text = typed(cells[name], part)
            if text:
                texts[name] = str(text)
                values[name] = understood(text, part)
            elif part.required:
                wrong[name] = "必填，不能为空，请补上"
        except CellFault as cause:
            wrong[name] = str(cause)
            if name not in texts:
                hidden.add(name)
    row = Row(
        sheet=sheet,
        number=number,
        places=places,
        values=values,
        texts=texts,
        hidden=frozenset(hidden),
    )
    for name, text in wrong.items():
        if text:
            row.fault(faults, name, text)
    return row


def _present(sheet: Sheet, places: Mapping[str, int]) -> Iterator[Field]:
    return (f for f in sheet.fields if f.attribute in places)


def _header_row(page: Worksheet, sheet: Sheet) -> int | None:
    """Return the row with most of the known headings, None if no row has any."""
    known = {f.heading for f in sheet.fields}
    best, most = None, 0
    rows = page.iter_rows(max_row=min(page.max_row, _HEADER_WITHIN))
    for number, row in enumerate(rows, start=1):
        count = len(known & {tidy(str(cell.value or "")) for cell in row})
        if count > most:
            best, most = number, count
    return best


def _places(page: Worksheet, sheet: Sheet, header: int, faults: Faults) -> dict[str, int]:
    """Return the column number of every attribute; absent and double headings are faults."""
    by_heading = {f.heading: f.attribute for f in sheet.fields}
    places: dict[str, int] = {}
    strange: dict[str, int] = {}
    for column in range(1, page.max_column + 1):
        heading = tidy(str(page.cell(header, column).value or ""))
        attribute = by_heading.get(heading)
        if attribute is None:
            if heading:
                strange[heading] = column
        elif attribute in places:
            faults.add(
                sheet,
                f"“{sheet.name}”表第 {header} 行表头“{heading}”出现两次"
                f"（{get_column_letter(places[attribute])} 列和 {get_column_letter(column)} 列），"
                "请只留一栏",
                header,
                column,
            )
        else:
            places[attribute] = column
    for part in sheet.fields:
        if part.attribute not in places:
            hint = near(part.heading, strange).replace("是否应为", "表头里最接近的是")
            faults.add(
                sheet,
                f"“{sheet.name}”表第 {header} 行表头缺少“{part.heading}”一栏{hint}，请补上或改正",
                header,
            )
    for heading, column in strange.items():
        faults.notes.append(
            f"“{sheet.name}”表 {get_column_letter(column)} 列“{heading}”不在要填的栏里，未导入"
        )
    return places


def _merged(
    page: Worksheet, sheet: Sheet, header: int, places: Mapping[str, int], faults: Faults
) -> frozenset[tuple[int, int]]:
    """Return all merged cells below the headings; every merged range is one fault."""
    columns = set(places.values())
    covered: set[tuple[int, int]] = set()
    for area in page.merged_cells.ranges:
        cells = {(row, column) for row, column in area.cells if row > header and column in columns}
        if not cells:
            continue
        covered |= cells
        row, column = min(cells)
        faults.add(
            sheet,
            f"“{sheet.name}”表 {area.coord} 是合并单元格，请取消合并并逐行填写",
            row,
            column,
        )
    return frozenset(covered)
