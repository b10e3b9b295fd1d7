"""One count of a year's row: what was found, in which columns, and why it may not be all.

A count of nothing is only a 0 where nothing can be missing; else it is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checks.annual_lists import Listed, YearList
from model.annual import AnnualFigure, AnnualRow, AnnualSource, CountWay
from model.site import KIND_NAMES, ColumnKind

PUBLISHED_ON = "发布日期"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One thing counted."""

    url: str
    title: str
    column: str
    day_name: str = PUBLISHED_ON
    on: date | None = None
    first_seen_on: date | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What was found for one row; `value` stands where it is not the number of things found."""

    found: tuple[Met, ...] = ()
    sources: tuple[AnnualSource, ...] = ()
    doubts: tuple[str, ...] = ()
    value: Decimal | None = None
    unknown: str = ""  # Chinese: why nothing can be said


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days counted, both included."""

    since: date
    until: date

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.since <= day <= self.until


def figure(row: AnnualRow, count: Count) -> AnnualFigure:
    """Return a row's figure; a 0 that something may be missing from is not known."""
    value = Decimal(len(count.found)) if count.value is None else count.value
    doubts = count.doubts
    if count.unknown or (doubts and not value):
        why = (count.unknown,) if count.unknown else doubts
        return AnnualFigure(row=row, way=CountWay.UNKNOWN, doubts=why, sources=count.sources)
    way = CountWay.UNSURE if doubts else CountWay.COUNTED
    return AnnualFigure(row=row, way=way, value=value, doubts=doubts, sources=count.sources)


def of_kinds(lists: Iterable[YearList], kinds: frozenset[ColumnKind]) -> tuple[YearList, ...]:
    """Return the columns of some kinds."""
    return tuple(each for each in lists if each.column.column.kind in kinds)


def no_columns(kinds: frozenset[ColumnKind]) -> Count:
    """Return what can be said where the register has no column of the kinds: nothing."""
    names = "、".join(name for kind, name in KIND_NAMES.items() if kind in kinds)
    return Count(unknown=f"名录中没有“{names}”类栏目，数不出来")


def items_in(
    lists: tuple[YearList, ...],
    period: Period,
    kinds: frozenset[ColumnKind],
    wanted: Callable[[Listed], bool] = lambda item: True,
) -> Count:
    """Count the items of the period, an address once; `wanted` leaves others out."""
    chosen = of_kinds(lists, kinds)
    if not chosen:
        return no_columns(kinds)
    found: dict[str, Met] = {}
    sources = []
    for each in chosen:
        own = [i for i in each.dated_in(period.since, period.until) if wanted(i)]
        for item in own:
            met = Met(
                url=item.url,
                title=item.title,
                column=each.column.column.path,
                on=item.on,
                first_seen_on=item.first_seen_on,
                listed=item.listed,
            )
            found.setdefault(item.url, met)
        sources.append(source(each, len(own)))
    return Count(found=tuple(found.values()), sources=tuple(sources), doubts=doubts_of(chosen))


def source(each: YearList, counted: int) -> AnnualSource:
    """Return what one column gave."""
    return AnnualSource(
        path=each.column.column.path,
        url=each.column.subject,
        counted=counted,
        undated=each.undated,
        reason=each.gap,
    )


def doubts_of(lists: tuple[YearList, ...], *, dated: bool = True) -> tuple[str, ...]:
    """Return why something may be missing from what these columns gave.

    `dated`: whether the days of their lists decide, so that an undated item may be missing.
    """
    gaps = sum(bool(each.gap) for each in lists)
    undated = sum(each.undated for each in lists) if dated else 0
    inferred = sum(each.column.column.inferred for each in lists)
    said = (
        (gaps, f"有{gaps}个栏目没有读到或没有读完"),
        (undated, f"有{undated}条信息没有注明日期，未计入"),
        (inferred, f"有{inferred}个栏目的类别由程序推断"),
    )
    return tuple(sentence for number, sentence in said if number)
