"""Scrapy's download handler of this crawl: Transport under Scrapy's interface.

The answer travels in the request's meta; the Response itself stays empty, since Scrapy's
own headers and text would cost more than the request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from scrapy.http import Response

from crawler.answer import Ask

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.spider import SiteSpider
    from crawler.transport import Transport


class AnswerHandler:
    """Asks through the crawl's transport, which the spider carries."""

    lazy = False

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AnswerHandler:
        """Build the handler with the transport of this crawl."""
        spider = cast("SiteSpider", crawler.spider)
        return cls(spider.crawl.transport)

    async def download_request(self, request: Request) -> Response:
        """Send the Ask of a request and return an empty response with its answer in meta."""
        ask: Ask = request.meta["ask"]
        request.meta["answer"] = await self._transport.ask(ask)
        return Response(request.url, request=request)

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.close()
