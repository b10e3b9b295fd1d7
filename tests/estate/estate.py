"""The estate as a whole: started, and what is true of it."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from crawler.domain_order import DomainOrder, Wanted
from model.domain import Domain
from model.domain_fact import FactKind
from model.finding import Verdict
from tests.estate import entries_names as names
from tests.estate import entries_pages as pages
from tests.estate import entries_plain as plain
from tests.estate import entries_ways as ways
from tests.estate.authority import Authority, Shown
from tests.estate.dns_server import DnsServer, Table
from tests.estate.entry import (
    EXPIRY,
    FACTS,
    MUDDLED,
    MUTE,
    OLD,
    OWN,
    PLAIN_ONLY,
    SHARED,
    V6,
    Entry,
    Unknown,
    Value,
)
from tests.estate.web_server import Asked, Reply, WebServers

NO_IPV6 = Unknown("监测机没有 IPv6 网络")
FOUND_BESIDE: Mapping[tuple[str, str], Verdict] = {
    ("not_registered", "oa.jinhu.gov.cn"): Verdict.SUSPECT,
    ("not_registered", pages.NEW): Verdict.SUSPECT,
}
"""Findings about names that the inventory does not hold, by check and subject."""


def entries(today: date) -> tuple[Entry, ...]:
    """Return the whole estate; `today` is the day of the round."""
    return (
        *plain.good(),
        *plain.named_otherwise(),
        *plain.held_wrongly(today),
        *plain.closing(today),
        *pages.sold(),
        *pages.led_away(),
        *ways.failing(),
        *ways.certified(),
        *names.resolved(),
    )


@dataclass(slots=True, kw_only=True)
class Estate:
    """The estate while it runs."""

    entries: tuple[Entry, ...]
    dns: DnsServer
    second: DnsServer  # a resolver that disagrees about one name
    web: WebServers
    authority: Authority

    @property
    def domains(self) -> tuple[Domain, ...]:
        """The rows of the inventory."""
        return tuple(entry.domain for entry in self.entries if entry.domain is not None)

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """The names to be asked about: the inventory's."""
        return tuple(Wanted(name=domain.name) for domain in self.domains)

    @property
    def findings(self) -> dict[tuple[str, str], Verdict]:
        """What the inventory is to be told, by check and name; nothing else."""
        return dict(FOUND_BESIDE) | {
            (check, entry.name): verdict
            for entry in self.entries
            for check, verdict in entry.findings.items()
        }

    def order(self) -> DomainOrder:
        """Return how the estate is asked about; INNER may not be followed to."""
        private = {e.name for e in self.entries} | {"portal.control.example"}
        return DomainOrder(
            resolvers=(f"127.0.0.1:{self.dns.port}", f"127.0.0.1:{self.second.port}"),
            controls=("portal.control.example",),
            private=frozenset(private - {pages.INNER}),
            user_agent="xunjian test",
            rate_per_s=0,
            at_once=16,
            timeout_s=2.0,
            dns_timeout_s=0.4,
            ca_file=str(self.authority.ca_file),
            ports=self.web.ports,
        )

    def truth(self, entry: Entry) -> dict[FactKind, Value]:
        """Return the truth about one name, as this run and this machine must see it."""
        found = {kind: self._filled(entry, entry.truth[kind]) for kind in FACTS}
        if not has_ipv6() and entry.truth[FactKind.AAAA] == (V6,):
            # Exactly these change; the page over IPv4 stands for the name in any case.
            for kind in (FactKind.HTTP_V6, FactKind.HTTPS_V6, FactKind.PAGE_V6):
                found[kind] = NO_IPV6
            if found[FactKind.WEB] == ():
                for kind in FACTS:
                    if found[kind] == () and kind not in (FactKind.CNAME, FactKind.RESOLVERS):
                        found[kind] = NO_IPV6
        return found

    def _filled(self, entry: Entry, value: Value) -> Value:
        if isinstance(value, Unknown):
            return value
        words = {
            EXPIRY: self.authority.ends(entry.certificate),
            "{second}": f"127.0.0.1:{self.second.port}",
        }
        for word, meant in words.items():
            value = tuple(each.replace(word, meant) for each in value)
        return value


def has_ipv6() -> bool:
    """Whether this machine has a loopback address of IPv6."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind((V6, 0))
    except OSError:
        return False
    return True


@contextmanager
def estate(folder: Path, now: datetime) -> Iterator[Estate]:
    """Run the estate around a moment; certificates are made for it."""
    everything = entries(now.date())
    table = Table(zones={"control.example", "cdn.example", "gov.cn", "xn--zfr164b"})
    table.records[("portal.control.example", "A")] = (SHARED,)
    for entry in everything:
        table.records.update(entry.records)
        table.zones.update(entry.zones)
        table.moods.update(entry.moods)
    by_name = {entry.name: entry for entry in everything}
    authority = Authority(folder, now)

    def answering(asked: Asked) -> Reply:
        if asked.address == MUTE:
            return Reply(silent=True)
        entry = by_name.get(asked.host)
        if entry is None or entry.answer is None:
            return Reply(body="<html><title>control</title></html>")
        return entry.answer(asked)

    ipv6 = (V6,) if has_ipv6() else ()
    web = WebServers(
        answering,
        authority,
        lambda name: by_name[name].certificate if name in by_name else Shown(names=(name,)),
        plain=(SHARED, OWN, MUTE, PLAIN_ONLY, MUDDLED, OLD, pages.ELSEWHERE, *ipv6),
        secure=(SHARED, OWN, pages.ELSEWHERE, *ipv6),
        muddled=(MUTE, MUDDLED),
        old=tuple((OLD, e.certificate) for e in everything if e.certificate.weak),
    )
    found = Estate(
        entries=everything,
        dns=DnsServer(table),
        second=DnsServer(table, {("www.luohe.gov.cn", "A"): (pages.ELSEWHERE,)}),
        web=web,
        authority=authority,
    )
    with running(
        found.dns.start, found.second.start, web.start, ends=(found.dns, found.second, web)
    ):
        yield found


@contextmanager
def running(*starts: object, ends: tuple[object, ...]) -> Iterator[None]:
    """Run servers in a thread of their own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def begin() -> None:
        for start in starts:
            await start()  # type: ignore[operator]

    async def end() -> None:
        for each in ends:
            stopped = each.stop()  # type: ignore[attr-defined]
            if stopped is not None:
                await stopped
        await asyncio.sleep(0.05)
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    try:
        asyncio.run_coroutine_threadsafe(begin(), loop).result(30)
        yield
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
