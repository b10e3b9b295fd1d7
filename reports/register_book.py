"""Register workbook (名录): the office's own list as .xlsx, to be filled in and imported again.

Reads   a `Register`; the layout comes from `model/register_sheet.py`
Gives   the bytes of a workbook: same register, same bytes
Never   judges whether the register is right: that is done at import
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from model.errors import ReportError
from model.register_form import NO, YES, Field, Form, Sheet, tidy
from model.register_sheet import SHEETS, SITES, UNITS
from model.site import Register
from model.span import Span, parse_span
from reports.form_book import write_form

_LISTS = {Form.UNIT: UNITS, Form.SITE: SITES}


def write_register(register: Register, *, example: bool = False) -> bytes:
    """Return the register as a workbook, with one example row a sheet if asked for.

    Raises ReportError for what the workbook cannot say: a limit of several parts, or a
    first cell that begins like an example row.
    """
    rows = {sheet.part: rows_of(sheet, getattr(register, sheet.part)) for sheet in SHEETS}
    return write_form(SHEETS, rows, example=example, lists=_LISTS)


def rows_of(sheet: Sheet, records: Sequence[object]) -> list[list[str | date]]:
    """Return the cells of records of one sheet."""
    return [[_shown(f, getattr(record, f.attribute)) for f in sheet.fields] for record in records]


def template() -> bytes:
    """Return an empty register with one example row a sheet."""
    return write_register(Register(), example=True)


def _shown(field: Field, value: object) -> str | date:
    """Return a record's value as the cell shows it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, StrEnum):
        return next(word for word, choice in field.choices.items() if choice is value)
    if isinstance(value, Span):
        return _span(value)
    if isinstance(value, date):
        return value
    return tidy(str(value)) if value is not None else ""


def _span(value: Span) -> str:
    text = str(value)
    try:
        parse_span(text)
    except ValueError as cause:
        raise ReportError(f"更新时限“{text}”由几部分组成，名录里只能写一种单位") from cause
    return text
