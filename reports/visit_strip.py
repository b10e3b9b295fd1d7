"""Availability strip 访问情况图: a cell a day and site, as inline SVG (templates/visit_strip.html).

Reads   DayVisits, as somebody else counted them
Gives   places in SVG units, a figure wherever a visit failed, and the text alternative
Never   shows a day without visits as a good one: it is hatched, with its reason in words
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from model.availability import DayVisits
from reports import wording
from reports.safe_text import one_line

LEFT, CELL, ROW, TOP = 150, 17, 24, 18
FULL = 18  # height of a cell
SITES_A_CHART = 30  # what a printed page holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day; `black` is the height of the failed share, `hatch` what did not count."""

    x: int
    black: int
    hatch: str  # "", "unwatched", "agreed" or "turned"
    half: bool  # only a part of the day did not count
    figure: str  # failed visits, "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRow:
    """One site."""

    name: str
    y: int
    days: tuple[Day, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """All sites over the same days; no rows: nothing was probed."""

    heads: tuple[tuple[int, str], ...]
    rows: tuple[StripRow, ...]
    height: int
    spoken: str


def strips(sites: Iterable[tuple[str, tuple[DayVisits, ...]]]) -> tuple[Strip, ...]:
    """Lay the sites that were ever probed out, as many charts as that takes."""
    probed = iter([(name, days) for name, days in sites if days])
    charts = []
    while part := list(islice(probed, SITES_A_CHART)):
        charts.append(strip(part))
    return tuple(charts)


def strip(sites: Iterable[tuple[str, tuple[DayVisits, ...]]]) -> Strip:
    """Lay the sites out; those that were never probed have no row."""
    probed = [(one_line(name), days) for name, days in sites if days]
    rows = tuple(
        StripRow(
            name=name,
            y=TOP + at * ROW,
            days=tuple(_day(place, day) for place, day in enumerate(days)),
            label=_label(days),
        )
        for at, (name, days) in enumerate(probed)
    )
    days = probed[0][1] if probed else ()
    return Strip(
        heads=tuple(
            (LEFT + at * CELL, f"{day.on.month}/{day.on.day}")
            for at, day in enumerate(days)
            if at % 7 == 0
        ),
        rows=rows,
        height=TOP + len(rows) * ROW,
        spoken="；".join(f"{name}：{_said(days)}" for name, days in probed),
    )


def _day(at: int, day: DayVisits) -> Day:
    share = day.failed / day.visits if day.visits else 0
    gap = day.agreed_minutes + day.unwatched_minutes
    hatch = ""
    if day.agreed_minutes:
        hatch = "agreed"
    elif day.unwatched_minutes or not day.visits:
        hatch = "turned" if day.turned_away and not gap else "unwatched"
    return Day(
        x=LEFT + at * CELL,
        black=max(2, round(share * FULL)) if day.failed else 0,
        hatch=hatch,
        half=bool(day.visits),
        figure=str(day.failed) if day.failed else "",
    )


def _label(days: tuple[DayVisits, ...]) -> str:
    visits, failed = sum(d.visits for d in days), sum(d.failed for d in days)
    return f"失败{failed}／{visits}次" if visits else "没有可计的访问"


def _said(days: tuple[DayVisits, ...]) -> str:
    words = [_label(days)]
    for day in days:
        notes = []
        if day.failed:
            notes.append(f"访问{day.visits}次失败{day.failed}次")
        if day.agreed_minutes:
            notes.append(f"报备停机{_hours(day.agreed_minutes)}")
        if day.unwatched_minutes:
            notes.append(f"未监测{_hours(day.unwatched_minutes)}")
        if day.turned_away and not day.visits:
            notes.append("被拦截，未能核实")
        if notes:
            words.append(f"{wording.long_day(day.on)}{'、'.join(notes)}")
    return "，".join(words)


def _hours(minutes: int) -> str:
    return f"{minutes // 60}小时" if minutes >= 60 else f"{minutes}分钟"
