"""Probe 探测: one visit to a site's home page, asked for again and again (站点可用性).

Filled by whoever probes; judged by `checks/availability`. A probe that failed through the
monitor itself (no network here) is no probe: it belongs among the `Gap`s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from model.fetch import FetchOutcome

TURNED_AWAY = frozenset(
    {
        FetchOutcome.BLOCKED,
        FetchOutcome.NEEDS_LOGIN,
        FetchOutcome.ROBOTS_DENIED,
        FetchOutcome.PRIVATE_ADDRESS,
        FetchOutcome.NOT_FETCHED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One visit; `seconds` until the page was there, or until the visit was given up."""

    at: datetime
    ok: bool  # the page opened, however long it took
    seconds: float
    cause: FetchOutcome = FetchOutcome.ALIVE
    vantage: str = ""  # from where: "" this machine, or the name of another line
    detail: str = ""  # what exactly was met, e.g. a status
    again: bool = False  # the second look a minute after a failure: recorded, not counted

    @property
    def counts(self) -> bool:
        """Whether it is one of the visits of which a share may fail.

        A guard that turned the monitor away says nothing about visitors.
        """
        return not self.again and self.cause not in TURNED_AWAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of time that counts for nothing, from `since` up to, not including, `until`."""

    since: datetime
    until: datetime
    reason: str  # Chinese: 监测机停机, 已报备的停机维护 …
    agreed: bool = False  # an outage the office agreed to; else the monitor did not watch


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeLog:
    """The probes of one site, sorted by time, with what does not count."""

    probes: tuple[Probe, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def counted(self, since: datetime, until: datetime) -> tuple[Probe, ...]:
        """Return the probes in [since, until) that lie in no gap."""
        return tuple(
            probe
            for probe in self.probes
            if probe.counts
            and since <= probe.at < until
            and not any(gap.since <= probe.at < gap.until for gap in self.gaps)
        )
