"""The estate 域名家底 by what checks ask of it: rows by name and site, facts that still hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cached_property
from typing import TypeVar

from model.clock import china_day
from model.domain import (
    Domain,
    DomainState,
    HolderLevel,
    HolderType,
    SiteState,
    ascii_name,
)
from model.domain_fact import FACT_NAMES, Fact, FactKind
from model.errors import EvidenceMissing
from model.estate import Change, ClosingStep, Estate, Filing, Sighting, Source, StepKind
from model.url import host, own_domain

K = TypeVar("K")
V = TypeVar("V")
ENGLISH_SUFFIX = ".gov.cn"
CHINESE_SUFFIX = ".xn--zfr164b"  # .政务
HOLDS_DAYS = 7
"""What the monitor saw itself is not said to be so any more after so many days."""
BOUND = frozenset(
    {HolderType.ADMINISTRATIVE, HolderType.INTERNAL, HolderType.INSTITUTION_ADMINISTRATIVE}
)
"""The bodies whose domains 国办函〔2018〕55号 is about."""
JUDGED = frozenset(
    {
        FactKind.A, FactKind.AAAA, FactKind.CNAME, FactKind.HTTP_V4, FactKind.HTTP_V6,
        FactKind.HTTPS_V4, FactKind.HTTPS_V6, FactKind.HOPS, FactKind.WEB, FactKind.FINAL_HOST,
        FactKind.TLS_TRUST, FactKind.TLS_EXPIRES, FactKind.TLS_NAMES, FactKind.TLS_ISSUER,
        FactKind.TITLE, FactKind.SITE_CODE, FactKind.PAGE_V4, FactKind.PAGE_V6, FactKind.LOOKS,
        FactKind.REGISTRY_EXPIRES, FactKind.REGISTRANT, FactKind.REGISTRAR,
    }
)  # fmt: skip
"""The facts that checks ask for: the others need not be in memory while judging."""
_OF_REGISTRY = frozenset({FactKind.REGISTRY_EXPIRES, FactKind.REGISTRANT, FactKind.REGISTRAR})
"""What a registry or its export says holds until it says otherwise."""


def is_government(name: str) -> bool:
    """Whether a name ends as a government name must: .gov.cn, or .政务 in Chinese."""
    return name.endswith((ENGLISH_SUFFIX, CHINESE_SUFFIX))


def bare(name: str) -> str:
    """Return a name without `www.`, which is a host of it and no domain of its own."""
    return name.removeprefix("www.")


class EstateIndex:
    """One estate, looked up by name; made once for a judging."""

    def __init__(self, estate: Estate, office: str) -> None:
        self.estate = estate
        self.office = office
        self.by_name: Mapping[str, Domain] = {d.name: d for d in estate.domains}

    def fact(self, name: str, kind: FactKind) -> Fact | None:
        """Return what is known of a name; None where nobody looked, or too long ago."""
        fact = self.estate.fact(name, kind)
        return None if fact is None or self._past(fact) else fact

    def known(self, name: str, kind: FactKind) -> tuple[str, ...]:
        """Return the values of a known fact, () for known to be absent.

        Raises EvidenceMissing with the reason where it is not known.
        """
        fact = self.estate.fact(name, kind)
        what = FACT_NAMES[kind]
        if fact is None:
            raise EvidenceMissing(f"{what}尚未监测，未判定")
        if self._past(fact):
            raise EvidenceMissing(
                f"{what}最近一次监测在{china_day(fact.at)}，已超过{HOLDS_DAYS}天，未判定"
            )
        if fact.values is None:
            why = f"（{fact.why}）" if fact.why else ""
            raise EvidenceMissing(f"{what}未能查明{why}，未判定")
        return fact.values

    def _past(self, fact: Fact) -> bool:
        held = self.estate.at - fact.at <= timedelta(days=HOLDS_DAYS)
        return not held and fact.kind not in _OF_REGISTRY

    def registered(self, name: str, kind: FactKind) -> Fact | None:
        """Return what the registry says that concerns a row: of its name, else of its domain.

        Only one row speaks for a registered domain (`speaks_for`), or every host name below it
        would be told the same; what an export says of a host name itself is that name's.
        """
        own = self.fact(name, kind)
        above = self.fact(own_domain(name), kind) if self.speaks_for(name) else None
        return own if own is not None and (own.known or above is None) else above

    def speaks_for(self, name: str) -> bool:
        """Whether a row stands for its registered domain: it is it, or comes nearest to it."""
        return self._speakers[own_domain(name)] == name

    @cached_property
    def _speakers(self) -> Mapping[str, str]:
        near = _groups((own_domain(d.name), d.name) for d in self.estate.domains)
        return {
            own: min(names, key=lambda n: (bare(n) != own, n.count("."), n != own))
            for own, names in near.items()
        }

    def listed(self, name: str) -> bool:
        """Whether a name is in the inventory, with or without its `www.`."""
        return bare(name) in self._bare_names

    @cached_property
    def _bare_names(self) -> frozenset[str]:
        return frozenset(bare(name) for name in self.by_name)

    @cached_property
    def portals(self) -> frozenset[str]:
        """The registered domains of the portals: what lies below them is the district's."""
        return frozenset(
            own_domain(d.name)
            for d in self.estate.domains
            if d.holder_level is HolderLevel.PORTAL and is_government(d.name)
        )

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """The names of the register's sites with the units that run them."""
        sites = {ascii_name(host(site.home_url)): site.unit for site in self.estate.register.sites}
        return {name: unit for name, unit in sites.items() if name}

    @cached_property
    def district(self) -> frozenset[str]:
        """The registered government domains of portals and of the register's sites."""
        return self.portals | {own_domain(name) for name in self.homes if is_government(name)}

    @cached_property
    def by_site(self) -> Mapping[str, tuple[Domain, ...]]:
        """The domains of every site, cancelled ones left out; see `site_of`."""
        sites: dict[str, list[Domain]] = {}
        for domain in self.estate.domains:
            key = site_of(domain)
            if key and domain.domain_state is not DomainState.CANCELLED:
                sites.setdefault(key, []).append(domain)
        return {key: tuple(found) for key, found in sites.items()}

    @cached_property
    def running_by_holder(self) -> Mapping[str, frozenset[str]]:
        """The running sites of every holder by `title_of`; channels below another left out."""
        held: dict[str, list[Domain]] = {}
        for domain in self.estate.domains:
            if domain.site_state is SiteState.RUNNING and domain.holder and title_of(domain):
                held.setdefault(domain.holder, []).append(domain)
        sites = {}
        for holder, domains in held.items():
            above = {bare(d.name) for d in domains}
            sites[holder] = frozenset(
                title_of(d) for d in domains if not above & set(_parents(bare(d.name)))
            )
        return sites

    @cached_property
    def by_page(self) -> Mapping[tuple[str, str], tuple[Domain, ...]]:
        """Domains that show the same page themselves, by its title and fingerprint."""
        return _groups((self._page(d), d) for d in self.estate.domains)

    @cached_property
    def by_printed_code(self) -> Mapping[tuple[str, str], tuple[Domain, ...]]:
        """Domains whose own pages print the same 网站标识码, by ("", code)."""
        return _groups((self._printed(d), d) for d in self.estate.domains)

    def page_key(self, domain: Domain) -> tuple[str, str] | None:
        """Return title and fingerprint of the page a name shows itself, None where unknown."""
        return self._page(domain)

    def printed_code(self, domain: Domain) -> str:
        """Return the 网站标识码 that a name's own page prints, "" where none is known."""
        printed = self._printed(domain)
        return printed[1] if printed else ""

    def _page(self, domain: Domain) -> tuple[str, str] | None:
        page = self.fact(domain.name, FactKind.PAGE_V4)
        if page is None or not page.values or not self.at_home(domain.name):
            return None
        mark, title = (*page.values, "")[:2]
        return (title, mark) if title and mark else None

    def _printed(self, domain: Domain) -> tuple[str, str] | None:
        code = self.fact(domain.name, FactKind.SITE_CODE)
        if code is None or not code.first or not self.at_home(domain.name):
            return None
        return ("", code.first)

    def at_home(self, name: str) -> bool:
        """Whether a visit to a name is known to end under the name itself."""
        end = self.fact(name, FactKind.FINAL_HOST)
        return end is not None and end.first is not None and bare(end.first) == bare(name)

    @cached_property
    def steps(self) -> Mapping[tuple[str, StepKind], ClosingStep]:
        """The steps of closings that stand, by name and kind."""
        return {(s.name, s.kind): s for s in self.estate.steps if not s.undone_by}

    @cached_property
    def filings_of(self) -> Mapping[str, tuple[Filing, ...]]:
        """What other systems have on file, by name without `www.`."""
        return _groups((bare(f.name), f) for f in self.estate.filings)

    @cached_property
    def filed_sources(self) -> frozenset[Source]:
        """The systems of which a list was imported."""
        return frozenset(filing.source for filing in self.estate.filings)

    @cached_property
    def national_by_code(self) -> Mapping[str, tuple[Filing, ...]]:
        """What the national register has on file, by 网站标识码."""
        filed = (f for f in self.estate.filings if f.source is Source.NATIONAL)
        return _groups((f.fields.get("site_code") or None, f) for f in filed)

    def changes_of(self, name: str) -> tuple[Change, ...]:
        """Return what staff changed of a name, oldest first."""
        return self._changes.get(name, ())

    @cached_property
    def _changes(self) -> Mapping[str, tuple[Change, ...]]:
        return _groups((c.name, c) for c in self.estate.changes)

    @cached_property
    def sightings_of(self) -> Mapping[str, tuple[Sighting, ...]]:
        """Where names were met, by name as it was met."""
        return _groups((s.name, s) for s in self.estate.sightings)


def site_of(domain: Domain) -> str:
    """Return what names the site of a domain: its code, else holder and name; "" if unknown."""
    if domain.site_code:
        return domain.site_code
    return f"{domain.holder} {domain.site_name}" if domain.holder and domain.site_name else ""


def title_of(domain: Domain) -> str:
    """Return by which word the sites of one holder are told apart; "" if unknown."""
    return domain.site_name or domain.site_code


def same_body(one: str, other: str) -> bool:
    """Whether two writings name one body: one may leave out the places before it."""
    short, long = sorted((_plain(one), _plain(other)), key=len)
    return bool(short) and long.endswith(short)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _parents(name: str) -> list[str]:
    labels = name.split(".")
    return [".".join(labels[at:]) for at in range(1, len(labels) - 1)]


def _groups(pairs: Iterable[tuple[K | None, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        if key is not None:
            groups.setdefault(key, []).append(value)
    return {key: tuple(found) for key, found in groups.items()}
