"""A year's figures 年度报表数字, counted from one night of one site: its lists, pages and ledger.

Reads   a snapshot and the nights it stands for; no clock
Gives   every row of the yearly forms with its value, doubts, columns and items
Never   counts what was not read as nothing: an unread column, an undated item and a site that
        was not crawled make a figure unsure or unknown, never smaller
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from checks import annual_pages
from checks.annual_counts import Count, Met, Period, figure, items_in
from checks.annual_lists import Listed, YearList, year_lists
from checks.annual_topics import topics_kept, topics_new
from checks.evidence import Evidence
from checks.found import in_words
from model.annual import AnnualFacts, AnnualFigure, AnnualItem, AnnualRow, CountWay, YearNights
from model.annual_form import ANNUAL_ROWS
from model.snapshot import Snapshot

_RESULT = re.compile(r"结果|反馈|采纳|意见汇总")

Counter = Callable[[Evidence, tuple[YearList, ...], Period], Count]
_OWN: dict[str, Counter] = {
    "topics_kept": topics_kept,
    "topics_new": topics_new,
    "messages": annual_pages.messages_public,
    "messages_answered": annual_pages.messages_answered,
    "messages_days": annual_pages.messages_days,
    "replies": annual_pages.replies,
    "documents": annual_pages.documents_made,
    "documents_in_force": annual_pages.documents_in_force,
    "documents_repealed": annual_pages.documents_repealed,
}
_WANTED: dict[str, Callable[[Listed], bool]] = {
    "surveys": lambda item: not _RESULT.search(item.title),
    "survey_results": lambda item: bool(_RESULT.search(item.title)),
}


@dataclass(frozen=True, slots=True)
class _Counted:
    row: AnnualRow
    count: Count


def count_year(snapshot: Snapshot, year: int, nights: YearNights, office: str = "") -> AnnualFacts:
    """Count every row for the part of the year that the night can know."""
    period = Period(since=date(year, 1, 1), until=min(date(year, 12, 31), snapshot.night_on))
    evidence = Evidence(snapshot)
    lists = year_lists(evidence, period.since)
    counted = [
        _Counted(row, _count(row, evidence, lists, period))
        for row in ANNUAL_ROWS
        if not row.by_hand
    ]
    figures = {each.row.id: figure(each.row, each.count) for each in counted}
    return AnnualFacts(
        site=snapshot.site,
        year=year,
        since_on=period.since,
        until_on=period.until,
        nights=nights,
        figures=tuple(
            AnnualFigure(row=row, way=CountWay.BY_HAND) if row.by_hand else figures[row.id]
            for row in ANNUAL_ROWS
        ),
        items=_items(counted),
        notes=_notes(nights, period),
        office=office,
    )


def _count(
    row: AnnualRow, evidence: Evidence, lists: tuple[YearList, ...], period: Period
) -> Count:
    soundness = evidence.snapshot.soundness
    if not soundness.sound:
        reason = soundness.reason.rstrip("。") or "采集未达到判定条件"
        return Count(unknown=f"所依据的一夜采集不足（{reason}）")
    own = _OWN.get(row.id)
    if own is not None:
        count = own(evidence, lists, period)
    else:
        count = items_in(lists, period, row.kinds, _WANTED.get(row.id, lambda item: True))
    if soundness.finished:
        return count
    return replace(count, doubts=(*count.doubts, "所依据的一夜没有走完全站，可能偏少"))


def _items(counted: Iterable[_Counted]) -> tuple[AnnualItem, ...]:
    """Return every item once for each day it counts by, with the rows it counts in."""
    met: dict[tuple[str, str], Met] = {}
    rows: dict[tuple[str, str], list[str]] = {}
    for each in counted:
        for found in each.count.found:
            key = (found.url, found.day_name)
            met.setdefault(key, found)
            rows.setdefault(key, []).append(each.row.id)
    order = {path: at for at, path in enumerate(dict.fromkeys(m.column for m in met.values()))}

    def place(key: tuple[str, str]) -> tuple[int, str, int, str]:
        found = met[key]
        newest_first = -found.on.toordinal() if found.on else 0
        return order[found.column], found.day_name, newest_first, found.url

    return tuple(
        AnnualItem(
            url=found.url,
            title=found.title,
            column=found.column,
            day_name=found.day_name,
            on=found.on,
            first_seen_on=found.first_seen_on,
            listed=found.listed,
            rows=tuple(rows[key]),
        )
        for key in sorted(met, key=place)
        for found in (met[key],)
    )


def _notes(nights: YearNights, period: Period) -> tuple[str, ...]:
    said = []
    if period.until < date(period.since.year, 12, 31):
        said.append(f"本年度尚未结束，数字截至{in_words(period.until)}，不是全年数")
    if nights.first_on > period.since:
        said.append(
            f"本网站自{in_words(nights.first_on)}起巡检，此前发布又撤下的信息看不到，未计入"
        )
    return tuple(said)
