"""Attachments of a crawl: which are asked for whole, and what is read of them.

Reads   items whose target answered as a file
Gives   the next request of such an item, or its reading
Never   asks for more files in a run than the job allows, nor for one that did not change
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.answer import Answer
from crawler.classify import is_html
from crawler.file_reading import FileReader
from crawler.policy import FILE_READER_VERSION, FILES_AT_ONCE
from crawler.scope import Scope
from crawler.turns import Item, Step
from extract.file_text import READABLE
from model.attachment import FileState, FileText
from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from store.site_file import SiteFile
from store.site_files import read_file
from store.site_records import AskKind, KnownFile, ReadFile

_TYPES = frozenset(
    {
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/ofd",
        "application/wps-office.wps",
        "application/wps-office.et",
        "application/vnd.ms-works",
    }
)


class Files:
    """Decides what is read of the site's own attachments, and reads it."""

    def __init__(self, job: CrawlJob, site: SiteFile, scope: Scope, memo: dict[str, Any]) -> None:
        self._most = job.attachments
        self._limit = job.max_attachment_bytes
        self._full = job.full
        self._site = site
        self._scope = scope
        self._memo = memo  # kept with the run: how many files it asked for
        self._reader = FileReader()
        self._under_way = 0
        self._promised = 0  # chosen to be asked for, and not settled yet

    def wants(self, item: Item, answer: Answer, outcome: FetchOutcome) -> bool:
        """Whether the text of a checked target that answered is to be read, or known."""
        return (
            self._most > 0
            and item.row.kind in (AskKind.CHECK, AskKind.PAGE)
            and item.step is not Step.WHOLE
            and outcome is FetchOutcome.ALIVE
            and answer.status in (200, 206)
            and self._scope.contains(item.row.url)
            and not is_html(answer.media_type)
            and (answer.media_type in _TYPES or READABLE.intersection(_endings(item, answer)))
        )

    def settled(self, item: Item, answer: Answer) -> ReadFile | None:
        """Return the reading of a file that need not be asked for: unchanged, or too large."""
        size = _size(answer)
        known = self.known(item)
        if known is not None and size == known.size and _same(known, answer):
            return ReadFile(known=known.file)
        if size is not None and size > self._limit:
            told = FileText(state=FileState.TOO_LARGE, size=size)
            return read_file(b"", FILE_READER_VERSION, told)
        return None

    def known(self, item: Item) -> KnownFile | None:
        """Return what was read of a file before, if this reader would read the same again."""
        known = None if self._full else self._site.files.latest(item.row.address)
        return known if known is not None and known.read_as == FILE_READER_VERSION else None

    @property
    def has_room(self) -> bool:
        """Whether one more file may be asked for in this run."""
        return int(self._memo["asked"]) + self._promised < self._most

    @property
    def is_busy(self) -> bool:
        """Whether as many files are in memory as there may be."""
        return self._under_way >= FILES_AT_ONCE

    def promise(self) -> None:
        """Count a file as chosen."""
        self._promised += 1

    def begin(self) -> None:
        """Count a file as under way."""
        self._under_way += 1

    def landed(self) -> None:
        """Count a file as no longer under way."""
        self._under_way -= 1

    def settle(self) -> None:
        """Count a file as asked for; the caller keeps the memo."""
        self._promised -= 1
        self._memo["asked"] += 1

    async def read(self, item: Item, answer: Answer) -> ReadFile | None:
        """Return the reading of a file that was asked for; None where it was not sent."""
        if answer.status == 304:
            known = self.known(item)
            return ReadFile(known=known.file) if known is not None else None
        if answer.failure is FetchOutcome.TIMEOUT_BODY:
            return read_file(b"", FILE_READER_VERSION, FileText(state=FileState.TIMEOUT))
        if answer.failure is not None or answer.status != 200:
            return None
        if answer.too_large:
            told = FileText(state=FileState.TOO_LARGE, size=_size(answer) or self._limit)
        elif is_html(answer.media_type):
            return None  # an error page, or a shield's
        else:
            told = await self._reader.read(answer.body, _name(item.row.url))
        return read_file(answer.body, FILE_READER_VERSION, told)

    async def close(self) -> None:
        """Let the reading process end."""
        await self._reader.close()


def _same(known: KnownFile, answer: Answer) -> bool:
    """Whether a server's own marks say that a file of the same length is the same file."""
    etag, modified = answer.header("etag"), answer.header("last-modified")
    if known.etag and etag:
        return known.etag == etag
    return known.last_modified == modified


def _size(answer: Answer) -> int | None:
    """Return the announced length of a file, None where it is not known or packed."""
    if answer.header("content-encoding"):
        return None
    ranged = answer.header("content-range").rpartition("/")[2]
    told = ranged if answer.status == 206 else answer.header("content-length")
    return int(told) if told.isascii() and told.isdigit() else None


def _name(url: str) -> str:
    return unquote(basename(urlsplit(url).path))


def _endings(item: Item, answer: Answer) -> Iterator[str]:
    """Yield the endings by which a file goes: in its address, and as it is to be saved."""
    yield _name(item.row.url).rpartition(".")[2].lower()
    saved = answer.header("content-disposition").rstrip("\"' ;")
    yield saved.rpartition(".")[2].lower()
