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
from extract.file_ole import ole_lines
from extract.file_pdf import pdf_lines
from extract.file_rtf import rtf_lines
from extract.file_signs import OLE_START, RTF_START, ZIP_STARTS, ending_of, is_pdf, other_format
from extract.file_zip import zip_lines
from extract.nesting import bounded
from model.attachment import FileState, FileText

MAX_CHARS = 1_000_000
"""Characters of one file's text; what follows is not kept."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|table|head|meta)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200d\ufeff]")
_SPACES = re.compile(r"[ \u00a0\u3000]+")


def read_file_text(body: bytes, name: str = "") -> FileText:
    """Return what a file says; a file that cannot be read has a state that tells why."""
    format_ = ""
    try:
        format_, lines = _reader(body, ending_of(name))
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
    if is_pdf(body):
        return "pdf", pdf_lines(body)
    if body.startswith(ZIP_STARTS):
        return zip_lines(body)
    if body.startswith(OLE_START):
        return ole_lines(body)
    if body.startswith(RTF_START):
        return "rtf", rtf_lines(body)
    other = other_format(body)
    if other:
        return other, None
    if _HTML.search(body[:4096]):
        return "html", _html_lines(body)
    if ending in ("csv", "txt") and b"\x00" not in body[:4096]:
        return ending, iter(decode(body).text.splitlines())
    return "", None


def _html_lines(body: bytes) -> Iterator[str]:
    """Yield the rows of tables that were saved as a web page; without tables, its text."""
    tree = LexborHTMLParser(bounded(decode(body).text))
    rows = tree.css("tr")
    for row in rows:
        if row.css_first("table") is not None:
            continue  # a frame around other tables, whose rows come by themselves
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        words = (cell.text(deep=True, separator=" ").split() for cell in cells)
        yield "\t".join(" ".join(each) for each in words)
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
