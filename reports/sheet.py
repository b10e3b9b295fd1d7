"""Sheet 工作表: one safe, readable spreadsheet table; crawled text never becomes a formula.

Text is written as text whatever it starts with, real days and numbers as such, links only to
http(s) addresses. Every sheet gets a frozen heading, a filter and landscape printing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.safe_text import CELL_LIMIT, LINK_LIMIT, clean, shortened, web_address

MAX_ROWS = 1_000_000  # a sheet holds 1,048,576
MAX_LINKED_ROWS = 20_000  # at most 3 links a row, and 65,530 in a sheet are the most that open
_RISKY = tuple("=+-@\t\r")

_HEAD_FONT = Font(name="微软雅黑", size=10, bold=True)
_FONT = Font(name="微软雅黑", size=10)
_LINK_FONT = Font(name="微软雅黑", size=10, color="1B4B85", underline="single")
_HEAD_FILL = PatternFill("solid", fgColor="E8EBEF")
_RULE = Border(bottom=Side("thin", color="C9CED6"))
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_PLAIN = Alignment(vertical="top", horizontal="center")


@dataclass(frozen=True, slots=True)
class Address:
    """A cell that shows a text and opens an address, where the address is http(s)."""

    url: str
    text: str = ""  # empty: the address itself


@dataclass(frozen=True, slots=True)
class Share:
    """A cell that shows a share of 0 to 1 as per cent."""

    value: Decimal | float


Value = str | int | float | Decimal | date | Address | Share | None


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of one column and its width in characters."""

    name: str
    width: int


def add_table(
    book: Workbook,
    title: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Value]],
    *,
    printed: int = 0,
) -> Worksheet:
    """Add a sheet with one table; if rows had to be left out, its last row says so.

    `printed` is how many of its columns go to paper, 0 for all.
    """
    sheet: Worksheet = book.create_sheet(title)
    for at, head in enumerate(heads, start=1):
        cell = _cell(sheet, 1, at)
        _text(cell, head.name)
        cell.font, cell.fill, cell.border = _HEAD_FONT, _HEAD_FILL, _RULE
        cell.alignment = Alignment(vertical="center", horizontal="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(at)].width = head.width
    last = 1
    for last, row in enumerate(rows, start=2):
        if last > MAX_ROWS:
            _text(_cell(sheet, last, 1), "行数超出表格容量，其余见 findings.jsonl")
            break
        for at, value in enumerate(row, start=1):
            if value is not None and value != "":
                put(_cell(sheet, last, at), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{last}"
    print_landscape(sheet)
    if printed:
        sheet.print_area = f"A1:{get_column_letter(printed)}{last}"
    return sheet


def put(cell: Cell, value: Value) -> None:
    """Write one value into a cell as what it is."""
    cell.font, cell.alignment = _FONT, _PLAIN
    if isinstance(value, Address):
        _address(cell, value)
    elif isinstance(value, Share):
        cell.value = value.value
        cell.number_format = "0.0%"
    elif isinstance(value, str):
        _text(cell, value)
        cell.alignment = _WRAPPED
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"


def print_landscape(sheet: Worksheet) -> None:
    """Set a sheet to print on A4 across, as wide as the page, heading on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        center=_HeaderFooterPart(text="&A　第&P页，共&N页")
    )
    sheet.page_margins.left = sheet.page_margins.right = 0.5


def _text(cell: Cell, value: str) -> None:
    text = shortened(clean(value), CELL_LIMIT)
    cell.value = text
    cell.data_type = "s"
    # Text stays text even when somebody edits the cell, as if typed with a leading apostrophe.
    cell.quotePrefix = text.startswith(_RISKY)


def _address(cell: Cell, value: Address) -> None:
    _text(cell, value.text or value.url)
    cell.alignment = _WRAPPED
    safe = web_address(value.url)
    if safe and len(safe) <= LINK_LIMIT and cell.row <= MAX_LINKED_ROWS:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, target=safe)
        cell.font = _LINK_FONT


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError("a table has no merged cells")
    return cell
