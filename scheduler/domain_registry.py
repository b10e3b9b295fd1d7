"""The registries' part of a round 注册信息查询: whom to ask about what, and what is kept.

Asked are the registered domains of the inventory, not the host names below them, each once in so
many days. Where a registry told nothing, what it told before stays (a last day holds until it is
changed): only `REGISTRY` then says that nothing is known, and why.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.domain_order import DomainOrder
from crawler.registry import ask_registries
from crawler.registry_order import RegistryOrder
from model.clock import Clock
from model.domain import Domain, ascii_name
from model.domain_fact import Fact, FactKind
from model.settings import Settings
from model.url import own_domain
from store.database import Database
from store.domain_facts import FactStore

AGAIN = timedelta(hours=20)
"""A registry that told nothing is asked again in the next day's round."""
SLACK = timedelta(hours=4)
"""Rounds do not end at the same minute every day."""


@dataclass(slots=True)
class Asked:
    """What came of it."""

    told: int = 0  # domains a registry told about, be it that it has none of the name
    changed: int = 0  # facts that differ from what stood
    untold: Counter[str] = field(default_factory=Counter)  # domains by the reason


def registry_order(settings: Settings) -> RegistryOrder:
    """Return how registries are asked, by the settings."""
    domains = settings.domains
    named = {
        (ascii_name(f"a.{suffix}") or f"a.{suffix}")[2:]: url
        for suffix, url in domains.registry_server_map.items()
    }
    return RegistryOrder(
        servers=named, bootstrap=domains.registry_bootstrap, timeout_s=domains.timeout_s
    )


def due_names(
    domains: Iterable[Domain],
    facts: Mapping[str, Mapping[FactKind, Fact]],
    at: datetime,
    every_days: int,
) -> tuple[str, ...]:
    """Return the registered domains to be asked about now, those asked longest ago first."""
    waiting: dict[str, datetime | None] = {}
    for name in dict.fromkeys(own_domain(domain.name) for domain in domains):
        last = facts.get(name, {}).get(FactKind.REGISTRY)
        if last is None:
            waiting[name] = None
            continue
        pause = timedelta(days=every_days) - SLACK if last.known else AGAIN
        if at - last.at >= pause:
            waiting[name] = last.at
    return tuple(sorted(waiting, key=lambda name: (waiting[name] is not None, waiting[name] or at)))


def ask_about(
    db: Database,
    clock: Clock,
    domains: Iterable[Domain],
    facts: Mapping[str, Mapping[FactKind, Fact]],
    order: DomainOrder,
    how: RegistryOrder,
    every_days: int,
    stopping: Callable[[], bool],
) -> Asked:
    """Ask about every domain that is due and keep what the registries say.

    Once `stopping` says so no further question is put; who was not asked stays due.
    """
    asked = Asked()
    names = due_names(domains, facts, clock.now(), every_days) if every_days else ()
    if names:
        asyncio.run(_ask(FactStore(db), clock, names, facts, order, how, asked, stopping))
    return asked


async def _ask(
    store: FactStore,
    clock: Clock,
    names: tuple[str, ...],
    facts: Mapping[str, Mapping[FactKind, Fact]],
    order: DomainOrder,
    how: RegistryOrder,
    asked: Asked,
    stopping: Callable[[], bool],
) -> None:
    async with aclosing(ask_registries(names, order, how, clock, stopping)) as answers:
        async for name, found in answers:
            asked.changed += store.add((name, fact) for fact in _kept(found, facts.get(name, {})))
            for fact in found:
                if fact.kind is FactKind.REGISTRY:
                    asked.told += fact.known
                    asked.untold.update(() if fact.known else (fact.why,))


def _kept(found: Iterable[Fact], before: Mapping[FactKind, Fact]) -> Iterator[Fact]:
    for fact in found:
        stood = before.get(fact.kind)
        if fact.known or fact.kind is FactKind.REGISTRY or stood is None or not stood.known:
            yield fact
