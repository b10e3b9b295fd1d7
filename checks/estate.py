"""The domain inventory 域名清单 as subjects for checks: the names held, and names not listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checks.columns import Owner
from checks.estate_index import EstateIndex, bare, is_government
from checks.evidence import Evidence
from model.domain import Domain, DomainState, SiteState, unicode_name
from model.domain_fact import Fact, FactKind
from model.domain_sheet import HEADINGS
from model.errors import EvidenceMissing
from model.estate import ClosingStep, Filing, Sighting, Source, StepKind
from model.url import own_domain

_ADDRESSES = (FactKind.A, FactKind.AAAA, FactKind.CNAME)


@dataclass(frozen=True, slots=True)
class Held:
    """One row of the inventory; its name is the subject, its holder answers."""

    domain: Domain
    index: EstateIndex

    @property
    def subject(self) -> str:
        """The name as it is asked for in the DNS."""
        return self.domain.name

    @property
    def owner(self) -> Owner:
        """The holder, or the office where no holder is filled in."""
        return Owner(self.domain.holder or self.index.office)

    def fact(self, kind: FactKind) -> Fact | None:
        """Return a fact of the name as it holds now; None where nobody looked of late."""
        return self.index.fact(self.domain.name, kind)

    def known(self, kind: FactKind) -> tuple[str, ...]:
        """Return the values of a fact, () for absent; EvidenceMissing where it is not known."""
        return self.index.known(self.domain.name, kind)

    def registered(self, kind: FactKind) -> Fact | None:
        """Return what the registry says, if this row is the one that answers for the domain."""
        return self.index.registered(self.domain.name, kind)

    def step(self, kind: StepKind) -> ClosingStep | None:
        """Return a step of the closing that stands, or None."""
        return self.index.steps.get((self.domain.name, kind))

    def unfilled(self, *attributes: str) -> EvidenceMissing:
        """Return what to raise where staff have not filled in what the rule turns on."""
        words = "".join(f"“{HEADINGS[name]}”" for name in attributes)
        return EvidenceMissing(f"域名清单没有填写{words}，未判定")

    @property
    def in_service(self) -> bool:
        """Whether neither the domain is cancelled nor its site closed, as far as staff say."""
        cancelled = self.domain.domain_state is DomainState.CANCELLED
        return not cancelled and self.domain.site_state is not SiteState.CLOSED

    def records(self) -> tuple[str, ...]:
        """Return the addresses and aliases by which the name resolves, () if it does not.

        EvidenceMissing where that is not known.
        """
        found = [fact for kind in _ADDRESSES if (fact := self.fact(kind)) and fact.values]
        if found:
            return tuple(dict.fromkeys(v for fact in found for v in fact.values or ()))
        for kind in _ADDRESSES:
            self.known(kind)
        return ()


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name that was met or is on file somewhere and is not in the inventory."""

    name: str
    sightings: tuple[Sighting, ...]
    filings: tuple[Filing, ...]
    index: EstateIndex

    @property
    def subject(self) -> str:
        """The name as it is asked for in the DNS."""
        return self.name

    @property
    def shown(self) -> str:
        """The name as people write it."""
        return unicode_name(self.name)

    @property
    def owner(self) -> Owner:
        """Whoever runs the site in the register; the holder on file, if a unit; the office."""
        running = self.index.homes.get(self.name) or self.index.homes.get(f"www.{self.name}")
        if running:
            return Owner(running)
        units = {unit.name for unit in self.index.estate.register.units}
        holders = (filing.fields.get("holder", "") for filing in self.filings)
        return Owner(next((h for h in holders if h in units), self.index.office))

    @property
    def sources(self) -> frozenset[Source]:
        """Where the name is met now: a list or register that has since dropped it is none."""
        now = {filing.source for filing in self.filings}
        if self.index.homes.keys() & {self.name, f"www.{self.name}"}:
            now.add(Source.REGISTER)
        dropped = {*self.index.filed_sources, Source.REGISTER}
        return frozenset(now | ({s.source for s in self.sightings} - dropped))

    @property
    def in_district(self) -> bool:
        """Whether it is a government name below a domain of the district."""
        return is_government(self.name) and own_domain(self.name) in self.index.district


def held(evidence: Evidence) -> Iterable[Held]:
    """Give every row of the inventory in its order."""
    index = evidence.estate
    if not index.estate.domains:
        raise EvidenceMissing("域名清单还是空的，未判定")
    return [Held(domain, index) for domain in index.estate.domains]


def unlisted(evidence: Evidence) -> Iterable[Unlisted]:
    """Give every name met or on file that is not in the inventory, sorted.

    A name and the same with `www.` are one: the shorter stands for both.
    """
    index = evidence.estate
    if not (index.estate.sightings or index.estate.filings or index.homes):
        raise EvidenceMissing("还没有汇集名录、网页链接、证书和其他系统的清单，未判定")
    names: dict[str, list[str]] = {}
    filed = (filing.name for filing in index.estate.filings)
    for name in sorted({*index.sightings_of, *filed, *index.homes}):
        if not index.listed(name):
            names.setdefault(bare(name), []).append(name)
    found = (
        Unlisted(
            name=min(forms, key=len),
            sightings=tuple(s for form in forms for s in index.sightings_of.get(form, ())),
            filings=index.filings_of.get(key, ()),
            index=index,
        )
        for key, forms in names.items()
    )
    return [each for each in found if each.sources]


def in_service(subject: Held, _options: object) -> bool:
    """Whether the demands on a domain in use concern this one."""
    return subject.in_service


def not_cancelled(subject: Held, _options: object) -> bool:
    """Whether the domain is still held, as far as staff say."""
    return subject.domain.domain_state is not DomainState.CANCELLED
