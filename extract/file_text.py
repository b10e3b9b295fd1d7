"""Text of a file for reading (附件): recognised by its content, never by its name alone.

Names lie: tables saved as web pages are called .xls, new files carry old endings. Which
library reads what, and why it: docs/attachments.md. What a file does to its reader (endless
loops, memory) is not bounded here but by the process that calls this and may be killed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from extract.decode import decode
from extract.file_faults import FileUnreadable
from extract.file_ole import MAGIC as OLE_MAGIC
from extract.file_ole import ole_lines
from extract.file_pdf import pdf_lines
from extract.file_zip import zip_lines
from model.attachment import FileState, FileText

MAX_CHARS = 1_000_000
"""Characters of one file's text; what follows is not kept."""

_ENDINGS = "pdf docx docm dotx xlsx xlsm xltx pptx ppsx xls xlt et ett doc dot wps wpt ofd csv"
READABLE = frozenset(_ENDINGS.split())
"""Endings of files whose text can be read."""

_OTHER_FORMATS = (
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"Foxit", "ceb"),
)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_WITHIN = 1024  # the standard lets a reader look for the header so far
_HTML = re.compile(rb"<(?:!doctype\s+html|html|table|head|meta)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200d\ufeff]")
_SPACES = re.compile(r"[ \u00a0\u3000]+")


def is_file(body: bytes, name: str = "") -> bool:
    """Whether a body is a file for reading and no page, as its name or its first bytes say."""
    if name.rpartition(".")[2].lower() in READABLE:
        return True
    starts = (*_ZIP_STARTS, OLE_MAGIC, *(start for start, _ in _OTHER_FORMATS))
    return body.startswith(starts) or b"%PDF-" in body[:_PDF_WITHIN]


def read_file_text(body: bytes, name: str = "") -> FileText:
    """Return what a file says; a file that cannot be read has a state that tells why."""
    format_ = ""
    try:
        format_, lines = _reader(body, name.rpartition(".")[2].lower())
        if lines is None:
            state = FileState.UNSUPPORTED if format_ else FileState.BROKEN
            return FileText(state=state, format=format_, size=len(body))
        text, whole = _kept(lines)
    except FileUnreadable as cause:
        return FileText(state=cause.state, format=cause.format or format_, size=len(body))
    if not text:
        return FileText(state=FileState.NO_TEXT, format=format_, size=len(body))
    state = FileState.READ if whole else FileState.CUT
    return FileText(state=state, format=format_, text=text, size=len(body))


def _reader(body: bytes, ending: str) -> tuple[str, Iterator[str] | None]:
    if b"%PDF-" in body[:_PDF_WITHIN]:
        return "pdf", pdf_lines(body)
    if body.startswith(_ZIP_STARTS):
        return zip_lines(body)
    if body.startswith(OLE_MAGIC):
        return ole_lines(body)
    for start, format_ in _OTHER_FORMATS:
        if body.startswith(start):
            return format_, None
    if _HTML.search(body[:4096]):
        return "html", _html_lines(body)
    if ending in ("csv", "txt") and b"\x00" not in body[:4096]:
        return ending, iter(decode(body).text.splitlines())
    return "", None


def _html_lines(body: bytes) -> Iterator[str]:
    """Yield the rows of tables that were saved as a web page; without tables, its text."""
    tree = LexborHTMLParser(decode(body).text)
    rows = tree.css("tr")
    for row in rows:
        cells = (cell.text(deep=True, separator=" ").split() for cell in row.css("td, th"))
        yield "\t".join(" ".join(words) for words in cells)
    if not rows and tree.body is not None:
        yield from tree.body.text(deep=True, separator="\n").splitlines()


def _kept(lines: Iterable[str]) -> tuple[str, bool]:
    """Return the lines tidied and joined, and whether that is all of them."""
    kept: list[str] = []
    chars = 0
    for line in lines:
        line = _SPACES.sub(" ", _CONTROL.sub("", line)).strip()
        if not line:
            continue
        room = MAX_CHARS - chars
        if len(line) > room:
            kept.append(line[:room])
            return "\n".join(kept).strip(), False
        kept.append(line)
        chars += len(line) + 1
    return "\n".join(kept), True
