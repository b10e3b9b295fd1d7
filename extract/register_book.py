"""Register workbook (名录): bytes of an .xlsx to a `Register`, or every fault at once.

Reads   the sheets of `model/register_sheet.py`; other sheets are left alone
Gives   a register in the order of the rows; addresses in the form in which they are requested
Never   imports a part: one fault refuses the whole workbook
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook

from extract.register_cells import near
from extract.register_file import open_workbook
from extract.register_links import check_links
from extract.register_rows import Faults, Row, read_rows
from model.errors import RegisterError
from model.register_form import tidy
from model.register_sheet import SHEETS
from model.site import Column, Exemption, Register, Site, Unit

_RECORDS: Mapping[str, type[Unit | Site | Column | Exemption]] = {
    "units": Unit,
    "sites": Site,
    "columns": Column,
    "exemptions": Exemption,
}


def read_register(data: bytes, file: str) -> Register:
    """Return the register of a workbook; `file` is the name used in errors.

    Raises RegisterError whose `faults` name sheet, row, column and remedy, all of them.
    """
    return read_register_with_notes(data, file)[0]


def read_register_with_notes(data: bytes, file: str) -> tuple[Register, tuple[str, ...]]:
    """Return the register and Chinese remarks on what is allowed but worth a look.

    Remarks are: example rows skipped, headings not imported, a column on another host than
    its site's, an internal address that may not be fetched, two sites with one home page.
    """
    book = open_workbook(data, file)
    faults = Faults()
    parts = _parts(book, faults)
    targets = check_links(parts, faults)
    if faults.found:
        raise RegisterError(
            f"名录 {file} 有 {len(faults.found)} 处需要改正，未导入任何内容", faults.sentences()
        )
    register = Register(
        **{part: tuple(_records(part, rows, targets)) for part, rows in parts.items()}
    )
    return register, tuple(faults.notes)


def _parts(book: Workbook, faults: Faults) -> dict[str, tuple[Row, ...]]:
    """Return the rows of each sheet by its part; an unreadable one is a fault and no key."""
    pages = {tidy(page.title): page for page in book.worksheets}
    parts = {}
    for sheet in SHEETS:
        page = pages.get(sheet.name)
        if page is None:
            others = set(pages) - {s.name for s in SHEETS}
            hint = near(sheet.name, others).replace("是否应为", "现有名称相近的")
            faults.add(sheet, f"缺少“{sheet.name}”表{hint}，请补上或改正表名（没有内容也要留表头）")
            continue
        rows = read_rows(page, sheet, faults)
        if rows is not None:
            parts[sheet.part] = rows
    return parts


def _records(part: str, rows: Iterable[Row], targets: Mapping[int, str]) -> Iterable[Any]:
    for row in rows:
        values: dict[str, Any] = dict(row.values)
        if part == "exemptions":
            values["url"] = targets.get(row.number, values["url"])
        yield _RECORDS[part](**values)
