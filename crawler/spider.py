"""The spider: hands each answer to the harvest and stores what comes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from crawler.harvest import Again, harvest
from store.database import DatabaseError, storage_trouble

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.answer import Answer
    from crawler.crawl import Crawl
    from crawler.turns import Item


class SiteSpider(Spider):
    """Walks one site; it never judges."""

    name = "site"

    def __init__(self, crawl: Crawl, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.crawl = crawl

    async def start(self) -> AsyncIterator[Request]:
        """Yield nothing: the frontier holds the start as well."""
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    def on_answer(self, response: Response) -> None:
        """Settle one answer, or queue its item for another request."""
        landed: Callable[[], None] = response.meta.pop("landed")
        landed()
        item: Item = response.meta.pop("item")
        # Popped: what the engine still holds of a request does not hold its body.
        answer: Answer = response.meta.pop("answer")
        crawl = self.crawl
        if crawl.stopping:
            crawl.give_up(item)
            return
        try:
            result = harvest(crawl, item, answer)
            if isinstance(result, Again):
                crawl.again(result.item, result.at)
            else:
                crawl.settle(item, result)
        except DatabaseError as cause:
            self.break_off(cause)
            if not storage_trouble(cause):  # said in one sentence at the end
                raise
        except BaseException as cause:
            self.break_off(cause)
            raise

    def on_failure(self, failure: Failure) -> None:
        """Stop on what the download handler did not expect: that is our fault, not the site's."""
        if not self.crawl.stopping:  # what a stop cuts off under way is no fault
            self.break_off(failure.value)

    def break_off(self, cause: BaseException | None) -> None:
        """Stop because of a fault of our own."""
        self.crawl.broken = self.crawl.broken or cause
        self.crawl.stopping = True
