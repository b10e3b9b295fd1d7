"""Web servers on loopback addresses that share two ports; what is shown depends on the host,
on the family of addresses and on the scheme. Every request is noted with its moment.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from tests.estate.authority import Authority, Shown


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as a server saw it."""

    at: float  # seconds of the monotonic clock
    address: str
    secure: bool
    host: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answers; `silent`: nothing, the connection stays open."""

    body: str = ""
    status: int = 200
    location: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    silent: bool = False

    def wire(self) -> bytes:
        """Return the answer as it is sent."""
        body = self.body.encode()
        lines = [f"HTTP/1.1 {self.status} X", f"Content-Length: {len(body)}", "Connection: close"]
        lines.append("Content-Type: text/html; charset=utf-8")
        lines += [f"Location: {self.location}"] if self.location else []
        lines += [f"{key}: {value}" for key, value in self.headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


Answering = Callable[[Asked], Reply]
"""Says what to answer; `address` tells the family."""


class WebServers:
    """HTTP on `plain` addresses, HTTPS on `secure` ones; `muddled`: HTTP on the port of HTTPS.

    `old` addresses have one certificate each, shown with the protocols it says.
    """

    def __init__(
        self,
        answering: Answering,
        authority: Authority,
        certificate_of: Callable[[str], Shown],
        *,
        plain: tuple[str, ...],
        secure: tuple[str, ...],
        muddled: tuple[str, ...] = (),
        old: tuple[tuple[str, Shown], ...] = (),
    ) -> None:
        self._answering = answering
        self._authority = authority
        self._certificate_of = certificate_of
        self._plain, self._secure, self._muddled, self._old = plain, secure, muddled, old
        self.log: list[Asked] = []
        self.connections: list[tuple[float, str]] = []  # moment and address, asked or not
        self.ports = (0, 0)
        self._servers: list[asyncio.Server] = []
        self._open: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        """Listen; both ports are free ones of the machine's choice."""
        default = self._authority.context(Shown(names=("default.example",)))
        context = default
        context.sni_callback = self._choose
        http = await self._listen(self._plain, 0, None)
        https = await self._listen(self._secure, 0, context)
        await self._listen(self._muddled, https, None)
        for address, shown in self._old:
            await self._listen((address,), https, self._authority.context(shown))
        self.ports = (http, https)

    async def stop(self) -> None:
        """Close everything."""
        for server in self._servers:
            server.close()
        for writer in list(self._open):
            writer.close()

    async def _listen(
        self, addresses: tuple[str, ...], port: int, tls: ssl.SSLContext | None
    ) -> int:
        for address in addresses:
            server = await asyncio.start_server(
                lambda reader, writer: self._serve(reader, writer, secure=tls is not None),
                address, port, ssl=tls, backlog=1000,
            )  # fmt: skip
            port = server.sockets[0].getsockname()[1]
            self._servers.append(server)
        return port

    def _choose(self, shown: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        if name:
            shown.context = self._authority.context(self._certificate_of(name))

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, secure: bool
    ) -> None:
        self._open.add(writer)
        self.connections.append((monotonic(), writer.get_extra_info("sockname")[0]))
        try:
            start = await reader.readexactly(1)
            if start == b"\x16":  # a TLS hello where none is understood
                if self._answering(
                    Asked(0, writer.get_extra_info("sockname")[0], False, "", "")
                ).silent:
                    await reader.read()
                writer.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
                return
            rest = await reader.readuntil(b"\r\n\r\n")
            head = (start + rest).decode("latin-1").split("\r\n")
            fields = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
            asked = Asked(
                at=monotonic(),
                address=writer.get_extra_info("sockname")[0],
                secure=secure,
                host=fields.get("host", ""),
                path=head[0].split(" ")[1],
            )
            self.log.append(asked)
            reply = self._answering(asked)
            if reply.silent:
                await reader.read()
                return
            writer.write(reply.wire())
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()
            with suppress(OSError, ssl.SSLError):
                await writer.wait_closed()
