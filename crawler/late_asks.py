"""Late asks: single requests after the crawl, at its pace and within its robots rules.

Reads   an address of the site
Gives   Found: the last answer on the way, and where the way left the site
Never   leaves the site, or sends anything
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from crawler.answer import Answer, Ask, Want
from crawler.classify import location_of, outcome_of
from crawler.crawl import Crawl
from crawler.policy import DEFAULT_USER_AGENT, ENGINE_NAME, MAX_REDIRECTS
from crawler.transport import Transport
from crawler.waiting import asked_wait_s
from model.fetch import FetchOutcome

_BUSY = frozenset({429, 503})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """The end of one question: the last answer, its address, and where it led out of the site."""

    url: str
    answer: Answer
    left_for: str = ""

    @property
    def outcome(self) -> FetchOutcome:
        """The outcome of the last answer; REDIRECTED where it led away."""
        return FetchOutcome.REDIRECTED if self.left_for else outcome_of(self.answer)


class LateAsks:
    """Asks one address after the other, each when the platform may be asked."""

    def __init__(self, crawl: Crawl) -> None:
        self._crawl = crawl
        job = crawl.job
        own = job.user_agent or DEFAULT_USER_AGENT
        may_be_private = crawl.scope.may_be_private
        self._usual = Transport(job, own, may_be_private)
        self._engine = Transport(job, f"{ENGINE_NAME} {own}", may_be_private)
        self._closing: list[asyncio.Task[None]] = []
        self.halted = False  # asked to stop
        self.requests = 0

    def do(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do what asks; SIGTERM and SIGINT stop it and the crawl. All connections are closed."""
        return asyncio.run(self._stoppable(work))

    async def _stoppable(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError, RuntimeError):
                loop.add_signal_handler(number, self._stop)
        try:
            return await work()
        finally:
            await self._close()

    def _stop(self) -> None:
        """Ask nothing more; what is under way is let go."""
        self._crawl.stopping = True
        self.halted = True
        self._closing.append(asyncio.get_running_loop().create_task(self._close()))

    async def _close(self) -> None:
        await self._usual.close()
        await self._engine.close()

    async def ask(self, url: str, want: Want = Want.HTML, *, as_engine: bool = False) -> Found:
        """Ask an address of the site and follow where it leads, as long as that is the site."""
        crawl = self._crawl
        for _ in range(MAX_REDIRECTS):
            if self.halted or not crawl.robots.allows(url, is_home=crawl.scope.is_home(url)):
                failure = FetchOutcome.NOT_FETCHED if self.halted else FetchOutcome.ROBOTS_DENIED
                return Found(url, Answer(failure=failure))
            answer = await self._turn(self._engine if as_engine else self._usual, url, want)
            location = location_of(url, answer)
            if location is None:
                return Found(url, answer)
            if not crawl.scope.contains(location):
                return Found(url, answer, left_for=location)
            url = location
        return Found(url, Answer(failure=FetchOutcome.REDIRECT_LOOP))

    async def _turn(self, transport: Transport, url: str, want: Want) -> Answer:
        """Send one request when the platform may be asked; heed what it says about haste."""
        pace = self._crawl.pace_of(self._crawl.scope.platform(url))
        while not self.halted and (pace.next_at > monotonic() or not pace.take(monotonic())):
            await asyncio.sleep(min(max(pace.next_at - monotonic(), 0.005), 0.5))
        self.requests += 1
        answer = await transport.ask(Ask(method="GET", url=url, want=want))
        if answer.status in _BUSY:
            pace.busy(monotonic(), asked_wait_s(answer), 0)
        else:
            pace.answered(answer.elapsed_s)
        return answer
