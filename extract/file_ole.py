"""Text of the old office files: doc and wps (Word 97 to 2003), xls and et (BIFF).

Both are OLE compound files. Tables are read by calamine; for the text of documents no kept
library exists in Python, but where it lies is written in [MS-DOC] 2.4.1 (Retrieving Text): a
table of pieces, each in UTF-16 or in one byte a character.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from struct import unpack_from

import olefile
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from extract.file_faults import FileUnreadable
from model.attachment import FileState

_NEWER_ENCRYPTED = "EncryptedPackage"  # how docx and xlsx with a password are stored
_MAX_PIECES = 100_000
_FIELD_MARKS = re.compile("([\x13-\x15\r])")
"""A field is \\x13, its instruction, \\x14, what it shows, \\x15; the end of a paragraph."""
_BREAKS = {
    ord("\r"): "\n", ord("\x07"): "\t", ord("\x0b"): "\n", ord("\x0c"): "\n", ord("\x1e"): "-",
    ord("\x01"): None, ord("\x08"): None, ord("\x1f"): None,
}  # fmt: skip
_WORD_97 = 0x00C1  # nFib of the oldest version with pieces in Unicode


def ole_lines(body: bytes) -> tuple[str, Iterator[str] | None]:
    """Return the format of a compound file and its lines; None for files of other programs.

    Raises FileUnreadable, now or while the lines are read.
    """
    try:
        ole = olefile.OleFileIO(io.BytesIO(body))
        names = {"/".join(parts) for parts in ole.listdir()}
    except (OSError, ValueError, IndexError, struct.error) as cause:
        raise FileUnreadable(FileState.BROKEN, "ole") from cause
    if _NEWER_ENCRYPTED in names:
        raise FileUnreadable(FileState.ENCRYPTED, "ole")
    if "WordDocument" in names:
        return "doc", _document(ole, names)
    if "Workbook" in names or "Book" in names:
        return "xls", _sheets(body)
    return "ole", None


def _sheets(body: bytes) -> Iterator[str]:
    """Yield the rows of all sheets, cells kept apart by tabs; empty cells are left out."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        if not book.sheet_names:
            raise FileUnreadable(FileState.BROKEN)
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).to_python():
                yield "\t".join(text for text in map(_cell, row) if text)
    except PasswordError as cause:
        raise FileUnreadable(FileState.ENCRYPTED) from cause
    except (CalamineError, ValueError, OSError) as cause:
        locked = "assword" in str(cause)
        raise FileUnreadable(FileState.ENCRYPTED if locked else FileState.BROKEN) from cause


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e20:
        return str(int(value))
    return str(value)


def _document(ole: olefile.OleFileIO, names: set[str]) -> Iterator[str]:
    """Yield the paragraphs of a document; cells of a row end with tabs."""
    try:
        text = _pieces(ole, names)
    except (OSError, struct.error, IndexError, ValueError) as cause:
        raise FileUnreadable(FileState.BROKEN) from cause
    yield from _shown(text).translate(_BREAKS).split("\n")


def _shown(text: str) -> str:
    """Return a text without the instructions of its fields, which stand inside one another.

    An instruction ends with its paragraph at the latest: a broken field hides no more.
    """
    out: list[str] = []
    instructions: list[bool] = []  # of the fields around this place: whether theirs is still on
    hidden = 0
    for part in _FIELD_MARKS.split(text):
        if part == "\x13":
            instructions.append(True)
            hidden += 1
        elif part == "\x14":
            if instructions and instructions[-1]:
                instructions[-1] = False
                hidden -= 1
        elif part == "\x15":
            hidden -= bool(instructions) and instructions.pop()
        elif part == "\r":
            instructions, hidden = instructions[:1], 0
            instructions[:1] = [False] * len(instructions)
            out.append(part)
        elif not hidden:
            out.append(part)
    return "".join(out)


def _pieces(ole: olefile.OleFileIO, names: set[str]) -> str:
    stream: bytes = ole.openstream("WordDocument").read()
    version, flags = unpack_from("<H", stream, 2)[0], unpack_from("<H", stream, 0x0A)[0]
    if flags & 0x0100:
        raise FileUnreadable(FileState.ENCRYPTED)
    if version < _WORD_97:
        raise FileUnreadable(FileState.UNSUPPORTED)
    which = "1Table" if flags & 0x0200 else "0Table"
    if which not in names:
        raise FileUnreadable(FileState.BROKEN)
    table: bytes = ole.openstream(which).read()
    at, length = unpack_from("<II", stream, 0x01A2)
    pieces = _piece_table(table[at : at + length])
    count = (len(pieces) - 4) // 12
    if not 0 < count <= _MAX_PIECES:
        raise FileUnreadable(FileState.BROKEN)
    ends = unpack_from(f"<{count + 1}I", pieces)
    said: list[str] = []
    room = 2 * len(stream)  # pieces that overlap cannot make a text grow
    for number in range(count):
        start = unpack_from("<I", pieces, 4 * (count + 1) + 8 * number + 2)[0]
        chars = max(0, min(ends[number + 1] - ends[number], room))
        room -= chars
        if start & 0x4000_0000:
            begin = (start & 0x3FFF_FFFF) // 2
            said.append(stream[begin : begin + chars].decode("cp1252", "replace"))
        else:
            said.append(stream[start : start + 2 * chars].decode("utf-16-le", "replace"))
    return "".join(said)


def _piece_table(data: bytes) -> bytes:
    """Return the PlcPcd of a Clx, past the properties before it."""
    at = 0
    while data[at] == 0x01:
        at += 3 + int(unpack_from("<H", data, at + 1)[0])
    if data[at] != 0x02:
        raise FileUnreadable(FileState.BROKEN)
    length = int(unpack_from("<I", data, at + 1)[0])
    return data[at + 5 : at + 5 + length]
