"""Probes of one site over the days before the night: subjects for checks of availability."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from checks.columns import Owner
from checks.evidence import Evidence
from model.clock import at_china, china_day
from model.errors import EvidenceMissing
from model.probe import Probe, ProbeLog


@dataclass(frozen=True, slots=True)
class Watched:
    """One site with its probes; named by its home address."""

    subject: str
    owner: Owner
    log: ProbeLog
    until: datetime  # midnight that begins the night's day: only whole days are counted

    def week(self, days: int) -> tuple[Probe, ...]:
        """Return the counted probes of the last `days` whole days in China time."""
        return self.log.counted(self.until - timedelta(days=days), self.until)

    def require(self, days: int, per_day: int) -> tuple[Probe, ...]:
        """Return the probes of the window; EvidenceMissing unless every day has enough."""
        probes = self.week(days)
        if not probes:
            raise EvidenceMissing(f"近{days}天没有访问探测记录，未判定")
        counts: dict[str, int] = {}
        for probe in probes:
            day = china_day(probe.at).isoformat()
            counts[day] = counts.get(day, 0) + 1
        thin = days - sum(1 for count in counts.values() if count >= per_day)
        if thin:
            raise EvidenceMissing(f"近{days}天中有{thin}天探测不足{per_day}次，未判定")
        return probes


def failed_visits(probes: Iterable[Probe], limit_s: float) -> list[Probe]:
    """Return the visits that count as failed: not opened, or open after the limit in seconds."""
    return [probe for probe in probes if not probe.ok or probe.seconds >= limit_s]


def probed(evidence: Evidence) -> Iterable[Watched]:
    """Give the site with its probes; it need not have been crawled."""
    snapshot = evidence.snapshot
    site = snapshot.site
    until = at_china(snapshot.night_on, time())
    yield Watched(site.home_url, Owner(site.unit), snapshot.probes, until)
