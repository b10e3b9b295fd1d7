"""Messages and documents of a year: counted from the pages that the columns list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from checks.annual_counts import Count, Met, Period, doubts_of, no_columns, of_kinds, source
from checks.annual_lists import YearList
from checks.articles import Article, documents, messages
from checks.columns import day_of
from checks.evidence import Evidence
from checks.interaction.message_unanswered import answered
from model.annual import AnnualSource
from model.page_field import FIELD_NAMES, PageField
from model.site import ColumnKind

MESSAGES = frozenset({ColumnKind.MESSAGES})
POLICIES = frozenset({ColumnKind.POLICY})
_OVER = re.compile(r"废止|失效|作废")
_GOOD = re.compile(r"有效")
_NOT_SURE = "政策文件栏目中的文件不都是行政规范性文件，须人工认定"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is common to the rows of one kind of page."""

    evidence: Evidence
    columns: tuple[YearList, ...]
    pages: tuple[Article, ...]


def messages_public(evidence: Evidence, lists: tuple[YearList, ...], period: Period) -> Count:
    """Count the public messages that came in within the period."""
    return _messages(evidence, lists, period, lambda message: True)


def messages_answered(evidence: Evidence, lists: tuple[YearList, ...], period: Period) -> Count:
    """Count those of them that show an answer."""
    return _messages(evidence, lists, period, answered)


def messages_days(evidence: Evidence, lists: tuple[YearList, ...], period: Period) -> Count:
    """Return the mean of the days from question to answer, where a page shows both."""

    def took(message: Article) -> bool:
        asked, replied = message.day(PageField.ASKED_ON), message.day(PageField.ANSWERED_ON)
        return asked is not None and replied is not None and asked <= replied

    count = _messages(evidence, lists, period, took)
    if count.unknown:
        return count
    met = {message.subject: message for message in messages(evidence)}
    days = [_days(met[each.url]) for each in count.found]
    if not days:
        return Count(sources=count.sources, unknown="没有同时注明来信时间和答复时间的留言")
    mean = (Decimal(sum(days)) / len(days)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Count(found=count.found, sources=count.sources, doubts=count.doubts, value=mean)


def replies(evidence: Evidence, lists: tuple[YearList, ...], period: Period) -> Count:
    """Count the answers published in the period, whenever the message came in."""
    asked = _asked(evidence, lists, MESSAGES, messages)
    if not asked.columns:
        return no_columns(MESSAGES)
    undated = sum(answered(m) and m.day(PageField.ANSWERED_ON) is None for m in asked.pages)
    more = (f"有{undated}条答复没有注明答复时间，未计入",) if undated else ()
    return _count(asked, period, PageField.ANSWERED_ON, lambda message: True, more)


def documents_made(evidence: Evidence, lists: tuple[YearList, ...], period: Period) -> Count:
    """Count the policy documents whose page names a day of the period as 成文日期."""
    asked = _asked(evidence, lists, POLICIES, documents)
    if not asked.columns:
        return no_columns(POLICIES)
    without = sum(page.day(PageField.WRITTEN_ON) is None for page in asked.pages)
    more = (f"有{without}件没有注明成文日期，未计入",) if without else ()
    return _count(asked, period, PageField.WRITTEN_ON, lambda page: True, (*more, _NOT_SURE))


def documents_in_force(evidence: Evidence, lists: tuple[YearList, ...], period: Period) -> Count:
    """Count the policy documents whose page says that they are in force."""
    return _by_validity(evidence, lists, lambda said: bool(_GOOD.search(said)) and not over(said))


def documents_repealed(evidence: Evidence, lists: tuple[YearList, ...], period: Period) -> Count:
    """Count the policy documents whose page says that they are repealed or have run out."""
    return _by_validity(evidence, lists, over)


def over(said: str) -> bool:
    """Whether the words of the validity field say that a document holds no more."""
    return bool(_OVER.search(said)) or "无效" in said


def _messages(
    evidence: Evidence,
    lists: tuple[YearList, ...],
    period: Period,
    wanted: Callable[[Article], bool],
) -> Count:
    asked = _asked(evidence, lists, MESSAGES, messages)
    if not asked.columns:
        return no_columns(MESSAGES)
    without = sum(m.day(PageField.ASKED_ON) is None for m in asked.pages)
    if asked.pages and without == len(asked.pages):
        return Count(sources=_sources(asked, ()), unknown="留言页面都没有注明来信时间")
    more = (f"有{without}条留言没有注明来信时间，未计入",) if without else ()
    return _count(asked, period, PageField.ASKED_ON, wanted, more)


def _by_validity(
    evidence: Evidence, lists: tuple[YearList, ...], says: Callable[[str], bool]
) -> Count:
    asked = _asked(evidence, lists, POLICIES, documents)
    if not asked.columns:
        return no_columns(POLICIES)
    said = {page.subject: page.page.fields.get(PageField.VALIDITY, "") for page in asked.pages}
    silent = sum(not words for words in said.values())
    if asked.pages and silent == len(asked.pages):
        return Count(sources=_sources(asked, ()), unknown="文件页面都没有写明有效性")
    chosen = [page for page in asked.pages if says(said[page.subject])]
    more = (f"有{silent}件没有写明有效性，未计入",) if silent else ()
    return _found(asked, chosen, PageField.WRITTEN_ON, (*more, _NOT_SURE))


def _asked(
    evidence: Evidence,
    lists: tuple[YearList, ...],
    kinds: frozenset[ColumnKind],
    pages: Callable[[Evidence], Iterable[Article]],
) -> _Asked:
    return _Asked(evidence, of_kinds(lists, kinds), tuple(pages(evidence)))


def _count(
    asked: _Asked,
    period: Period,
    field: PageField,
    wanted: Callable[[Article], bool],
    more: tuple[str, ...],
) -> Count:
    chosen = [p for p in asked.pages if period.holds(p.day(field)) and wanted(p)]
    return _found(asked, chosen, field, more)


def _found(asked: _Asked, chosen: list[Article], field: PageField, more: tuple[str, ...]) -> Count:
    found = tuple(
        Met(
            url=page.subject,
            title=page.title,
            column=page.column.column.path,
            day_name=FIELD_NAMES[field],
            on=day_of(page.page.fields.get(field)),
        )
        for page in chosen
    )
    unread = sum(
        asked.evidence.snapshot.page_at(item.url) is None
        for each in asked.columns
        for item in each.items
        if item.listed
    )
    lost = (f"有{unread}个列出的网页没有读到",) if unread else ()
    gaps = doubts_of(asked.columns, dated=False)  # a page is dated by what it says itself
    return Count(found=found, sources=_sources(asked, found), doubts=(*gaps, *lost, *more))


def _sources(asked: _Asked, found: tuple[Met, ...]) -> tuple[AnnualSource, ...]:
    counted = Counter(each.column for each in found)
    return tuple(source(each, counted[each.column.column.path]) for each in asked.columns)


def _days(message: Article) -> int:
    asked, replied = message.day(PageField.ASKED_ON), message.day(PageField.ANSWERED_ON)
    return (replied - asked).days if asked and replied else 0
