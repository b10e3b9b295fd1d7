"""Item of a higher authority not reposted in time (上级信息未及时转载).

Finds
    An item of the register's source columns within the window that no list of the site shows
    under the same title, or shows later than allowed.

Why
    国办发〔2017〕47号 asks for prompt reposting; checks looked for 24 hours, Wuhan's rule of 2015
    for one working day. A row says which: `workdays`, counted by days, or `hours`.

Judges
    SUSPECT         missing or late: the repost may bear another title, so a person looks
    OK              the same title (white space, punctuation and 【置顶】 apart) in time
    NOT_APPLICABLE  the time is not over yet, the item lies before the window, or the site is no
                    portal
    NOT_JUDGED      not met in a crawl that did not reach the end; the repost shows no date; by
                    hours, a side shows a day only and the day leaves it open; the holidays of the
                    year are not known; the source column was not read, or not
                    as far back as the window

Remedy
    Repost under the original title.

Units
    Working days after the day the source published it, the last of them is in time; or hours from
    moment to moment, exactly so many are in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checks.articles import workdays_between
from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import in_words, silent, suspect
from checks.registry import check
from checks.reposting import Shown, shown_under
from checks.same_title import folded
from model.errors import EvidenceMissing
from model.finding import Finding, Verdict
from model.site import SiteKind
from model.span import Span
from model.upstream import SourceSeen, SourceUse, UpstreamItem, moments


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Working days or hours within which an item is reposted, and how far back is looked."""

    window: Span
    workdays: int = 0
    hours: int = 0

    def __post_init__(self) -> None:
        if (self.workdays > 0) is (self.hours > 0):
            raise ValueError("选项 workdays（工作日）和 hours（小时）须填且只填一项，应大于 0")

    @property
    def allowed(self) -> str:
        """The time allowed, in Chinese."""
        return f"{self.workdays}个工作日" if self.workdays else f"{self.hours}小时"


@dataclass(frozen=True, slots=True)
class Repost:
    """An item to repost and what the site shows of it; or a source column that was not read."""

    subject: str  # address of the original, or of the source column
    evidence: Evidence
    item: UpstreamItem | None = None
    shown: tuple[Shown, ...] = ()
    unread: SourceSeen | None = None  # or not read whole

    @property
    def owner(self) -> Owner:
        """The site's own unit answers for reposting."""
        return Owner(self.evidence.snapshot.site.unit)


def reposts(evidence: Evidence) -> Iterator[Repost]:
    """Give every item of the source columns with what the site's lists show of it."""
    snapshot = evidence.snapshot
    for source in snapshot.sources:
        if source.use is SourceUse.REPOST and (source.reason or source.read_from):
            yield Repost(source.url, evidence, unread=source)
    by_url = {item.url: item for item in snapshot.upstream if item.use is SourceUse.REPOST}
    items = tuple(by_url.values())  # one that two source columns list is reposted once
    shown = shown_under(evidence, (item.title for item in items))
    for item in items:
        yield Repost(item.url, evidence, item, tuple(shown.get(folded(item.title), ())))


def applies(repost: Repost, _options: Options) -> bool:
    """Judge portals: departments repost what concerns them."""
    return repost.evidence.snapshot.site.kind is SiteKind.PORTAL


@check(title="上级信息未及时转载", over=reposts, options=Options, applies=applies)
def judge(repost: Repost, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the item was not reposted, or late."""
    if repost.unread is not None:
        _require(repost.unread, options.window.before(observed_on))
        yield silent(repost.subject, Verdict.NOT_APPLICABLE)
        return
    item, snapshot = repost.item, repost.evidence.snapshot
    assert item is not None
    if item.on < options.window.before(observed_on) or item.on > observed_on:
        yield silent(repost.subject, Verdict.NOT_APPLICABLE)
        return
    earliest = options.window.before(item.on)  # an older one is another with the same title
    shown = [each for each in repost.shown if each.on is None or each.on >= earliest]
    dated = [(each.on, each.clock) for each in shown if each.on is not None]
    first = min(dated, default=None)
    if first is None and shown:
        raise EvidenceMissing(f"“{item.title}”已转载但未注明日期，是否及时未判定")
    late = _late(repost, item, options, first)
    if late is None:
        raise EvidenceMissing(
            f"“{item.title}”的发布时间只注明日期，是否超过{options.allowed}未判定"
        )
    if not late:
        yield silent(repost.subject, Verdict.NOT_APPLICABLE if first is None else Verdict.OK)
        return
    if first is None and not snapshot.soundness.finished:
        raise EvidenceMissing(f"本次巡检未覆盖全站，未见转载“{item.title}”，未判定")
    what = "未见转载" if first is None else f"{in_words(first[0])}才转载"
    yield suspect(
        repost.subject,
        f"{item.source}{in_words(item.on)}发布的“{item.title}”{what}，"
        f"超过{options.allowed}，请核实",
        title=item.title,
        source=item.source,
        published=f"{item.on.isoformat()} {item.clock}".strip(),
        reposted=f"{first[0].isoformat()} {first[1]}".strip() if first else None,
        workdays=_workdays(repost, item, first) if options.workdays else None,
    )


def _require(source: SourceSeen, since: date) -> None:
    """Raise EvidenceMissing if the source column was not read back to a day."""
    if source.reason:
        raise EvidenceMissing(f"{source.name}：{source.reason}，是否有新信息未判定")
    if source.read_from is not None and source.read_from > since:
        known = f"只读到{in_words(source.read_from)}，" if source.read_from < date.max else ""
        raise EvidenceMissing(f"{source.name}：列表没有读全，{known}更早的信息是否转载未判定")


def _late(
    repost: Repost, item: UpstreamItem, options: Options, first: tuple[date, str] | None
) -> bool | None:
    """Whether the time allowed is over; None where days without times leave it open."""
    if options.workdays:
        return _workdays(repost, item, first) > options.workdays
    allowed = timedelta(hours=options.hours)
    earliest, latest = moments(item.on, item.clock)
    if first is None:
        # A time that is only perhaps over is not over yet: tomorrow night knows.
        return repost.evidence.snapshot.observed_at - latest > allowed
    from_at, to_at = moments(*first)
    if to_at - earliest <= allowed:
        return False
    return True if from_at - latest > allowed else None


def _workdays(repost: Repost, item: UpstreamItem, first: tuple[date, str] | None) -> int:
    snapshot = repost.evidence.snapshot
    end = snapshot.night_on if first is None else max(first[0], item.on)
    return workdays_between(snapshot.calendar, item.on, end)
