"""A night by plan asks what is due, and knows what a full night would know."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from datetime import time as clock_time
from itertools import pairwise
from pathlib import Path

from crawler.recrawl import next_visit
from model.clock import at_china
from model.crawl import CrawlJob
from store.site_dump import dump
from store.site_plan import visit_of
from store.site_records import Visit
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


def test_what_a_case_waits_for_is_asked_whatever_was_planned(tmp_path: Path) -> None:
    with Server() as server:
        portal = Portal()
        portal.serve(server)
        crawl(night(server, tmp_path, 0), tmp_path)
        waited = article_path(1, 1)
        for n in range(1, 4):
            server.log.clear()
            job = replace(night(server, tmp_path, n), wanted=(server.url(waited),))
            crawl(job, tmp_path)
            assert waited in {one.path for one in server.log}
            visit = visit_of(Path(job.site_file), server.url(waited))
            assert visit is not None
            assert visit.looked_on == job.night_on


def test_addresses_asked_in_one_night_are_not_all_due_in_one_night() -> None:
    visits = [
        Visit(f"http://a.example/{n}.html", "page", "alive", False, "article", "", 28)
        for n in range(5000)
    ]
    due = Counter(
        next_visit(visit, NIGHT, first_night=False, inside=True, is_seed=False)[3]
        for visit in visits
    )
    assert max(due) == NIGHT + timedelta(days=28)
    assert max(due.values()) < 5000 / 6


def test_thirty_nights_ask_every_address_and_none_asks_everything() -> None:
    urls = [f"http://a.example/{n}.html" for n in range(3000)]
    plan: dict[str, tuple[int | None, date]] = dict.fromkeys(urls, (None, NIGHT))
    looked: dict[str, list[date]] = {url: [] for url in urls}
    loads = []
    for n in range(61):
        on = NIGHT + timedelta(days=n)
        asked = [url for url, (_, due) in plan.items() if due <= on]
        loads.append(len(asked))
        for url in asked:
            looked[url].append(on)
            visit = Visit(url, "page", "alive", False, "article", "", plan[url][0])
            _, days, _, due = next_visit(visit, on, first_night=n == 0, inside=True, is_seed=False)
            plan[url] = (days, due)
    assert loads[0] == 3000
    assert max(loads[1:]) < 3000 / 8
    for days in looked.values():
        gaps = [later - at for at, later in pairwise(days)]
        assert max(gaps) <= timedelta(days=28)
        assert len(days) >= 3
