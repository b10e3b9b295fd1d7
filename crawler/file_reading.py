"""The text of attachments, read in a process that may die: its death is a state, not a fault."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress

from crawler.frames import LENGTH_BYTES, framed
from model.attachment import FileState, FileText

"""Before every name, file and answer on the pipes."""

LIMIT_S = 30
"""For one file, in the time of the processor; a busy machine is given twice as long."""

MEMORY_MB = 1_500
"""Address space of the process."""

FILES_A_PROCESS = 200
"""Then a new one is started, so that what one file left in memory harms no other."""

_AT_ONCE = 262_144
_MOST_ANSWER_BYTES = 16_000_000
_START_S = 20
_PATIENCE_S = 2.0
_GONE = (asyncio.IncompleteReadError, ConnectionError, OSError)


class FileReader:
    """Hands files to the process one after the other; starts it again when it ended."""

    def __init__(self, *, limit_s: int = LIMIT_S, memory_mb: int = MEMORY_MB) -> None:
        self._limit_s = limit_s
        self._memory_mb = memory_mb
        self._process: Process | None = None
        self._files = 0
        self._turn = asyncio.Lock()

    async def read(self, body: bytes, name: str) -> FileText:
        """Return what a file says, or the state that tells why nothing was read."""
        async with self._turn:
            if self._files >= FILES_A_PROCESS:
                await self._end()
            process = self._process or await self._start()
            self._files += 1
            try:
                async with asyncio.timeout(2 * self._limit_s + _START_S):
                    answer = await _ask(process, body, name)
            except TimeoutError:
                await self._end()
                return FileText(state=FileState.TIMEOUT, size=len(body))
            except _GONE:
                code = await self._end(patience_s=_PATIENCE_S)
                out_of_time = sys.platform != "win32" and code == -signal.SIGXCPU
                state = FileState.TIMEOUT if out_of_time else FileState.GAVE_UP
                return FileText(state=state, size=len(body))
            except BaseException:
                await self._end()  # an answer half read would be the next file's
                raise
            return FileText(
                state=FileState(answer["state"]),
                format=answer["format"],
                text=answer["text"],
                size=len(body),
            )

    async def close(self) -> None:
        """Let the process end, and wait for it."""
        await self._end()

    async def _start(self) -> Process:
        self._files = 0
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "crawler.file_process",
            str(self._limit_s),
            str(self._memory_mb),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        )
        return self._process

    async def _end(self, patience_s: float = 0.0) -> int | None:
        """Kill the process if it does not end by itself; return how it ended."""
        process, self._process = self._process, None
        if process is None:
            return None
        if patience_s:
            # A signal to a process that has just died would hide what it died of.
            with suppress(TimeoutError):
                async with asyncio.timeout(patience_s):
                    return await process.wait()
        with suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        return await process.wait()


def read_apart(body: bytes, name: str, *, limit_s: int = LIMIT_S) -> FileText:
    """Read one file in a process of its own."""

    async def once() -> FileText:
        reader = FileReader(limit_s=limit_s)
        try:
            return await reader.read(body, name)
        finally:
            await reader.close()

    return asyncio.run(once())


async def _ask(process: Process, body: bytes, name: str) -> dict[str, str]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(framed(name.encode("utf-8", "replace")))
    process.stdin.write(len(body).to_bytes(LENGTH_BYTES, "big"))
    for start in range(0, len(body), _AT_ONCE):  # else the pipe's buffer holds a second copy
        process.stdin.write(body[start : start + _AT_ONCE])
        await process.stdin.drain()
    length = int.from_bytes(await process.stdout.readexactly(LENGTH_BYTES), "big")
    if length > _MOST_ANSWER_BYTES:
        raise ConnectionError("an answer larger than any text")
    answer: dict[str, str] = json.loads(await process.stdout.readexactly(length))
    return answer
