"""Pace of a collection: one pace per platform, shared with the crawls of this machine.

Every connection is a turn of its own, second tries and handshakes too.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from time import monotonic

from crawler.answer import Answer
from crawler.domain_order import DomainOrder
from crawler.pace import Pace
from crawler.policy import BUSY_WAIT_S
from crawler.shared_pace import SharedMoments
from crawler.waiting import asked_wait_s
from model.errors import JobFailed

Turn = Callable[[str], AbstractAsyncContextManager[None]]
"""Holds a turn at the platform of a host, given its name, for one connection."""
_SHORTEST_S = 0.002
_BUSY = frozenset({429, 503})


def unpaced(_name: str) -> nullcontext[None]:
    """Hold no turn: who asks keeps a pace of its own."""
    return nullcontext()


class Paces:
    """The paces of a collection, by platform; `room` bounds what is under way at a time."""

    def __init__(self, order: DomainOrder, room: asyncio.Semaphore) -> None:
        self._room = room
        self._delay_s = 1 / order.rate_per_s if order.rate_per_s else 0.0
        self._shared = _moments(order.pace_folder) if self._delay_s else None
        self._paces: dict[str, tuple[Pace, asyncio.Lock]] = {}

    @asynccontextmanager
    async def turn(self, platform: str) -> AsyncGenerator[None]:
        """Hold a turn at a platform; first come, first served."""
        await self._begin(platform)
        try:
            yield
        finally:
            self._room.release()

    async def _begin(self, platform: str) -> None:
        """Wait until a platform may be asked once more, with room to ask it at once.

        A turn that was taken and then had to wait for room would leave together with the next.
        """
        if not self._delay_s:
            await self._room.acquire()
            return
        if platform not in self._paces:
            slot = self._shared.slot(platform) if self._shared else None
            self._paces[platform] = (Pace(self._delay_s, shared=slot), asyncio.Lock())
        pace, lock = self._paces[platform]
        async with lock:
            while True:
                await asyncio.sleep(max(pace.next_at - monotonic(), 0))
                await self._room.acquire()
                now = monotonic()
                if now >= pace.next_at and pace.take(now):
                    return
                self._room.release()
                await asyncio.sleep(_SHORTEST_S)

    def answered(self, platform: str, answer: Answer) -> None:
        """Learn from an answer: one that is asked to wait is left alone, a slow one asked less."""
        if platform not in self._paces:
            return
        pace, _ = self._paces[platform]
        if answer.status in _BUSY:
            pace.rest(monotonic(), asked_wait_s(answer) or BUSY_WAIT_S)
        elif answer.status is not None:
            pace.answered(answer.elapsed_s)


def _moments(folder: str) -> SharedMoments | None:
    if not folder:
        return None
    try:
        return SharedMoments(Path(folder))
    except OSError as cause:
        raise JobFailed(
            f"写不进 {folder}（{cause.strerror}），无法与其他抓取协调速度，请检查目录权限"
        ) from cause
