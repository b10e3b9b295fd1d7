"""Register workbook (名录): bytes of an .xlsx to a `Register`, or every fault at once.

Reads   the sheets of `model/register_sheet.py`; other sheets are left alone
Gives   a register in the order of the rows; addresses in the form in which they are requested
Never   imports a part: one fault refuses the whole workbook
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from extract.form_book import read_form, refuse
from extract.register_links import check_links
from extract.register_rows import Faults, Row
from extract.register_watched import check_watched
from model.media import MediaAccount
from model.register_sheet import SHEETS
from model.site import Column, Exemption, Register, Site, Unit
from model.upstream import SourceColumn

_RECORDS: Mapping[str, type[Any]] = {
    "units": Unit,
    "sites": Site,
    "columns": Column,
    "exemptions": Exemption,
    "sources": SourceColumn,
    "accounts": MediaAccount,
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
    faults = Faults()
    parts = read_form(data, file, SHEETS, faults)
    targets = check_links(parts, faults)
    check_watched(parts, faults)
    refuse(file, "名录", faults)
    register = Register(
        **{part: tuple(_records(part, rows, targets)) for part, rows in parts.items()}
    )
    return register, tuple(faults.notes)


def _records(part: str, rows: Iterable[Row], targets: Mapping[int, str]) -> Iterable[Any]:
    for row in rows:
        values: dict[str, Any] = dict(row.values)
        if part == "exemptions":
            values["url"] = targets.get(row.number, values["url"])
        yield _RECORDS[part](**values)
