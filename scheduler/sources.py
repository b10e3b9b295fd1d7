"""Source columns 转载来源 and feeds of accounts in the night: lists, and nothing else, are read."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from checks.found import in_words
from extract.list_walk import ListWalk, walk_list
from model.crawl import CrawlJob
from model.errors import WatchError
from model.page import ListState, PageFacts
from model.site import Register, Site
from model.snapshot import Snapshot
from model.url import authority, host
from scheduler.crawl_job import (
    addresses_of,
    require_polite,
    run_all,
    run_crawl,
    user_agent,
)
from scheduler.progress import ProgressBoard
from scheduler.workspace import Workspace
from store.database import Database
from store.snapshots import load_snapshot
from store.sources import SourceStore

log = logging.getLogger("xunjian.sources")
_READ = frozenset({ListState.ITEMS, ListState.EMPTY})
MOST_PAGES = 20
"""Pages of one list read in one night, the first included."""


@dataclass(frozen=True, slots=True)
class _Watched:
    """One list that is read."""

    name: str
    url: str
    rule: str
    allow_private: bool
    wanted: date | None = None  # the day back to which its pager is followed; None: not at all


def read_sources(
    workspace: Workspace,
    db: Database,
    register: Register,
    night_on: date,
    at: datetime,
    *,
    full: bool = False,
    board: ProgressBoard | None = None,
) -> None:
    """Read every source column and feed once and keep what it lists; what fails is said.

    The pager of a source column is followed back to where the last look ended, MOST_PAGES at
    most; how far back that was is kept.
    """
    hosts: dict[str, list[_Watched]] = {}
    for watched in _watched(register, SourceStore(db), night_on):
        hosts.setdefault(authority(watched.url), []).append(watched)
    jobs = {
        name: _job(workspace, name, columns, night_on, at, full=full)
        for name, columns in hosts.items()
    }
    failed: dict[str, str] = {}

    def one(job: CrawlJob) -> None:
        name = f"转载来源 {host(job.site.home_url)}"

        def progress(pages: int, fetched: int, queued: int) -> None:
            if board is not None:
                board.crawl(name, pages, fetched, queued)

        try:
            run_crawl(job, progress)
        except WatchError as failure:
            failed[job.site.code] = str(failure)
        finally:
            if board is not None:
                board.crawl_ends(name)

    for job in jobs.values():
        require_polite(job.site.home_url, job.rate_per_s)
    run_all(tuple(jobs.values()), one, parallel=workspace.settings.crawl.parallel_sites)
    for name, columns in hosts.items():
        _keep(workspace, db, name, jobs[name], columns, failed.get(jobs[name].site.code, ""))


def _watched(register: Register, store: SourceStore, night_on: date) -> Iterator[_Watched]:
    for source in register.sources:
        wanted = store.wanted(source.url, source.use, night_on)
        yield _Watched(source.name, source.url, source.rule, source.allow_private, wanted)
    inside = {host(site.home_url) for site in register.sites if site.allow_private}
    for account in register.accounts:
        if account.feed and account.closed_on is None:
            yield _Watched(account.key, account.feed, "", host(account.feed) in inside)


def _job(
    workspace: Workspace,
    name: str,
    columns: Sequence[_Watched],
    night_on: date,
    at: datetime,
    *,
    full: bool,
) -> CrawlJob:
    """Return the crawl of one host's lists: robots.txt, the lists, an end; nothing is tried."""
    crawl = workspace.settings.crawl
    leave = all(column.allow_private for column in columns)
    return CrawlJob(
        site=Site(
            code=f"source-{name}",
            name=columns[0].name,
            home_url=columns[0].url,
            unit="",
            allow_private=leave,
        ),
        night_on=night_on,
        at=at,
        site_file=str(workspace.source_file(name)),
        seeds=tuple(dict.fromkeys(url for c in columns for url in addresses_of(c.url, c.rule))),
        rules=tuple(
            (url, c.rule) for c in columns if c.rule for url in addresses_of(c.url, c.rule)
        ),
        seeds_only=True,
        lists_back_to=tuple(_back_to(columns).items()),
        list_pages=MOST_PAGES,
        rate_per_s=crawl.rate_per_s,
        day_rate_per_s=crawl.day_rate_per_s,
        day_from=crawl.day_from,
        day_until=crawl.day_until,
        allow_private=leave,
        check_external=False,
        obey_robots=crawl.obey_robots,
        user_agent=user_agent(workspace.settings),
        first_byte_timeout_s=crawl.first_byte_timeout_s,
        max_body_bytes=crawl.max_page_mb * 1_000_000,
        concurrency=crawl.concurrency,
        pace_folder=str(workspace.root / "data" / "pace"),
        full=full,
    )


def _keep(
    workspace: Workspace,
    db: Database,
    name: str,
    job: CrawlJob,
    columns: Sequence[_Watched],
    failure: str,
) -> None:
    snapshot: Snapshot | None = None
    if not failure:
        try:
            file = workspace.source_file(name)
            snapshot = load_snapshot(file, site=job.site, night_on=job.night_on)
        except WatchError as cause:
            failure = str(cause)
    store, wanted = SourceStore(db), _back_to(columns)
    for url in dict.fromkeys(column.url for column in columns):
        walk: ListWalk | None = None
        reason = failure
        if snapshot is not None:
            reason, walk = _listed(snapshot, url, wanted.get(url))
        if walk is None:
            log.warning("%s：%s", url, reason)
            store.save(url, job.night_on, (), reason=reason)
            continue
        if not walk.is_enough:
            log.warning("%s：%s", url, _cut_short(walk))
        items = (item for page in walk.pages for item in page.listing.items)
        back_to = None if url not in wanted else walk.back_to
        store.save(url, job.night_on, items, back_to=back_to)


def _back_to(columns: Sequence[_Watched]) -> dict[str, date]:
    """Return the earliest day that is wanted of each address."""
    days: dict[str, date] = {}
    for column in columns:
        if column.wanted is not None:
            days[column.url] = min(column.wanted, days.get(column.url, column.wanted))
    return days


def _cut_short(walk: ListWalk) -> str:
    """Say that a list goes on, and from which day on it is known."""
    if len(walk.pages) >= MOST_PAGES:
        why = f"本夜最多读{MOST_PAGES}页"
    elif walk.following is None:
        why = "没有读出后面各页的地址"
    else:
        why = f"第{len(walk.pages) + 1}页没有读出列表"
    day = walk.back_to
    known = "" if day in (None, date.max) else f"{in_words(day)}以前"
    return f"只读了前{len(walk.pages)}页（{why}），{known}有无其他信息未知"


def _listed(snapshot: Snapshot, url: str, wanted: date | None) -> tuple[str, ListWalk | None]:
    """Return why a list could not be read, "" and the walk through its pages if it was."""
    page: PageFacts | None = snapshot.page_at(url)
    if page is None:
        target = snapshot.targets.get(url)
        return (
            f"列表页没有读到（{target.outcome.sentence}）" if target else "列表页没有读到"
        ), None
    if page.listing.state is ListState.SCRIPTED and len(page.listing.pager) == 1:
        # Its rule says that the list stands in data behind the page.
        page = snapshot.page_at(page.listing.pager[0]) or page
    if page.listing.state not in _READ:
        return page.listing.reason or "列表页上没有读出带日期的信息", None
    return "", walk_list(page, snapshot.page_at, wanted)
