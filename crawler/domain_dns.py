"""Questions to resolvers 域名解析: one question, one answer, three-valued.

Reads   a resolver's answer over UDP, over TCP where it is cut off
Gives   Heard: records, none (no such name or no such record), or not known and why
Never   follows a chain of aliases longer than MOST_ALIASES, or believes a "no such name" of a
        resolver that does not find the control names either
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import monotonic

import dns.asyncquery
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from crawler.domain_order import DomainOrder
from crawler.domain_resolvers import Server

MOST_ALIASES = 8
TRIES = 2
HEALTHY_S = 30.0
"""A resolver that found a control name is believed for so long."""
SICK_S = 20.0
"""One that found none is asked nothing for so long: each question would wait in vain."""
SILENT_MOST = 3
"""Questions in a row without an answer, after which the control names are looked up."""
EVERYWHERE = ("cn", "NS")
"""What every resolver of the public Internet can say; asked after the control names."""
NOWHERE = "no-such-name.xunjian.invalid"
"""Below .invalid nothing exists (RFC 6761)."""
LIES = "解析服务器把不存在的域名也解析到这一地址（疑似劫持），不予采信"
_ADDRESSES = ("A", "AAAA")
NO_ANSWER = "解析服务器没有在时限内应答"
OWN_FAILURE = "监测机的解析服务器没有正常应答（对照域名也解析不了）"
_RCODES = {
    dns.rcode.SERVFAIL: "解析服务器返回失败（SERVFAIL）",
    dns.rcode.REFUSED: "解析服务器拒绝查询（REFUSED）",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came of one question; `values` is None where nothing is known, () where there is none.

    `aliases` are the names the asked one leads to, in order; `zone` is the zone that answered,
    as far as the answer says.
    """

    values: tuple[str, ...] | None
    aliases: tuple[str, ...] = ()
    zone: str = ""
    why: str = ""
    looped: bool = False


class Asker:
    """Asks one resolver; answers of one run are remembered."""

    def __init__(self, server: Server, order: DomainOrder, room: asyncio.Semaphore) -> None:
        self.server = server
        self._order = order
        self._room = room
        self._kept: dict[tuple[str, str], asyncio.Task[Heard]] = {}
        self._healthy_until = self._sick_until = 0.0
        self._silent = 0  # questions in a row without an answer
        self._health = asyncio.Lock()

    async def ask(self, name: str, kind: str) -> Heard:
        """Return what the resolver says about a name; "none" only from one that works."""
        heard = await self.plainly(name, kind)
        if heard.values:
            lied = kind in _ADDRESSES and frozenset(heard.values) <= await self._lies()
            return Heard(values=None, why=LIES) if lied else heard
        if await self._works():
            return heard
        return Heard(values=None, why=OWN_FAILURE)

    async def plainly(self, name: str, kind: str) -> Heard:
        """Return what the resolver says, believed or not; the same question is put once."""
        task = self._kept.get((name, kind))
        if task is None:
            task = self._kept[(name, kind)] = asyncio.create_task(self._chased(name, kind))
        return await asyncio.shield(task)

    def forget(self, name: str, kinds: tuple[str, ...]) -> None:
        """Drop answers that nobody will ask for again."""
        for kind in kinds:
            self._kept.pop((name, kind), None)

    async def _lies(self) -> frozenset[str]:
        """Return the addresses the resolver gives for a name that surely does not exist.

        Some lines lead every wrong name to an advertisement: cancelled names seem to resolve.
        """
        found = [await self.plainly(NOWHERE, kind) for kind in _ADDRESSES]
        return frozenset(value for heard in found for value in heard.values or ())

    async def _works(self) -> bool:
        async with self._health:
            if monotonic() < self._healthy_until:
                return True
            if monotonic() < self._sick_until:
                return False
            named = ((name, kind) for name in self._order.controls for kind in _ADDRESSES)
            for name, kind in (*named, EVERYWHERE):
                if (await self._put(name, kind)).values:
                    self._healthy_until = monotonic() + HEALTHY_S
                    return True
            self._sick_until = monotonic() + SICK_S
            return False

    async def _chased(self, name: str, kind: str) -> Heard:
        """Ask, and ask on where an answer ends in an alias: not every resolver follows it."""
        aliases: list[str] = []
        asked = name
        while True:
            heard = await self._once(asked, kind)
            new = [alias for alias in heard.aliases if alias not in aliases]
            aliases += new
            ended = heard.values is None or heard.values or heard.looped
            if ended or not new or len(aliases) > MOST_ALIASES:
                break
            asked = aliases[-1]
        return Heard(
            values=heard.values, aliases=tuple(aliases), zone=heard.zone, why=heard.why,
            looped=heard.looped,
        )  # fmt: skip

    async def _once(self, name: str, kind: str) -> Heard:
        """Put a question, unless the resolver has just been seen to answer none."""
        if monotonic() < self._sick_until and self._silent >= SILENT_MOST:
            return Heard(values=None, why=NO_ANSWER)
        heard = await self._put(name, kind)
        if self._silent >= SILENT_MOST:
            self._healthy_until = 0.0
            if await self._works():
                self._silent = 0  # it was the names, not the resolver
        return heard

    async def _put(self, name: str, kind: str) -> Heard:
        try:
            query = dns.message.make_query(name, kind, use_edns=0, payload=1232)
        except dns.exception.DNSException:
            return Heard(values=())  # a redirect's host that cannot be a name
        async with self._room:
            for attempt in range(TRIES):
                try:
                    answer, _ = await dns.asyncquery.udp_with_fallback(
                        query,
                        self.server.address,
                        timeout=self._order.dns_timeout_s,
                        port=self.server.port,
                        ignore_unexpected=True,
                        ignore_errors=True,
                    )
                except dns.exception.Timeout:
                    continue
                except (OSError, EOFError, dns.exception.DNSException) as cause:
                    self._silent += 1
                    return Heard(values=None, why=f"解析服务器无法连接（{type(cause).__name__}）")
                self._silent = 0
                if answer.rcode() == dns.rcode.SERVFAIL and attempt + 1 < TRIES:
                    continue
                return _read(name, kind, answer)
        self._silent += 1
        return Heard(values=None, why=NO_ANSWER)


def _read(name: str, kind: str, answer: dns.message.Message) -> Heard:
    code = answer.rcode()
    if code not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        return Heard(values=None, why=_RCODES.get(code, f"解析出错（{dns.rcode.to_text(code)}）"))
    wanted = dns.rdatatype.from_text(kind)
    aliases: list[str] = []
    at = dns.name.from_text(name)
    values: list[str] = []
    seen = {at}
    looped = False
    while True:
        found = _set(answer.answer, at, wanted)
        if found is not None:
            values = [str(item) if kind == "CAA" else _name(str(item)) for item in found]
            break
        alias = _set(answer.answer, at, dns.rdatatype.CNAME)
        if alias is None:
            break
        at = alias[0].target
        aliases.append(_name(str(at)))
        if at in seen:
            looped = True
            break
        seen.add(at)
    return Heard(
        values=tuple(sorted(values)),
        aliases=tuple(aliases),
        zone=_zone(answer),
        looped=looped,
    )


def _set(
    section: list[dns.rrset.RRset], owner: dns.name.Name, kind: dns.rdatatype.RdataType
) -> dns.rrset.RRset | None:
    return next((s for s in section if s.name == owner and s.rdtype == kind), None)


def _zone(answer: dns.message.Message) -> str:
    """Return the owner of the SOA record of an answer, "" where it has none."""
    for section in (answer.answer, answer.authority):
        for found in section:
            if found.rdtype == dns.rdatatype.SOA:
                return _name(str(found.name))
    return ""


def _name(text: str) -> str:
    return text.rstrip(".").lower()
