"""The host of the home page, with what the domain rounds found out about it, as a subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from checks.columns import Owner
from checks.evidence import Evidence
from model.domain import ascii_name
from model.domain_fact import Fact, FactKind
from model.errors import EvidenceMissing
from model.site import Site
from model.url import host

STALE = timedelta(days=7)
"""A fact last seen longer ago than this says nothing about tonight."""


@dataclass(frozen=True, slots=True)
class HomeHost:
    """The host of one site; `name` is None where the site is served under a bare IP address."""

    subject: str
    owner: Owner
    site: Site
    name: str | None
    facts: Mapping[FactKind, Fact]

    def known(self, kind: FactKind) -> tuple[str, ...]:
        """Return the values of a fact; EvidenceMissing where it was not looked at or not found."""
        fact = self.facts.get(kind)
        if fact is None:
            raise EvidenceMissing("没有近期的域名监测记录，未判定（xunjian domains collect）")
        if fact.values is None:
            raise EvidenceMissing(f"{fact.why or '未能查明'}，未判定")
        return fact.values


def home_host(evidence: Evidence) -> Iterable[HomeHost]:
    """Give the host of the home page; old facts are left out."""
    snapshot = evidence.snapshot
    site = snapshot.site
    fresh = {
        kind: fact
        for kind, fact in snapshot.home_facts.items()
        if snapshot.observed_at - fact.at <= STALE
    }
    yield HomeHost(site.home_url, Owner(site.unit), site, ascii_name(host(site.home_url)), fresh)


def has_name(subject: HomeHost, _options: object) -> bool:
    """Whether the site is served under a name at all."""
    return subject.name is not None
