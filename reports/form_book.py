"""Form book 填报表: a workbook that people fill in and the program reads back.

Reads   the layout of its sheets (`model/register_form.py`) and the rows already known
Gives   the bytes of a workbook: same rows, same bytes; headings explain themselves, cells
        with a fixed set of answers offer it, a last sheet says how to fill in
Never   judges what is filled in: that is done when it is read back (`extract/form_book.py`)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from model.errors import ReportError
from model.register_form import EXAMPLE_MARK, GUIDE_SHEET, Field, Form, Sheet
from reports.zip_bytes import repack

Shown = str | date

_MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)  # a form has no printing time
_ROWS = 3000  # rows that carry lists, beyond those in use
_AS_TEXT = "@"  # keeps 网站标识码 and telephone numbers from becoming numbers
_AS_DATE = "yyyy-mm-dd"
_LINE = Border(*(Side(style="thin", color="BFBFBF"),) * 4)
_HEAD_FONT = Font(bold=True, color="FFFFFF")
_REQUIRED_FILL = PatternFill("solid", fgColor="1F4E79")
_OPTIONAL_FILL = PatternFill("solid", fgColor="7F8FA6")
_GIVEN_FILL = PatternFill("solid", fgColor="EEF0F3")
_EXAMPLE_FONT = Font(italic=True, color="7F7F7F")
_WRAP = Alignment(vertical="top", wrap_text=True)


def write_form(
    sheets: Sequence[Sheet],
    rows: Mapping[str, Sequence[Sequence[Shown]]],
    *,
    example: bool = False,
    spare: int = _ROWS,
    lists: Mapping[Form, Sheet] | None = None,
) -> bytes:
    """Return a workbook of these sheets; `rows` by the sheet's part, a cell for every field.

    `spare` rows below those in use carry the lists of answers too; `lists` names the sheet
    from whose first column a cell of that form is chosen. Raises ReportError for a first
    cell that begins like an example row.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        _write_head(page, sheet)
        first = 2
        if example:
            _write_example(page, sheet)
            first = 3
        known = rows.get(sheet.part, ())
        for row, values in enumerate(known, start=first):
            if str(values[0]).startswith(EXAMPLE_MARK):
                raise ReportError(
                    f"“{sheet.name}”里的“{values[0]}”以“{EXAMPLE_MARK}”开头，"
                    "再导入时会被当作示例跳过，请先改名"
                )
            _write_row(page, row, sheet.fields, values)
        _offer_lists(page, sheet, first + len(known) + spare, lists or {})
    _write_guide(book.create_sheet(GUIDE_SHEET), sheets)
    out = BytesIO()
    book.save(out)
    return repack(out.getvalue(), made_at=_MADE_AT)


def _write_head(page: Worksheet, sheet: Sheet) -> None:
    for number, field in enumerate(sheet.fields, start=1):
        cell = page.cell(1, number, field.heading)
        cell.font, cell.border = _HEAD_FONT, _LINE
        cell.fill = _REQUIRED_FILL if field.required and not field.given else _OPTIONAL_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center")
        cell.comment = Comment(_help(field), "巡检", height=90, width=300)
        column = page.column_dimensions[get_column_letter(number)]
        column.width = field.width
        column.number_format = _AS_DATE if field.form is Form.DATE else _AS_TEXT
    page.row_dimensions[1].height = 22
    _for_printing(page)


def _for_printing(page: Worksheet) -> None:
    """Keep the headings in sight, and fit the width of A4 lying down."""
    page.freeze_panes = "A2"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = "9"  # A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _write_example(page: Worksheet, sheet: Sheet) -> None:
    values = [field.example for field in sheet.fields]
    values[0] = f"{EXAMPLE_MARK}：{values[0]}"
    _write_row(page, 2, sheet.fields, values)
    for cell in page[2]:
        cell.font = _EXAMPLE_FONT


def _write_row(
    page: Worksheet, row: int, fields: tuple[Field, ...], values: Iterable[Shown]
) -> None:
    for number, (field, value) in enumerate(zip(fields, values, strict=True), start=1):
        cell = page.cell(row, number)
        cell.border, cell.alignment = _LINE, _WRAP
        cell.number_format = _AS_DATE if field.form is Form.DATE else _AS_TEXT
        if field.given:
            cell.fill = _GIVEN_FILL
        if isinstance(value, date):
            cell.value = value
        elif value:
            _put_text(cell, value)


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write text as text whatever it begins with: a title of "=cmd" is no formula."""
    cell.value = text
    cell.data_type = "s"
    if text[0] in "=+-@":
        cell.quotePrefix = True


def _offer_lists(page: Worksheet, sheet: Sheet, last_row: int, lists: Mapping[Form, Sheet]) -> None:
    """Attach the lists of allowed words; those that grow with a sheet only warn."""
    for number, field in enumerate(sheet.fields, start=1):
        letter = get_column_letter(number)
        strict = True
        if field.words:
            source = '"' + ",".join(field.words) + '"'
        elif field.form in lists:
            source = f"{lists[field.form].name}!$A$2:$A${_ROWS}"
            strict = False
        else:
            continue
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        rule.errorStyle = "stop" if strict else "warning"
        rule.errorTitle, rule.error = "内容不在列表中", field.help
        rule.showErrorMessage = True
        rule.add(f"{letter}2:{letter}{last_row}")
        page.add_data_validation(rule)


def _help(field: Field) -> str:
    words = f"\n可填：{'、'.join(field.words)}" if field.words else ""
    return f"{_need(field)}。{field.help}{words}"


def _need(field: Field) -> str:
    if field.given:
        return "程序已填，请勿改动"
    return "必填" if field.required else "选填"


def _write_guide(page: Worksheet, sheets: Sequence[Sheet]) -> None:
    """Write the help texts of all sheets; this sheet is never imported."""
    lines = [("工作表", "栏", "是否必填", "怎么填", "可填的内容")]
    for sheet in sheets:
        lines.append((sheet.name, "", "", sheet.help, ""))
        for field in sheet.fields:
            lines.append(
                (
                    sheet.name,
                    field.heading,
                    _need(field),
                    field.help,
                    "、".join(field.words),
                )
            )
    note = f"第一格以“{EXAMPLE_MARK}”开头的行是示例，导入时跳过，可以删除。"
    lines.append(("", "", "", note, ""))
    for row, line in enumerate(lines, start=1):
        for number, text in enumerate(line, start=1):
            cell = page.cell(row, number, text)
            cell.alignment, cell.border = _WRAP, _LINE
            if row == 1:
                cell.font, cell.fill = _HEAD_FONT, _REQUIRED_FILL
    for letter, width in zip("ABCDE", (10, 16, 10, 60, 50), strict=True):
        page.column_dimensions[letter].width = width
    _for_printing(page)
