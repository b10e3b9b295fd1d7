"""Scrapy's scheduler over the site file's frontier: a Request opens a lane when one may leave."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING, cast

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler

from crawler.lanes import Leaving
from crawler.progress import log, print_progress

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spider import SiteSpider

_PROGRESS_S = 1.0


class FrontierScheduler(BaseScheduler):
    """Hands out requests only for platforms that may be asked now, so nothing waits inside."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._spider = cast("SiteSpider", crawler.spider)
        self._crawl = self._spider.crawl
        self._lanes = self._spider.lanes
        self._parent = os.getppid()
        self._ticker: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        """Build the scheduler of one crawl."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Start the progress lines."""
        self._crawl.gathering.wake = self._lanes.wake = self.wake
        self._tick()

    def close(self, reason: str) -> None:
        """Stop all timers."""
        self._lanes.close()
        if self._ticker is not None:
            self._ticker.cancel()

    def has_pending_requests(self) -> bool:
        """Whether the run still has something to ask."""
        return not (self._lanes.finished or self._crawl.stopping)

    def enqueue_request(self, request: Request) -> bool:
        """Refuse: what is asked comes from the site file only."""
        return False

    def next_request(self) -> Request | None:
        """Return a lane for the next address that may leave now, None if there is none."""
        leaving = self._lanes.leave()
        return None if leaving is None else self._request(leaving)

    def wake(self) -> None:
        """Let the engine ask for requests now, not at its next five-second heartbeat."""
        slot = self._crawler.engine._slot
        if slot is not None:
            slot.nextcall.schedule()

    def _request(self, leaving: Leaving) -> Request:
        return Request(
            leaving.ask.url,
            callback=self._spider.on_end,
            errback=self._spider.on_failure,
            dont_filter=True,
            meta={"verbatim_url": True, "leaving": leaving},
        )

    def _tick(self) -> None:
        if os.getppid() != self._parent:
            # Whoever started us was killed; nobody reads our lines, and the next start of the
            # same night must find the site file free.
            os.kill(os.getpid(), signal.SIGTERM)
            return
        crawl = self._crawl
        if crawl.platforms.keep_hours():
            log(crawl.job, "hours", rate_per_s=crawl.platforms.rate_per_s)
        print_progress(sys.stdout, crawl.figures.pages, crawl.figures.fetched, crawl.turns.waiting)
        self._ticker = asyncio.get_running_loop().call_later(_PROGRESS_S, self._tick)
