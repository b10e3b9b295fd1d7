"""Picturing 截图取证: after judging, the same night, pages of the gravest findings are pictured.

Reads   the judged night and the office's budget
Gives   pictures in the site file, named in NightFacts; old ones whose finding is gone are dropped
Never   changes a verdict: a night without pictures says the same
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from crawler.browser_order import ready_program
from crawler.lock import Locked, hold
from crawler.pictures import take_pictures
from model.clock import Clock
from model.crawl import CrawlJob
from model.errors import WatchError
from model.night import NightFacts
from model.picture import PICTURES_FOLDER, Picture
from model.site import Register
from scheduler.crawl_job import nightly_job, stopping
from scheduler.picture_choice import wishes_of
from scheduler.workspace import Workspace, safe_name
from store.cases import CaseStore
from store.database import Database
from store.site_pictures import pictures_in, pictures_of, pictures_until


def require_browser(option: str) -> None:
    """Refuse a budget for a browser on a machine that has none; WatchError says how to mend it."""
    if ready_program() is None:
        raise WatchError(
            f"{option} 需要浏览器，本机没有装好，请运行 xunjian doctor 查看装法，或去掉这个选项"
        )


def picture_site(facts: NightFacts, job: CrawlJob, pages: int, clock: Clock) -> NightFacts:
    """Take a night's pictures on `pages` pages at most; return the facts with all that there are.

    Raises WatchError when another process writes the site's file.
    """
    path = Path(job.site_file)
    if pages and ready_program() is not None:
        try:
            with hold(path):
                _take(facts, job, pages, clock)
        except Locked as cause:
            raise WatchError("数据文件正被另一个巡检进程使用，本夜没有截图") from cause
    kept = pictures_of(path, facts.night_on, facts.judgement.marks)
    return replace(facts, pictures=kept)


def picture_night(
    workspace: Workspace,
    db: Database,
    register: Register,
    facts: NightFacts,
    at: datetime,
    clock: Clock,
) -> NightFacts:
    """Take the pictures of one site's night by the office's budget, and drop the old ones."""
    code, budget = facts.site.code, workspace.settings.crawl.browser_pictures
    job = nightly_job(workspace, register, facts.site, facts.night_on, at)
    facts = picture_site(facts, job, budget, clock)
    if facts.soundness.sound:
        cases = CaseStore(db).of_site(code)
        cared_for = {case.fingerprint for case in cases if case.is_open}
        drop_old(workspace, code, facts.night_on, cared_for | facts.judgement.marks)
    return facts


def _take(facts: NightFacts, job: CrawlJob, pages: int, clock: Clock) -> None:
    with pictures_in(Path(job.site_file)) as store:
        seen = store.manners(facts.night_on, facts.site.home_url)
        wishes = wishes_of(facts, store.until(facts.night_on), seen, pages)
        for taken in take_pictures(job, wishes, seen.robots, seen.home_chain, stopping):
            picture = Picture(
                fingerprint=taken.wish.fingerprint,
                night_on=facts.night_on,
                page=taken.wish.page,
                taken_at=clock.now(),
                sha256=sha256(taken.png).hexdigest(),
                size=len(taken.png),
                width=taken.width,
                height=taken.height,
                marked=bool(taken.wish.target),
            )
            store.keep(picture, taken.png)


def drop_old(
    workspace: Workspace, code: str, night_on: date, open_marks: Collection[str]
) -> tuple[Picture, ...]:
    """Drop the pictures, printed copies too, that are past their days and belong to nothing open.

    `open_marks` are the findings of the night and of every case that is not closed.
    """
    before = night_on - timedelta(days=workspace.settings.crawl.picture_days)
    path = workspace.site_file(code)
    if not path.exists():
        return ()
    with hold(path), pictures_in(path) as store:
        gone = store.drop(before, open_marks)
    still = pictures_until(path, night_on).keys()
    for mark in {picture.fingerprint for picture in gone} - still:
        for copy in workspace.root.glob(f"out/*/{safe_name(code)}/{PICTURES_FOLDER}/{mark}.png"):
            copy.unlink(missing_ok=True)
    return gone
