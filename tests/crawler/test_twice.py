"""The same night twice adds nothing; a later night adds exactly what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import pytest

from model.clock import at_china
from model.crawl import CrawlJob, CrawlSummary
from model.snapshot import Snapshot
from store.site_dump import dump
from tests.fakesite.child import NIGHT, crawl, job_for, snapshot_of
from tests.fakesite.portal import UNLISTED, Portal, article_path, list_path, listing
from tests.fakesite.server import Request, Server

SECOND, THIRD, FOURTH = (NIGHT + timedelta(days=n) for n in (1, 2, 3))
LIST, MOVED, GONE = list_path(1), article_path(1, 20), article_path(2, 7)


@dataclass(slots=True)
class Step:
    """One crawl: its figures, the requests it made and the store after it."""

    summary: CrawlSummary
    asked: list[Request]
    dump: dict[str, Any]
    snapshot: Snapshot


@dataclass(slots=True)
class Nights:
    """Five crawls of one portal, and the ways to look back at them."""

    server: Server
    portal: Portal
    folder: Path
    steps: list[Step] = field(default_factory=list)

    def job(self, night_on: date) -> CrawlJob:
        at = at_china(night_on, clock_time(2, 0))
        return replace(job_for(self.server, self.folder), night_on=night_on, at=at)

    def run(self, night_on: date) -> None:
        self.server.log.clear()
        job = self.job(night_on)
        summary = crawl(job, self.folder).summary
        log = list(self.server.log)
        self.steps.append(Step(summary, log, dump(Path(job.site_file)), snapshot_of(job)))

    def looked_back(self, night_on: date) -> Snapshot:
        return snapshot_of(self.job(night_on))


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    with Server() as server:
        portal = Portal()
        portal.serve(server)
        story = Nights(server, portal, tmp_path_factory.mktemp("nights"))
        story.run(NIGHT)
        story.run(NIGHT)
        extra = ((UNLISTED, "补登的通知", "2026-01-05"), (MOVED, "移来的通知", "2026-10-20"))
        portal.pages[LIST] = listing(1, 0, extra)
        story.run(SECOND)
        body = portal.pages.pop(GONE)
        story.run(THIRD)
        portal.pages[GONE] = body
        story.run(FOURTH)
        yield story


def test_first_night_reads_every_page(nights: Nights) -> None:
    first = nights.steps[0].summary
    assert first.reason == "finished"
    assert first.pages == len(nights.portal.pages)
    assert first.not_modified == 0


def test_same_night_twice_adds_nothing(nights: Nights) -> None:
    first, second = nights.steps[:2]
    assert second.summary.new_observations == 0
    assert second.summary.pages == first.summary.pages
    assert second.dump == first.dump
    assert second.snapshot == first.snapshot


def test_same_night_twice_asks_only_whether_pages_changed(nights: Nights) -> None:
    second = nights.steps[1]
    conditional = {seen.path for seen in second.asked if "if-none-match" in seen.headers}
    assert conditional == set(nights.portal.pages)
    assert second.summary.not_modified == len(nights.portal.pages)


def test_a_later_night_adds_one_observation_for_one_changed_page(nights: Nights) -> None:
    third = nights.steps[2]
    assert third.summary.new_observations == 1
    assert third.summary.not_modified == len(nights.portal.pages) - 1


def test_the_ledger_tells_a_new_item_from_a_moved_one(nights: Nights) -> None:
    entries = {
        entry.item_url: entry
        for entry in nights.steps[2].snapshot.ledger
        if entry.list_url == nights.server.url(LIST)
    }
    new, moved = entries[nights.server.url(UNLISTED)], entries[nights.server.url(MOVED)]
    assert (new.title, new.shown) == ("补登的通知", "2026-01-05")
    assert (new.first_seen_on, new.looked_on) == (SECOND, NIGHT)
    assert moved.first_seen_on == NIGHT
    assert len(nights.steps[2].snapshot.ledger) == len(nights.steps[1].snapshot.ledger) + 2


@pytest.mark.parametrize(("night_on", "step"), [(NIGHT, 1), (SECOND, 2), (THIRD, 3), (FOURTH, 4)])
def test_a_past_night_is_read_back_as_it_was(nights: Nights, night_on: date, step: int) -> None:
    then, now = nights.steps[step].snapshot, nights.looked_back(night_on)
    assert dict(now.pages) == dict(then.pages)
    assert dict(now.redirects) == dict(then.redirects)
    assert dict(now.targets) == dict(then.targets)
    assert now.ledger == then.ledger
    assert now == then


def test_a_page_that_goes_is_dead_with_its_places(nights: Nights) -> None:
    url = nights.server.url(GONE)
    before, gone = nights.steps[2].snapshot, nights.steps[3].snapshot
    assert url in before.pages
    assert url not in before.targets
    assert url not in gone.pages
    target = gone.targets[url]
    assert target.outcome.word == "dead"
    assert (target.failed_nights, target.first_failed_on) == (1, THIRD)
    assert [place.page for place in target.places] == [nights.server.url(list_path(2))]
    assert nights.steps[3].summary.new_observations == 1


def test_a_page_that_comes_back_is_alive_again(nights: Nights) -> None:
    url = nights.server.url(GONE)
    back = nights.steps[4].snapshot
    assert url in back.pages
    assert url not in back.targets
    assert back.pages == nights.steps[2].snapshot.pages


def test_what_stays_dead_counts_its_nights(nights: Nights) -> None:
    target = nights.steps[4].snapshot.targets[nights.server.url("/gone/old.html")]
    assert (target.failed_nights, target.first_failed_on) == (4, NIGHT)
    confirmed = snapshot_of(nights.job(SECOND), confirm_nights=3).targets[target.url]
    assert not confirmed.confirmed
    assert snapshot_of(nights.job(THIRD), confirm_nights=3).targets[target.url].confirmed
