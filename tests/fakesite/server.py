"""A loopback HTTP server that can misbehave: it writes bytes, keeps a log, and runs in a thread.

Handlers get an `Exchange` and write whatever they like to the socket; nothing between them
and the client mends their mistakes. Several servers can run beside each other.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit

HEAD_LIMIT = 64 * 1024
SEND_BUFFER_BYTES = 128 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came; `path` is the request target with its query, undecoded."""

    at_s: float  # time.monotonic
    method: str
    path: str
    headers: Mapping[str, str]  # names in lower case


@dataclass(slots=True)
class Exchange:
    """One request and the socket its answer is written to."""

    request: Request
    writer: asyncio.StreamWriter
    sent: Counter[str]
    keep: bool = True  # whether the connection may carry another request afterwards

    @property
    def route(self) -> str:
        """The path without its query."""
        return self.request.path.partition("?")[0]

    @property
    def is_head(self) -> bool:
        """Whether only the head of the answer is wanted."""
        return self.request.method == "HEAD"

    async def raw(self, data: bytes) -> None:
        """Write bytes as they are, and count them under the route."""
        self.writer.write(data)
        self.sent[self.route] += len(data)
        await self.writer.drain()

    async def answer(
        self,
        status: str,
        body: bytes = b"",
        *,
        kind: str = "text/html; charset=utf-8",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Write a well-formed answer; the body is left out for HEAD, 204 and 304."""
        empty = status[:3] in {"204", "304"}
        lines = [f"HTTP/1.1 {status}", "Server: fake"]
        if not empty:
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode()
        await self.raw(head if empty or self.is_head else head + body)

    def drop(self) -> None:
        """Reset the connection: the client sees it break."""
        self.keep = False
        link = self.writer.get_extra_info("socket")
        # Without this a closed socket says goodbye properly (FIN) instead of resetting (RST).
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Handler = Callable[[Exchange], Awaitable[None]]


async def not_found(exchange: Exchange) -> None:
    """Answer 404."""
    await exchange.answer("404 Not Found", b"<html><title>404</title><h1>Not Found</h1></html>")


@dataclass(slots=True)
class Server:
    """A server on a free loopback port while its `with` block runs.

    A request goes to the handler of its exact route, else to the handler of the longest
    prefix (keys ending in `*`), else to `other`.
    """

    routes: dict[str, Handler] = field(default_factory=dict)
    other: Handler = not_found
    latency_s: float = 0.0  # waited before every answer
    log: list[Request] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)  # bytes written, by route
    port: int = 0
    listen: str = "127.0.0.1"  # "0.0.0.0": every loopback address of Linux; "::1": IPv6
    _ready: threading.Event = field(default_factory=threading.Event)
    _loop: asyncio.AbstractEventLoop | None = None
    _stop: asyncio.Event | None = None
    _thread: threading.Thread | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    def __enter__(self) -> Server:
        """Start listening and return when connections are accepted."""
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the fake server did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Break every connection and stop."""
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread is not None:
            self._thread.join(10)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        host = f"[{self.listen}]" if ":" in self.listen else "127.0.0.1"
        return f"http://{host}:{self.port}"

    def url(self, path: str) -> str:
        """Return the address of a path on this server."""
        return self.origin + path

    def asked(self, route: str) -> list[Request]:
        """Return the requests for one route (query ignored), in order."""
        return [seen for seen in self.log if seen.path.partition("?")[0] == route]

    def counts(self) -> Counter[tuple[str, str]]:
        """Return how often each (method, path) was asked."""
        return Counter((seen.method, seen.path) for seen in self.log)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        family = socket.AF_INET6 if ":" in self.listen else socket.AF_INET
        listener = socket.create_server((self.listen, 0), family=family, backlog=256)
        # Small, so that `sent` counts what the client took and not what the kernel holds.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        server = await asyncio.start_server(self._serve, sock=listener, limit=HEAD_LIMIT)
        self.port = listener.getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for writer in tuple(self._open):
            writer.transport.abort()
        tasks = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the client went away, or talked nonsense
        finally:
            self._open.discard(writer)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip("\r\n").split("\r\n")
        method, path, _ = first.split(" ", 2)
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        request = Request(time.monotonic(), method, path, headers)
        self.log.append(request)
        await reader.readexactly(int(headers.get("content-length", "0")))
        exchange = Exchange(request, writer, self.sent)
        if self.latency_s:
            await asyncio.sleep(self.latency_s)
        await self._handler(exchange.route)(exchange)
        return exchange.keep and headers.get("connection", "").lower() != "close"

    def _handler(self, route: str) -> Handler:
        route = urlsplit(route).path if "://" in route else route
        exact = self.routes.get(route)
        if exact is not None:
            return exact
        prefixes = [k for k in self.routes if k.endswith("*") and route.startswith(k[:-1])]
        return self.routes[max(prefixes, key=len)] if prefixes else self.other
