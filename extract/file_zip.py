"""Text of files that are zip archives of XML: docx, xlsx, pptx and OFD. Streamed and bounded."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from extract.file_faults import FileUnreadable
from model.attachment import FileState

MAX_UNPACKED = 60_000_000
"""Bytes that the read parts of one file may unpack to, all together."""

_SHEET = re.compile(r"^xl/worksheets/sheet(\d+)\.xml$")
_SLIDE = re.compile(r"^ppt/slides/slide(\d+)\.xml$")
_OFD_PAGE = re.compile(r"^Doc_(\d+)/Pages/Page_(\d+)/Content\.xml$")
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


def zip_lines(body: bytes) -> tuple[str, Iterator[str] | None]:
    """Return the format of an archive and its lines; None for archives of other things.

    Raises FileUnreadable, now or while the lines are read.
    """
    try:
        archive = _Archive(body)
    except _BAD_ZIP as cause:
        raise FileUnreadable(FileState.BROKEN, "zip") from cause
    names = archive.names
    if "word/document.xml" in names:
        return "docx", _document(archive)
    if "xl/workbook.xml" in names:
        return "xlsx", _sheets(archive)
    if "ppt/presentation.xml" in names:
        return "pptx", _slides(archive)
    if "OFD.xml" in names:
        return "ofd", _ofd(archive)
    return "zip", None


class _Archive:
    """A zip whose members unpack to no more than the limit, all together."""

    def __init__(self, body: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(body))
        self.names = {info.filename for info in self._zip.infolist()}
        self._left = MAX_UNPACKED

    def numbered(self, shape: re.Pattern[str]) -> list[str]:
        """Return the members of a shape in the order of their numbers."""
        found = [match for match in map(shape.match, self.names) if match]
        return [m[0] for m in sorted(found, key=lambda m: (tuple(map(int, m.groups())), m[0]))]

    def events(self, name: str) -> Iterator[tuple[str, etree._Element, str]]:
        """Yield (event, element, local name) of a member's XML; elements are dropped behind."""
        try:
            with self._zip.open(name) as member:
                data = member.read(self._left + 1)
        except RuntimeError as cause:  # what zipfile says of a member with a password
            raise FileUnreadable(FileState.ENCRYPTED) from cause
        except _BAD_ZIP as cause:
            raise FileUnreadable(FileState.BROKEN) from cause
        if len(data) > self._left:
            raise FileUnreadable(FileState.TOO_LARGE)
        self._left -= len(data)
        parts = etree.iterparse(
            io.BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for event, element in parts:
                tag = element.tag
                yield event, element, tag.rpartition("}")[2] if isinstance(tag, str) else ""
                if event == "end":
                    element.clear(keep_tail=False)
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except etree.XMLSyntaxError as cause:
            raise FileUnreadable(FileState.BROKEN) from cause


def _document(archive: _Archive) -> Iterator[str]:
    """Yield the paragraphs of a docx; the cells of a table row stand on one line."""
    for part in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if part in archive.names:
            yield from _paragraphs(archive, part)


def _slides(archive: _Archive) -> Iterator[str]:
    for name in archive.numbered(_SLIDE):
        yield from _paragraphs(archive, name)


def _paragraphs(archive: _Archive, name: str) -> Iterator[str]:
    said: list[str] = []
    cells: list[str] = []
    within, copies = 0, 0  # rows around this place; copies of text boxes for old programs
    for event, element, local in archive.events(name):
        if event == "start":
            within += local == "tr"
            copies += local == "Fallback"
            continue
        if local == "Fallback":
            copies -= 1
        elif copies:
            continue
        elif local == "t":
            said.append(element.text or "")
        elif local in ("tab", "br", "cr"):
            said.append(" " if within else "\t" if local == "tab" else "\n")
        elif local == "p":
            if not within:
                yield from "".join(said).split("\n")
                said.clear()
            elif said:
                said.append(" ")
        elif local == "tc":
            cells.append("".join(said).strip())
            said.clear()
        elif local == "tr":
            within -= 1
            yield "\t".join(cells)
            cells.clear()


def _sheets(archive: _Archive) -> Iterator[str]:
    """Yield the rows of all sheets, cells kept apart by tabs; empty cells are left out."""
    shared = _shared_strings(archive) if "xl/sharedStrings.xml" in archive.names else []
    for name in archive.numbered(_SHEET):
        cells: list[str] = []
        value = ""
        for event, element, local in archive.events(name):
            if event == "start":
                continue
            if local in ("v", "t"):
                value += element.text or ""
            elif local == "c":
                if value:
                    cells.append(_cell(value, element.get("t", "n"), shared))
                value = ""
            elif local == "row":
                yield "\t".join(cells)
                cells.clear()


def _cell(value: str, kind: str, shared: list[str]) -> str:
    if kind == "s":
        number = int(value) if value.isascii() and value.isdigit() else -1
        return shared[number] if 0 <= number < len(shared) else ""
    if kind == "n" and ("E" in value or "e" in value):
        try:
            exact = float(value)
        except ValueError:
            return value
        return str(int(exact)) if exact.is_integer() and abs(exact) < 1e20 else value
    return value


def _shared_strings(archive: _Archive) -> list[str]:
    strings: list[str] = []
    said: list[str] = []
    phonetic = 0
    for event, element, local in archive.events("xl/sharedStrings.xml"):
        if local == "rPh":
            phonetic += 1 if event == "start" else -1
        elif event == "start" or phonetic:
            continue
        elif local == "t":
            said.append(element.text or "")
        elif local == "si":
            strings.append("".join(said))
            said.clear()
    return strings


def _ofd(archive: _Archive) -> Iterator[str]:
    """Yield the lines of an OFD (GB/T 33190): what one text object prints is one line."""
    for name in archive.numbered(_OFD_PAGE):
        said: list[str] = []
        for event, element, local in archive.events(name):
            if event == "start":
                continue
            if local == "TextCode":
                said.append(element.text or "")
            elif local == "TextObject":
                yield "".join(said)
                said.clear()
