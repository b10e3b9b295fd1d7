"""What the DNS says of one name: addresses, aliases, name servers, CAA, DNSSEC, and who disagrees.

Reads   the resolvers of the order; the first that says anything answers
Gives   Named: facts and the addresses that are then connected to
Never   validates signatures: DNSSEC "signed" says that a DS record at the parent and a DNSKEY
        in the zone were seen. A resolver that validates answers SERVFAIL where they do not
        fit, and then nothing is known of the name.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.domain_dns import Asker, Heard
from model.domain_fact import Fact, FactKind
from model.url import own_domain

ONE_RESOLVER = "只设置了一个解析服务器，无从比较"
_OF_NAME = ("A", "AAAA", "SOA", "CAA")
MOST_LABELS = 12
"""Zones looked for above a name; deeper names are nobody's site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One name as the DNS has it; `v4` and `v6` are None where nothing is known."""

    name: str
    facts: tuple[Fact, ...]
    v4: tuple[str, ...] | None
    v6: tuple[str, ...] | None
    why: str = ""  # why addresses are not known

    @property
    def key(self) -> str:
        """The platform of the name: the set of its addresses; itself where it has none."""
        return " ".join(sorted((*(self.v4 or ()), *(self.v6 or ())))) or self.name


class Names:
    """Asks all resolvers about names."""

    def __init__(self, askers: Sequence[Asker], vantage: str) -> None:
        self._askers = askers
        self._vantage = vantage
        self._addresses: dict[str, tuple[Heard, Heard]] = {}

    async def addresses(self, name: str) -> tuple[Heard, Heard]:
        """Return the IPv4 and the IPv6 addresses of a name, kept for the run."""
        known = self._addresses.get(name)
        if known is None:
            v4, v6 = await asyncio.gather(self._first(name, "A"), self._first(name, "AAAA"))
            known = self._addresses[name] = (v4[0], v6[0])
        return known

    async def look(self, name: str, at: datetime) -> Named:
        """Return every fact that the DNS has on a name."""
        (v4, by), (v6, _) = await asyncio.gather(self._first(name, "A"), self._first(name, "AAAA"))
        zone = await self._zone(name)
        servers, caa, signed, others = await asyncio.gather(
            self._servers(zone), self._caa(name), self._signed(zone),
            self._others(name, (v4, v6), by),
        )  # fmt: skip
        aliases = v4.aliases or v6.aliases
        chain = Heard(values=aliases) if aliases or v4.values is not None else v4
        found = {
            FactKind.A: v4,
            FactKind.AAAA: v6,
            FactKind.CNAME: chain,
            FactKind.NS: servers,
            FactKind.CAA: caa,
            FactKind.DNSSEC: signed,
            FactKind.RESOLVERS: others,
        }
        for asker in self._askers:
            asker.forget(name, _OF_NAME)
        self._addresses[name] = (v4, v6)
        return Named(
            name=name,
            facts=tuple(self._fact(kind, heard, at, by) for kind, heard in found.items()),
            v4=v4.values,
            v6=v6.values,
            why=v4.why or v6.why,
        )

    def _fact(self, kind: FactKind, heard: Heard, at: datetime, by: Asker) -> Fact:
        return Fact(
            kind=kind,
            values=heard.values,
            at=at,
            why=heard.why if heard.values is None else "",
            resolver=by.server.shown,
            vantage=self._vantage,
        )

    async def _first(self, name: str, kind: str) -> tuple[Heard, Asker]:
        """Return the answer of the first resolver that knows one, and which it was."""
        first: Heard | None = None
        for asker in self._askers:
            heard = await asker.ask(name, kind)
            if heard.values is not None:
                return heard, asker
            first = first or heard
        assert first is not None
        return first, self._askers[0]

    async def _zone(self, name: str) -> Heard:
        """Return the zone a name is in, none where its domain is not delegated at all."""
        labels, own = name.split("."), own_domain(name)
        why = ""
        for at in range(min(len(labels), MOST_LABELS)):
            asked = ".".join(labels[at:])
            heard, _ = await self._first(asked, "SOA")
            if heard.values is None:
                why = why or heard.why
                continue
            zone = heard.zone
            if zone and (asked == zone or asked.endswith(f".{zone}")):
                if zone == own or zone.endswith(f".{own}"):
                    return Heard(values=(zone,))
                return Heard(values=None if why else (), why=why)
        return Heard(values=None, why=why or "没有找到所在的域")

    async def _servers(self, zone: Heard) -> Heard:
        return (await self._first(zone.values[0], "NS"))[0] if zone.values else zone

    async def _caa(self, name: str) -> Heard:
        """Return the CAA records that hold for a name: its own or the nearest above (RFC 8659)."""
        labels = name.split(".")
        for at in range(len(labels)):
            heard, _ = await self._first(".".join(labels[at:]), "CAA")
            if heard.values is None or heard.values:
                return heard
        return Heard(values=())

    async def _signed(self, zone: Heard) -> Heard:
        if not zone.values:
            return zone
        (parent, _), (own, _) = await asyncio.gather(
            self._first(zone.values[0], "DS"), self._first(zone.values[0], "DNSKEY")
        )
        for heard in (parent, own):
            if heard.values is None:
                return heard
        return Heard(values=("signed",) if parent.values and own.values else ())

    async def _others(self, name: str, ours: tuple[Heard, Heard], by: Asker) -> Heard:
        """Say which resolvers answer otherwise; one that says nothing at all is left out."""
        if len(self._askers) < 2:
            return Heard(values=None, why=ONE_RESOLVER)
        if None in (ours[0].values, ours[1].values):
            return Heard(values=None, why=ours[0].why or ours[1].why)
        differing: list[str] = []
        compared = 0
        for asker in self._askers:
            if asker is by:
                continue
            theirs = await asyncio.gather(asker.ask(name, "A"), asker.ask(name, "AAAA"))
            if None in (theirs[0].values, theirs[1].values):
                continue
            compared += 1
            if [h.values for h in theirs] != [h.values for h in ours]:
                said = " ".join((*(theirs[0].values or ()), *(theirs[1].values or ())))
                differing.append(f"{asker.server.shown}：{said or '没有地址'}")
        if not compared:
            return Heard(values=None, why="其他解析服务器没有应答，无从比较")
        return Heard(values=tuple(sorted(differing)))
