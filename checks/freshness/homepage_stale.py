"""Home page not updated (首页不更新).

Finds
    A home page of which no dated item falls within the limit. Where home is only a
    navigation entry, the newest dated item or page anywhere on the site stands for the
    second-level pages: if even that is too old, so are they.

Why
    One of the vetoes: nothing new on the home page for two weeks fails the whole site.

Judges
    FAIL            the newest dated item lies before (night - limit); on that day it is inside
    SUSPECT         as FAIL, but the crawl was not complete; or the items, read to the end,
                    show no date at all (the rule reads that as not updated); or all dates lie
                    in the future
    NOT_JUDGED      home was not read, is drawn by script, or the undated items' own pages
                    were not read

Remedy
    Publish on the home page, or mend the block that should show what the columns publish.

Units
    Calendar days and weeks in China time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import DatedItem, relative_day
from checks.evidence import Evidence, Whole, site
from checks.found import fail, in_words, suspect
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.page import ListState
from model.span import Span


@dataclass(frozen=True, slots=True)
class Options:
    """Longest time without anything new on the home page."""

    limit: Span


@check(title="首页更新不及时", over=site, options=Options, moving=("inside_from",))
def judge(whole: Whole, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if nothing on the home page is recent."""
    evidence = whole.evidence
    listing = evidence.home.listing
    if listing.items:
        newest, where = _newest_listed(evidence, observed_on), "首页"
    elif listing.state in (ListState.SCRIPTED, ListState.RULE_BROKEN):
        raise EvidenceMissing(listing.reason or "首页信息由脚本生成，无法读取")
    else:
        newest, where = evidence.newest_on_site, "首页为导航页，全站"
        if newest is None:
            raise EvidenceMissing("首页没有信息列表，全站也没有读到注明日期的信息")
    if newest is None:
        yield suspect(
            whole.subject,
            "首页信息均未注明有效的发布日期，按规定视为未更新，请核实",
            items=len(listing.items),
        )
    elif newest.on < options.limit.before(observed_on):
        complete = evidence.snapshot.soundness.finished
        word = fail if complete else suspect
        yield word(
            whole.subject,
            f"{where}最近一条信息发布于{in_words(newest.on)}，"
            f"已{(observed_on - newest.on).days}天未更新，超过{options.limit}的时限"
            + ("" if complete else "（本次巡检未覆盖全站，请核实）"),
            newest=newest.on.isoformat(),
            newest_title=newest.title,
            newest_url=newest.url,
            limit=str(options.limit),
            inside_from=options.limit.before(observed_on).isoformat(),
            items=len(listing.items),
            navigation_only=not listing.items,
        )


def _newest_listed(evidence: Evidence, on: date) -> DatedItem | None:
    """Return the newest dated item linked from home; None if all were read and none has one."""
    best: DatedItem | None = None
    unread = dated = 0
    for item in evidence.home.listing.items:
        day = evidence.date_of(item.url, item.date) or relative_day(item, on)
        if day is None:
            unread += evidence.snapshot.page_at(item.url) is None
            continue
        dated += 1
        if day <= on and (best is None or best.on < day):
            best = DatedItem(day, item.title, item.url)
    if best is None and not dated and unread:
        raise EvidenceMissing(f"首页信息未注明日期，其中{unread}条的页面本次未读到，无法核对")
    return best
