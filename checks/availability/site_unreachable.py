"""Site often unreachable (站点无法访问).

Finds
    A site of whose probes in the last whole days a share failed: the page did not open, or
    took as long as the limit or longer.

Why
    One of the vetoes of 2015 and 2019: in a week of at least 20 visits a day, 5 % or more that
    do not open within 15 seconds fail the site.

Judges
    FAIL            failed probes × 100 ≥ `percent` × probes: exactly the share is over it
    NOT_JUDGED      no probes, or a day with fewer than asked for once gaps and maintenance
                    windows are taken out: our own outage is never the site's

Remedy
    Mend the server or the line; report planned maintenance before it begins.

Units
    Seconds; probes; whole days in China time; percent of the probes, in whole numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.found import fail
from checks.options import require_positive
from checks.probing import Watched, failed_visits, probed
from checks.registry import check
from model.clock import china_time
from model.fetch import SENTENCES
from model.finding import Finding


@dataclass(frozen=True, slots=True)
class Options:
    """Window in days, least probes a day, seconds at which a visit fails, share that fails."""

    days: int
    per_day: int
    seconds: int
    percent: int

    def __post_init__(self) -> None:
        require_positive(self, "days", "per_day", "seconds", "percent")
        if self.percent > 100:
            raise ValueError(f"选项 percent 是百分比，不能大于 100，现为 {self.percent}")


@check(title="站点无法访问", over=probed, options=Options)
def judge(watched: Watched, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if too large a share of the visits failed."""
    probes = watched.require(options.days, options.per_day)
    failed = failed_visits(probes, options.seconds)
    if len(failed) * 100 < options.percent * len(probes):
        return
    causes = Counter(
        SENTENCES[p.cause] if not p.ok else f"超过{options.seconds}秒才打开" for p in failed
    )
    yield fail(
        watched.subject,
        f"近{options.days}天访问{len(probes)}次，{len(failed)}次打不开或超过{options.seconds}秒，"
        f"占{len(failed) * 100 / len(probes):.1f}%，达到{options.percent}%",
        probes=len(probes),
        failed=len(failed),
        causes=[f"{word} {count}次" for word, count in sorted(causes.items())],
        failed_at=[f"{china_time(p.at):%Y-%m-%d %H:%M}" for p in failed[:50]],
        vantages=sorted({p.vantage for p in failed if p.vantage}),
    )
