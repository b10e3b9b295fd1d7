"""The night 巡检夜, in order. Read this first.

    crawl     source columns, then every site, in child processes, one platform never twice at once
    judge     what was stored, under the office's rulebook
    record    judgement and findings' history: new, still there, gone, back
    picture   pages of the gravest findings, where a browser and a budget are there
    follow    整改事项: opened, closed, sent back, reopened by what was seen
    print     report.html, findings.xlsx, findings.jsonl a site
    draft     更新提醒 and 督促函, 整改通知 and 督办函, one a unit

Every step writes to the store and may be repeated: the same night run twice changes nothing.
A step that fails on one site fails that site; the night goes on, says so, and exits 3.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from checks.rulebook_file import load_rulebook
from model.clock import Clock
from model.crawl import CrawlJob, CrawlSummary
from model.errors import WatchError
from model.letter import Letter
from model.night import NightFacts
from model.rulebook import Rulebook
from model.site import Register, Site
from scheduler.calendar import load_calendar
from scheduler.crawl_job import nightly_job, require_polite, run_all, run_crawl
from scheduler.drafting import Drafting, draft_letters
from scheduler.judging import (
    judge_night,
    kept_findings,
    night_facts,
    record,
    undecided,
)
from scheduler.notices import draft_notices
from scheduler.picturing import picture_night
from scheduler.printing import print_site
from scheduler.progress import ProgressBoard
from scheduler.rectification import follow_night, wanted_of
from scheduler.sources import read_sources
from scheduler.stored import stored_snapshot
from scheduler.workspace import Workspace, chosen, only_one, site_folder
from store.cases import CaseStore
from store.database import Database
from store.findings import FindingStore
from store.letters import LetterStore
from store.nights import NightRow, NightStore


@dataclass(slots=True, kw_only=True)
class NightResult:
    """What the night gave; `failed` holds one Chinese sentence per failed site or step."""

    night_on: date
    facts: list[NightFacts] = field(default_factory=list)
    letters: tuple[Letter, ...] = ()
    crawls: dict[str, CrawlSummary] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """Everything the steps of one night share."""

    workspace: Workspace
    db: Database
    register: Register
    sites: tuple[Site, ...]
    rulebook: Rulebook
    night_on: date
    at: datetime
    clock: Clock
    board: ProgressBoard
    result: NightResult
    notices: tuple[str, ...]
    full: bool


def run_night(
    workspace: Workspace,
    *,
    night_on: date,
    at: datetime,
    clock: Clock,
    board: ProgressBoard,
    only_site: str = "",
    notices: tuple[str, ...] = (),
    full: bool = False,
) -> NightResult:
    """Run the whole night once; `notices` are the first lines of its reports."""
    with only_one(workspace, "night"):
        db = workspace.open()
        try:
            register = workspace.register(db)
            night = Night(
                workspace=workspace,
                db=db,
                register=register,
                sites=chosen(register, only_site),
                rulebook=load_rulebook(workspace.settings.rules.rulebook),
                night_on=night_on,
                at=at,
                clock=clock,
                board=board,
                result=NightResult(night_on=night_on),
                notices=notices,
                full=full,
            )
            for title, step in STEPS:
                board.say(f"[{night_on}] {title}")
                step(night)
            return night.result
        finally:
            db.close()


def crawl(night: Night) -> None:
    """Crawl every site; a crawl that fails leaves its site as it was the night before."""
    place, register = night.workspace, night.register
    night_on, at, full = night.night_on, night.at, night.full
    read_sources(place, night.db, register, night_on, at, full=full, board=night.board)
    jobs = [
        nightly_job(
            place, register, site, night_on, at, full=full, wanted=wanted_of(night.db, site.code)
        )
        for site in night.sites
    ]
    for job in jobs:
        require_polite(job.site.home_url, job.rate_per_s)
    outcomes: dict[str, CrawlSummary | str] = {}
    for job in jobs:
        _save_night(night, job.site, "running")

    def one(job: CrawlJob) -> None:
        name = job.site.name

        def progress(pages: int, fetched: int, queued: int) -> None:
            night.board.crawl(name, pages, fetched, queued)

        try:
            outcomes[job.site.code] = run_crawl(job, progress)
        except WatchError as failure:
            outcomes[job.site.code] = str(failure)
        finally:
            night.board.crawl_ends(name)

    run_all(jobs, one, parallel=night.workspace.settings.crawl.parallel_sites)
    for site in night.sites:
        outcome = outcomes[site.code]
        if isinstance(outcome, CrawlSummary):
            night.result.crawls[site.code] = outcome
            _save_night(night, site, "done", outcome)
        else:
            night.result.failed[site.code] = outcome
            _save_night(night, site, "failed", reason=outcome)


def judge_and_record(night: Night) -> None:
    """Judge every crawled site and bring the history up to date."""
    for site in night.sites:
        if site.code in night.result.failed:
            _last_knowledge(night, site)
            continue
        with _guarded(night, site):
            snapshot = stored_snapshot(night.workspace, night.db, site, night.night_on)
            judgement = judge_night(night.db, snapshot, night.rulebook, night.workspace.settings)
            change = record(night.db, snapshot, night.rulebook, judgement, night.at)
            night.result.facts.append(
                night_facts(
                    night.workspace,
                    night.db,
                    snapshot,
                    night.rulebook,
                    judgement,
                    change,
                    night.notices,
                )
            )


def _last_knowledge(night: Night, site: Site) -> None:
    """Print the newest finished night of a site whose crawl failed, and say so first."""
    known_on = NightStore(night.db).latest(site.code)
    if known_on is None:
        return
    with _guarded(night, site):
        snapshot = stored_snapshot(night.workspace, night.db, site, known_on)
        judgement = judge_night(night.db, snapshot, night.rulebook, night.workspace.settings)
        kept = kept_findings(judgement)
        change = FindingStore(night.db).compare(site.code, known_on, kept, undecided(judgement))
        notice = (
            f"{night.night_on} 的巡检没有完成（{night.result.failed[site.code]}），"
            f"以下为 {known_on} 的结果"
        )
        night.result.facts.append(
            night_facts(
                night.workspace,
                night.db,
                snapshot,
                night.rulebook,
                judgement,
                change,
                (*night.notices, notice),
            )
        )


def take_pictures(night: Night) -> None:
    """Picture what was found, within the office's budget, and drop pictures past their days."""
    for number, facts in enumerate(night.result.facts):
        if facts.night_on == night.night_on:  # what an earlier night saw is over
            with _guarded(night, facts.site):
                shared = (night.workspace, night.db, night.register)
                night.result.facts[number] = picture_night(*shared, facts, night.at, night.clock)


def follow_cases(night: Night) -> None:
    """Bring the cases of every site up to date with what was seen of it."""
    for facts in night.result.facts:
        with _guarded(night, facts.site):
            follow_night(night.db, facts, night.at, night.workspace.site_file(facts.site.code))


def print_documents(night: Night) -> None:
    """Write every site's documents."""
    printed_at = night.clock.now()
    for facts in night.result.facts:
        with _guarded(night, facts.site):
            folder = site_folder(night.workspace, night.night_on, facts.site.code)
            print_site(facts, folder, printed_at, night.workspace.site_file(facts.site.code))


def draft(night: Night) -> None:
    """Bring the drafts of letters up to date."""
    desk = Drafting(
        workspace=night.workspace,
        letters=LetterStore(night.db),
        calendar=load_calendar(night.workspace.root),
        printed_at=night.clock.now(),
        night_on=night.night_on,
        cases=CaseStore(night.db).all(),
    )
    night.result.letters = (
        *draft_letters(night.result.facts, desk),
        *draft_notices(night.db, desk, night.register, night.result.facts),
    )


STEPS: tuple[tuple[str, Callable[[Night], None]], ...] = (
    ("抓取", crawl),
    ("判定", judge_and_record),
    ("截图取证", take_pictures),
    ("整改", follow_cases),
    ("出报告", print_documents),
    ("拟函", draft),
)


def _save_night(
    night: Night, site: Site, state: str, summary: CrawlSummary | None = None, reason: str = ""
) -> None:
    NightStore(night.db).save(
        NightRow(
            site_code=site.code,
            night_on=night.night_on,
            state=state,
            started_at=night.at,
            finished_at=night.clock.now() if state != "running" else None,
            reason=reason,
            pages=summary.pages if summary else 0,
            fetched=summary.fetched if summary else 0,
            links=summary.links if summary else 0,
            dead=summary.dead if summary else 0,
        )
    )


@contextmanager
def _guarded(night: Night, site: Site) -> Iterator[None]:
    """Let one site's failure be that site's alone: one of the two places that catch all."""
    try:
        yield
    except WatchError as failure:
        night.result.failed[site.code] = f"{site.name}：{failure}"
    except Exception as bug:  # noqa: BLE001
        night.board.say(traceback.format_exc())
        night.result.failed[site.code] = (
            f"{site.name}：程序内部错误（{bug!r}），请把以上信息报告开发者"
        )
