"""Crawl: the parts of one crawl, wired together once and handed to Scrapy's components."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any

from crawler.answer import Ask
from crawler.asks import ask_of, first_step, may_be_page
from crawler.breaker import LEFT_ALONE, Breaker
from crawler.classify import is_html
from crawler.files import Files
from crawler.gathering import Gathering
from crawler.pace import Pace
from crawler.plan import Plan
from crawler.platforms import Platforms, shared_moments
from crawler.policy import (
    DEFAULT_USER_AGENT,
    SECOND_PASS_CONCURRENCY,
    SECOND_PASS_FACTOR,
)
from crawler.progress import log
from crawler.reading import Reader
from crawler.robots import Robots
from crawler.scope import Scope
from crawler.transport import Transport
from crawler.turns import Gate, Item, Step, Turns
from model.clock import SystemClock
from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from model.url import host
from store.outside_cache import OutsideCache
from store.site_file import SiteFile
from store.site_records import Answered, AskKind, Known, KnownFile, Row, Run, Skipped

MOST_WITNESSES = 2


@dataclass(slots=True)
class Figures:
    """What the progress lines say."""

    pages: int = 0
    fetched: int = 0


@dataclass(slots=True)
class Crawl:
    """One run: what it asks, how it asks, and what it has learnt."""

    job: CrawlJob
    site: SiteFile
    run: Run
    scope: Scope
    plan: Plan
    robots: Robots
    reader: Reader
    transport: Transport
    memo: dict[str, Any]
    breaker: Breaker
    platforms: Platforms
    files: Files
    outside: OutsideCache | None = None
    turns: Turns = field(init=False)
    gathering: Gathering = field(init=False)
    figures: Figures = field(default_factory=Figures)
    stopping: bool = False
    broken: BaseException | None = None  # our own fault; the run stays open
    pages_under_way: int = 0
    cookies: dict[str, str] = field(default_factory=dict)  # set by redirects, by authority
    witnesses: list[str] = field(default_factory=list)  # pages read first: crawler/control.py

    def __post_init__(self) -> None:
        self.turns = Turns(self.pace_of)
        self.gathering = Gathering(self.site, self.turns)

    @classmethod
    def open(cls, job: CrawlJob, site: SiteFile) -> Crawl:
        """Wire the parts of a crawl and plan its first turn."""
        run = site.begin(job.night_on, job.at, job.site.home_url)
        learnt = ("robots", "soft404", "left_alone", "weak_tls")
        memo = {name: {} for name in learnt} | {"files": {"asked": 0}} | site.memo(run)
        scope = Scope(job)
        own = scope.platform(job.site.home_url)
        agent = job.user_agent or DEFAULT_USER_AGENT
        plan = Plan(job, site, run, scope)
        plan.open()
        crawl = cls(
            job=job,
            site=site,
            run=run,
            scope=scope,
            plan=plan,
            robots=Robots(agent, memo["robots"]),
            reader=Reader(job, site, scope, memo["soft404"], plan.lists),
            transport=Transport(job, agent, scope.may_be_private),
            memo=memo,
            breaker=Breaker(own, job.concurrency, memo["left_alone"]),
            platforms=Platforms(job, own, shared_moments(job), SystemClock()),
            files=Files(job, site, scope, memo["files"]),
            outside=OutsideCache(Path(job.outside_file), run.night) if job.outside_file else None,
        )
        crawl.figures.pages = site.frontier.pages_read(run)
        crawl.transport.weak = memo["weak_tls"]
        crawl.transport.on_weak = crawl.remember
        return crawl

    def pace_of(self, platform: str) -> Pace:
        """Return the pace that the items of a platform keep."""
        return self.platforms.pace_of(platform)

    def next_turn(self) -> bool:
        """Load the rows of the next turn; return whether there are any."""
        rows = self.plan.next_turn()
        # Nothing is under way between two turns, so looking names up holds nothing up.
        self.platforms.learn({host(row.url) for row in rows if not self.scope.contains(row.url)})
        slow, most = bool(rows) and rows[0].second, self._unstored
        self.turns.load(
            (self._item(row) for row in rows),
            stretch=SECOND_PASS_FACTOR if slow else 1.0,
            # Also counts answers not stored yet, so that a kill loses no more than this.
            limit=min(SECOND_PASS_CONCURRENCY, most) if slow else most,
        )
        return bool(rows)

    def gate(self, item: Item) -> Gate:
        """Decide whether an item whose turn has come is asked; settle it if not."""
        row = item.row
        if self.breaker.is_open(item.platform):
            self.site.record(self.run, row, LEFT_ALONE)
            return Gate.DROP
        if row.kind is AskKind.ROBOTS:
            return Gate.ASK
        if item.step is Step.WHOLE:
            return Gate.HOLD if self.files.is_busy else Gate.ASK
        inside = self.scope.contains(row.url)
        if self.outside is not None and not inside and not row.second:
            shared = self.outside.find(row.url)
            if shared is not None and not _unseen(item, shared):
                self.site.record(self.run, row, shared)
                return Gate.DROP
        if inside and not self.robots.allows(row.url, is_home=self.scope.is_home(row.url)):
            denied = Answered(outcome=FetchOutcome.ROBOTS_DENIED, tries=0, requests=0)
            self.site.record(self.run, row, denied)
            return Gate.DROP
        if row.kind is AskKind.PAGE and self.job.max_pages:
            if self.figures.pages >= self.job.max_pages:
                if not row.second:
                    self.site.plan(self.run, (), [Skipped(row=row, reason="max_pages")])
                    return Gate.DROP
            elif self.figures.pages + self.pages_under_way >= self.job.max_pages:
                return Gate.HOLD
        return Gate.ASK

    def begin(self, item: Item) -> Ask:
        """Return the request of an item that leaves now."""
        if item.row.kind is AskKind.PAGE:
            self.pages_under_way += 1
        known: Known | KnownFile | None = None
        if item.step is Step.WHOLE:
            self.files.begin()
            known = self.files.known(item.row)
        elif not item.unconditional:
            known = self.reader.known(item.row)
        is_seed = self.reader.is_seed(item.row.url)
        return ask_of(item, known, is_seed=is_seed, home_url=self.job.site.home_url)

    def again(self, item: Item, at: float) -> None:
        """Queue an item for one more request."""
        self._landed(item)
        self.turns.put_back(item, at)

    def settle(self, item: Item, answered: Answered) -> None:
        """Store the answer of an item."""
        self._landed(item)
        self.site.record(self.run, item.row, answered)
        if self.outside is not None and not self.scope.contains(item.row.url):
            self.outside.keep(item.row.url, answered)
        if self.breaker.note(item.platform, item.row, answered):
            self.remember()
            log(self.job, "left_alone", platform=item.platform, url=item.row.url)
        if answered.outcome is FetchOutcome.ALIVE and answered.page is not None:
            self.figures.pages += 1
            if len(self.witnesses) < MOST_WITNESSES and not self.scope.is_home(item.row.url):
                self.witnesses.append(item.row.url)
        self.gathering.settled()

    def give_up(self, item: Item) -> None:
        """Let go of an item without an answer: it stays queued for the next process."""
        self._landed(item)
        self.turns.release()

    def remember(self) -> None:
        """Keep what was learnt of the site with the run."""
        self.site.set_memo(self.run, self.memo)

    def _landed(self, item: Item) -> None:
        self.figures.fetched += 1
        if item.row.kind is AskKind.PAGE:
            self.pages_under_way -= 1

    def _item(self, row: Row) -> Item:
        whole = self.files.begins_whole(row)
        step = Step.WHOLE if whole else self._first_step(row)
        return Item(row=row, platform=self.scope.platform(row.url), step=step, url=row.url)

    def _first_step(self, row: Row) -> Step:
        not_found = self.reader.not_found
        if may_be_page(row.url) and not self.scope.contains(row.url):
            head = not_found.believes_head(row.url)  # what it shows is asked for once a week
        else:
            head = not_found.prefers_head(row.url)
        return first_step(row, look=self._wants_look(row), head=head)

    def as_learnt(self, item: Item) -> Item:
        """Return an item whose turn has come by the method that its host was found to prefer."""
        if item.step is not Step.RANGE or item.requests:
            return item
        return replace(item, step=self._first_step(item.row))

    def _wants_look(self, row: Row) -> bool:
        """Whether a page of another site is not only asked for, but looked at: once a week."""
        return (
            row.kind is AskKind.CHECK
            and not self.scope.contains(row.url)
            and may_be_page(row.url)
            and self.site.looks.due(self.run, row.address)
        )

    @property
    def _unstored(self) -> int:
        """How many items may be out and not yet stored; asked at once are fewer or as many."""
        return self.job.concurrency + self.reader.answers_ahead

    @property
    def now(self) -> float:
        """Seconds of the monotonic clock that paces are kept by."""
        return monotonic()


def _unseen(item: Item, shared: Answered) -> bool:
    """Whether a page is to be looked at that another site's crawl only asked for."""
    media_type = shared.content_type.split(";", 1)[0].strip().lower()
    return item.step is Step.GET and shared.look is None and is_html(media_type)
