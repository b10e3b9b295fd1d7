"""The crawl's side of its second reader: started for a large crawl, one process, in order.

A polite crawl of two requests a second never needs it. Where the server may be asked as fast
as it answers, reading and packing pages is most of the work, and a second core can do it.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import marshal
import os
import sys
from asyncio.subprocess import Process
from collections import deque
from collections.abc import Callable
from functools import partial

from crawler.frames import LENGTH_BYTES, framed
from crawler.reading_process import ready_from
from store.site_pages import ReadyPage

AFTER_PAGES = 150
"""Pages a crawl reads by itself first: starting the process costs as much as reading 300."""

ENOUGH = 64
"""Pages that may wait for the second reader before the crawl reads one itself.

The crawl looks to its pipes once a round of its loop, and a round in which a score of answers
is stored takes as long as reading thirty pages: with fewer the second core runs dry meanwhile.
"""

AHEAD = 112
"""Answers that may wait to be read and stored besides the requests under way."""

_PIPE_BYTES = 1 << 20
"""Room in a pipe, the most Linux gives anyone: what waits in the crawl's own buffers is not
on its way, and 64 KiB are three pages."""

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
        self._process: Process | None = None
        self._pages: asyncio.WriteTransport | None = None
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
        if self._pages is None:
            self._unsent.append(frame)
        else:
            self._pages.write(frame)
        return answer

    async def close(self) -> None:
        """Let the process end, and wait for it."""
        if self._starting is None or self._ended is None:
            return
        await asyncio.wait([self._starting])
        if self._pages is not None:
            self._pages.close()
        await self._ended
        if self._process is not None:
            await self._process.wait()

    async def _start(self) -> None:
        loop = asyncio.get_running_loop()
        theirs_in, ours_out = _roomy_pipe()
        ours_in, theirs_out = _roomy_pipe()
        ours = (os.fdopen(ours_out, "wb", 0), os.fdopen(ours_in, "rb", 0))
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "crawler.reading_process",
                stdin=theirs_in, stdout=theirs_out, stderr=None,
            )  # fmt: skip
        except OSError:
            for end in ours:
                end.close()
            self._end()
            return
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        await loop.connect_read_pipe(partial(_Answers, self._take, self._end), ours[1])
        pages, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, ours[0])
        pages.write(b"".join(self._unsent))  # before any page that comes later: answers go by order
        self._unsent.clear()
        self._pages = pages

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


def _roomy_pipe() -> tuple[int, int]:
    """Return the ends to read from and to write to, with more room where that can be had."""
    reading, writing = os.pipe()
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):  # the limit of all of a user's pipes is reached
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return reading, writing


class _Answers(asyncio.Protocol):
    """Cuts what the process writes into frames."""

    def __init__(self, take: Callable[[bytes], None], end: Callable[[], None]) -> None:
        self._take = take
        self._end = end
        self._rest = bytearray()

    def data_received(self, data: bytes) -> None:
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

    def connection_lost(self, exc: Exception | None) -> None:
        """Say that nothing more will come."""
        self._end()
