"""Account workbook 政务新媒体: a filled-in sheet to accounts, or every fault at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from extract.form_book import read_form, refuse
from extract.register_cells import near
from extract.register_rows import Faults, Row
from extract.register_watched import check_accounts
from model.media import MediaAccount
from model.register_watched_sheet import ACCOUNTS

WHAT = "新媒体账号表"
_SHEET = replace(ACCOUNTS, optional=False)


def read_accounts(
    data: bytes, file: str, units: Collection[str], today: date
) -> tuple[tuple[MediaAccount, ...], tuple[str, ...]]:
    """Return the rows of the sheet 政务新媒体 and remarks; other sheets are left alone.

    `units` are the names of the register's units. Raises RegisterError naming every cell that
    cannot be taken in; then nothing is.
    """
    faults = Faults(sheets=(_SHEET,))
    rows = read_form(data, file, (_SHEET,), faults).get(_SHEET.part, ())
    check_accounts(rows, faults)
    for row in rows:
        _check(row, units, today, faults)
    refuse(file, WHAT, faults)
    accounts = tuple(MediaAccount(**row.values) for row in rows)  # type: ignore[arg-type]
    return accounts, tuple(faults.notes)


def _check(row: Row, units: Collection[str], today: date, faults: Faults) -> None:
    unit = row.texts.get("unit")
    if unit and "unit" in row.values and unit not in units:
        row.fault(faults, "unit", f"名录“单位”表里没有“{unit}”{near(unit, units)}，请改正")
    for attribute in ("reported_on", "closed_on"):
        day = row.values.get(attribute)
        if isinstance(day, date) and day > today:
            row.fault(faults, attribute, f"{day.isoformat()} 还没有到，请核对日期")
