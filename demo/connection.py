"""One connection of the demo's server: requests in, answers out in order, huge bodies in pieces."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from demo.answer import Answer
from demo.http1 import BadRequest, Request, RequestReader

_ZEROS = bytes(65_536)


class Connection(asyncio.Protocol):
    """Keeps itself in `open_ones` while it is open, so that the server can drop it."""

    def __init__(
        self,
        answer: Callable[[Request], Answer],
        refuse: Callable[[int], Answer],
        open_ones: set[Connection],
    ) -> None:
        self._answer = answer
        self._refuse = refuse
        self._open_ones = open_ones
        self._reader = RequestReader()
        self._waiting: deque[tuple[Answer, bool]] = deque()  # and whether to stay open after it
        self._zeros_left = 0
        self._stays = True
        self._closes_after = False
        self._paused = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start to listen."""
        self._transport = transport if isinstance(transport, asyncio.Transport) else None
        self._open_ones.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget what was still to be sent."""
        self._open_ones.discard(self)
        self._waiting.clear()
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        if not self._stays:
            return
        try:
            for request in self._reader.feed(data):
                self._waiting.append((self._answer(request), request.keeps_alive))
        except BadRequest as nonsense:
            self._waiting.append((self._refuse(nonsense.status), False))
        self._send()

    def pause_writing(self) -> None:
        """Wait until the client has taken what was sent."""
        self._paused = True

    def resume_writing(self) -> None:
        """Go on sending."""
        self._paused = False
        self._send()

    def abort(self) -> None:
        """Drop the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def _send(self) -> None:
        while self._transport is not None and not self._paused and self._stays:
            if self._zeros_left:
                part = _ZEROS[: self._zeros_left]
                self._zeros_left -= len(part)
                self._transport.write(part)
            elif self._waiting:
                answer, stays = self._waiting.popleft()
                self._transport.write(answer.head + answer.body)
                self._zeros_left = answer.zeros
                self._closes_after = not stays
            else:
                return
            if not self._zeros_left and self._closes_after:
                self._stays = False
                self._transport.close()
