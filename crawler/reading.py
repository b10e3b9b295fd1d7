"""Reader: from the answer for a page to what is stored of it."""

from __future__ import annotations

from asyncio import Future
from collections import ChainMap
from dataclasses import replace
from typing import Any

from crawler.answer import Answer
from crawler.classify import is_html, is_list_data, outcome_of
from crawler.further_pages import FurtherPages
from crawler.not_found import NotFound
from crawler.policy import READER_VERSION
from crawler.refresh import header_target, refresh_target
from crawler.scope import Scope
from crawler.second_reader import AFTER_PAGES, AHEAD, SecondReader, may_help
from extract.page import read_page
from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from model.url import absolute
from store.site_file import SiteFile
from store.site_pages import ReadyPage
from store.site_records import Answered, AskKind, Known, ReadPage, Row


class Reader:
    """Reads bodies, knows what was read before, and knows the site's "not found" page."""

    def __init__(
        self,
        job: CrawlJob,
        site: SiteFile,
        scope: Scope,
        soft404: dict[str, Any],
        further: FurtherPages,
    ) -> None:
        home = job.site.home_url
        self._site = site
        self._full = job.full
        self._lists_only = job.seeds_only  # home is a list there like the others
        self._scope = scope
        self.not_found = NotFound(scope, soft404)
        # Those of further pages become known while the run goes on.
        self._rules = ChainMap(
            {absolute(home, url) or url: rule for url, rule in job.rules}, further.rules
        )
        self._seeds = {absolute(home, url) for url in job.seeds}
        self._further = further.asked
        self._whole = job.keep_bodies
        self._pages = 0
        self._asked: dict[int, Known] = {}  # of conditional requests under way
        self._second = SecondReader() if may_help(job.rate_per_s) else None

    def is_seed(self, url: str) -> bool:
        """Whether an address is a registered column's or continues one: list data is read, too."""
        return url in self._seeds or url in self._further

    def known(self, row: Row) -> Known | None:
        """Return what is known of a page if its reading would still be the same."""
        if row.kind is not AskKind.PAGE or self._full:
            return None
        known = self._site.readings.latest(row.address)
        if known is None or known.read_as != self._read_as(row.url):
            return None
        self._asked[row.address] = known
        return known

    def ahead(self, row: Row, answer: Answer) -> Answer | Future[ReadyPage]:
        """Let the second reader read the page of an answer, if that is worth it.

        Returns the answer where it may be settled now, else what comes of its page.
        """
        second = self._second
        if second is None or self._pages < AFTER_PAGES or second.is_busy:
            return answer
        if not self._is_page(row, answer):
            return answer
        if outcome_of(answer) is not FetchOutcome.ALIVE:
            return answer
        if self.not_found.missing_as(row.url, answer.body) is not None:
            return answer
        page = self._found(row, answer)
        if page is not None:
            return replace(answer, page=page)
        return self._read_ahead(second, row, answer)

    def _read_ahead(self, second: SecondReader, row: Row, answer: Answer) -> Future[ReadyPage]:
        return second.read(
            answer.body,
            row.url,
            answer.content_type,
            self._rules.get(row.url, ""),
            is_home=self._reads_as_home(row.url),
            whole=self._whole,
        )

    def read_ahead(self, row: Row, answer: Answer, ready: ReadyPage) -> Answer:
        """Return the answer with its page as the second reader has read it."""
        return replace(answer, page=ReadPage(read_as=self._read_as(row.url), ready=ready))

    @property
    def answers_ahead(self) -> int:
        """How many answers may wait for their reading besides the requests under way."""
        return 0 if self._second is None else AHEAD

    async def close(self) -> None:
        """Let the second reader end."""
        if self._second is not None:
            await self._second.close()

    def read(self, row: Row, answer: Answer, answered: Answered) -> Answered:
        """Return the answer of a page that is there, with its reading."""
        asked = self._asked.pop(row.address, None)
        if answer.status == 304:
            return self._unchanged(row, answered, asked)
        body = answer.body
        if not self._is_page(row, answer):
            return answered
        # A page that was read ahead was looked at already.
        missing = self.not_found.missing_as(row.url, body) if answer.page is None else None
        if missing is not None:
            return replace(answered, outcome=missing)
        return replace(
            answered,
            page=self._page(row, answer),
            location=header_target(answer.header("refresh"), row.url)
            or refresh_target(body, row.url),
            etag=answer.header("etag"),
            last_modified=answer.header("last-modified"),
        )

    def _is_page(self, row: Row, answer: Answer) -> bool:
        if row.kind is not AskKind.PAGE or answer.status != 200:
            return False
        return is_html(answer.media_type, answer.body) or (
            self.is_seed(row.url) and is_list_data(answer.media_type)
        )

    def _found(self, row: Row, answer: Answer) -> ReadPage | None:
        known = self._site.readings.find(row.address, answer.body, self._read_as(row.url))
        return None if known is None else ReadPage(known=known)

    def _page(self, row: Row, answer: Answer) -> ReadPage:
        self._pages += 1
        found = answer.page or self._found(row, answer)
        if found is not None:
            return found
        read_as = self._read_as(row.url)
        reading = read_page(
            answer.body,
            row.url,
            content_type=answer.content_type,
            rule=self._rules.get(row.url, ""),
            is_home=self._reads_as_home(row.url),
        )
        return ReadPage(
            body=answer.body,
            read_as=read_as,
            facts=reading.facts,
            links=reading.links,
            text=reading.text,
        )

    def _unchanged(self, row: Row, answered: Answered, asked: Known | None) -> Answered:
        known = asked or self._site.readings.latest(row.address)
        if known is None:
            return replace(answered, outcome=FetchOutcome.SERVER_ERROR, detail="304 unasked")
        return replace(
            answered,
            status=200,
            page=ReadPage(known=known.reading),
            location=known.location,
            content_type=known.content_type,
            etag=known.etag,
            last_modified=known.last_modified,
            not_modified=True,
        )

    def _read_as(self, url: str) -> str:
        home = "home" if self._reads_as_home(url) else ""
        return "|".join((READER_VERSION, home, self._rules.get(url, "")))

    def _reads_as_home(self, url: str) -> bool:
        return self._scope.is_home(url) and not self._lists_only
