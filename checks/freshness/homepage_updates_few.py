"""Too few updates on the home page (首页更新数量不足).

Finds
    A home page that gave out fewer dated items within the window than the table asks for. An
    item that several blocks of the page show counts once.

Why
    The census of 2015 counts the updates of the home page's columns in the two weeks before
    the check.

Judges
    FAIL            every item of the page has a date, and too few of them are recent
    SUSPECT         as FAIL, but some items have no date anywhere: they may be recent
    NOT_JUDGED      home was not read, holds no list, or its list is drawn by script

Remedy
    Publish more often, or let the home page show what the columns publish.

Units
    Items; calendar days and weeks in China time; the first day of the window counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import relative_day
from checks.evidence import Whole, site
from checks.found import fail, suspect
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.span import Span


@dataclass(frozen=True, slots=True)
class Options:
    """The window, and the least number of items in it."""

    window: Span
    least: int


@check(title="首页更新数量不足", over=site, options=Options)
def judge(whole: Whole, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if too few items of the home page are recent."""
    evidence = whole.evidence
    listing = evidence.home.listing
    if not listing.items:
        raise EvidenceMissing(listing.reason or "首页没有信息列表，更新数量未判定")
    since = options.window.before(observed_on)
    days = {
        item.url: evidence.date_of(item.url, item.date) or relative_day(item, observed_on)
        for item in listing.items
    }
    recent = sum(1 for day in days.values() if day is not None and since <= day <= observed_on)
    undated = sum(1 for day in days.values() if day is None)
    if recent >= options.least:
        return
    word = suspect if undated else fail
    yield word(
        whole.subject,
        f"首页近{options.window}内更新{recent}条信息，少于{options.least}条"
        + (f"（另有{undated}条未注明日期，请核实）" if undated else ""),
        recent=recent,
        undated=undated,
        least=options.least,
        window=str(options.window),
    )
