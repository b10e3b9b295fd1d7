"""Attachments of a crawl: which are asked for whole, and what is read of them.

Reads   rows of files, and items whose target answered as a file
Gives   the next request of such an item, or its reading
Never   asks for more files in a run than the job allows, nor for one that did not change
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.answer import Answer
from crawler.classify import is_html
from crawler.file_marks import FILE_TYPES, announced_size, ending, is_known, name_of
from crawler.file_reading import FileReader
from crawler.policy import FILE_READER_VERSION, FILES_AT_ONCE
from crawler.scope import Scope
from crawler.turns import Item, Step
from extract.file_signs import READABLE
from model.attachment import FileState, FileText
from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from store.site_file import SiteFile
from store.site_files import read_file
from store.site_records import AskKind, KnownFile, ReadFile, Row


class Files:
    """Decides what is read of the site's own attachments, and reads it."""

    def __init__(self, job: CrawlJob, site: SiteFile, scope: Scope, memo: dict[str, Any]) -> None:
        self._most = job.attachments
        self._limit = job.max_attachment_bytes
        self._full = job.full
        self._site = site
        self._scope = scope
        self._memo = memo  # kept with the run: how many files it was sent
        self._reader = FileReader()
        self._under_way = 0
        self._promised: set[int] = set()  # new files chosen to be asked for, not settled yet

    def begins_whole(self, row: Row) -> bool:
        """Whether an address is asked for as a file at once: it is one by its name."""
        if not self._most or row.second or row.kind is not AskKind.CHECK:
            return False
        if ending(row.url) not in READABLE or not self._scope.contains(row.url):
            return False
        if self.known(row) is not None:
            return True
        if self.has_room:
            self.promise(row)
            return True
        return False

    def wants(self, item: Item, answer: Answer, outcome: FetchOutcome) -> bool:
        """Whether the text of a target that answered as a file is to be read, or known."""
        return (
            self._most > 0
            and item.row.kind in (AskKind.CHECK, AskKind.PAGE)
            and item.step is not Step.WHOLE
            and not item.was_whole
            and outcome is FetchOutcome.ALIVE
            and answer.status in (200, 206)
            and self._scope.contains(item.row.url)
            and not is_html(answer.media_type)
            and (answer.media_type in FILE_TYPES or not READABLE.isdisjoint(_endings(item, answer)))
        )

    def settled(self, item: Item, answer: Answer) -> ReadFile | None:
        """Return the reading of a file that need not be asked for: unchanged, or too large."""
        known = self.known(item.row)
        if known is not None and is_known(known, answer):
            return ReadFile(known=known.file)
        size = announced_size(answer)
        if size is not None and size > self._limit:
            told = FileText(state=FileState.TOO_LARGE, size=size)
            return read_file(b"", FILE_READER_VERSION, told)
        return None

    def known(self, row: Row) -> KnownFile | None:
        """Return what was read of a file before, if this reader would read the same again."""
        known = None if self._full else self._site.files.latest(row.address)
        return known if known is not None and known.read_as == FILE_READER_VERSION else None

    @property
    def has_room(self) -> bool:
        """Whether one more new file may be asked for in this run."""
        return int(self._memo["asked"]) + len(self._promised) < self._most

    @property
    def is_busy(self) -> bool:
        """Whether as many files are in memory as there may be."""
        return self._under_way >= FILES_AT_ONCE

    def promise(self, row: Row) -> None:
        """Count a file as chosen."""
        self._promised.add(row.address)

    def begin(self) -> None:
        """Count a file as under way."""
        self._under_way += 1

    def landed(self) -> None:
        """Count a file as no longer under way."""
        self._under_way -= 1

    def settle(self, row: Row, answer: Answer) -> bool:
        """Note what came of a request for a file; return whether the memo has changed."""
        self._promised.discard(row.address)
        sent = answer.file is not None and answer.file.known is None
        self._memo["asked"] += sent
        return sent

    async def read(self, item: Item, answer: Answer) -> ReadFile | None:
        """Return the reading of a file that was asked for; None where no file was sent."""
        if answer.failure is FetchOutcome.TIMEOUT_BODY:
            return read_file(b"", FILE_READER_VERSION, FileText(state=FileState.TIMEOUT))
        if answer.failure is not None or answer.status not in (200, 304):
            return None
        known = self.known(item.row)
        if known is not None and (answer.status == 304 or is_known(known, answer)):
            return ReadFile(known=known.file)
        if answer.status == 304 or is_html(answer.media_type):
            return None  # never asked for; an error page, or a shield's
        if answer.too_large:
            size = announced_size(answer) or self._limit
            told = FileText(state=FileState.TOO_LARGE, size=size)
            return read_file(b"", FILE_READER_VERSION, told)
        told = await self._reader.read(answer.body, name_of(item.row.url))
        return read_file(answer.body, FILE_READER_VERSION, told)

    async def close(self) -> None:
        """Let the reading process end."""
        await self._reader.close()


def _endings(item: Item, answer: Answer) -> Iterator[str]:
    """Yield the endings by which a file goes: in its address, and as it is to be saved."""
    yield ending(item.row.url)
    yield answer.header("content-disposition").rstrip("\"' ;").rpartition(".")[2].lower()
