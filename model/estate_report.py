"""What is printed about the inventory 域名家底: counted once, so that no document counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from model.closing import Closing
from model.domain import Domain
from model.domain_fact import Fact, FactKind
from model.estate import Change, Sighting
from model.finding import Finding, Verdict


class Health(StrEnum):
    """How a domain stands, in the picture of the estate; each domain is counted once."""

    FINE = "fine"  # a page is served and nothing certain was found
    TROUBLED = "troubled"  # a certain or confirmed finding stands
    SILENT = "silent"  # no page is served
    ENDED = "ended"  # closed or cancelled, and it no longer resolves
    UNKNOWN = "unknown"  # not looked at, or nothing was found out


HEALTH_NAMES: dict[Health, str] = {
    Health.FINE: "正常",
    Health.TROUBLED: "有问题",
    Health.SILENT: "无网页服务",
    Health.ENDED: "已关停注销",
    Health.UNKNOWN: "情况不明",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDomains:
    """The domains of one holder by how they stand."""

    unit: str  # "" where the holder is not filled in
    counts: Mapping[Health, int]

    @property
    def total(self) -> int:
        """How many domains the unit holds."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Domains that resolve to the same addresses: one server or one intensive platform."""

    addresses: tuple[str, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """One known value that became another known value; what was not known in between is none."""

    name: str
    kind: FactKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateFinding:
    """One finding about the inventory as it stands, with what a person decided."""

    finding: Finding
    first_on: date
    confirmed: bool = False  # a person confirmed a suspicion

    @property
    def certain(self) -> bool:
        """Whether it counts as a problem: certain, or confirmed by a person."""
        return self.confirmed or self.finding.verdict is Verdict.FAIL


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateReport:
    """Everything the documents about the inventory print."""

    office: str
    at: datetime
    since: date  # the period of the difference, first day
    until: date  # last day
    judged_on: date | None  # the round whose findings these are; None: never judged
    looked_at: datetime | None  # when facts were last collected
    rulebook: str = ""
    vantage: str = ""  # the monitor's own line, as the office calls it
    domains: tuple[Domain, ...] = ()
    facts: Mapping[str, Mapping[FactKind, Fact]] = field(default_factory=dict)
    health: Mapping[str, Health] = field(default_factory=dict)
    units: tuple[UnitDomains, ...] = ()
    platforms: tuple[Platform, ...] = ()
    findings: tuple[EstateFinding, ...] = ()
    gone: tuple[Finding, ...] = ()  # stood before the period, and no more
    staff_changes: tuple[Change, ...] = ()
    fact_changes: tuple[FactChange, ...] = ()
    closings: tuple[Closing, ...] = ()
    unlisted: tuple[Sighting, ...] = ()  # met somewhere, not in the inventory

    def count(self, health: Health) -> int:
        """Return how many domains stand like this."""
        return sum(1 for each in self.health.values() if each is health)

    @property
    def problems(self) -> int:
        """How many findings count as problems."""
        return sum(1 for each in self.findings if each.certain)
