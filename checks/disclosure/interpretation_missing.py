"""Normative document without interpretation (规范性文件没有解读).

Finds
    A document in a column of normative documents 规范性文件 to which no interpretation that the
    site lists belongs, by title or by a link.

Why
    Who issues a normative document explains it; the table of 2019 samples for it. No text that we
    have seen gives a number, so the row gives no points.

Judges
    SUSPECT         the site has a column of interpretations that was read, none is known, and the
                    time for it is over: it may bear another title, so a person looks
    OK              there is one; a title in the list is enough where it leads elsewhere
    NOT_APPLICABLE  another column's document, one older than the row asks, or its time is not over
    NOT_JUDGED      the document shows no date; no column of interpretations is in the register, or
                    one was not read; the crawl did not reach the end

Remedy
    Publish the interpretation and link it with the document both ways.

Units
    Calendar spans after the document's day; the last day is in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.found import in_words, silent, suspect
from checks.interpretations import Interpreted, interpreted
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding, Verdict
from model.span import Span


@dataclass(frozen=True, slots=True)
class Options:
    """Which columns, from which day on, and how soon an interpretation is to follow."""

    columns: tuple[str, ...]  # words of the column's path
    since: date
    within: Span


def applies(one: Interpreted, options: Options) -> bool:
    """Judge documents of columns of normative documents."""
    return any(word in one.document.column.column.path for word in options.columns)


@check(title="规范性文件没有解读", over=interpreted, options=Options, applies=applies)
def judge(one: Interpreted, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if no interpretation belongs to the document."""
    if one.pairs or one.named:
        return
    title, on = one.document.title, one.document.listed_on
    if on is None:
        raise EvidenceMissing(f"“{title}”未注明日期，是否应有解读未判定")
    if on < options.since or options.within.after(on) >= observed_on:
        yield silent(one.subject, Verdict.NOT_APPLICABLE)
        return
    if not one.has_column:
        raise EvidenceMissing("名录中没有政策解读类栏目，规范性文件有无解读未判定")
    if one.unread:
        raise EvidenceMissing(f"解读栏目“{one.unread[0]}”没有读到，“{title}”有无解读未判定")
    if not one.finished:
        raise EvidenceMissing(f"本次巡检未覆盖全站，“{title}”有无解读未判定")
    yield suspect(
        one.subject,
        f"规范性文件“{title}”（{in_words(on)}发布）没有解读，请核实",
        title=title,
        published=on.isoformat(),
    )
