"""Further pages of the lists that a crawl of lists alone follows: as far back as it is told.

What is asked next follows from the stored answers, so a killed run goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from time import monotonic

from extract.list_walk import ListWalk, walk_list
from model.crawl import CrawlJob
from model.page import PageFacts
from model.url import absolute
from store.site_file import SiteFile
from store.site_records import Run

FURTHER_PAGES_S = 300.0
"""After so many seconds no further page of any list is asked for. At two requests a second that
is thirty pages of twenty lists; slow sources get less, and it is said."""


class FurtherPages:
    """The next page of every list that is not known far enough back."""

    def __init__(self, job: CrawlJob, site: SiteFile, run: Run) -> None:
        self.rules: dict[str, str] = {}
        """Reading rules of further pages: that of the list's first page."""
        self.asked: set[str] = set()
        """Their addresses: list data is read there as it is at the list's own."""
        self._job, self._site, self._run = job, site, run
        home = job.site.home_url
        self._wanted = {absolute(home, url) or url: day for url, day in job.lists_back_to}
        self._own = {absolute(home, url) or url: rule for url, rule in job.rules}
        self._until = monotonic() + FURTHER_PAGES_S
        self._pages: dict[str, PageFacts] = {}

    def next_pages(self) -> list[str]:
        """Return the addresses to ask next, none when the lists, the bound or the time are over."""
        found: list[str] = []
        for url, day in self._wanted.items():
            walk = self._walk(url, day)
            if walk is None or walk.is_enough or walk.following is None:
                continue
            if rule := self._own.get(url):
                self.rules[walk.following] = rule
            self.asked.add(walk.following)
            if len(walk.pages) < self._job.list_pages:
                found.append(walk.following)
        return found if monotonic() < self._until else []

    def _walk(self, url: str, day: date) -> ListWalk | None:
        first = self._page(url)
        return None if first is None else walk_list(first, self._page, day)

    def _page(self, url: str) -> PageFacts | None:
        """Return a page that was read tonight, redirects followed."""
        for address in self._chain(url):
            if address in self._pages:
                return self._pages[address]
            reading = self._site.inquiries.reading(self._run, address)
            if reading is not None:
                self._pages[address] = self._site.readings.facts(reading)
                return self._pages[address]
        return None

    def _chain(self, url: str) -> Iterator[str]:
        yield url
        yield from self._site.home_chain(self._run, url)[1:]
