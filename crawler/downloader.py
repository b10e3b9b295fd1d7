"""Scrapy's downloader of this crawl: straight to the transport.

Scrapy's own one keeps slots, delays, signals and middlewares that this crawl has no use
for: its scheduler keeps the pace, and nothing listens. The answer travels in the request's
meta; the Response itself stays empty, since Scrapy's own headers and text would cost more
than the request.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from scrapy.http import Response
from scrapy.signals import engine_stopped
from twisted.internet.defer import Deferred

from crawler.answer import Answer, Ask, Want

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.spider import SiteSpider
    from crawler.turns import Item


class AnswerDownloader:
    """Asks through the crawl's transport, at most CONCURRENT_REQUESTS at a time.

    A request counts until its answer was looked at, so that a server that begins to refuse is
    met by no more requests than that; one whose page waits to be read is no burden to it.
    """

    def __init__(self, crawler: Crawler) -> None:
        crawl = cast("SiteSpider", crawler.spider).crawl
        self._transport = crawl.transport
        self._reader = crawl.reader
        self._files = crawl.files
        self._gathering = crawl.gathering
        self._most = crawler.settings.getint("CONCURRENT_REQUESTS")
        self.active: set[Request] = set()
        crawler.signals.connect(self._transport.close, engine_stopped)
        crawler.signals.connect(self._reader.close, engine_stopped)
        crawler.signals.connect(self._files.close, engine_stopped)

    def fetch(self, request: Request) -> Deferred[Any]:
        """Send the Ask of a request; its Deferred gives an empty response, answer in meta."""
        self.active.add(request)
        done: Deferred[Any] = Deferred.fromFuture(
            asyncio.get_running_loop().create_task(self._ask(request))
        )
        return done

    def needs_backout(self) -> bool:
        """Whether as many requests are under way as there may be."""
        return len(self.active) >= self._most

    def close(self) -> None:
        """Do nothing more: the connections are closed once the engine has stopped."""

    async def _ask(self, request: Request) -> Response:
        ask: Ask = request.meta["ask"]
        item: Item = request.meta["item"]
        try:
            answer = await self._transport.ask(ask)
            if ask.want is Want.FILE:
                file = await self._files.read(item, answer)
                # Of an error the body is kept: it may be a shield's.
                body = answer.body if file is None else b""
                answer = replace(answer, file=file, body=body)
            read = self._reader.ahead(item.row, answer)
            if not isinstance(read, Answer):
                self.active.discard(request)
                self._gathering.wake()  # the server is free for another request meanwhile
                read = await read
        except BaseException:
            self.active.discard(request)
            raise
        request.meta["answer"] = read
        request.meta["landed"] = partial(self.active.discard, request)
        return Response(ask.url, request=request)
