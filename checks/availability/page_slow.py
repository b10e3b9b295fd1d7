"""Home page slow to open (页面打开缓慢).

Finds
    A site whose probes that opened took longer than the limit more often than not: the
    median of their seconds over the window.

Why
    国办发〔2017〕47号 asks that a page opens within three seconds.

Judges
    SUSPECT         the median is over the limit: seen from our line, which may be the slow part
    OK              the median is at the limit or under it
    NOT_JUDGED      too few probes opened to say

Remedy
    Make the home page lighter; look at server and line.

Units
    Seconds until the page was there; whole days in China time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from checks.found import suspect
from checks.options import require_positive
from checks.probing import Watched, probed
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding


@dataclass(frozen=True, slots=True)
class Options:
    """Window in days, least number of probes that opened, and the limit in seconds."""

    days: int
    least: int
    seconds: int

    def __post_init__(self) -> None:
        require_positive(self, "days", "least", "seconds")


@check(title="页面打开缓慢", over=probed, options=Options)
def judge(watched: Watched, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the page usually takes too long."""
    opened = [p.seconds for p in watched.week(options.days) if p.ok]
    if len(opened) < options.least:
        raise EvidenceMissing(f"近{options.days}天打开首页不足{options.least}次，速度未判定")
    usual = median(opened)
    if usual <= options.seconds:
        return
    yield suspect(
        watched.subject,
        f"近{options.days}天打开首页{len(opened)}次，一般需{usual:.1f}秒，"
        f"超过{options.seconds}秒，请核实",
        opened=len(opened),
        median_seconds=round(usual, 2),
        slowest_seconds=round(max(opened), 2),
        over_limit=sum(1 for seconds in opened if seconds > options.seconds),
    )
