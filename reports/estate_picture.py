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
A_DIGIT = 8  # as wide as it stands in a bar, with as much beside the figure
NAME_MOST, ADDRESS_MOST = 14, 24  # characters of Chinese, of an address, left of the bars
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
    """One row: a unit or a platform; what is left over has figures and no bar.

    A bar of all the others together would be longer than any and shrink every one.
    """

    name: str
    y: int
    parts: tuple[Part, ...]
    total: int
    end: int  # where the last part ends
    name_most: int = NAME_MOST
    figures: str = ""  # of the row without a bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Bars under a legend."""

    bars: tuple[Bar, ...]
    height: int
    spoken: str


def units_picture(units: Sequence[UnitDomains]) -> Picture:
    """Lay out the units in their order; those beyond the first forty are one row of figures."""
    return _picture([(unit.unit or NO_HOLDER, unit.counts) for unit in units], "个单位", NAME_MOST)


def platforms_picture(report: EstateReport) -> Picture:
    """Lay out the platforms that several domains share, those beyond the first forty likewise."""
    rows = [(_platform_name(each), _of(each, report.health)) for each in report.platforms]
    return _picture(rows, "组地址", ADDRESS_MOST)


def _picture(
    every: Sequence[tuple[str, Mapping[Health, int]]], left_over: str, name_most: int
) -> Picture:
    rows, rest = list(every[:MOST_ROWS]), every[MOST_ROWS:]
    most = max((sum(counts.values()) for _, counts in rows), default=1)
    bars = [_bar(at, name, counts, most, name_most) for at, (name, counts) in enumerate(rows)]
    if rest:
        name, counts = f"其余{len(rest)}{left_over}", _added([counts for _, counts in rest])
        rows.append((name, counts))
        figures = f"（{_said(counts)}）"
        total = sum(counts.values())
        y = len(bars) * ROW
        bars.append(Bar(name=name, y=y, parts=(), total=total, end=LEFT, figures=figures))
    spoken = "；".join(
        f"{name}共{sum(counts.values())}个：{_said(counts)}" for name, counts in rows
    )
    return Picture(bars=tuple(bars), height=len(bars) * ROW + 4, spoken=spoken)


def _bar(at: int, name: str, counts: Mapping[Health, int], most: int, name_most: int) -> Bar:
    x, parts = LEFT, []
    for health in Health:
        count = counts[health]
        if not count:
            continue
        width = max(round(count * FULL / max(most, 12)), NARROWEST)
        figure = str(count) if width >= A_DIGIT * (len(str(count)) + 1) else ""
        parts.append(Part(health=health, x=x, width=width, figure=figure))
        x += width
    total = sum(counts.values())
    return Bar(name=name, y=at * ROW, parts=tuple(parts), total=total, end=x, name_most=name_most)


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
