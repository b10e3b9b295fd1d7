"""A month of nights by plan over HTTP, a night that is killed, and one without a home page."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from store.site_dump import dump
from tests.crawler.test_by_plan import night
from tests.crawler.test_kill import kill_after
from tests.fakesite.answers import status
from tests.fakesite.child import crawl, snapshot_of
from tests.fakesite.portal import Portal, article_path, list_path
from tests.fakesite.server import Server

NIGHTS = 31
LONGEST = 28
CHANGED = 2  # early enough that the longest wait after it ends within the nights


@pytest.mark.slow
def test_a_month_of_nights_asks_every_address_and_lists_every_night(tmp_path: Path) -> None:
    silent = article_path(2, 3)  # changes without any list saying so
    with Server() as server:
        portal = Portal()
        portal.serve(server)
        asked: list[set[str]] = []
        for n in range(NIGHTS):
            if n == CHANGED:
                portal.pages[silent] = portal.pages[silent].replace("正文".encode(), b"x", 1) + b" "
            server.log.clear()
            assert crawl(night(server, tmp_path, n), tmp_path).summary.reason == "finished"
            asked.append({one.path for one in server.log})
        whole = snapshot_of(night(server, tmp_path, NIGHTS - 1))
        assert len(whole.pages) == len(portal.pages)
    every = {path for path in asked[0] if path.endswith(".html")}
    assert len(every) > 100
    for path in every:
        nights = [n for n, paths in enumerate(asked) if path in paths]
        gaps = [later - at for at, later in pairwise([*nights, NIGHTS])]
        assert max(gaps) <= LONGEST, path
    assert all({"/", list_path(0), list_path(1)} <= paths for paths in asked)
    assert max(len(paths) for paths in asked[1:]) < len(asked[0]) / 2
    seen = [n for n, paths in enumerate(asked) if silent in paths and n >= CHANGED]
    assert seen[0] - CHANGED <= LONGEST
    if len(seen) > 1:  # what changed is asked sooner
        assert seen[1] - seen[0] < LONGEST


def test_a_planned_night_that_is_killed_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    with Server(latency_s=0.005) as server:
        portal = Portal()
        portal.serve(server)
        for folder in (calm, killed):
            crawl(night(server, folder, 0), folder)
        server.log.clear()
        crawl(night(server, calm, 1), calm)
        once = len(server.log)
        assert once > 20  # how many are due depends on the addresses, and so on the port
        for share in (0.3, 0.7):
            server.log.clear()
            kill_after(int(once * share / 2), night(server, killed, 1), killed, server)
        crawl(night(server, killed, 1), killed)
        one, other = (Path(night(server, f, 1).site_file) for f in (calm, killed))
        assert dump(one) == dump(other)


def test_a_night_without_a_home_page_is_not_sound_and_takes_nothing_away(tmp_path: Path) -> None:
    with Server() as server:
        portal = Portal()
        portal.serve(server)
        crawl(night(server, tmp_path, 0), tmp_path)
        before = snapshot_of(night(server, tmp_path, 0))
        server.routes["/"] = status("503 Service Unavailable")
        crawl(night(server, tmp_path, 1), tmp_path)
        bad = snapshot_of(night(server, tmp_path, 1))
        assert not bad.soundness.sound
        del server.routes["/"]
        crawl(night(server, tmp_path, 2), tmp_path)
        after = snapshot_of(night(server, tmp_path, 2))
    assert after.soundness.sound
    assert set(after.pages) == set(before.pages)
