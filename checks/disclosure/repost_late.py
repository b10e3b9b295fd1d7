"""Item of a higher authority not reposted in time (上级信息未及时转载).

Finds
    An item of the register's source columns within the window that no list of the site shows
    under the same title, or shows later than the working days allowed.

Why
    国办发〔2017〕47号 asks for prompt reposting; checks looked for 24 hours, Wuhan's rule of 2015
    for one working day. Sites show days, not hours, so working days are counted.

Judges
    SUSPECT         missing or late: the repost may bear another title, so a person looks
    OK              the same title (white space and 【置顶】 apart) in time
    NOT_APPLICABLE  the time is not over yet, or the item lies before the window
    NOT_JUDGED      not met in a crawl that did not reach the end; the repost shows no date; the
                    holidays of the year are not known

Remedy
    Repost under the original title.

Units
    Working days after the day the source published it; the last of them is in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.articles import workdays_between
from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import in_words, silent, suspect
from checks.listed import plain_title
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding, Verdict
from model.span import Span
from model.upstream import UpstreamItem


@dataclass(frozen=True, slots=True)
class Options:
    """Working days within which an item is reposted, and how far back is looked."""

    workdays: int
    window: Span


@dataclass(frozen=True, slots=True)
class Repost:
    """An item to repost, with the days on which lists show its title, None for one undated."""

    item: UpstreamItem
    shown: tuple[date | None, ...]
    evidence: Evidence

    @property
    def subject(self) -> str:
        """The address of the original."""
        return self.item.url

    @property
    def owner(self) -> Owner:
        """The site's own unit answers for reposting."""
        return Owner(self.evidence.snapshot.site.unit)


def reposts(evidence: Evidence) -> Iterator[Repost]:
    """Give every item of the source columns with what the site's lists show of it."""
    wanted: dict[str, list[date | None]] = {
        plain_title(item.title): [] for item in evidence.snapshot.upstream
    }
    if not wanted:
        return
    for page in evidence.pages:
        for listed in page.listing.items:
            days = wanted.get(plain_title(listed.title))
            if days is not None:
                days.append(evidence.date_of(listed.url, listed.date))
    for item in evidence.snapshot.upstream:
        yield Repost(item, tuple(wanted[plain_title(item.title)]), evidence)


@check(title="上级信息未及时转载", over=reposts, options=Options)
def judge(repost: Repost, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the item was not reposted, or late."""
    item, snapshot = repost.item, repost.evidence.snapshot
    if item.on < options.window.before(observed_on) or item.on > observed_on:
        yield silent(repost.subject, Verdict.NOT_APPLICABLE)
        return
    first = min((day for day in repost.shown if day is not None), default=None)
    if first is None and repost.shown:
        raise EvidenceMissing(f"“{item.title}”已转载但未注明日期，是否及时未判定")
    end = observed_on if first is None else max(first, item.on)
    days = workdays_between(snapshot.calendar, item.on, end)
    if days <= options.workdays:
        yield silent(repost.subject, Verdict.NOT_APPLICABLE if first is None else Verdict.OK)
        return
    if first is None and not snapshot.soundness.finished:
        raise EvidenceMissing(f"本次巡检未覆盖全站，未见转载“{item.title}”，未判定")
    what = "未见转载" if first is None else f"{in_words(first)}才转载"
    yield suspect(
        repost.subject,
        f"{item.source}{in_words(item.on)}发布的“{item.title}”{what}，"
        f"超过{options.workdays}个工作日，请核实",
        title=item.title,
        source=item.source,
        published=item.on.isoformat(),
        reposted=first.isoformat() if first else None,
        workdays=days,
    )
