"""Document published late (文件公开超期).

Finds
    A policy document whose page states the day it was made (成文日期) and was published more
    working days later than the law allows.

Why
    政府信息公开条例 (2019) article 26: within 20 working days of making or changing.

Judges
    SUSPECT         over the limit. Never FAIL: the page may be a newer place of a document that
                    had been published elsewhere before
    OK              within the limit; the last working day is in time
    NOT_APPLICABLE  it was made before the window
    NOT_JUDGED      silently, where the page states no such day or no publishing day; with its
                    reason, where the holidays of a year in between are not known

Remedy
    Publish documents when they are issued.

Units
    Working days after the day it was made, by the State Council's calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.articles import Article, documents, workdays_between
from checks.columns import published_on
from checks.found import in_words, silent, suspect
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding, Verdict
from model.page_field import PageField
from model.span import Span


@dataclass(frozen=True, slots=True)
class Options:
    """Working days within which a document is published, and how far back is looked."""

    workdays: int
    window: Span


@check(title="文件公开超期", over=documents, options=Options)
def judge(document: Article, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the document came out too late."""
    made = document.day(PageField.WRITTEN_ON)
    shown = published_on(document.page) or document.listed_on
    if made is None or shown is None or shown < made:
        raise EvidenceMissing("")
    if made < options.window.before(observed_on) or shown > observed_on:
        yield silent(document.subject, Verdict.NOT_APPLICABLE)
        return
    days = workdays_between(document.calendar, made, shown)
    if days > options.workdays:
        yield suspect(
            document.subject,
            f"文件{in_words(made)}成文，{in_words(shown)}公开，用时{days}个工作日，"
            f"超过{options.workdays}个工作日，请核实",
            title=document.title,
            written=made.isoformat(),
            shown=shown.isoformat(),
            workdays=days,
        )
