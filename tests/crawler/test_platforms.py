"""One pace per platform: hosts on one server, and crawls beside each other."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.pace import Pace
from crawler.platforms import Platforms, look_up
from crawler.policy import EXTERNAL_RATE_PER_S
from crawler.shared_pace import SharedMoments, following_at
from model.clock import SystemClock
from model.crawl import CrawlJob
from tests.fakesite.answers import html, links, page
from tests.fakesite.child import job_for, started
from tests.fakesite.server import Server

CLOCK = SystemClock()
RATE_PER_S = 10.0
WINDOW_S = 5.0
TOLERANCE = 0.05
ONE_REQUEST = 1  # at the edges of a window
PAGES = 400
MINUTE_S = 60.0
MINUTE_RATE_PER_S = 4.0


def job(folder: Path, home: str, platform: str = "", rate_per_s: float = RATE_PER_S) -> CrawlJob:
    made = job_for(Server(port=1), folder, rate_per_s=rate_per_s)
    return replace(made, site=replace(made.site, home_url=home, platform=platform))


def test_names_of_one_address_are_one_platform(tmp_path: Path) -> None:
    platforms = Platforms(job(tmp_path, "http://127.0.0.1/"), "own", None, CLOCK)
    platforms.learn(["127.1", "127.0.0.1", "127.0.0.2", "nosuch.invalid"])
    own, alias = platforms.pace_of("own"), platforms.pace_of("127.1")
    assert alias is own
    assert platforms.pace_of("127.0.0.1") is own
    other = platforms.pace_of("127.0.0.2")
    assert other is not own
    assert other.delay_s == 1 / EXTERNAL_RATE_PER_S
    assert platforms.pace_of("nosuch.invalid") is not other


def test_a_site_without_a_pace_lends_none_to_its_neighbours(tmp_path: Path) -> None:
    platforms = Platforms(job(tmp_path, "http://127.0.0.1/", rate_per_s=0), "own", None, CLOCK)
    platforms.learn(["127.1"])
    assert platforms.pace_of("own").delay_s == 0
    assert platforms.pace_of("127.1").delay_s == 1 / EXTERNAL_RATE_PER_S


def test_two_sites_of_one_name_or_one_address_share_their_moments(tmp_path: Path) -> None:
    pace_folder = tmp_path / "pace"
    homes = (("http://127.0.0.1/", "云"), ("http://127.0.0.2/", "云"), ("http://127.0.0.2/", ""))
    paces = [
        Platforms(job(tmp_path, *home), "own", SharedMoments(pace_folder), CLOCK).pace_of("own")
        for home in homes
    ]
    assert paces[0].take(100.0)
    assert not paces[1].take(100.0), "the other crawl was first"
    assert paces[1].next_at == 100.0 + 1 / RATE_PER_S
    assert paces[2].take(100.0), "another platform"
    paces[0].busy(100.0, 30.0, 0)
    assert not paces[1].take(120.0), "Retry-After holds for every crawl"
    assert paces[1].take(130.0)


def test_a_moment_from_before_a_restart_is_forgotten(tmp_path: Path) -> None:
    pace = Pace(1.0, shared=SharedMoments(tmp_path).slot("a"))
    assert pace.take(1_000_000.0)
    assert pace.take(10.0)


def test_small_lateness_is_made_up_for_and_a_pause_is_not() -> None:
    assert following_at(10.0, 10.1, 1.0, 0.25) == 11.0
    assert following_at(10.0, 10.5, 1.0, 0.25) == 11.5


def test_looking_up_leaves_out_what_does_not_exist() -> None:
    found = look_up(["127.0.0.1", "nosuch.invalid", "a" * 70 + ".invalid"])
    assert found == {"127.0.0.1": "127.0.0.1"}


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2, 4])
def test_the_servers_log_shows_the_agreed_pace(tmp_path: Path, processes: int) -> None:
    with Server(listen="0.0.0.0") as server, ExitStack() as children:
        server.other = html(page("页面"))
        server.routes["/"] = html(page("首页", links(f"/{n}" for n in range(PAGES))))
        for n in range(processes):
            folder = tmp_path / str(n)
            folder.mkdir()
            home = f"http://127.0.0.{n + 1}:{server.port}/"
            one = replace(
                job(folder, home, "集约化平台"),
                site_file=str(folder / "site.db"),
                pace_folder=str(tmp_path / "pace"),
            )
            children.enter_context(started(one, folder))
        hosts: set[str] = set()
        limit = time.monotonic() + 120
        while len(hosts) < processes and time.monotonic() < limit:
            time.sleep(0.05)
            hosts = {seen.headers["host"] for seen in server.log}
        assert len(hosts) == processes, "every crawl gets its turn"
        begun = time.monotonic()
        time.sleep(WINDOW_S)
        times = [seen.at_s for seen in server.log]
    inside = sum(begun <= at < begun + WINDOW_S for at in times)
    wanted = RATE_PER_S * WINDOW_S
    assert abs(inside - wanted) <= wanted * TOLERANCE + ONE_REQUEST
    # From the first request on, over every crawl's start: never faster than agreed.
    assert len(times) <= (times[-1] - times[0]) * RATE_PER_S * (1 + TOLERANCE) + ONE_REQUEST


@pytest.mark.slow
def test_the_pace_holds_over_a_full_minute_with_one_two_and_four_processes(
    tmp_path: Path,
) -> None:
    """Three platforms at the same time, so that a minute is enough for all of them."""
    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(lambda n: asked_in_a_minute(tmp_path / str(n), n), (1, 2, 4)))
    wanted = MINUTE_RATE_PER_S * MINUTE_S
    for count in counts:
        assert abs(count - wanted) <= wanted * TOLERANCE, counts


def asked_in_a_minute(folder: Path, processes: int) -> int:
    """Return how many requests a platform's server saw in a minute of so many crawls."""
    with Server(listen="0.0.0.0") as server, ExitStack() as children:
        server.other = html(page("页面"))
        server.routes["/"] = html(page("首页", links(f"/{n}" for n in range(PAGES))))
        for n in range(processes):
            own = folder / str(n)
            own.mkdir(parents=True)
            home = f"http://127.0.{processes}.{n + 1}:{server.port}/"
            one = replace(
                job(own, home, f"平台{processes}", MINUTE_RATE_PER_S),
                site_file=str(own / "site.db"),
                pace_folder=str(folder / "pace"),
            )
            children.enter_context(started(one, own))
        hosts: set[str] = set()
        limit = time.monotonic() + 120
        while len(hosts) < processes and time.monotonic() < limit:
            time.sleep(0.05)
            hosts = {seen.headers["host"] for seen in server.log}
        assert len(hosts) == processes
        begun = time.monotonic()
        time.sleep(MINUTE_S)
        return sum(begun <= seen.at_s < begun + MINUTE_S for seen in server.log)
