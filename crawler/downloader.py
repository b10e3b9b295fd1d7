"""Scrapy's downloader of this crawl: lanes, each a request that asks for many addresses.

Scrapy's own one keeps slots, delays, signals and middlewares that this crawl has no use
for: its scheduler keeps the pace, and nothing listens. The Response says that a lane has
ended; what its addresses answered is settled on the way (`crawler/lanes.py`).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from scrapy.http import Response
from scrapy.signals import engine_stopped
from twisted.internet.defer import Deferred

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.spider import SiteSpider


class LaneDownloader:
    """Runs at most CONCURRENT_REQUESTS lanes at a time, each with one request under way."""

    def __init__(self, crawler: Crawler) -> None:
        spider = cast("SiteSpider", crawler.spider)
        crawl = spider.crawl
        self._lanes = spider.lanes
        self._most = crawler.settings.getint("CONCURRENT_REQUESTS")
        self.active: set[Request] = set()
        crawler.signals.connect(crawl.transport.close, engine_stopped)
        crawler.signals.connect(crawl.reader.close, engine_stopped)
        crawler.signals.connect(crawl.files.close, engine_stopped)

    def fetch(self, request: Request) -> Deferred[Any]:
        """Run the lane of a request; its Deferred gives an empty response when it has ended."""
        self.active.add(request)
        done: Deferred[Any] = Deferred.fromFuture(
            asyncio.get_running_loop().create_task(self._run(request))
        )
        return done

    def needs_backout(self) -> bool:
        """Whether as many requests are under way as there may be."""
        return len(self.active) >= self._most

    def close(self) -> None:
        """Do nothing more: the connections are closed once the engine has stopped."""

    async def _run(self, request: Request) -> Response:
        try:
            await self._lanes.run(request.meta["leaving"])
        finally:
            self.active.discard(request)
        return Response(request.url, request=request)
