"""Closing 关停注销: where a name stands on its way to being closed and cancelled.

The steps and their order follow 国办发〔2017〕47号 on closing a site and 国办函〔2018〕55号 on
domains: content moved, announced for three months, cancelled, no longer resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from model.domain import Domain, DomainPlan, DomainState, SiteState
from model.domain_fact import Fact, FactKind
from model.estate import STEP_NAMES, ClosingStep, StepKind
from model.url import own_domain

ORDER = tuple(StepKind)
SEEN_BY_MONITOR = frozenset({StepKind.REDIRECTED, StepKind.GONE})
"""Steps that no person notes: the monitor sees them, and takes them back when they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One name with the steps that stand, the first by day, and those still to come."""

    domain: Domain
    steps: tuple[ClosingStep, ...]

    @property
    def missing(self) -> tuple[StepKind, ...]:
        """The steps still to come, in their order."""
        done = {step.kind for step in self.steps}
        return tuple(kind for kind in ORDER if kind not in done)

    @property
    def finished(self) -> bool:
        """Whether the name was cancelled and no longer resolves."""
        return not {StepKind.CANCELLED, StepKind.GONE} & set(self.missing)

    @property
    def state(self) -> str:
        """Where it stands, in Chinese."""
        if self.finished:
            return "已办结"
        if not self.steps:
            return "尚未开始"
        return f"待办：{'、'.join(STEP_NAMES[kind] for kind in self.missing)}"

    def overdue(self, on: date) -> bool:
        """Whether the day by which it was to be done has passed."""
        limit = self.domain.target_on
        return not self.finished and limit is not None and on > limit


def is_closing(domain: Domain) -> bool:
    """Whether a name is on its way out: by plan, by the state of its site or of itself."""
    return (
        domain.plan in {DomainPlan.CANCEL, DomainPlan.CHANGE, DomainPlan.MERGE}
        or domain.site_state is SiteState.CLOSED
        or domain.domain_state in {DomainState.CANCELLING, DomainState.CANCELLED}
    )


def closings(domains: Iterable[Domain], steps: Iterable[ClosingStep]) -> tuple[Closing, ...]:
    """Return every name on its way out, in the order of the inventory."""
    standing: dict[str, list[ClosingStep]] = {}
    for step in steps:
        if not step.undone_by:
            standing.setdefault(step.name, []).append(step)
    return tuple(
        Closing(
            domain=domain,
            steps=tuple(sorted(standing.get(domain.name, ()), key=lambda s: ORDER.index(s.kind))),
        )
        for domain in domains
        if is_closing(domain) or domain.name in standing
    )


def seen(name: str, facts: Mapping[FactKind, Fact]) -> dict[StepKind, bool | None]:
    """Say which of the monitor's own steps can be seen; None where nothing was found out.

    A name no longer resolves when it has neither addresses nor an alias; it is redirected when
    its page ends under another registered domain.
    """
    addresses = [facts.get(kind) for kind in (FactKind.A, FactKind.AAAA, FactKind.CNAME)]
    gone: bool | None = None
    if any(fact is not None and fact.values for fact in addresses):
        gone = False
    elif all(fact is not None and fact.absent for fact in addresses):
        gone = True
    end = facts.get(FactKind.FINAL_HOST)
    redirected: bool | None = None
    if end is not None and end.known:
        redirected = end.first is not None and own_domain(end.first) != own_domain(name)
    return {StepKind.GONE: gone, StepKind.REDIRECTED: redirected}
