"""Visits 访问: one address over one family of addresses, redirects followed, every hop vetted.

Reads   the addresses that the order's resolvers gave, never the system's
Gives   Visit: what a visitor meets who comes over IPv4, or over IPv6
Never   connects to a private address of a name the order does not allow, at any hop

A redirect to a host that has no address of the family is followed over the other one, as a
visitor with both does.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp.abc import AbstractResolver, ResolveResult

from crawler.answer import Answer, Ask, Want
from crawler.classify import is_html, outcome_of
from crawler.domain_names import Names
from crawler.domain_order import WEB_PORTS, DomainOrder
from crawler.domain_pace import Paces, Turn, unpaced
from crawler.outcome import PrivateAddressRefused
from crawler.policy import MAX_REDIRECTS
from crawler.transport import Transport
from extract.refresh import refreshes_to
from model.clock import SystemClock, china_day
from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from model.site import Site
from model.url import absolute, authority, host, is_private_ip, literal_ip

MAX_PAGE_BYTES = 3_000_000
V4, V6 = socket.AF_INET, socket.AF_INET6
Family = socket.AddressFamily


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How one visit went; `hops` are the addresses after the first, the last one `end`."""

    url: str
    end: str
    outcome: FetchOutcome
    status: int | None = None
    hops: tuple[str, ...] = ()
    own: Answer = field(default_factory=Answer)  # of the first address itself
    last: Answer = field(default_factory=Answer)

    @property
    def page(self) -> Answer | None:
        """The answer with the page, None where none was served or it was no HTML."""
        served = self.outcome in (FetchOutcome.ALIVE, FetchOutcome.REDIRECTED)
        body = self.last.body
        return self.last if served and body and is_html(self.last.media_type, body) else None


class Visitor:
    """Makes visits for one collection."""

    def __init__(
        self,
        order: DomainOrder,
        names: Names,
        paces: Paces,
        platforms: Mapping[str, str],
    ) -> None:
        self._names, self._paces = names, paces
        self._platforms = platforms
        self._transports = {
            family: DirectTransport(order, names, family, order.private, self.turn)
            for family in (V4, V6)
        }

    async def close(self) -> None:
        """Close what is open."""
        for transport in self._transports.values():
            await transport.close()

    async def visit(self, url: str, family: Family, known: dict[str, Answer]) -> Visit:
        """Visit an address; `known` keeps the answers of the visits to one name by address."""
        start, hops, cookies = url, list[str](), tuple[str, ...]()
        own: Answer | None = None
        while True:
            answer = known.get(url)
            if answer is None:
                answer = known[url] = await self._ask(url, family, cookies)
            own = own or answer
            outcome = outcome_of(answer)
            target = _next(url, answer, outcome)
            if target is None or (target == url and answer.status == 200):
                break
            if len(hops) == MAX_REDIRECTS or (target in (start, *hops) and not answer.cookies):
                outcome = FetchOutcome.REDIRECT_LOOP
                break
            if target in known and answer.cookies:
                del known[target]  # led back to itself with a cookie: asked again, as browsers do
            cookies = answer.cookies if authority(target) == authority(url) else ()
            hops.append(target)
            url = target
        if outcome is FetchOutcome.REDIRECTED:  # out of the web
            outcome = FetchOutcome.SERVER_ERROR
        if outcome is FetchOutcome.ALIVE and hops:
            outcome = FetchOutcome.REDIRECTED
        return Visit(
            url=start,
            end=url,
            outcome=outcome,
            status=answer.status,
            hops=tuple(hops),
            own=own,
            last=answer,
        )

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncGenerator[None]:
        """Hold a turn at the platform of a name, for one connection."""
        async with self._paces.turn(await self._platform(name)):
            yield

    async def _ask(self, url: str, family: Family, cookies: tuple[str, ...]) -> Answer:
        headers = (("Cookie", "; ".join(cookies)),) if cookies else ()
        answer = await self._transports[family].ask(
            Ask(url=url, method="GET", want=Want.HTML, headers=headers)
        )
        self._paces.answered(await self._platform(host(url)), answer)
        return answer

    async def _platform(self, name: str) -> str:
        given = self._platforms.get(name)
        if given:
            return given
        literal = literal_ip(f"http://{name}/") if name and ":" not in name else name
        if literal:
            return literal
        v4, v6 = await self._names.addresses(name)
        return " ".join(sorted((*(v4.values or ()), *(v6.values or ())))) or name


class DirectTransport(Transport):
    """A transport that asks our resolvers and connects over one family, each time in its turn.

    Hosts in `private` may lie on private addresses.
    """

    keeps_connections = False

    def __init__(
        self,
        order: DomainOrder,
        names: Names,
        family: Family,
        private: frozenset[str],
        turn: Turn = unpaced,
    ) -> None:
        now = SystemClock().now()
        job = CrawlJob(
            site=Site(code="domain", name="", home_url="", unit=""),
            night_on=china_day(now),
            at=now,
            site_file="",
            connect_timeout_s=order.timeout_s,
            first_byte_timeout_s=order.timeout_s,
            total_timeout_s=2 * order.timeout_s,
            max_body_bytes=MAX_PAGE_BYTES,
        )
        super().__init__(job, order.user_agent, lambda name: name in private)
        self._private = private
        self._family = family
        self._names = names
        self._order = order
        self._turn = turn

    async def _try(self, ask: Ask, tls: ssl.SSLContext | None) -> Answer:
        async with self._turn(host(ask.url)):
            return await super()._try(ask, tls)

    async def _try_plainly(self, ask: Ask) -> Answer | None:
        async with self._turn(host(ask.url)):
            return await super()._try_plainly(ask)

    def _resolver(self) -> AbstractResolver:
        return _Resolver(self._order, self._names, self._family, self._private)


class _Resolver(AbstractResolver):
    """Gives the addresses of one family, of the other one to hosts that have none of it."""

    def __init__(
        self, order: DomainOrder, names: Names, family: Family, private: frozenset[str]
    ) -> None:
        self._private = private
        self._ports = dict(zip(WEB_PORTS, order.ports, strict=True))
        self._names = names
        self._family = family

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return where to connect to; OSError where there is nothing or it is not known."""
        both = await self._names.addresses(host.lower())
        first, second = both if self._family is V4 else (both[1], both[0])
        heard = first if first.values is None or first.values else second
        if heard.values is None:
            raise socket.gaierror(socket.EAI_AGAIN, heard.why)
        if not heard.values:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        allowed = host.lower() in self._private
        usable = [ip for ip in heard.values if allowed or not is_private_ip(ip)]
        if not usable:
            raise PrivateAddressRefused(f"{host} leads to a private address")
        return [
            ResolveResult(
                hostname=host,
                host=ip,
                port=self._ports.get(port, port),
                family=V6 if ":" in ip else V4,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for ip in usable
        ]

    async def close(self) -> None:
        """Nothing is held."""


def _next(url: str, answer: Answer, outcome: FetchOutcome) -> str | None:
    """Return where an answer leads a visitor at once, by its status or by a refreshing tag."""
    if outcome is FetchOutcome.REDIRECTED:
        return absolute(url, answer.header("location"))
    if outcome is FetchOutcome.ALIVE and answer.body:
        return refreshes_to(answer.body, url, answer.content_type)
    return None
