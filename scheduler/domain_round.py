"""A round 域名监测: everything about the district's names found out once more, and kept.

    names     the inventory, the register's home pages, names met below the district's own domains
    collect   crawler/domain_collect.py, each platform at its pace, shared with the crawls
    keep      facts as they come; names that certificates and redirects show are noted as met
    registry  when registrations end, of the registered domains that are due (domain_registry.py)
    verify    the steps of closings that the monitor sees for itself

Judging is another job: `xunjian domains judge`; the daemon does both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from checks.estate_index import EstateIndex
from crawler.domain_collect import collect_all, never
from crawler.domain_order import DomainOrder, Wanted
from crawler.registry_order import RegistryOrder
from model.clock import Clock, china_day
from model.domain import ascii_name
from model.domain_fact import Fact, FactKind
from model.errors import JobFailed, WatchError
from model.estate import Estate, Sighting, Source
from model.url import host, own_domain
from scheduler.crawl_job import user_agent
from scheduler.domain_closing import verify_steps
from scheduler.domain_judging import load_estate
from scheduler.domain_registry import Asked, ask_about, registry_order
from scheduler.domain_sightings import note_linked
from scheduler.workspace import Workspace, only_one
from store.database import Database
from store.domain_facts import FactStore
from store.domains import DomainStore

LOCK = "domains"
MOST_CONTROLS = 5


@dataclass(slots=True, kw_only=True)
class RoundResult:
    """What came of a round."""

    names: int = 0  # asked about
    changed: int = 0  # facts that differ from what stood
    unknown: set[str] = field(default_factory=set)  # names of which it is not known if a page is up
    met: int = 0  # names that were met somewhere for the first time
    steps: int = 0  # of closings, seen by the monitor
    registries: Asked = field(default_factory=Asked)  # what registries were asked and told


def run_round(
    place: Workspace,
    clock: Clock,
    *,
    only: str = "",
    order: DomainOrder | None = None,
    registries: RegistryOrder | None = None,
    stopping: Callable[[], bool] = never,
) -> RoundResult:
    """Make one round; `only` asks about this name alone, the orders stand for the settings'.

    WorkspaceError where another round is under way, WatchError where there are no names,
    JobFailed where it was stopped before its end: what was found out until then is kept.
    """
    with only_one(place, LOCK):
        db = place.open()
        try:
            how = registries or registry_order(place.settings)
            return _round(place, db, clock, only, order, how, stopping)
        finally:
            db.close()


def order_for(place: Workspace, estate: Estate) -> DomainOrder:
    """Return how names are asked about, by the settings and the rows that allow more."""
    domains = place.settings.domains
    sites = estate.register.sites
    private = {d.name for d in estate.domains if d.allow_private}
    private |= {host(site.home_url) for site in sites if site.allow_private}
    private |= {host(url) for url in place.settings.probing.control_urls}  # named by the office
    return DomainOrder(
        resolvers=domains.resolver_list,
        controls=_controls(place, estate),
        private=frozenset(private),
        user_agent=user_agent(place.settings),
        rate_per_s=domains.rate_per_s,
        at_once=domains.at_once,
        timeout_s=domains.timeout_s,
        dns_timeout_s=domains.dns_timeout_s,
        pace_folder=str(place.root / "data" / "pace"),
    )


def names_of(estate: Estate, office: str) -> tuple[Wanted, ...]:
    """Return the names of a round in their order, each once, with the register's platforms.

    A name that was met and differs from a listed one by `www.` alone is not asked about again.
    """
    homes = {_home(site.home_url): site.platform for site in estate.register.sites}
    index = EstateIndex(estate, office)
    ours = (s.name for s in estate.sightings if own_domain(s.name) in index.district)
    met = sorted(name for name in ours if not index.listed(name))
    names = (*(domain.name for domain in estate.domains), *filter(None, homes), *met)
    return tuple(Wanted(name=name, platform=homes.get(name, "")) for name in dict.fromkeys(names))


def _round(
    place: Workspace,
    db: Database,
    clock: Clock,
    only: str,
    order: DomainOrder | None,
    how: RegistryOrder,
    stopping: Callable[[], bool],
) -> RoundResult:
    estate = load_estate(db, clock.now())
    office = place.settings.office.name
    names = names_of(estate, office)
    if only:
        names = tuple(w for w in names if w.name == only) or (Wanted(name=only),)
    if not names:
        raise WatchError(
            "还没有可监测的域名：请先用 xunjian domains import 导入域名清单，或导入网站名录"
        )
    district = EstateIndex(estate, office).district
    facts, domains, result = FactStore(db), DomainStore(db), RoundResult()

    def keep(batch: Sequence[tuple[str, Fact]]) -> None:
        result.changed += facts.add(batch)
        result.met += domains.see(_met(batch, district, china_day(clock.now())))
        result.unknown |= {
            name for name, fact in batch if fact.kind is FactKind.WEB and not fact.known
        }

    order = order or order_for(place, estate)
    result.names = collect_all(names, order, clock, keep, stopping=stopping)
    if result.names < len(names):
        raise JobFailed(
            f"域名监测未做完：{len(names)} 个域名只监测了 {result.names} 个，已存的结果保留，"
            "可再运行一次"
        )
    held = [d for d in estate.domains if only in ("", d.name)]
    every_days = place.settings.domains.registry_every_days
    result.registries = ask_about(db, clock, held, estate.facts, order, how, every_days, stopping)
    if stopping():
        raise JobFailed(
            "域名监测未做完：注册信息没有查完就收到停止信号，已存的结果保留，可再运行一次"
        )
    result.changed += result.registries.changed
    result.met += note_linked(place, db, estate.register)
    result.steps = len(verify_steps(db, clock.now(), china_day(clock.now())))
    return result


def _met(
    batch: Iterable[tuple[str, Fact]], district: frozenset[str], on: date
) -> Iterator[Sighting]:
    """Give the names that certificates and redirects of ours show.

    Of a certificate only those of the district: the one of a shared platform lists strangers.
    """
    for name, fact in batch:
        if fact.kind is FactKind.TLS_NAMES:
            shown = (text.removeprefix("*.") for text in fact.values or ())
            found, source = {n for n in shown if own_domain(n) in district}, Source.CERTIFICATE
        elif fact.kind is FactKind.HOPS:
            found, source = {host(url) for url in fact.values or ()}, Source.REDIRECT
        else:
            continue
        for each in sorted(found - {name}):
            met = ascii_name(each)
            if met is not None and met != name:
                yield Sighting(name=met, source=source, detail=name, first_on=on, last_on=on)


def _controls(place: Workspace, estate: Estate) -> tuple[str, ...]:
    """Return names that should resolve: of the settings, else of the register and the inventory."""
    named = [_home(url) for url in place.settings.probing.control_urls]
    rest = (
        *(_home(site.home_url) for site in estate.register.sites),
        *(
            d.name
            for d in estate.domains
            if (fact := estate.fact(d.name, FactKind.A)) and fact.values
        ),
        *(domain.name for domain in estate.domains),
    )
    return tuple(dict.fromkeys(filter(None, named or rest)))[:MOST_CONTROLS]


def _home(url: str) -> str:
    """Return the host of an address where it is a name, "" where it is an IP address."""
    return ascii_name(host(url)) or ""
