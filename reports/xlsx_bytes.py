"""Workbook bytes that depend on nothing but the workbook: no clock, no file dates."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_PACKED = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip entry can carry
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  (document properties hold naive moments)


def workbook_bytes(book: Workbook) -> bytes:
    """Return the workbook as .xlsx; the same contents give the same bytes.

    `Workbook.save` stamps the present moment into the file, so its writer is used directly
    and the archive is packed again with fixed dates.
    """
    book.properties.created = book.properties.modified = _MADE
    book.properties.creator = "巡检"
    stamped = BytesIO()
    with ZipFile(stamped, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()
    packed = BytesIO()
    with ZipFile(stamped) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            info = ZipInfo(name, _PACKED)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return packed.getvalue()
