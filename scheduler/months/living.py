"""Living 三个月: the nights and the office's days of the script, in order, then the comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time

from demo.quarter import Quarter
from demo.rounds import DECISIONS, REPLIES
from demo.server import DemoServer
from demo.timetable import NIGHTS
from model.clock import FixedClock, at_china
from model.errors import JobFailed
from model.settings import Settings, commented_settings
from scheduler.calendar import HOLIDAYS_FILE
from scheduler.commands.demo_asked import write_outside
from scheduler.months.clerk import DIARY, DIARY_HEAD, Clerk
from scheduler.months.comparing import differences
from scheduler.months.office import Office
from scheduler.night import run_night
from scheduler.printing import write_whole
from scheduler.progress import ProgressBoard
from scheduler.workspace import SETTINGS_FILE, Workspace, open_workspace
from store.probes import ProbeStore

NIGHT_AT = time(2, 0)


@dataclass(slots=True, kw_only=True)
class Lived:
    """What came of the three months."""

    place: Workspace
    quarter: Quarter
    refused: list[str] = field(default_factory=list)  # sentences about wrong reply sheets
    imported: int = 0  # reply sheets taken in
    differences: tuple[str, ...] = ()


def prepare_months(place: Workspace, quarter: Quarter) -> Workspace:
    """Give a demo workspace what three months need besides: the day off, an office that mails."""
    settings = place.settings
    office = replace(settings.office, email="web@yunhu.example", letter_word="云政办函")
    text = commented_settings(Settings(office=office, crawl=settings.crawl))
    write_whole(place.root / SETTINGS_FILE, text.encode())
    write_whole(place.root / HOLIDAYS_FILE, _own_years(quarter).encode())
    return open_workspace(place.root)


def live(
    place: Workspace,
    quarter: Quarter,
    server: DemoServer,
    board: Callable[[], ProgressBoard] = ProgressBoard,
) -> Lived:
    """Live through the months; JobFailed where a night or a step is not what the script says."""
    urls = server.base_urls
    clerk = Clerk(place.root, quarter.nights[0])
    office = Office(quarter=quarter, base_urls=urls, clerk=clerk)
    days = {*NIGHTS, *(r.day for r in REPLIES), *(d.day for d in DECISIONS)}
    watched = quarter.today
    for mark in sorted(days, key=quarter.table.day):
        day = quarter.table.day(mark)
        clerk.day = day
        if mark in NIGHTS:
            server.set_day(day)
            _visit(place, quarter, watched, day)
            watched = max(watched, day)
            with board() as shown:
                _night(place, day, shown)
            clerk.notes("凌晨巡检一夜")
        office.works(mark, after_night=mark in NIGHTS)
    for document in ("round", "unit", "bulletin"):
        clerk.does("report", document)
    clerk.does("audit-log", "verify")
    clerk.does("letters", "verify")
    write_whole(place.root / DIARY, "\n".join([DIARY_HEAD, *clerk.diary, ""]).encode())
    db = place.open()
    try:
        found = differences(db, quarter, urls)
    finally:
        db.close()
    return Lived(
        place=place,
        quarter=quarter,
        refused=office.refused,
        imported=office.imported,
        differences=found,
    )


def _night(place: Workspace, day: date, board: ProgressBoard) -> None:
    write_outside(place, day)
    at = at_china(day, NIGHT_AT)
    result = run_night(place, night_on=day, at=at, clock=FixedClock(at), board=board)
    if result.failed:
        raise JobFailed("；".join(result.failed.values()))


def _visit(place: Workspace, quarter: Quarter, since: date, until: date) -> None:
    """Record the visits of the days before a night, as the daemon would have made them."""
    db = place.open()
    try:
        for code in quarter.codes:
            ProbeStore(db).add(code, quarter.visits(code, since, until))
    finally:
        db.close()


def _own_years(quarter: Quarter) -> str:
    """Return the invented district's calendar: no holiday but one day off of its own."""
    rest = quarter.table.day((2, 4))
    years = range(quarter.today.year - 1, quarter.nights[-1].year + 2)
    return "".join(
        f"[{year}]\nholidays = [{rest if rest.year == year else ''}]\nworkdays = []\n"
        for year in years
    )
