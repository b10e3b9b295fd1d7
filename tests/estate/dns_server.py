"""A resolver on a high loopback port: answers from tables, misbehaves where a table says so.

It answers as a recursive resolver does: aliases followed, SOA of the zone beside "none".
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

SERVFAIL, REFUSED, SILENT, GARBAGE = "servfail", "refused", "silent", "garbage"
LOOP_AS_ANSWER = "loop"
SOA = "ns1.dns.example. admin.dns.example. 1 7200 900 1209600 300"
MOST_ALIASES = 8


@dataclass(slots=True, kw_only=True)
class Table:
    """What one resolver says; names in lower case without the last dot."""

    records: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    zones: set[str] = field(default_factory=set)
    moods: dict[str, str] = field(default_factory=dict)  # by name

    def known(self, name: str) -> bool:
        """Whether a name exists, be it only as the parent of others."""
        return name in self.zones or any(
            owner == name or owner.endswith(f".{name}") for owner, _ in self.records
        )

    def zone_of(self, name: str) -> str:
        """Return the nearest zone above a name."""
        labels = name.split(".")
        above = (".".join(labels[at:]) for at in range(len(labels)))
        return next((zone for zone in above if zone in self.zones), "")


class DnsServer:
    """One resolver; `asked` counts its questions by name and type."""

    def __init__(
        self, table: Table, overlay: Mapping[tuple[str, str], tuple[str, ...]] = {}
    ) -> None:
        self.table = table
        self.overlay = dict(overlay)  # what this resolver says otherwise
        self.mood = ""  # of the whole server
        self.asked: Counter[tuple[str, str]] = Counter()
        self.port = 0
        self._transport: asyncio.DatagramTransport | None = None
        self._existing: frozenset[str] = frozenset()

    def learn(self) -> None:
        """Take note of names that came into the table, or went."""
        self._existing = frozenset(
            ".".join(parts[at:])
            for owner in (*(owner for owner, _ in self.table.records), *self.table.zones)
            for parts in [owner.split(".")]
            for at in range(len(parts))
        )

    async def start(self) -> None:
        """Listen on a free port."""
        self.learn()
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: _Protocol(self), local_addr=("127.0.0.1", 0)
        )
        self.port = self._transport.get_extra_info("sockname")[1]

    def stop(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def answer(self, wire: bytes) -> bytes | None:
        try:
            query = dns.message.from_wire(wire)
        except dns.exception.DNSException:
            return None
        question = query.question[0]
        name = str(question.name).rstrip(".").lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        self.asked[name, kind] += 1
        mood = self.mood or self.table.moods.get(name, "")
        if mood == SILENT:
            return None
        if mood == GARBAGE:
            return wire[:2] + b"\xff" * 9
        reply = dns.message.make_response(query, recursion_available=True)
        if mood in (SERVFAIL, REFUSED):
            reply.set_rcode(dns.rcode.SERVFAIL if mood == SERVFAIL else dns.rcode.REFUSED)
            return reply.to_wire()
        self._fill(reply, name, kind)
        return reply.to_wire(max_size=65_535)

    def _fill(self, reply: dns.message.Message, name: str, kind: str) -> None:
        for _ in range(MOST_ALIASES):
            if self._add(reply.answer, name, kind):
                return
            alias = self._find(name, "CNAME")
            if not alias:
                break
            reply.answer.append(_set(name, "CNAME", alias))
            name = alias[0].rstrip(".")
            if any(str(s.name).rstrip(".") == name for s in reply.answer):
                if self.table.moods.get(name) != LOOP_AS_ANSWER:
                    reply.answer.clear()
                    reply.set_rcode(dns.rcode.SERVFAIL)
                return
        if name not in self._existing:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        zone = self.table.zone_of(name)
        if zone:
            reply.authority.append(_set(zone, "SOA", (SOA,)))

    def _add(self, section: list[dns.rrset.RRset], name: str, kind: str) -> bool:
        texts = (SOA,) if kind == "SOA" and name in self.table.zones else self._find(name, kind)
        if texts:
            section.append(_set(name, kind, texts))
        return bool(texts)

    def _find(self, name: str, kind: str) -> tuple[str, ...]:
        if (name, kind) in self.overlay:
            return self.overlay[name, kind]
        return self.table.records.get((name, kind), ())


class _Protocol(asyncio.DatagramProtocol):
    def __init__(self, server: DnsServer) -> None:
        self._server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answer = self._server.answer(data)
        if answer is not None:
            self._transport.sendto(answer, addr)  # type: ignore[attr-defined]


def _set(name: str, kind: str, texts: tuple[str, ...]) -> dns.rrset.RRset:
    absolute = [f"{text.rstrip('.')}." for text in texts] if kind in ("NS", "CNAME") else texts
    return dns.rrset.from_text_list(f"{name}.", 60, "IN", kind, list(absolute))
