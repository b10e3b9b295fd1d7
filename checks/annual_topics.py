"""Topics 专题: how many a site keeps, and how many it opened in a year.

A column of kind 专题专栏 either lists topics (its entries lead to lists or to other sites), or is
one topic itself (its entries are articles).
"""

from __future__ import annotations

from dataclasses import dataclass

from checks.annual_counts import Count, Met, Period, no_columns, of_kinds, source
from checks.annual_lists import Listed, YearList
from checks.evidence import Evidence
from model.page import ListState, PageKind
from model.site import ColumnKind

TOPICS = frozenset({ColumnKind.TOPIC})


@dataclass(frozen=True, slots=True)
class _Topic:
    met: Met
    is_new: bool | None  # None: nothing shows when it was opened


def topics_kept(evidence: Evidence, lists: tuple[YearList, ...], period: Period) -> Count:
    """Count the topics that stand on the site on the night."""
    return _count(evidence, lists, period, only_new=False)


def topics_new(evidence: Evidence, lists: tuple[YearList, ...], period: Period) -> Count:
    """Count the topics of which it can be shown that they were opened in the period."""
    return _count(evidence, lists, period, only_new=True)


def _count(
    evidence: Evidence, lists: tuple[YearList, ...], period: Period, *, only_new: bool
) -> Count:
    chosen = of_kinds(lists, TOPICS)
    if not chosen:
        return no_columns(TOPICS)
    found: dict[str, Met] = {}
    sources, unsure = [], 0
    for each in chosen:
        topics = _topics(evidence, each, period)
        own = [topic for topic in topics if topic.is_new or not only_new]
        unsure += sum(topic.is_new is None for topic in topics)
        sources.append(source(each, len(own)))
        for topic in own:
            found.setdefault(topic.met.url, topic.met)
    gaps = sum(bool(each.gap) for each in chosen)
    inferred = sum(each.column.column.inferred for each in chosen)
    said = (
        (gaps, f"有{gaps}个专题栏目没有读到或没有读完"),
        (unsure if only_new else 0, f"有{unsure}个专题看不出何时开设，未计入"),
        (inferred, f"有{inferred}个栏目的类别由程序推断"),
    )
    return Count(
        found=tuple(found.values()),
        sources=tuple(sources),
        doubts=tuple(sentence for number, sentence in said if number),
    )


def _topics(evidence: Evidence, each: YearList, period: Period) -> list[_Topic]:
    if each.column.reason and not each.items:
        return []
    shown = [item for item in each.items if item.listed]
    pages = [evidence.snapshot.page_at(item.url) for item in shown]
    articles = any(page is not None and page.kind is PageKind.ARTICLE for page in pages)
    if articles or each.column.state is ListState.NOT_A_LIST:
        return [_itself(each, period)]
    return [_Topic(_met(each, item), _opened(item, period)) for item in shown]


def _itself(each: YearList, period: Period) -> _Topic:
    """Return the column as one topic; it is as old as its oldest item, where all are known."""
    oldest = min((i.on for i in each.items if i.on is not None), default=None)
    known = not each.gap and not each.undated and oldest is not None
    met = Met(
        url=each.column.subject,
        title=each.column.column.path,
        column=each.column.column.path,
        day_name="最早信息日期",
        on=oldest,
    )
    return _Topic(met, period.holds(oldest) if known else None)


def _met(each: YearList, item: Listed) -> Met:
    return Met(
        url=item.url,
        title=item.title,
        column=each.column.column.path,
        day_name="列表日期" if item.on else "首见日期",
        on=item.on or item.first_seen_on,
        first_seen_on=item.first_seen_on,
    )


def _opened(item: Listed, period: Period) -> bool | None:
    if item.on is not None:
        return period.holds(item.on)
    if item.first_seen_on is None:
        return None
    if item.known_before:
        return period.holds(item.first_seen_on)
    # Seen on the first reading of its list: it is at least that old.
    return False if item.first_seen_on < period.since else None
