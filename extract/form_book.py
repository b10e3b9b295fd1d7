"""Form book 填报表: bytes of a workbook that people filled in to rows, or every fault at once.

Reads   the sheets of the layout; other sheets are left alone
Gives   the rows of every sheet, each cell read by its form
Never   gives a part: one fault refuses the whole workbook
"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl import Workbook

from extract.register_cells import near
from extract.register_file import open_workbook
from extract.register_rows import Faults, Row, read_rows
from model.errors import RegisterError
from model.register_form import Sheet, tidy


def read_form(
    data: bytes, file: str, sheets: tuple[Sheet, ...], faults: Faults
) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of each sheet by its part; `faults` takes what is wrong.

    A sheet that is absent or unreadable is a fault and no key; an optional one may be absent.
    Raises RegisterError where the file as a whole is no workbook.
    """
    return rows_of(open_workbook(data, file), sheets, faults)


def rows_of(
    book: Workbook, sheets: tuple[Sheet, ...], faults: Faults
) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of each sheet of an open workbook by its part."""
    pages = {tidy(page.title): page for page in book.worksheets}
    parts = {}
    for sheet in sheets:
        page = pages.get(sheet.name)
        if page is None and sheet.optional:
            continue
        if page is None:
            others = set(pages) - {s.name for s in sheets}
            hint = near(sheet.name, others).replace("是否应为", "现有名称相近的")
            faults.add(sheet, f"缺少“{sheet.name}”表{hint}，请补上或改正表名（没有内容也要留表头）")
            continue
        rows = read_rows(page, sheet, faults)
        if rows is not None:
            parts[sheet.part] = rows
    return parts


def refuse(file: str, what: str, faults: Faults) -> None:
    """Raise RegisterError with every fault found; `what` names the workbook, e.g. 反馈表."""
    if faults.found:
        raise RegisterError(
            f"{what} {file} 有 {len(faults.found)} 处需要改正，未导入任何内容", faults.sentences()
        )
