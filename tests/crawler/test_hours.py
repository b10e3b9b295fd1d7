"""By day a platform is asked at another speed than by night."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.hours import rate_at
from crawler.platforms import Platforms
from model.clock import FixedClock, SystemClock, at_china, china_time
from model.crawl import CrawlJob
from tests.fakesite.answers import html, links, page
from tests.fakesite.child import crawl, job_for
from tests.fakesite.server import Server

NIGHT_RATE, DAY_RATE = 4.0, 1.0


def moment(text: str) -> datetime:
    return at_china(date(2026, 11, 24), time.fromisoformat(text))


def job(folder: Path, day_from: str = "08:00", day_until: str = "18:00") -> CrawlJob:
    made = job_for(Server(port=1), folder, rate_per_s=NIGHT_RATE, day_rate_per_s=DAY_RATE)
    return replace(made, day_from=day_from, day_until=day_until)


@pytest.mark.parametrize(
    ("at", "rate"),
    [("07:59", NIGHT_RATE), ("08:00", DAY_RATE), ("17:59", DAY_RATE), ("18:00", NIGHT_RATE)],
)
def test_the_day_begins_and_ends_by_chinas_clocks(tmp_path: Path, at: str, rate: float) -> None:
    assert rate_at(job(tmp_path), moment(at)) == rate


@pytest.mark.parametrize(
    ("at", "rate"), [("21:00", NIGHT_RATE), ("22:00", DAY_RATE), ("05:59", DAY_RATE)]
)
def test_a_day_may_span_midnight(tmp_path: Path, at: str, rate: float) -> None:
    assert rate_at(job(tmp_path, "22:00", "06:00"), moment(at)) == rate


def test_without_a_day_rate_or_any_rate_there_is_one_speed(tmp_path: Path) -> None:
    noon = moment("12:00")
    assert rate_at(replace(job(tmp_path), day_rate_per_s=0.0), noon) == NIGHT_RATE
    assert rate_at(replace(job(tmp_path), rate_per_s=0.0), noon) == 0


def test_a_crawl_goes_over_to_the_day_while_it_runs(tmp_path: Path) -> None:
    clock = FixedClock(moment("07:59"))
    platforms = Platforms(job(tmp_path), "own", None, clock)
    own, other = platforms.pace_of("own"), platforms.pace_of("other.invalid")
    own.floor_s = 0.5
    assert (own.delay_s, other.delay_s) == (1 / NIGHT_RATE, 0.5)
    assert not platforms.keep_hours()
    clock.advance(timedelta(minutes=1))
    assert platforms.keep_hours()
    assert (own.delay_s, other.delay_s) == (1 / DAY_RATE, 1 / DAY_RATE)
    assert own.floor_s == 0.5, "what the site asks for stands beside it"


def test_a_crawl_by_day_keeps_the_speed_of_the_day(tmp_path: Path) -> None:
    now = china_time(SystemClock().now())
    around = [(now + timedelta(hours=h)).strftime("%H:%M") for h in (-2, 2)]
    with Server() as server:
        server.other = html(page("页面"))
        server.routes["/"] = html(page("首页", links(f"/{n}" for n in range(8))))
        made = job_for(server, tmp_path, rate_per_s=100.0, day_rate_per_s=5.0)
        crawl(replace(made, day_from=around[0], day_until=around[1]), tmp_path)
        times = [seen.at_s for seen in server.log]
    gaps = sorted(later - earlier for earlier, later in pairwise(times))
    assert gaps[len(gaps) // 2] >= 0.95 / 5.0


def test_an_agreed_override_of_robots_is_logged(tmp_path: Path) -> None:
    with Server() as server:
        server.routes["/"] = html(page("首页"))
        run = crawl(job_for(server, tmp_path, obey_robots=False), tmp_path)
        assert not server.asked("/robots.txt")
    assert "event=robots_overridden" in run.errors
