"""Long outage (网站长时间中断).

Finds
    The longest stretch of failed probes in the window, from its first failed probe to the next
    one that succeeded, if it lasted longer than the limit. A gap in the probing ends a stretch:
    what was not watched is not counted.

Why
    国办发〔2017〕47号 limits how long a site may be offline in a year, and only after it was
    announced. The daily limit here is the office's own, so this never costs points.

Judges
    FAIL            a stretch longer than the limit ended with a probe that succeeded
    SUSPECT         a stretch longer than the limit lasts on, or was cut by a gap: at least
                    this long
    NOT_JUDGED      no probes in the window

Remedy
    Bring the site back; announce and report what must stay offline (临时下线).

Units
    Minutes between probes; whole days in China time. Exactly the limit is not longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from checks.found import fail, suspect
from checks.options import require_positive
from checks.probing import Watched, probed
from checks.registry import check
from model.clock import china_time
from model.errors import EvidenceMissing
from model.finding import Finding
from model.probe import Gap, Probe


@dataclass(frozen=True, slots=True)
class Options:
    """Window in days, and the longest outage in minutes that is let pass."""

    days: int
    minutes: int

    def __post_init__(self) -> None:
        require_positive(self, "days", "minutes")


@dataclass(frozen=True, slots=True)
class Outage:
    """One stretch of failed probes; `ended` when a probe that succeeded closed it."""

    since: datetime
    until: datetime
    failed: int
    ended: bool

    @property
    def minutes(self) -> int:
        """Its length in whole minutes."""
        return int((self.until - self.since).total_seconds() // 60)


@check(title="网站长时间中断", over=probed, options=Options)
def judge(watched: Watched, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding about the longest outage if it was too long."""
    probes = watched.week(options.days)
    if not probes:
        raise EvidenceMissing(f"近{options.days}天没有访问探测记录，未判定")
    outages = outages_of(probes, watched.log.gaps)
    longest = max(outages, key=lambda outage: (outage.minutes, outage.since), default=None)
    if longest is None or longest.minutes <= options.minutes:
        return
    word = fail if longest.ended else suspect
    least = "" if longest.ended else "至少"
    yield word(
        watched.subject,
        f"{china_time(longest.since):%Y-%m-%d %H:%M}起网站中断{least}{longest.minutes}分钟，"
        f"超过{options.minutes}分钟" + ("" if longest.ended else "，请核实是否恢复"),
        since=f"{china_time(longest.since):%Y-%m-%d %H:%M}",
        until=f"{china_time(longest.until):%Y-%m-%d %H:%M}",
        minutes=longest.minutes,
        failed=longest.failed,
        outages=len(outages),
    )


def outages_of(probes: tuple[Probe, ...], gaps: tuple[Gap, ...]) -> list[Outage]:
    """Return the stretches of failed probes; a gap between two probes ends a stretch."""
    out: list[Outage] = []
    failed: list[Probe] = []

    def close(until: datetime, *, ended: bool) -> None:
        if failed:
            out.append(Outage(failed[0].at, until, len(failed), ended))
            failed.clear()

    before: Probe | None = None
    for probe in probes:
        if before is not None and any(before.at < g.until and g.since <= probe.at for g in gaps):
            close(before.at, ended=False)
        if probe.ok:
            close(probe.at, ended=True)
        else:
            failed.append(probe)
        before = probe
    if before is not None:
        close(before.at, ended=False)
    return out
