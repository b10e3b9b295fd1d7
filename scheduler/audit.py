"""The single audit 单站检查: crawl one site without any set-up, judge it and print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from checks.rulebook_file import load_rulebook
from model.clock import Clock
from model.crawl import CrawlJob, CrawlSummary
from model.errors import WatchError
from model.inquiry import SearchTry
from model.night import NightFacts
from model.settings import Settings
from model.site import Column, Register, Site
from model.snapshot import Snapshot
from model.url import absolute, authority
from scheduler.crawl_job import addresses_of, require_leave, require_polite, run_crawl, user_agent
from scheduler.fragments import with_fragments
from scheduler.judging import (
    NOBODY,
    SINGLE_AUDIT,
    files_by_state,
    judge_snapshot,
    left_out,
    out_of_force,
    read_night,
    unverified,
)
from scheduler.picturing import picture_site, require_browser
from scheduler.progress import ProgressBoard

SITE_FILE = "site.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOptions:
    """The options of `xunjian audit`, as the command line gives them."""

    url: str
    out: Path
    max_pages: int = 0
    rate_per_s: float = 2.0
    rulebook: str = "check-2019"
    allow_private: bool = False
    external: bool = True
    columns: tuple[Column, ...] = ()  # known ones, asked whether links lead to them or not
    search: bool = True  # the site's own search is tried, as a night tries it
    fragments: bool = False
    attachments: int = 0  # files whose text is read; 0: none
    browser_pages: int = 0  # lists drawn by script that a browser reads; 0: none
    pictures: int = 0  # pages that are pictured as evidence; 0: none


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """What an audit gave."""

    facts: NightFacts
    crawl: CrawlSummary
    files: tuple[Path, ...]
    dead: int  # targets confirmed not to answer
    searches: tuple[SearchTry, ...]


def run_audit(
    options: AuditOptions, *, night_on: date, at: datetime, clock: Clock, board: ProgressBoard
) -> AuditResult:
    """Crawl one site, judge what was seen and write the three documents to `options.out`."""
    settings = Settings()
    rulebook = load_rulebook(options.rulebook)
    crawl, site, snapshot = crawl_one(options, night_on=night_on, at=at, board=board)
    board.say("判定")
    judgement = judge_snapshot(snapshot, rulebook, settings, NOBODY)
    facts = NightFacts(
        site=site,
        night_on=night_on,
        observed_at=at,
        rulebook=rulebook,
        judgement=judgement,
        soundness=snapshot.soundness,
        pages=crawl.pages,
        fetched=crawl.fetched,
        links=crawl.links,
        files=files_by_state(snapshot),
        unverified_targets=unverified(snapshot),
        pass_mark=judgement.score.pass_mark,
        notices=(
            *out_of_force(rulebook, night_on),
            *left_out(options.out / SITE_FILE, night_on),
        ),
        first_seen={f.fingerprint(site.code): night_on for f in judgement.findings},
    )
    dead, searches = sum(t.confirmed for t in snapshot.targets.values()), snapshot.searches
    del snapshot  # with the pages of the night: the documents take their room
    if options.pictures:
        board.say("截图取证")
    job = audit_job(options, night_on=night_on, at=at)
    facts = picture_site(facts, job, options.pictures, clock)
    board.say("出报告")
    from scheduler.printing import print_site  # here: 17 MB that the crawl needs not share

    files = print_site(facts, options.out, clock.now(), options.out / SITE_FILE)
    return AuditResult(facts=facts, crawl=crawl, files=files, dead=dead, searches=searches)


def crawl_one(
    options: AuditOptions, *, night_on: date, at: datetime, board: ProgressBoard
) -> tuple[CrawlSummary, Site, Snapshot]:
    """Crawl the host of `options.url`, and judge nothing yet."""
    job = audit_job(options, night_on=night_on, at=at)
    site, site_file = job.site, Path(job.site_file)
    make_folder(options.out)

    def progress(pages: int, fetched: int, queued: int) -> None:
        board.crawl(site.name, pages, fetched, queued)

    board.say(f"抓取 {site.home_url}")
    try:
        crawl = run_crawl(job, progress)
    finally:
        board.crawl_ends(site.name)
    known = Register(columns=tuple(replace(c, site_code=site.code) for c in options.columns))
    snapshot = read_night(site_file, site, night_on, known, SINGLE_AUDIT)
    if options.fragments:
        board.say("核对页内锚点")
        snapshot = with_fragments(snapshot, site_file)
    return crawl, site, snapshot


def audit_job(options: AuditOptions, *, night_on: date, at: datetime) -> CrawlJob:
    """Return the crawl of the host of `options.url`, by whose name the site goes.

    Raises WatchError for an address, a pace or a budget that cannot be.
    """
    if options.browser_pages:
        require_browser("--browser")
    if options.pictures:
        require_browser("--pictures")
    url = absolute(options.url, options.url)
    if url is None:
        raise WatchError(f"“{options.url}”不是网址，应以 http:// 或 https:// 开头")
    require_leave(url, allow_private=options.allow_private)
    require_polite(url, options.rate_per_s)
    name = authority(url)
    site = Site(
        code=name,
        name=name,
        home_url=url,
        unit=name,
        allow_private=options.allow_private,
    )
    return CrawlJob(
        site=site,
        night_on=night_on,
        at=at,
        site_file=str(options.out / SITE_FILE),
        rate_per_s=options.rate_per_s,
        max_pages=options.max_pages,
        max_depth=50,
        seeds=tuple(dict.fromkeys(url for url, _ in _lists(options.columns))),
        rules=tuple((url, rule) for url, rule in _lists(options.columns) if rule),
        allow_private=options.allow_private,
        check_external=options.external,
        certificates=True,
        try_search=options.search,
        attachments=options.attachments,
        browser_pages=options.browser_pages,
        user_agent=user_agent(Settings()),
    )


def _lists(columns: Iterable[Column]) -> Iterator[tuple[str, str]]:
    """Yield the addresses of columns and of their data, with the rule that reads them."""
    return ((url, c.rule) for c in columns for url in addresses_of(c.url, c.rule))


def make_folder(folder: Path) -> None:
    """Make the folder for the results; WatchError with one Chinese sentence if it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise WatchError(
            f"建不了目录 {folder}：{cause.strerror}，请用 --out 另指一个目录"
        ) from cause


def default_out(url: str, night_on: date) -> Path:
    """Return the folder an audit writes to when none is named."""
    name = "".join(c if c.isalnum() or c in ".-" else "_" for c in authority(url)) or "site"
    return Path(f"xunjian-{name}-{night_on.isoformat()}")
