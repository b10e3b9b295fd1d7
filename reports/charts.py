"""Charts 图: trend and ranking as inline SVG, drawn by templates/charts.html from these shapes.

Reads   figures that somebody else counted
Gives   places and sizes in SVG units (1 unit = 1 CSS pixel), and the text alternative
Never   counts, fetches, or needs a script or a colour: lines, hatching and figures say it all
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.period import TrendPoint
from reports import wording

WIDTH, HEIGHT = 640, 130
LEFT, RIGHT, TOP, BOTTOM = 36, 36, 20, 24
FULL_BAR = 340
ROW = 24
ROWS_A_CHART = 35  # what a printed page holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One value of a trend; `label` is empty where the figures would stand too close."""

    x: str
    y: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A line over days, broken where nothing was judged."""

    dots: tuple[Dot, ...]
    lines: tuple[str, ...]  # points of polylines
    first: str
    last: str
    spoken: str  # text alternative
    drawn: bool  # False: fewer than two values, nothing to see


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a ranking; `width` is 0 where the rate does not apply."""

    name: str
    y: int
    width: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Rows with horizontal bars, the best first, what does not apply last."""

    bars: tuple[Bar, ...]
    height: int
    spoken: str


def trend(points: Sequence[TrendPoint], unit: str, top: int = 0) -> Trend:
    """Lay out a trend; `unit` is what the values are counted in, `top` the least full height."""
    known = [point.value for point in points if point.value is not None]
    highest = max([*known, Decimal(top), Decimal(1)])
    days = [point.on for point in points]
    length = max((days[-1] - days[0]).days, 1) if days else 1
    dots: list[Dot] = []
    lines: list[list[str]] = [[]]
    sparse = len(points) <= 12
    for at, point in enumerate(points):
        if point.value is None:
            lines.append([])
            continue
        x = LEFT + Decimal((point.on - days[0]).days * (WIDTH - LEFT - RIGHT)) / length
        y = TOP + (1 - point.value / highest) * (HEIGHT - TOP - BOTTOM)
        label = wording.points(point.value) if sparse or at in (0, len(points) - 1) else ""
        dots.append(Dot(x=f"{x:.1f}", y=f"{y:.1f}", label=label))
        lines[-1].append(f"{x:.1f},{y:.1f}")
    return Trend(
        dots=tuple(dots),
        lines=tuple(" ".join(line) for line in lines if len(line) > 1),
        first=wording.long_day(days[0]) if days else "",
        last=wording.long_day(days[-1]) if days else "",
        spoken="；".join(_said(point, unit) for point in points),
        drawn=len(known) > 1,
    )


def rankings(rows: Sequence[tuple[str, int, int]]) -> tuple[Ranking, ...]:
    """Lay a ranking out over as many charts as its rows take printed pages."""
    ordered = sorted(rows, key=_rank)
    return tuple(
        ranking(ordered[at : at + ROWS_A_CHART]) for at in range(0, len(ordered), ROWS_A_CHART)
    )


def ranking(rows: Sequence[tuple[str, int, int]]) -> Ranking:
    """Lay out names with part and whole; a whole of 0 is 不适用 and stands last."""
    ordered = sorted(rows, key=_rank)
    bars = tuple(
        Bar(
            name=name,
            y=at * ROW,
            width=int(_share((name, part, whole)) * FULL_BAR),
            label=f"{wording.rate(part, whole)}（{part}／{whole}）"
            if whole
            else wording.NOT_APPLICABLE,
        )
        for at, (name, part, whole) in enumerate(ordered)
    )
    spoken = "；".join(f"{bar.name}{bar.label}" for bar in bars)
    return Ranking(bars=bars, height=len(bars) * ROW, spoken=spoken)


def _rank(row: tuple[str, int, int]) -> tuple[bool, Decimal, int, str]:
    return row[2] == 0, -_share(row), -row[2], row[0]


def _share(row: tuple[str, int, int]) -> Decimal:
    return Decimal(row[1]) / row[2] if row[2] else Decimal(0)


def _said(point: TrendPoint, unit: str) -> str:
    day = wording.long_day(point.on)
    return f"{day}未判定" if point.value is None else f"{day}{wording.points(point.value)}{unit}"
