"""Heat map 更新分布图: columns × weeks as inline SVG, drawn by templates/heat_map.html.

Reads   column states with their weeks, as somebody else counted them
Gives   places in SVG units (1 unit = 1 CSS pixel), figures in every cell, and the text alternative
Never   counts, or shows a week that was not read as one without items: it is hatched
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from model.judgement import ColumnState, week_starts
from reports.column_lines import sorted_states
from reports.safe_text import one_line, shortened

LEFT, CELL, ROW, TOP = 226, 30, 18, 20
ROWS_A_CHART = 30  # what a printed page holds
NAMED = 19  # characters of a name that fit
UNKNOWN = "未读到"
_SHADES = ((1, "#fff"), (2, "#eef0f3"), (5, "#d5dae1"), (10, "#b9c1cc"))
_DARKEST = "#98a3b3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One week of one column; both are empty, and the cell hatched, where it is not known."""

    x: int
    fill: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One column."""

    name: str
    y: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """One chart; `heads` are the Mondays, as places and words."""

    heads: tuple[tuple[int, str], ...]
    rows: tuple[MapRow, ...]
    height: int
    spoken: str  # what is to be seen, in one sentence
    said: tuple[str, ...]  # every row in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A column state under its full name, and the label that fits its row."""

    name: str
    label: str
    state: ColumnState


def heat_maps(columns: Iterable[Named], night_on: date, most: int) -> tuple[HeatMap, ...]:
    """Lay out at most `most` columns, as many charts as that takes."""
    rows = iter(list(islice(columns, most)))
    charts = []
    while part := list(islice(rows, ROWS_A_CHART)):
        charts.append(_chart(part, week_starts(night_on)))
    return tuple(charts)


def of_site(states: Iterable[ColumnState]) -> tuple[Named, ...]:
    """Return the columns of one site that have a limit to keep, the worst first."""
    return tuple(
        Named(name=s.column.path, label=_tail(s.column.path), state=s)
        for s in sorted_states(states)
        if s.limit
    )


def of_sites(sites: Iterable[tuple[str, Iterable[ColumnState]]]) -> tuple[Named, ...]:
    """Return the columns of several sites, by site name, that have a limit; the worst first."""
    own = [(name, tuple(states)) for name, states in sites]
    if len(own) == 1:
        return of_site(own[0][1])
    names = {id(state): name for name, states in own for state in states}
    return tuple(
        Named(
            name=f"{names[id(s)]} > {s.column.path.removeprefix('首页 > ')}",
            label=shortened(f"{s.column.path.rpartition(' > ')[2]}（{names[id(s)]}）", NAMED),
            state=s,
        )
        for s in sorted_states(state for _, states in own for state in states)
        if s.limit
    )


def _chart(columns: Sequence[Named], starts: tuple[date, ...]) -> HeatMap:
    rows = tuple(
        MapRow(name=one_line(each.label), y=TOP + at * ROW, cells=_cells(each.state, len(starts)))
        for at, each in enumerate(columns)
    )
    first, last = starts[0], starts[-1]
    return HeatMap(
        heads=tuple((LEFT + at * CELL + CELL // 2, _short(on)) for at, on in enumerate(starts)),
        rows=rows,
        height=TOP + len(rows) * ROW + 4,
        spoken=(
            f"{len(rows)}个栏目自{_short(first)}当周至{_short(last)}当周每周发布的信息条数，"
            "逐行见下列文字说明"
        ),
        said=tuple(f"{each.name}：{_said(each.state, starts)}" for each in columns),
    )


def _cells(state: ColumnState, number: int) -> tuple[Cell, ...]:
    weeks = state.weeks or (None,) * number
    return tuple(
        Cell(
            x=LEFT + at * CELL,
            fill="" if count is None else _shade(count),
            figure="" if count is None else str(count),
        )
        for at, count in enumerate(weeks)
    )


def _shade(count: int) -> str:
    return next((shade for below, shade in _SHADES if count < below), _DARKEST)


def _said(state: ColumnState, starts: tuple[date, ...]) -> str:
    weeks = state.weeks or (None,) * len(starts)
    if not any(weeks):
        return f"各周{UNKNOWN}" if None in weeks else "各周均无"
    pairs = zip(starts, weeks, strict=True)
    return "，".join(f"{_short(on)}{UNKNOWN if n is None else n}" for on, n in pairs if n != 0)


def _short(day: date) -> str:
    return f"{day.month}/{day.day}"


def _tail(name: str) -> str:
    """Return the end of a column's path: there columns differ."""
    kept = name.removeprefix("首页 > ")
    return kept if len(kept) <= NAMED else "…" + kept[1 - NAMED :]
