"""Opening a workbook people filled in: what is no readable .xlsx is refused in one sentence."""

from __future__ import annotations

import warnings
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from model.errors import RegisterError

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound file: .xls, .et, or encrypted
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # its stream in a protected workbook
_ZIP = b"PK\x03\x04"
_MAX_UNPACKED_BYTES = 200_000_000
_BROKEN = (
    BadZipFile,
    InvalidFileException,
    zlib.error,
    AttributeError,  # openpyxl raises the last four where parts of the workbook are absent
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,  # an unknown or encrypted way of packing
    RuntimeError,
    SyntaxError,  # XML errors of every parser derive from it
    TypeError,
    ValueError,
)


def open_workbook(data: bytes, file: str) -> Workbook:
    """Return the workbook with formulas as formulas; `file` is named in errors.

    Raises RegisterError for a protected, old, broken or altogether different file.
    """
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise RegisterError(f"{file} 设有打开密码，无法读取，请取消密码后另存为 .xlsx 再导入")
        raise RegisterError(f"{file} 是旧格式表格（.xls 或 .et），请另存为 .xlsx 再导入")
    if not data.startswith(_ZIP):
        raise RegisterError(
            f"{file} 不是 .xlsx 表格，请用表格软件另存为“Excel 工作簿（.xlsx）”再导入"
        )
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MAX_UNPACKED_BYTES:
                raise RegisterError(f"{file} 解压后过大，不像是填报表，请另存一份只含该表的表格")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parts openpyxl does not know; we do not need them
            return load_workbook(BytesIO(data))
    except _BROKEN as cause:
        raise RegisterError(
            f"{file} 已损坏或不是完整的 .xlsx 表格，请用表格软件打开后另存一份再导入"
        ) from cause
