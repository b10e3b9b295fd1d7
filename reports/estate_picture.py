"""Picture of the estate 域名分布图 as inline SVG: who holds how many domains and how they stand.

Reads   units and platforms counted by somebody else
Gives   places and sizes in SVG units (1 unit = 1 CSS pixel), and the text alternative
Never   counts, and never says anything by colour alone: every part has its own hatching and figure
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.estate_report import HEALTH_NAMES, EstateReport, Health, Platform, UnitDomains

LEFT = 190  # where bars begin; names stand left of it
FULL = 400
ROW = 26
NARROWEST = 3
FIGURE_FITS = 16
MOST_ROWS = 40
NO_HOLDER = "持有单位未填"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a bar; `figure` is empty where it would not fit."""

    health: Health
    x: int
    width: int
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row: a unit or a platform."""

    name: str
    y: int
    parts: tuple[Part, ...]
    total: int
    end: int  # where the last part ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Bars under a legend."""

    bars: tuple[Bar, ...]
    height: int
    spoken: str


def units_picture(units: Sequence[UnitDomains]) -> Picture:
    """Lay out the units in their order; those beyond the first forty are one bar."""
    rows = [(unit.unit or NO_HOLDER, unit.counts) for unit in units[:MOST_ROWS]]
    rest = units[MOST_ROWS:]
    if rest:
        rows.append((f"其余{len(rest)}个单位", _added([unit.counts for unit in rest])))
    return _picture(rows)


def platforms_picture(report: EstateReport) -> Picture:
    """Lay out the platforms that several domains share."""
    shown = report.platforms[:MOST_ROWS]
    return _picture([(_platform_name(each), _of(each, report.health)) for each in shown])


def _picture(rows: Sequence[tuple[str, Mapping[Health, int]]]) -> Picture:
    most = max((sum(counts.values()) for _, counts in rows), default=1)
    bars = tuple(_bar(at, name, counts, most) for at, (name, counts) in enumerate(rows))
    spoken = "；".join(
        f"{name}共{sum(counts.values())}个：{_said(counts)}" for name, counts in rows
    )
    return Picture(bars=bars, height=len(bars) * ROW + 4, spoken=spoken)


def _bar(at: int, name: str, counts: Mapping[Health, int], most: int) -> Bar:
    x, parts = LEFT, []
    for health in Health:
        count = counts[health]
        if not count:
            continue
        width = max(round(count * FULL / max(most, 12)), NARROWEST)
        figure = str(count) if width >= FIGURE_FITS else ""
        parts.append(Part(health=health, x=x, width=width, figure=figure))
        x += width
    total = sum(counts.values())
    return Bar(name=name, y=at * ROW, parts=tuple(parts), total=total, end=x)


def _platform_name(platform: Platform) -> str:
    first, *more = platform.addresses
    return f"{first} 等{len(platform.addresses)}个地址" if more else first


def _of(platform: Platform, health: Mapping[str, Health]) -> dict[Health, int]:
    counts = dict.fromkeys(Health, 0)
    for name in platform.names:
        counts[health[name]] += 1
    return counts


def _added(many: Sequence[Mapping[Health, int]]) -> dict[Health, int]:
    return {health: sum(counts[health] for counts in many) for health in Health}


def _said(counts: Mapping[Health, int]) -> str:
    return "、".join(f"{HEALTH_NAMES[health]}{n}" for health, n in counts.items() if n)
