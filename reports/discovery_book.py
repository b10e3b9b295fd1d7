"""Discovery workbook 栏目发现: the register as proposed, importable as it is.

The sheets and headings are the register's own; what was proposed carries its reason as a
comment and its certainty as the colour of the cell. The sheets 发现依据, 相关网站 and 变化 stand
beside it and are never imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from model.discovery import CERTAINTY_NAMES, Certainty, Proposal, Reason
from model.register_form import GUIDE_SHEET, Sheet
from model.register_sheet import COLUMNS, SITES, UNITS
from reports.discovery_evidence import EVIDENCE_SHEET, write_changes, write_evidence
from reports.discovery_hosts import HOSTS_SHEET, write_hosts
from reports.register_book import write_register
from reports.zip_bytes import repack

FILLS = {
    Certainty.SURE: PatternFill("solid", fgColor="E2F0D9"),
    Certainty.PROBABLE: PatternFill("solid", fgColor="FFF2CC"),
    Certainty.GUESS: PatternFill("solid", fgColor="F8CBAD"),
}
_CHARS_A_LINE = 22


def write_proposal(proposal: Proposal) -> bytes:
    """Return the proposed register as a workbook: same proposal, same bytes."""
    book = load_workbook(BytesIO(write_register(proposal.register)))
    _keep_headings_readable(book)
    rows = {(c.site_code, c.url): row for row, c in enumerate(proposal.register.columns, start=2)}
    for proposed in proposal.columns:
        row = rows.get((proposed.column.site_code, proposed.column.url))
        if row is not None:
            _mark(book[COLUMNS.name], COLUMNS, row, proposed.reasons)
    for row, site in enumerate(proposal.register.sites, start=2):
        if proposal.site_reasons and site == proposal.register.sites[0]:
            _mark(book[SITES.name], SITES, row, proposal.site_reasons)
    for row, unit in enumerate(proposal.register.units, start=2):
        reason = proposal.unit_reasons.get(unit.name)
        if reason is not None and (proposal.changes is None or proposal.columns):
            _mark(book[UNITS.name], UNITS, row, {"name": reason})
    write_evidence(book.create_sheet(EVIDENCE_SHEET), proposal, FILLS)
    if proposal.hosts:
        write_hosts(book.create_sheet(HOSTS_SHEET), proposal.hosts, FILLS)
    if proposal.changes is not None:
        write_changes(book, proposal.changes)
    book.move_sheet(GUIDE_SHEET, len(book.sheetnames))
    book.active = book.sheetnames.index(COLUMNS.name)
    for page in book.worksheets:
        page.sheet_view.tabSelected = page.title == COLUMNS.name
    out = BytesIO()
    book.save(out)
    return repack(out.getvalue(), made_at=datetime.combine(proposal.night_on, time(), UTC))


def _mark(page: Worksheet, sheet: Sheet, row: int, reasons: Mapping[str, Reason]) -> None:
    """Colour the cells of one row by certainty and put the reason beside each."""
    for number, field in enumerate(sheet.fields, start=1):
        reason = reasons.get(field.attribute)
        if reason is None:
            continue
        cell = page.cell(row, number)
        cell.fill = FILLS[reason.certainty]
        cell.comment = _comment(f"{CERTAINTY_NAMES[reason.certainty]}：{reason.text}")


def _comment(text: str) -> Comment:
    lines = sum(-(-len(line) // _CHARS_A_LINE) for line in text.splitlines())
    return Comment(text, "巡检", height=24 + 18 * lines, width=300)


def _keep_headings_readable(book: Workbook) -> None:
    """Give the headings' comments their size again, which reading a workbook loses."""
    for page in book.worksheets:
        for number in range(1, page.max_column + 1):
            cell = page[f"{get_column_letter(number)}1"]
            if cell.comment is not None:
                cell.comment = _comment(cell.comment.text)
