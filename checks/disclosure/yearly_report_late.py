"""Yearly report missing or late (年度报告、年度报表逾期).

Finds
    The report of the last year whose due day has passed, looked for by the words of its title
    and its year among everything the site lists: none there, or the first one dated after
    the due day.

Why
    政府信息公开条例 (2019) article 49: departments by 31 January, governments by 31 March; 国办函
    〔2018〕12号: every site's 工作年度报表 by 31 January.

Judges
    FAIL            reports of the year are listed, and the earliest is dated after the due day
    SUSPECT         none is listed on a site that was read to the end: it may bear another title
    OK              one is dated on or before the due day
    NOT_APPLICABLE  the row asks portals only
    NOT_JUDGED      none was met in a crawl that did not reach the end, or none is dated in time and
                    one has no date

Remedy
    Publish the report where everybody looks for it, under its official title.

Units
    Days in China time; the due day itself is in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import DatedItem
from checks.evidence import Evidence, Whole, site
from checks.found import fail, in_words, silent, suspect, unjudged
from checks.listed import plain_title
from checks.registry import check
from model.finding import Finding, Verdict
from model.site import SiteKind

_ABOUT = re.compile(
    r"通知|填报|编制|报送|培训|解读|部署|提醒|会议|工作方案"
)  # not the report itself


@dataclass(frozen=True, slots=True)
class Options:
    """The report, the words its title must hold, its due day in the next year, whose it is."""

    report: str
    words: tuple[str, ...]
    due_month: int
    due_day: int
    portal_only: bool  # departments publish theirs on the portal


def applies(whole: Whole, options: Options) -> bool:
    """Judge portals, and other sites where the report is every site's."""
    return whole.evidence.snapshot.site.kind is SiteKind.PORTAL or not options.portal_only


@check(title="年度报告逾期", over=site, options=Options, applies=applies)
def judge(whole: Whole, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the report of the last due year was not there in time."""
    evidence = whole.evidence
    due = date(observed_on.year, options.due_month, options.due_day)
    if observed_on <= due:
        due = due.replace(year=due.year - 1)
    year = due.year - 1
    dated, undated = _reports(evidence, options, year)
    first = min(dated, key=lambda item: (item.on, item.url), default=None)
    subject = f"{options.report}:{year}"
    if first is not None and first.on <= due:
        yield silent(subject, Verdict.OK)
    elif first is not None and not undated:
        yield fail(
            subject,
            f"{year}年度{options.report}应于{in_words(due)}前公布，"
            f"网站所列最早的一份注明{in_words(first.on)}发布，逾期{(first.on - due).days}天",
            year=year,
            due=due.isoformat(),
            listed=len(dated),
            title=first.title,
            url=first.url,
            shown=first.on.isoformat(),
        )
    elif undated:
        some = "有的" if first is not None else ""
        yield unjudged(subject, f"{year}年度{options.report}{some}未注明日期，是否按时公布未判定")
    elif not evidence.snapshot.soundness.finished:
        yield unjudged(subject, f"本次巡检未覆盖全站，未见{year}年度{options.report}，未判定")
    else:
        yield suspect(
            subject,
            f"全站未见{year}年度{options.report}（应于{in_words(due)}前公布），请核实",
            year=year,
            due=due.isoformat(),
        )


def _reports(evidence: Evidence, options: Options, year: int) -> tuple[list[DatedItem], bool]:
    """Return the reports of a year with their days, and whether one has none."""
    found: dict[str, DatedItem] = {}
    undated = False
    for page in evidence.pages:
        for item in page.listing.items:
            title = plain_title(item.title)
            if f"{year}年" not in title or _ABOUT.search(title):
                continue
            if not all(word in _in_full(title) for word in options.words):
                continue
            on = evidence.date_of(item.url, item.date)
            if on is None:
                undated = True
            elif item.url not in found or found[item.url].on > on:
                found[item.url] = DatedItem(on, item.title, item.url)
    return list(found.values()), undated


def _in_full(title: str) -> str:
    """Return a title with 年报 in full: 信息公开年报 is the usual short name."""
    return title.replace("年报表", "年度报表").replace("年报", "年度报告")
