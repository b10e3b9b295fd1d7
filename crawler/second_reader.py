"""The crawl's side of its second reader: started for a large crawl, one process, in order.

A polite crawl of two requests a second never needs it. Where the server may be asked as fast
as it answers, reading and packing pages is most of the work, and a second core can do it.
"""

from __future__ import annotations

import asyncio
import marshal
import os
import sys
from asyncio.subprocess import PIPE
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import cast

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
    """Hands pages to the process and takes them back; callers bound how many wait."""

    def __init__(self) -> None:
        self._starting: asyncio.Task[None] | None = None
        self._transport: asyncio.SubprocessTransport | None = None
        self._stdin: asyncio.WriteTransport | None = None
        self._unsent: list[bytes] = []  # until the process has started
        self._waiting: deque[asyncio.Future[ReadyPage]] = deque()
        self._ended: asyncio.Future[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether it has enough to do meanwhile for the crawl to read the next page itself."""
        return len(self._waiting) >= ENOUGH

    def read(
        self, body: bytes, url: str, content_type: str, rule: str, *, is_home: bool, whole: bool
    ) -> asyncio.Future[ReadyPage]:
        """Return what becomes a page read by the other process, or ReaderDied when it ended."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[ReadyPage] = loop.create_future()
        if self._ended is None:
            self._ended = loop.create_future()
            self._starting = loop.create_task(self._start())
        if self._ended.done():
            answer.set_exception(ReaderDied())
            return answer
        self._waiting.append(answer)
        frame = framed(marshal.dumps((body, url, content_type, rule, is_home, whole)))
        if self._stdin is None:
            self._unsent.append(frame)
        else:
            self._stdin.write(frame)
        return answer

    async def close(self) -> None:
        """Let the process end, and wait for it."""
        if self._starting is None or self._ended is None:
            return
        await asyncio.wait([self._starting])
        if self._stdin is not None:
            self._stdin.close()
        await self._ended
        if self._transport is not None:
            self._transport.close()

    async def _start(self) -> None:
        try:
            self._transport, _ = await asyncio.get_running_loop().subprocess_exec(
                partial(_Answers, self._take, self._end),
                sys.executable, "-m", "crawler.reading_process",
                stdin=PIPE, stdout=PIPE, stderr=None,
            )  # fmt: skip
        except OSError:
            self._end()
            return
        # The loop's own class, which need not be derived from what it does.
        self._stdin = cast("asyncio.WriteTransport", self._transport.get_pipe_transport(0))
        self._stdin.write(b"".join(self._unsent))
        self._unsent.clear()

    def _take(self, frame: bytes) -> None:
        answer = self._waiting.popleft()
        if not answer.done():
            answer.set_result(ready_from(frame))

    def _end(self) -> None:
        assert self._ended is not None
        if not self._ended.done():
            self._ended.set_result(None)
        while self._waiting:
            answer = self._waiting.popleft()
            if not answer.done():
                answer.set_exception(ReaderDied())


class _Answers(asyncio.SubprocessProtocol):
    """Cuts what the process writes into frames."""

    def __init__(self, take: Callable[[bytes], None], end: Callable[[], None]) -> None:
        self._take = take
        self._end = end
        self._rest = bytearray()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Take a piece of what was written, which may end anywhere."""
        rest = self._rest
        rest += data
        start = 0
        while len(rest) - start >= LENGTH_BYTES:
            begin = start + LENGTH_BYTES
            end = begin + int.from_bytes(rest[start:begin], "big")
            if len(rest) < end:
                break
            self._take(bytes(rest[begin:end]))
            start = end
        del rest[:start]

    def process_exited(self) -> None:
        """Say that nothing more will come."""
        self._end()
