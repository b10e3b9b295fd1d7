"""A night by plan asks what is due, and knows what a full night would know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path

from model.clock import at_china
from model.crawl import CrawlJob
from store.site_dump import dump
from tests.fakesite.child import NIGHT, crawl, job_for, snapshot_of
from tests.fakesite.portal import UNLISTED, Portal, article_path, list_path, listing
from tests.fakesite.server import Server


def night(server: Server, folder: Path, n: int) -> CrawlJob:
    on: date = NIGHT + timedelta(days=n)
    job = job_for(server, folder, by_plan=True)
    return replace(job, night_on=on, at=at_china(on, clock_time(2, 0)))


def test_an_unchanged_site_is_asked_in_part_and_known_in_full(tmp_path: Path) -> None:
    with Server() as server:
        portal = Portal()
        portal.serve(server)
        crawl(night(server, tmp_path, 0), tmp_path)
        first = snapshot_of(night(server, tmp_path, 0))
        asked: list[int] = []
        seen = set()
        for n in range(1, 4):
            server.log.clear()
            run = crawl(night(server, tmp_path, n), tmp_path).summary
            asked.append(len(server.log))
            seen |= {one.path for one in server.log}
            now = snapshot_of(night(server, tmp_path, n))
            assert run.pages == len(portal.pages)
            assert dict(now.pages) == dict(first.pages)
            assert set(now.targets) == set(first.targets)
            assert now.soundness.sound
        assert now.targets[server.url("/gone/old.html")].failed_nights == 4
        assert max(asked) < len(portal.pages) / 3
        before = dump(Path(night(server, tmp_path, 3).site_file))
        crawl(night(server, tmp_path, 3), tmp_path)
        assert dump(Path(night(server, tmp_path, 3).site_file)) == before


def test_what_a_list_newly_links_is_asked_at_once_and_what_nothing_links_goes(
    tmp_path: Path,
) -> None:
    with Server() as server:
        portal = Portal()
        portal.serve(server)
        crawl(night(server, tmp_path, 0), tmp_path)
        new = "/col1/t019999.html"
        portal.pages[new] = portal.pages[article_path(1, 1)].replace(
            "第1项".encode(), "新".encode()
        )
        portal.pages[list_path(1)] = listing(1, 0, ((new, "新", "2026-11-25"),))
        gone = portal.pages[article_path(0, 0)]
        portal.pages[article_path(0, 0)] = gone.replace(UNLISTED.encode(), b"/")
        server.log.clear()
        crawl(replace(night(server, tmp_path, 1), seeds=(article_path(0, 0),)), tmp_path)
        now = snapshot_of(night(server, tmp_path, 1))
        assert new in {one.path for one in server.log}
        assert server.url(new) in now.pages
        assert server.url(UNLISTED) not in now.pages
