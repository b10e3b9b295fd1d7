"""The spider: one site, whose lanes ask for its addresses."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from crawler.lanes import Lanes
from store.database import storage_trouble

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.crawl import Crawl

_log = logging.getLogger(__name__)


class SiteSpider(Spider):
    """Walks one site; it never judges."""

    name = "site"

    def __init__(self, crawl: Crawl, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.crawl = crawl
        self.lanes = Lanes(crawl)

    async def start(self) -> AsyncIterator[Request]:
        """Yield nothing: the frontier holds the start as well."""
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    def on_end(self, response: Response) -> None:
        """Take note that a lane has ended: all it asked for is settled or waits to be read."""

    def on_failure(self, failure: Failure) -> None:
        """Stop on what a lane did not expect: that is our fault, not the site's."""
        cause, crawl = failure.value, self.crawl
        if cause is None or (crawl.stopping and cause is not crawl.broken):
            return  # what a stop cuts off under way is no fault
        self.lanes.break_off(cause)
        if not storage_trouble(cause):  # said in one sentence at the end
            _log.error("the crawl breaks off", exc_info=cause)
