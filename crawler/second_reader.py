"""The crawl's side of its second reader: started for a large crawl, one process, in order.

A polite crawl of two requests a second never needs it. Where the server may be asked as fast
as it answers, reading and packing pages is most of the work, and a second core can do it.
"""

from __future__ import annotations

import asyncio
import marshal
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque

from crawler.frames import LENGTH_BYTES, framed
from crawler.reading_process import ready_from
from store.site_pages import ReadyPage

AFTER_PAGES = 150
"""Pages a crawl reads by itself first: starting the process costs as much as reading 300."""

ENOUGH = 24
"""Pages that may wait for the second reader before the crawl reads one itself.

So many that it never runs dry while the crawl reads a page or plans a level.
"""

AHEAD = 48
"""Answers that may wait to be read and stored besides the requests under way."""

MIN_RATE_PER_S = 20.0
"""A crawl held to a slower pace than this waits for its server, not for its reader."""


class ReaderDied(RuntimeError):
    """The second reader ended while pages were waiting: our fault, not the site's."""


def may_help(rate_per_s: float) -> bool:
    """Whether a second reader can make a crawl of this pace (0: none) faster."""
    return (not rate_per_s or rate_per_s >= MIN_RATE_PER_S) and _cores() > 1


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class SecondReader:
    """Hands pages to the process and waits for them; callers bound how many wait."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()
        self._waiting: deque[asyncio.Future[bytes]] = deque()

    @property
    def is_busy(self) -> bool:
        """Whether it has enough to do meanwhile for the crawl to read the next page itself."""
        return len(self._waiting) >= ENOUGH

    async def read(
        self, body: bytes, url: str, content_type: str, rule: str, *, is_home: bool, whole: bool
    ) -> ReadyPage:
        """Return a page read by the other process; raises ReaderDied when it ended."""
        async with self._starting:
            process = self._process or await self._start()
        assert process.stdin is not None
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        if self._listener is None or self._listener.done():
            raise ReaderDied
        self._waiting.append(answer)
        process.stdin.write(framed(marshal.dumps((body, url, content_type, rule, is_home, whole))))
        return ready_from(await answer)

    async def close(self) -> None:
        """Let the process end, and wait for it."""
        if self._process is None or self._process.stdin is None:
            return
        self._process.stdin.close()
        await self._process.wait()
        if self._listener is not None:
            await self._listener

    async def _start(self) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "crawler.reading_process", stdin=PIPE, stdout=PIPE
        )
        assert self._process.stdout is not None
        self._listener = asyncio.get_running_loop().create_task(self._listen(self._process.stdout))
        return self._process

    async def _listen(self, stdout: asyncio.StreamReader) -> None:
        try:
            while True:
                head = await stdout.readexactly(LENGTH_BYTES)
                frame = await stdout.readexactly(int.from_bytes(head, "big"))
                answer = self._waiting.popleft()
                if not answer.done():
                    answer.set_result(frame)
        except (asyncio.IncompleteReadError, OSError):
            while self._waiting:
                answer = self._waiting.popleft()
                if not answer.done():
                    answer.set_exception(ReaderDied())
