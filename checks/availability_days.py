"""Visits by day: the probes of one site over whole China days, for the availability strip."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from checks.probing import failed_visits
from model.availability import DayVisits
from model.clock import at_china, china_day
from model.probe import Gap, Probe, ProbeLog

DAYS = 28
"""How many days a strip shows: four weeks."""


def days_of(log: ProbeLog, until_on: date, limit_s: float) -> tuple[DayVisits, ...]:
    """Return the days before `until_on`, the oldest first; none where the site was never probed.

    A visit that took `limit_s` seconds or longer failed, as the check of availability has it.
    """
    if not log.probes:
        return ()
    counted: dict[date, list[Probe]] = {}
    for probe in log.counted(*_bounds(until_on - timedelta(days=DAYS), DAYS)):
        counted.setdefault(china_day(probe.at), []).append(probe)
    turned: dict[date, int] = {}
    for probe in log.probes:
        if not probe.counts and not probe.again:
            day = china_day(probe.at)
            turned[day] = turned.get(day, 0) + 1
    days = (until_on - timedelta(days=back) for back in range(DAYS, 0, -1))
    return tuple(_day(day, counted.get(day, []), turned.get(day, 0), log, limit_s) for day in days)


def _day(day: date, probes: list[Probe], turned: int, log: ProbeLog, limit_s: float) -> DayVisits:
    since, until = _bounds(day, 1)
    return DayVisits(
        on=day,
        visits=len(probes),
        failed=len(failed_visits(probes, limit_s)),
        turned_away=turned,
        agreed_minutes=_minutes([g for g in log.gaps if g.agreed], since, until),
        unwatched_minutes=_minutes([g for g in log.gaps if not g.agreed], since, until),
    )


def _bounds(first: date, days: int) -> tuple[datetime, datetime]:
    return at_china(first, time()), at_china(first + timedelta(days=days), time())


def _minutes(gaps: list[Gap], since: datetime, until: datetime) -> int:
    """Return the minutes of [since, until) that gaps cover, overlapping ones once."""
    covered, reached = timedelta(), since
    for gap in sorted(gaps, key=lambda gap: gap.since):
        begins, ends = max(gap.since, reached), min(gap.until, until)
        if ends > begins:
            covered += ends - begins
            reached = ends
    return int(covered.total_seconds() // 60)
