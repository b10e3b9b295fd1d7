"""Scrapy's scheduler over the site file's frontier: a Request is made when its turn comes."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING, cast

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler

from crawler.progress import log, print_progress
from crawler.turns import Item

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
        self._finished = False
        self._parent = os.getppid()
        self._alarm: asyncio.TimerHandle | None = None
        self._ticker: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        """Build the scheduler of one crawl."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Start the progress lines."""
        self._crawl.gathering.wake = self.wake
        self._crawl.gathering.on_failure = self._spider.break_off
        self._tick()

    def close(self, reason: str) -> None:
        """Stop all timers."""
        for timer in (self._alarm, self._ticker):
            if timer is not None:
                timer.cancel()

    def has_pending_requests(self) -> bool:
        """Whether the run still has something to ask."""
        return not (self._finished or self._crawl.stopping)

    def enqueue_request(self, request: Request) -> bool:
        """Refuse: what is asked comes from the site file only."""
        return False

    def next_request(self) -> Request | None:
        """Return the next request that may leave now, None if there is none."""
        crawl = self._crawl
        while not crawl.stopping and not self._finished:
            item = crawl.turns.take(crawl.now, crawl.gate)
            crawl.gathering.written()
            if item is not None:
                return self._request(item)
            if not crawl.turns.is_dry:
                self._wake_at(crawl.turns.next_at())
                return None
            crawl.gathering.commit()
            self._finished = not crawl.next_turn()
            crawl.gathering.commit()
        return None

    def wake(self) -> None:
        """Let the engine ask for requests now, not at its next five-second heartbeat."""
        slot = self._crawler.engine._slot
        if slot is not None:
            slot.nextcall.schedule()

    def _request(self, item: Item) -> Request:
        ask = self._crawl.begin(item)
        return Request(
            ask.url,
            method=ask.method,
            callback=self._spider.on_answer,
            errback=self._spider.on_failure,
            dont_filter=True,
            meta={"verbatim_url": True, "ask": ask, "item": item},
        )

    def _wake_at(self, at: float | None) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if at is not None:
            wait = max(at - self._crawl.now, 0.001)
            self._alarm = asyncio.get_running_loop().call_later(wait, self.wake)

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
