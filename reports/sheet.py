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
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.cell_styles import Look, Styles
from reports.safe_text import CELL_LIMIT, LINK_LIMIT, clean, shortened, web_address

MAX_ROWS = 1_000_000  # a sheet holds 1,048,576
MAX_LINKED_ROWS = 20_000  # at most 3 links a row, and 65,530 in a sheet are the most that open
_RISKY = tuple("=+-@\t\r")


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


def heads_of(words: str) -> tuple[Head, ...]:
    """Read headings written as name and width, e.g. `栏目48 状态10`."""
    named = ((word.rstrip("0123456789"), word) for word in words.split())
    return tuple(Head(name, int(word[len(name) :])) for name, word in named)


def add_table(
    book: Workbook,
    title: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Value]],
    *,
    printed: int = 0,
    left: bool = False,
) -> None:
    """Add a sheet with one table; if rows had to be left out, its last row says so.

    `printed` is how many of its columns go to paper, 0 for all; `left` sets numbers flush left.
    """
    sheet: Worksheet = book.create_sheet(title)
    styles = Styles(left=left, made={})
    for at, head in enumerate(heads, start=1):
        _text(_cell(sheet, 1, at), head.name, styles, Look.HEAD)
        sheet.column_dimensions[get_column_letter(at)].width = head.width
    last = 1
    for last, row in enumerate(rows, start=2):
        if last > MAX_ROWS:
            words = "行数超出表格容量，其余见 findings.jsonl"
            _text(_cell(sheet, last, 1), words, styles, Look.TEXT)
            break
        for at, value in enumerate(row, start=1):
            if value is not None and value != "":
                _put(_cell(sheet, last, at), value, styles)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{last}"
    print_landscape(sheet)
    if printed:
        sheet.print_area = f"A1:{get_column_letter(printed)}{last}"


def _put(cell: Cell, value: Value, styles: Styles) -> None:
    """Write one value into a cell as what it is."""
    if isinstance(value, Address):
        _address(cell, value, styles)
    elif isinstance(value, str):
        _text(cell, value, styles, Look.TEXT)
    elif isinstance(value, Share):
        cell.value = value.value
        styles.dress(cell, Look.SHARE)
    else:
        cell.value = value
        styles.dress(cell, Look.DAY if isinstance(value, date) else Look.NUMBER)


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


def _text(cell: Cell, value: str, styles: Styles, look: Look) -> None:
    text = shortened(clean(value), CELL_LIMIT)
    cell.value = text
    cell.data_type = "s"
    # Text stays text even when somebody edits the cell, as if typed with a leading apostrophe.
    styles.dress(cell, look, quoted=text.startswith(_RISKY))


def _address(cell: Cell, value: Address, styles: Styles) -> None:
    safe = web_address(value.url)
    linked = safe is not None and len(safe) <= LINK_LIMIT and cell.row <= MAX_LINKED_ROWS
    _text(cell, value.text or value.url, styles, Look.LINK if linked else Look.TEXT)
    if linked:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, target=safe)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError("a table has no merged cells")
    return cell
