"""Lanes: each asks one address after the other, as long as one may leave at once.

A request of Scrapy's is one lane, not one address: what its engine does for a request (a task,
Deferreds, a pass through its scraper) costs as much as storing a page. A crawl that keeps a
pace asks one address in a lane, one without a pace most of a level.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from crawler.answer import Answer, Ask, Want
from crawler.crawl import Crawl
from crawler.harvest import Again, harvest
from crawler.turns import Item
from store.database import DatabaseError, storage_trouble
from store.site_pages import ReadyPage


class Leaving(NamedTuple):
    """An item whose turn has come, with its request."""

    item: Item
    ask: Ask


class Lanes:
    """Takes items as they may leave, asks for them, and settles what comes of it."""

    def __init__(self, crawl: Crawl) -> None:
        self._crawl = crawl
        self._alarm: asyncio.TimerHandle | None = None
        self.finished = False  # nothing is left to ask in this run
        self.wake: Callable[[], None] = lambda: None  # has new lanes opened
        crawl.gathering.on_failure = self.break_off

    def leave(self) -> Leaving | None:
        """Return what may leave now; None if nothing may, which an alarm or an answer changes."""
        crawl = self._crawl
        while not crawl.stopping and not self.finished:
            item = crawl.turns.take(crawl.now, crawl.gate)
            crawl.gathering.written()
            if item is not None:
                item = crawl.as_learnt(item)
                return Leaving(item, crawl.begin(item))
            if not crawl.turns.is_dry:
                self._wake_at(crawl.turns.next_at())
                return None
            crawl.gathering.commit()
            self.finished = not crawl.next_turn()
            crawl.gathering.commit()
        return None

    async def run(self, leaving: Leaving) -> None:
        """Ask for this item, and for others after it until none may leave.

        The next one leaves when the answer was looked at, so that a server that begins to
        refuse is met by no more requests than there are lanes; a page that waits to be read
        is no burden to it.
        """
        crawl = self._crawl
        going: Leaving | None = leaving
        while going is not None:
            item, ask = going
            answer = await crawl.transport.ask(ask)
            if ask.want is Want.FILE:
                file = await crawl.files.read(item, answer)
                # Of an error the body is kept: it may be a shield's.
                body = answer.body if file is None else b""
                answer = replace(answer, file=file, body=body)
            read = crawl.reader.ahead(item.row, answer)
            if isinstance(read, Answer):
                self.settle(item, read)
            else:
                read.add_done_callback(partial(self._settle_read, item, answer))
            going = self.leave()

    def settle(self, item: Item, answer: Answer) -> None:
        """Store what an answer means for its item, or queue the item for another request."""
        crawl = self._crawl
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

    def break_off(self, cause: BaseException) -> None:
        """Stop because of a fault of our own."""
        self._crawl.broken = self._crawl.broken or cause
        self._crawl.stopping = True

    def close(self) -> None:
        """Open no lane any more by an alarm."""
        self._wake_at(None)

    def _settle_read(self, item: Item, answer: Answer, read: asyncio.Future[ReadyPage]) -> None:
        cause = None if read.cancelled() else read.exception()
        if cause is not None:
            self._crawl.give_up(item)
            if not self._crawl.stopping:
                self.break_off(cause)
        else:
            self.settle(item, self._crawl.reader.read_ahead(item.row, answer, read.result()))
        self.wake()

    def _wake_at(self, at: float | None) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if at is not None:
            wait = max(at - self._crawl.now, 0.001)
            self._alarm = asyncio.get_running_loop().call_later(wait, self.wake)
