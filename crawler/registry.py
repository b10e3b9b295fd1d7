"""Asking registries 注册信息查询: when a domain's registration ends, by RDAP or by WHOIS.

Reads   the registry's server over RDAP (RFC 9082, 9083), else over WHOIS (RFC 3912)
Gives   facts of the registered domain: REGISTRY and, once it answered, expiry, registrar, holder
Never   asks a server faster than the order says, asks on one that said it is too much or that
        was silent twice, follows to a private address the office did not name, keeps a person

The registry's own answer stands: registrars that it refers to are not asked as well, they would
be as many servers again for the same last day.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from crawler.answer import Answer, Ask, Want
from crawler.domain_dns import Asker
from crawler.domain_names import Names
from crawler.domain_order import DomainOrder
from crawler.domain_resolvers import servers_of
from crawler.domain_visit import V4, DirectTransport
from crawler.registry_answer import (
    LIMITED,
    NOT_READ,
    Reading,
    Registered,
    Said,
    read_rdap,
    read_whois,
)
from crawler.registry_order import RegistryOrder
from crawler.registry_server import SILENT, Server
from crawler.registry_servers import (
    host_and_port,
    listed_whois,
    longest,
    read_bootstrap,
    referred_whois,
)
from crawler.registry_whois import ask_whois
from model.clock import Clock, china_day
from model.domain_fact import Fact, FactKind
from model.fetch import FetchOutcome
from model.url import absolute, host, is_private_ip, literal_ip

MOST_HOPS = 3
UNKNOWN = "查不到这个后缀的注册机构用哪台服务器答复查询"
REFUSED = "注册机构拒绝查询"
PRIVATE = "注册机构的查询服务器指向内网地址，未查询"
_ACCEPT = (("Accept", "application/rdap+json, application/json;q=0.8"),)
_OF_ANSWER = (FactKind.REGISTRY_EXPIRES, FactKind.REGISTRAR, FactKind.REGISTRANT)


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of asking one server; `answer` is None where it told nothing about the name."""

    answer: Registered | None
    why: str = ""
    limited: bool = False
    silent: bool = False


async def ask_registries(
    names: Sequence[str],
    order: DomainOrder,
    how: RegistryOrder,
    clock: Clock,
    stopping: Callable[[], bool],
) -> AsyncGenerator[tuple[str, tuple[Fact, ...]]]:
    """Give every domain with its facts as they are ready; one left for a later round has none.

    Once `stopping` says so no further question is put, and what is left has none.
    """
    room = asyncio.Semaphore(order.at_once)
    book = Names([Asker(each, order, room) for each in servers_of(order.resolvers)], order.vantage)
    asking = Registries(order, how, book, clock, stopping)

    async def one(name: str) -> tuple[str, tuple[Fact, ...]]:
        return name, await asking.ask(name)

    # All at once: one server's questions wait for each other and hold up nobody else's.
    tasks = [asyncio.create_task(one(name)) for name in dict.fromkeys(names)]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asking.close()


class Registries:
    """Asks registries during one round."""

    def __init__(
        self,
        order: DomainOrder,
        how: RegistryOrder,
        names: Names,
        clock: Clock,
        stopping: Callable[[], bool],
    ) -> None:
        self._stopping = stopping
        self._order, self._how, self._names, self._clock = order, how, names, clock
        named = (*how.servers.values(), how.bootstrap, how.iana)
        self._allowed = order.private | {host_and_port(url)[0] for url in named if url}
        self._web = _RdapTransport(order, names, self._allowed)
        self._servers: dict[str, Server] = {}
        self._bootstrap: asyncio.Task[dict[str, str]] | None = None
        self._iana: dict[str, asyncio.Task[str]] = {}

    async def close(self) -> None:
        """Close what is open."""
        await self._web.close()

    async def ask(self, name: str) -> tuple[Fact, ...]:
        """Return the facts of one registered domain; () where it is left for a later round."""
        why = UNKNOWN
        for server in await self._servers_of(name):
            heard = await self._put(server, name)
            if heard is None:
                return ()
            if heard.answer is not None:
                return self._facts(server, heard.answer)
            why = heard.why
            if heard.limited:
                break
        return self._unknown(why)

    async def _servers_of(self, name: str) -> list[str]:
        """Return the servers to be tried for a name, in their order."""
        named = longest(name, self._how.servers)
        if named:
            return [named]
        found = [longest(name, await self._rdap_servers()), listed_whois(name)]
        servers = [each for each in found if each]
        if not servers and self._how.iana:
            top = name.rsplit(".", 1)[-1]
            if top not in self._iana:
                self._iana[top] = asyncio.create_task(self._referred(top))
            referred = await asyncio.shield(self._iana[top])
            servers = [referred] if referred else []
        return servers

    async def _rdap_servers(self) -> dict[str, str]:
        if self._bootstrap is None:
            self._bootstrap = asyncio.create_task(self._read_bootstrap())
        return await asyncio.shield(self._bootstrap)

    async def _read_bootstrap(self) -> dict[str, str]:
        if not self._how.bootstrap:
            return {}
        answer = await self._get(self._how.bootstrap)
        return (read_bootstrap(answer.body) if answer.status == 200 else None) or {}

    async def _referred(self, top: str) -> str:
        try:
            return referred_whois(await self._whois(self._how.iana, top))
        except (OSError, TimeoutError):
            return ""

    async def _put(self, server: str, name: str) -> Heard | None:
        """Ask one server at its pace; None where it has had its share or the round is to stop."""
        where = host_and_port(server)[0]
        state = self._servers.setdefault(where, Server())
        async with state.lock:
            if state.refusal:
                return Heard(None, state.refusal, limited=state.limited)
            if state.asked >= self._how.most:
                return None
            if not await state.turn(self._stopping):
                return None
            is_whois = server.startswith("whois:")
            heard = await (self._by_whois if is_whois else self._by_rdap)(server, name)
            state.next_at = monotonic() + self._how.gap_s
            state.limited = heard.limited
            state.silent = state.silent + 1 if heard.silent else 0
            return heard

    async def _by_whois(self, server: str, name: str) -> Heard:
        try:
            text = await self._whois(server, name)
        except PermissionError:
            return Heard(None, PRIVATE)
        except (OSError, TimeoutError):
            return Heard(None, SILENT, silent=True)
        return _told(read_whois(name, text, china_day(self._clock.now())))

    async def _by_rdap(self, server: str, name: str) -> Heard:
        answer = await self._get(f"{server.rstrip('/')}/domain/{name}")
        if answer.failure is FetchOutcome.PRIVATE_ADDRESS:
            return Heard(None, PRIVATE)
        if answer.failure is not None:
            return Heard(None, SILENT, silent=True)
        if answer.status == 200 and not answer.too_large:
            return _told(read_rdap(name, answer.body, china_day(self._clock.now())))
        if answer.status == 404:
            return _told(Registered(reading=Reading.NOTHING))
        if answer.status in (429, 503):
            return Heard(None, LIMITED, limited=True)
        refused = answer.status in (401, 403)
        return Heard(None, REFUSED if refused else NOT_READ)

    async def _get(self, url: str) -> Answer:
        """Return the answer at an address, redirects followed (RFC 7480, 5.2)."""
        answer = Answer()
        for _ in range(MOST_HOPS + 1):
            answer = await self._web.ask(
                Ask(url=url, method="GET", want=Want.WHOLE, headers=_ACCEPT)
            )
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            led = absolute(url, answer.header("location"))
            if led is None or (url.startswith("https:") and not led.startswith("https:")):
                break  # out of the web, or out of the encryption
            url = led
        return answer

    async def _whois(self, server: str, line: str) -> str:
        where, port = host_and_port(server)
        literal = literal_ip(f"http://{where}/") if ":" not in where else where
        if literal:
            addresses: tuple[str, ...] = (literal,)
        else:
            v4, v6 = await self._names.addresses(where)
            addresses = (*(v4.values or ()), *(v6.values or ()))
        if not addresses:
            raise ConnectionError("no address")
        usable = [ip for ip in addresses if where in self._allowed or not is_private_ip(ip)]
        if not usable:
            raise PermissionError("a private address")
        return await ask_whois(usable[0], port, line, self._how.timeout_s)

    def _facts(self, server: str, answer: Registered) -> tuple[Fact, ...]:
        gone = answer.reading is Reading.NOTHING
        kind = "whois" if server.startswith("whois:") else "rdap"
        said: dict[FactKind, Said] = {
            FactKind.REGISTRY: ((), "") if gone else ((kind, host_and_port(server)[0]), ""),
            FactKind.REGISTRY_EXPIRES: ((), "") if gone else answer.expires,
            FactKind.REGISTRAR: ((), "") if gone else answer.registrar,
            FactKind.REGISTRANT: ((), "") if gone else answer.registrant,
        }
        return tuple(self._fact(k, *each, host_and_port(server)[0]) for k, each in said.items())

    def _unknown(self, why: str) -> tuple[Fact, ...]:
        kinds = (FactKind.REGISTRY, *_OF_ANSWER)
        return tuple(self._fact(kind, None, why, "") for kind in kinds)

    def _fact(self, kind: FactKind, values: tuple[str, ...] | None, why: str, server: str) -> Fact:
        return Fact(
            kind=kind,
            values=values,
            at=self._clock.now(),
            why="" if values is not None else why,
            resolver=server,
            vantage=self._order.vantage,
        )


def _told(answer: Registered) -> Heard:
    if answer.reading is Reading.LIMITED:
        return Heard(None, LIMITED, limited=True)
    return Heard(None, NOT_READ) if answer.reading is Reading.UNREAD else Heard(answer)


class _RdapTransport(DirectTransport):
    """Asks RDAP servers; unlike a site's, their certificates must be good."""

    def __init__(self, order: DomainOrder, names: Names, allowed: frozenset[str]) -> None:
        super().__init__(order, names, V4, allowed)
        self._strict = ssl.create_default_context(cafile=order.ca_file or None)

    async def ask(self, ask: Ask) -> Answer:
        """Send one request; a private address or a certificate nobody trusts is a failure."""
        ip = literal_ip(ask.url)
        if ip is not None and is_private_ip(ip) and host(ask.url) not in self._private:
            return Answer(failure=FetchOutcome.PRIVATE_ADDRESS)
        return await self._try(ask, self._strict)
