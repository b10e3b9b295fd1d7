"""Visits to the home page that failed (首页打不开).

Finds
    A site of whose probes in the last whole days at least one failed: the page did not open, or
    took as long as the limit or longer. The share is printed.

Why
    The census of 2015 charges the share of visits to the home page that fail, below the share
    that is a veto. By how much it was not seen, so only the share is told.

Judges
    FAIL            a probe failed, after its second try
    OK              none did
    NOT_JUDGED      no probes, or a day with fewer than asked for once gaps and maintenance
                    windows are taken out: our own outage is never the site's

Remedy
    Mend the server or the line; report planned maintenance before it begins.

Units
    Seconds; probes; whole days in China time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.found import fail
from checks.options import require_positive
from checks.probing import Watched, failed_visits, probed
from checks.registry import check
from model.clock import china_time
from model.finding import Finding


@dataclass(frozen=True, slots=True)
class Options:
    """Window in days, least probes a day, seconds at which a visit fails."""

    days: int
    per_day: int
    seconds: int

    def __post_init__(self) -> None:
        require_positive(self, "days", "per_day", "seconds")


@check(title="首页有打不开的情况", over=probed, options=Options)
def judge(watched: Watched, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if a visit failed."""
    probes = watched.require(options.days, options.per_day)
    failed = failed_visits(probes, options.seconds)
    if not failed:
        return
    yield fail(
        watched.subject,
        f"近{options.days}天访问首页{len(probes)}次，{len(failed)}次打不开或超过"
        f"{options.seconds}秒，占{len(failed) * 100 / len(probes):.1f}%",
        probes=len(probes),
        failed=len(failed),
        failed_at=[f"{china_time(p.at):%Y-%m-%d %H:%M}" for p in failed[:50]],
    )
