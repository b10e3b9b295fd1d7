"""Serve the invented district on loopback: one thread, one event loop, one port a site.

The pages of a night are made before the first request, so an answer takes well under a
millisecond. Tests read `log`; the demo moves the night on with `set_day`.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from demo.answer import Answer, Prepared, plain, respond
from demo.connection import Connection
from demo.content import night_index
from demo.district import District
from demo.http1 import Request
from demo.plan import TOURISM
from demo.resource import Resource, error
from demo.secure import HOST, OLD_TLS_ON, Identities, identities, speaks_old
from model.clock import SystemClock, at_china
from model.errors import JobFailed

SECURE = TOURISM  # whose site is served over HTTPS
_MISSING = error(404, "Not Found")


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One answered request."""

    site_code: str
    method: str
    path: str  # with the query
    status: int
    conditional: bool  # If-None-Match or If-Modified-Since was sent
    ranged: bool  # Range was sent


class DemoServer:
    """The running server; `log` grows in the order of the answers."""

    def __init__(
        self, district: District, base_urls: Mapping[str, str], secure: Identities
    ) -> None:
        self.base_urls = dict(base_urls)
        self.log: list[LogEntry] = []
        self._district = district
        self._nights: dict[date, dict[str, dict[str, Prepared]]] = {}
        self._shown: dict[str, dict[str, Prepared]] = {}
        self._day = district.today
        self._clock = SystemClock()
        self._secure = secure
        self.set_day(district.today)

    def set_day(self, night_on: date) -> None:
        """Show the portals as they stand on this night; days outside the three are refused."""
        if night_on not in self._district.nights:
            raise ValueError(f"the demo knows the nights {self._district.nights}, not {night_on}")
        for night in self._district.nights:
            if night not in self._nights:
                self._nights[night] = self._prepare(night)
            if night == night_on:
                break
        self._shown, self._day = self._nights[night_on], night_on
        self._secure.speak(
            old=night_index(self._district.today, night_on) == OLD_TLS_ON and speaks_old()
        )

    def shown_to(self, shake: ssl.SSLObject, _name: str | None, _by: ssl.SSLContext) -> None:
        """Show the certificate of the night: called within every handshake."""
        late = night_index(self._district.today, self._day) == 0
        shake.context = self._secure.weak if late else self._secure.good

    def answer(self, site_code: str, request: Request) -> Answer:
        """Return the answer to one request and write it into the log."""
        pages, asked, now = self._shown[site_code], request.headers, self._clock.now()
        agent = asked.get("user-agent", "")
        special = self._district.asked(site_code, self._day, request.target, agent, self.base_urls)
        found = pages.get(request.target) or pages.get(request.target.partition("?")[0])
        known = Prepared(special, now) if special else found or Prepared(_MISSING, now)
        made = respond(request, known, now)
        self.log.append(
            LogEntry(
                site_code,
                request.method,
                request.target,
                made.status,
                "if-none-match" in asked or "if-modified-since" in asked,
                "range" in asked,
            )
        )
        return made

    def refuse(self, status: int) -> Answer:
        """Return the answer to something that is not a request."""
        return plain(status, self._clock.now(), None)

    def _prepare(self, night: date) -> dict[str, dict[str, Prepared]]:
        # Last-Modified moves on exactly when the body did, as conditional requests demand.
        at = self._district.nights.index(night)
        first = at == 0
        before = {} if first else self._nights[self._district.nights[at - 1]]
        stamp = at_china(night - timedelta(days=30 if first else 0), time(0, 30))
        made: dict[str, dict[str, Prepared]] = {}
        for code in self._district.hosts:
            known = before.get(code, {})
            answers = self._district.content(code, night, self.base_urls)
            made[code] = {
                address: _kept(known.get(address), resource, stamp)
                for address, resource in answers.items()
            }
        return made


@contextmanager
def serve(district: District, *, ports: tuple[int, ...] = (0, 0, 0)) -> Iterator[DemoServer]:
    """Serve the district's sites on these loopback ports (0: any free one) until left.

    Raises JobFailed when a port is taken.
    """
    with ExitStack() as held:
        sockets = [held.enter_context(_bound(port)) for port in ports]
        now = SystemClock().now()
        secure = held.enter_context(identities(now, at_china(district.nights[-1], time(0, 0))))
        names = {
            code: f"http{'s' if code == SECURE else ''}://{HOST}:{one.getsockname()[1]}"
            for code, one in zip(district.hosts, sockets, strict=True)
        }
        server = DemoServer(district, names, secure)
        secure.outer.sni_callback = server.shown_to
        loop = asyncio.new_event_loop()
        open_ones: set[Connection] = set()
        thread = threading.Thread(target=loop.run_forever, name="demo-server", daemon=True)
        thread.start()
        listening = _listen(server, sockets, open_ones, secure.outer)
        listeners = asyncio.run_coroutine_threadsafe(listening, loop).result()
        try:
            yield server
        finally:
            asyncio.run_coroutine_threadsafe(_close(listeners, open_ones), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()


def _bound(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port), backlog=512)
    except OSError as cause:
        raise JobFailed(
            f"本机端口 {port} 无法使用（{cause.strerror}），请换一个端口，或填 0 由系统分配"
        ) from cause


async def _listen(
    server: DemoServer,
    sockets: list[socket.socket],
    open_ones: set[Connection],
    tls: ssl.SSLContext,
) -> list[asyncio.Server]:
    loop = asyncio.get_running_loop()
    listeners = []
    for code, one in zip(server.base_urls, sockets, strict=True):
        one.setblocking(False)
        make = partial(Connection, partial(server.answer, code), server.refuse, open_ones)
        secure = tls if code == SECURE else None
        listeners.append(await loop.create_server(make, sock=one, ssl=secure))
    return listeners


async def _close(listeners: list[asyncio.Server], open_ones: set[Connection]) -> None:
    for listener in listeners:
        listener.close()
    for connection in list(open_ones):
        connection.abort()
    await asyncio.sleep(0)  # lets the transports say goodbye before the loop stops


def _kept(known: Prepared | None, resource: Resource, stamp: datetime) -> Prepared:
    return known if known is not None and known.resource == resource else Prepared(resource, stamp)
