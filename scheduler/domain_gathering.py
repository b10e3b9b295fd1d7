"""Gathering 汇集域名情况: what the documents about the inventory print, counted from the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from checks.estate_index import bare
from checks.reviewing import ReviewIndex
from model.clock import at_china, china_day
from model.closing import closings, seen
from model.domain import Domain, DomainState, SiteState
from model.domain_fact import Fact, FactKind
from model.estate import ESTATE_CODE, Sighting, StepKind
from model.estate_report import (
    EstateFinding,
    EstateReport,
    FactChange,
    Health,
    Platform,
    UnitDomains,
)
from model.finding import Finding
from model.review import Decision
from model.url import own_domain
from store.database import Database
from store.domain_facts import FactSpan, FactStore
from store.domains import DomainStore
from store.findings import FindingStore
from store.reviews import ReviewStore

Facts = Mapping[str, Mapping[FactKind, Fact]]
WATCHED = (
    FactKind.WEB,
    FactKind.A,
    FactKind.AAAA,
    FactKind.CNAME,
    FactKind.NS,
    FactKind.DNSSEC,
    FactKind.FINAL_HOST,
    FactKind.TLS_TRUST,
    FactKind.TLS_EXPIRES,
    FactKind.TITLE,
    FactKind.ICP,
    FactKind.POLICE,
    FactKind.SITE_CODE,
    FactKind.ORGANIZER,
    FactKind.LOOKS,
    FactKind.REGISTRANT,
    FactKind.REGISTRAR,
    FactKind.REGISTRY_EXPIRES,
)
"""Facts whose change a person wants to read about; others change with every visit."""
REGISTRY = frozenset(
    {FactKind.REGISTRY, FactKind.REGISTRY_EXPIRES, FactKind.REGISTRANT, FactKind.REGISTRAR}
)
"""What stands at the registered domain."""


def gather_estate(
    db: Database, *, office: str, at: datetime, since: date, rulebook: str = "", vantage: str = ""
) -> EstateReport:
    """Return the inventory as of `at` with what changed from the day `since` on."""
    store, facts_store = DomainStore(db), FactStore(db)
    domains = store.all()
    facts = with_registry(domains, facts_store.newest(at))
    begins = at_china(since, time())
    found = FindingStore(db)
    judged_on = found.last_recorded(ESTATE_CODE, china_day(at) + timedelta(days=1))
    stood = found.on(ESTATE_CODE, judged_on) if judged_on else {}
    findings = _findings(db, stood, judged_on) if judged_on else ()
    troubled = {each.finding.subject for each in findings if each.certain}
    health = {d.name: _health(d, facts.get(d.name, {}), troubled) for d in domains}
    spans = facts_store.changed_between(begins, at + timedelta(seconds=1))
    return EstateReport(
        office=office,
        at=at,
        since=since,
        until=china_day(at),
        judged_on=judged_on,
        looked_at=max((f.at for kinds in facts.values() for f in kinds.values()), default=None),
        rulebook=rulebook,
        vantage=vantage,
        domains=domains,
        facts=facts,
        health=health,
        units=_units(domains, health),
        platforms=_platforms(domains, facts),
        findings=findings,
        gone=_gone(db, since, stood),
        staff_changes=tuple(c for c in store.changes() if begins <= c.at <= at),
        fact_changes=tuple(fact_changes(facts_store.known_before(begins), spans)),
        closings=closings(domains, [s for s in store.steps() if s.on <= china_day(at)]),
        unlisted=_unlisted(domains, [s for s in store.sightings() if s.first_on <= china_day(at)]),
    )


def with_registry(domains: Iterable[Domain], facts: Facts) -> Facts:
    """Return the facts with what the registry says of a host name's domain beside the name."""
    whole = dict(facts)
    for domain in domains:
        own = {k: f for k, f in facts.get(own_domain(domain.name), {}).items() if k in REGISTRY}
        if own:
            whole[domain.name] = own | dict(facts.get(domain.name, {}))
    return whole


def fact_changes(
    before: Mapping[tuple[str, FactKind], tuple[str, ...]], spans: Iterable[FactSpan]
) -> Iterable[FactChange]:
    """Give each known value that became another, in the order of the spans.

    A value seen for the first time is no change, and what was not known in between is none.
    """
    stood = dict(before)
    for span in spans:
        fact = span.fact
        if fact.values is None or fact.kind not in WATCHED:
            continue
        key = (span.name, fact.kind)
        was = stood.get(key)
        stood[key] = fact.values
        if was is not None and was != fact.values:
            yield FactChange(
                name=span.name,
                kind=fact.kind,
                before=was,
                after=fact.values,
                on=china_day(span.since),
            )


def _findings(
    db: Database, stood: Mapping[str, Finding], judged_on: date
) -> tuple[EstateFinding, ...]:
    first = FindingStore(db).compare(ESTATE_CODE, judged_on, stood).first_seen
    reviews = ReviewIndex(ReviewStore(db).standing())
    found = []
    for mark, finding in stood.items():
        review = reviews.deciding(finding, ESTATE_CODE, judged_on)
        if review is None or review.decision is not Decision.REJECTED:
            each = EstateFinding(
                finding=finding, first_on=first[mark], confirmed=review is not None
            )
            found.append(each)
    found.sort(key=lambda e: (not e.certain, e.finding.check, e.finding.subject))
    return tuple(found)


def _gone(db: Database, since: date, stands: Mapping[str, Finding]) -> tuple[Finding, ...]:
    """Return what stood in the last round before a day, and stands no more."""
    store = FindingStore(db)
    previous = store.last_recorded(ESTATE_CODE, since)
    before = store.on(ESTATE_CODE, previous) if previous else {}
    left = [finding for mark, finding in before.items() if mark not in stands]
    return tuple(sorted(left, key=lambda f: (f.check, f.subject)))


def _health(domain: Domain, facts: Mapping[FactKind, Fact], troubled: set[str]) -> Health:
    gone = seen(domain.name, facts)[StepKind.GONE]
    over = domain.site_state is SiteState.CLOSED or domain.domain_state is DomainState.CANCELLED
    if over and gone:
        return Health.ENDED
    if domain.name in troubled:
        return Health.TROUBLED
    web = facts.get(FactKind.WEB)
    if (web is not None and web.absent) or gone:
        return Health.SILENT
    return Health.FINE if web is not None and web.values else Health.UNKNOWN


def _units(domains: Iterable[Domain], health: Mapping[str, Health]) -> tuple[UnitDomains, ...]:
    counts: dict[str, dict[Health, int]] = {}
    for domain in domains:
        row = counts.setdefault(domain.holder, dict.fromkeys(Health, 0))
        row[health[domain.name]] += 1
    units = [UnitDomains(unit=unit, counts=row) for unit, row in counts.items()]
    return tuple(sorted(units, key=lambda u: (u.unit == "", -u.total, u.unit)))


def _platforms(domains: Iterable[Domain], facts: Facts) -> tuple[Platform, ...]:
    """Return the address sets that several domains share, the largest first."""
    shared: dict[tuple[str, ...], list[Domain]] = {}
    for domain in domains:
        known = facts.get(domain.name, {})
        found = (known.get(FactKind.A), known.get(FactKind.AAAA))
        addresses = tuple(a for fact in found if fact is not None for a in fact.values or ())
        if addresses:
            shared.setdefault(addresses, []).append(domain)
    platforms = [
        Platform(
            addresses=addresses,
            names=tuple(d.name for d in held),
            units=tuple(dict.fromkeys(d.holder for d in held if d.holder)),
        )
        for addresses, held in shared.items()
        if len(held) > 1
    ]
    return tuple(sorted(platforms, key=lambda p: (-len(p.names), p.addresses)))


def _unlisted(domains: Iterable[Domain], sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    known = {bare(domain.name) for domain in domains}
    return tuple(each for each in sightings if bare(each.name) not in known)
