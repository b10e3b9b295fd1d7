"""The daemon 守护进程: wakes the night, the domain round, the monthly reminder, the probes.

APScheduler only wakes us. Which due times were done is in the store: one row for each, so
none runs twice, and one that was missed (machine down) is caught up once and said to be late.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from model.clock import CHINA, Clock, at_china, china_day, china_time
from model.errors import WatchError
from scheduler.calendar import load_calendar
from scheduler.crawl_job import stop_crawls, stopping
from scheduler.domain_watch import watch_domains
from scheduler.drafting import Drafting, draft_monthly
from scheduler.night import run_night
from scheduler.probing import TICK
from scheduler.progress import ProgressBoard
from scheduler.stored import stored_nights
from scheduler.watch import Watch
from scheduler.workspace import Workspace, only_one
from store.due_runs import DueRunStore
from store.letters import LetterStore

NIGHT = "night"
REMINDER = "reminder"
DOMAINS = "domains"
log = logging.getLogger("xunjian.daemon")


def serve_forever(workspace: Workspace, clock: Clock, stop: threading.Event | None = None) -> None:
    """Run until SIGTERM, SIGINT or `stop`; a second daemon of the workspace is refused."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    stop = stop or threading.Event()
    with only_one(workspace, "serve"):
        workspace.open().close()  # a new store is laid out before several jobs open it at once
        scheduler = BackgroundScheduler(
            timezone=CHINA,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for name, trigger in triggers(workspace).items():
            scheduler.add_job(wake, trigger, args=(workspace, clock, name), id=name)
            scheduler.add_job(catch_up, args=(workspace, clock, name), id=f"catch-up-{name}")
        watch = Watch(workspace, clock)
        if watch.on:
            scheduler.add_job(watch.round, "interval", seconds=TICK.total_seconds(), id="probe")
        scheduler.start()
        log.info("started: %s", ", ".join(str(job) for job in scheduler.get_jobs()))
        try:
            stop.wait()
        except KeyboardInterrupt:
            log.info("asked to stop")
        finally:
            stop_crawls()
            scheduler.shutdown(wait=True)
            log.info("stopped")


def triggers(workspace: Workspace) -> dict[str, CronTrigger]:
    """Return when each job is due, by the office's settings."""
    schedule = workspace.settings.schedule
    reminder = clock_time(schedule.reminder_at)
    daily = {
        name: CronTrigger(hour=at.hour, minute=at.minute, timezone=CHINA)
        for name, at in _daily(workspace).items()
    }
    return {
        **daily,
        REMINDER: CronTrigger(
            day=schedule.reminder_day, hour=reminder.hour, minute=reminder.minute, timezone=CHINA
        ),
    }


def wake(workspace: Workspace, clock: Clock, name: str) -> None:
    """Run the job for its newest due time, unless that was done."""
    run_due(workspace, clock, name, last_due(workspace, name, clock.now()))


def catch_up(workspace: Workspace, clock: Clock, name: str) -> None:
    """Run what came due while the daemon was down, once, late.

    A job that was never run before waits for its first due time.
    """
    db = workspace.open()
    try:
        due_runs = DueRunStore(db)
        ever = due_runs.last(name)
        broken = due_runs.unfinished(name)
        for run in broken:
            due_runs.finish(name, run.due_at, clock.now(), "failed", "程序中途停止")
    finally:
        db.close()
    if ever is None:
        return
    due_at = last_due(workspace, name, clock.now())
    if ever.due_at < due_at:
        run_due(workspace, clock, name, due_at, late=True)
    elif broken and broken[-1].due_at == due_at:
        run_due(workspace, clock, name, due_at, late=True, again=True)


def run_due(
    workspace: Workspace,
    clock: Clock,
    name: str,
    due_at: datetime,
    *,
    late: bool = False,
    again: bool = False,
) -> bool:
    """Claim one due time and run its job; False when it was claimed before."""
    db = workspace.open()
    try:
        due_runs = DueRunStore(db)
        if not due_runs.claim(name, due_at, clock.now()) and not again:
            return False
    finally:
        db.close()
    note = late_note(workspace, name, due_at, clock.now()) if late else ""
    log.info("job=%s due=%s %s", name, due_at.isoformat(), "late" if late else "on time")
    try:
        outcome, said = JOBS[name](workspace, clock, due_at, note)
    except WatchError as failure:
        if stopping():  # unfinished on purpose: the next start catches it up
            return True
        outcome, said = "failed", str(failure)
    db = workspace.open()
    try:
        text = "；".join(part for part in (note, said) if part)
        DueRunStore(db).finish(name, due_at, clock.now(), outcome, text)
    finally:
        db.close()
    log.info("job=%s due=%s outcome=%s %s", name, due_at.isoformat(), outcome, said)
    return True


def last_due(workspace: Workspace, name: str, now: datetime) -> datetime:
    """Return the newest due time of a job that is not after `now`."""
    schedule = workspace.settings.schedule
    today = china_day(now)
    if name in (daily := _daily(workspace)):
        due = at_china(today, daily[name])
        return due if due <= now else at_china(today - timedelta(days=1), daily[name])
    at = clock_time(schedule.reminder_at)
    due = at_china(today.replace(day=schedule.reminder_day), at)
    if due <= now:
        return due
    month_before = today.replace(day=1) - timedelta(days=1)
    return at_china(month_before.replace(day=schedule.reminder_day), at)


def _daily(workspace: Workspace) -> dict[str, time]:
    settings = workspace.settings
    daily = {NIGHT: clock_time(settings.schedule.night_at)}
    if settings.domains.enabled:
        daily[DOMAINS] = clock_time(settings.domains.round_at)
    return daily


def clock_time(text: str) -> time:
    """Read a settings time such as 02:00."""
    hours, minutes = text.split(":")
    return time(int(hours), int(minutes))


def late_note(workspace: Workspace, name: str, due_at: datetime, now: datetime) -> str:
    """Say that a due time was missed, when it was made up, and which ones were not."""
    due, made = china_time(due_at), china_time(now)
    note = f"原定{due:%m月%d日%H:%M}进行，因程序未运行，于{made:%m月%d日%H:%M}补做"
    db = workspace.open()
    try:
        before = DueRunStore(db).before(name, due_at)
    finally:
        db.close()
    if before is None:
        return note
    skipped, moment = [], last_due(workspace, name, due_at - timedelta(seconds=1))
    while moment > before.due_at:
        skipped.append(f"{china_time(moment):%m月%d日}")
        moment = last_due(workspace, name, moment - timedelta(seconds=1))
    if skipped:
        note += f"；其间{'、'.join(reversed(skipped[:31]))}未进行"
    return note


def _night(workspace: Workspace, clock: Clock, due_at: datetime, note: str) -> tuple[str, str]:
    with ProgressBoard() as board:
        result = run_night(
            workspace,
            night_on=china_day(due_at),
            at=due_at,
            clock=clock,
            board=board,
            notices=(f"本次巡检{note}",) if note else (),
        )
    return ("failed" if result.failed else "done"), "；".join(result.failed.values())


def _reminder(workspace: Workspace, clock: Clock, due_at: datetime, note: str) -> tuple[str, str]:
    db = workspace.open()
    try:
        night_on, facts = stored_nights(workspace, db, None)
        desk = Drafting(
            workspace=workspace,
            letters=LetterStore(db),
            calendar=load_calendar(workspace.root),
            printed_at=clock.now(),
            night_on=night_on,
        )
        until = china_time(due_at).date() + timedelta(days=31)
        letters = draft_monthly(facts, desk, until)
    finally:
        db.close()
    return "done", f"更新提醒草稿 {len(letters)} 件"


def _domains(workspace: Workspace, clock: Clock, due_at: datetime, note: str) -> tuple[str, str]:
    said = watch_domains(workspace, clock, stopping=stopping)
    return "done", said


JOBS: dict[str, Callable[[Workspace, Clock, datetime, str], tuple[str, str]]] = {
    NIGHT: _night,
    REMINDER: _reminder,
    DOMAINS: _domains,
}
