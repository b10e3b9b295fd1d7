"""By what files for reading are recognised: endings and first bytes. Loads no library."""

from __future__ import annotations

_ENDINGS = "pdf docx docm dotx xlsx xlsm xltx pptx ppsx xls xlt et ett doc dot wps wpt ofd csv rtf"
READABLE = frozenset(_ENDINGS.split())
"""Endings of files whose text can be read."""

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
RTF_START = b"{\\rtf"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024  # the standard lets a reader look for the header so far
_OTHER_FORMATS = (
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"Foxit", "ceb"),
)


def is_file(body: bytes, name: str = "") -> bool:
    """Whether a body is a file for reading and no page, as its name or its first bytes say."""
    if ending_of(name) in READABLE:
        return True
    starts = (*ZIP_STARTS, OLE_START, RTF_START, *(start for start, _ in _OTHER_FORMATS))
    return body.startswith(starts) or is_pdf(body)


def is_pdf(body: bytes) -> bool:
    """Whether a body begins as a PDF does."""
    return b"%PDF-" in body[:_PDF_WITHIN]


def other_format(body: bytes) -> str:
    """Return the format of a file whose text cannot be read, "" where it is not known."""
    return next((name for start, name in _OTHER_FORMATS if body.startswith(start)), "")


def ending_of(name: str) -> str:
    """Return the ending of a file's name in lower case, "" without one."""
    return name.rpartition(".")[2].lower()
