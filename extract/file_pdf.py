"""Text of PDF files, with PDFium; the lines of a paragraph are joined again.

PDFium is native code that reads hostile input: it runs in the reading process only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.file_faults import FileUnreadable
from model.attachment import FileState

MAX_PAGES = 3_000
"""Pages of one file that are looked at."""

_WRAPPED = 0.92
"""A line that would be so wide, as a part of the page's widest, with the next line's first word
may have been broken by the margin."""

_CJK = re.compile(r"[\u3400-\u9fff，、；：（《“]")
_LEAST_WIDE = 40
"""Half characters: no line of running text is narrower, so that shorter lines were broken off
on purpose."""

_WORD = re.compile(r"[0-9A-Za-z.:/@_\-]+")
_GOES_ON = re.compile(r"[\u3400-\u9fff）》”]|(?!\d{1,4}(?:[\s、.．)）]|$))[0-9A-Za-z]")
"""How a broken line may go on: not with the number of a row or a paragraph."""
_ERRORS = {
    raw.FPDF_ERR_PASSWORD: FileState.ENCRYPTED,
    raw.FPDF_ERR_SECURITY: FileState.ENCRYPTED,
}


def pdf_lines(body: bytes) -> Iterator[str]:
    """Yield the lines of a PDF; raises FileUnreadable."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as cause:
        state = _ERRORS.get(getattr(cause, "err_code", None), FileState.BROKEN)
        raise FileUnreadable(state) from cause
    try:
        for number in range(min(len(document), MAX_PAGES)):
            yield from joined(_page(document, number))
    finally:
        document.close()


def _page(document: pdfium.PdfDocument, number: int) -> list[str]:
    """Return the lines of one page as they are printed; none where it cannot be read."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return []
    try:
        said: str = text.get_text_range(errors="replace")
        return said.splitlines()
    finally:
        text.close()
        page.close()


def joined(lines: list[str]) -> Iterator[str]:
    """Yield the lines with those put together that only the margin broke.

    After a Chinese character only: figures at a line's end belong to no figures of the next.
    """
    margin = max(_LEAST_WIDE, max(map(_width, lines), default=0) * _WRAPPED)
    held = ""
    width = 0
    for line in (line.strip() for line in lines):
        word = _WORD.match(line)
        reach = width + (word.end() if word else 2)
        wrapped = held and line and reach >= margin
        if wrapped and _CJK.match(held[-1]) and _GOES_ON.match(line):
            held += line
        else:
            if held:
                yield held
            held = line
        width = _width(line)
    if held:
        yield held


def _width(line: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in line)
