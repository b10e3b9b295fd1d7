"""What a night knows of weeks and days before it: items by week, visits by day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from checks.availability_days import DAYS, days_of
from checks.column_states import column_states
from checks.evidence import Evidence
from model.clock import at_china
from model.fetch import FetchOutcome
from model.judgement import ColumnState, week_starts
from model.page import PageFacts
from model.probe import Gap, Probe, ProbeLog
from model.snapshot import Soundness
from tests.checks.snapshots import HOME, column, list_page, snapshot

NIGHT = date(2026, 11, 25)  # a Wednesday
NEWS = f"{HOME}xw/"


def state(*pages: PageFacts, **more) -> ColumnState:
    seen = snapshot(*pages, night_on=NIGHT, columns=(column(NEWS),), **more)
    (only,) = column_states(Evidence(seen), (), 3)
    return only


def test_items_are_counted_by_week_and_future_ones_are_not() -> None:
    page = list_page(NEWS, "2026-11-26", "2026-11-25", "2026-11-23", "2026-11-22", "2026-06-01")
    weeks = state(page).weeks
    assert weeks[-2:] == (1, 2)
    assert sum(weeks) == 3


def test_weeks_before_what_was_read_are_not_known() -> None:
    page = list_page(NEWS, "2026-11-24", "2026-11-10", total_pages=5)
    weeks = state(page).weeks
    known = [start > date(2026, 11, 10) for start in week_starts(NIGHT)]
    assert [count is not None for count in weeks] == known
    assert weeks[-2:] == (0, 1)


def test_a_column_that_was_not_read_has_no_weeks() -> None:
    assert state().weeks == ()
    assert state(list_page(NEWS, None, None)).weeks == ()
    unsound = Soundness(sound=False, reason="首页打不开")
    assert state(list_page(NEWS, "2026-11-24"), soundness=unsound).weeks == ()


def probe(day: date, hour: int, **more) -> Probe:
    return Probe(at=at_china(day, time(hour)), **({"ok": True, "seconds": 0.2} | more))


def at(day: date, hour: int) -> datetime:
    return at_china(day, time(hour))


def test_visits_are_counted_by_china_day() -> None:
    day = NIGHT - timedelta(days=2)
    log = ProbeLog(
        probes=(
            probe(day, 0),
            probe(day, 7, ok=False, cause=FetchOutcome.TIMEOUT_CONNECT),
            probe(day, 8, seconds=15.0),
            probe(day, 9, ok=False, again=True),
            probe(day, 10, ok=False, cause=FetchOutcome.BLOCKED),
            probe(day, 23),
            probe(NIGHT, 0),
        )
    )
    days = days_of(log, NIGHT, 15.0)
    assert len(days) == DAYS
    assert days[-1].on == NIGHT - timedelta(days=1)
    seen = days[-2]
    assert (seen.visits, seen.failed, seen.turned_away) == (4, 2, 1)


def test_gaps_are_minutes_and_overlapping_ones_count_once() -> None:
    day = NIGHT - timedelta(days=1)
    gaps = (
        Gap(since=at(day, 0) - timedelta(hours=3), until=at(day, 2), reason="停机"),
        Gap(since=at(day, 1), until=at(day, 4), reason="断网"),
        Gap(since=at(day, 10), until=at(day, 12), reason="检修", agreed=True),
    )
    log = ProbeLog(probes=(probe(day, 3, ok=False), probe(day, 11, ok=False)), gaps=gaps)
    *_, before, seen = days_of(log, NIGHT, 15.0)
    assert (seen.visits, seen.failed) == (0, 0)
    assert (seen.unwatched_minutes, seen.agreed_minutes) == (240, 120)
    assert before.unwatched_minutes == 180


def test_a_site_never_probed_has_no_days() -> None:
    assert days_of(ProbeLog(), NIGHT, 15.0) == ()
