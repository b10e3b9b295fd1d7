"""Who turns us away again and again is left alone, and nothing is concluded from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.breaker import Breaker
from crawler.policy import (
    BREAK_AFTER,
    BREAK_AFTER_ONE_FOLDER,
    BREAK_AFTER_OTHER_SITE,
    BROKEN_OFF,
)
from model.fetch import FetchOutcome
from store.site_records import Answered, AskKind, Row
from tests.fakesite.answers import html, links, page
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Exchange, Server

PAGES = 120
TOLD_OFF_AFTER = 30
CONCURRENCY = 4


def row(path: str, *, second: bool = False, kind: AskKind = AskKind.PAGE) -> Row:
    return Row(
        address=1, url=f"http://a.example{path}", kind=kind, level=0, stage=3, seq=0, depth=0,
        hops=0, second=second,
    )  # fmt: skip


def refused(breaker: Breaker, count: int, *, platform: str = "own", folders: int = 5) -> bool:
    answer = Answered(outcome=FetchOutcome.BLOCKED, status=403)
    said = [breaker.note(platform, row(f"/{n % folders}/{n}"), answer) for n in range(count)]
    return any(said)


def test_it_opens_at_the_limit_and_not_before() -> None:
    breaker = Breaker("own", 1, {})
    assert not refused(breaker, BREAK_AFTER - 1)
    assert not breaker.own_site_is_left_alone
    assert refused(breaker, 1)
    assert breaker.own_site_is_left_alone
    assert not breaker.is_open("other")


def test_an_answer_between_starts_the_count_anew() -> None:
    breaker = Breaker("own", 1, {})
    refused(breaker, BREAK_AFTER - 1)
    breaker.note("own", row("/a"), Answered(outcome=FetchOutcome.NOT_FOUND, status=404))
    assert not refused(breaker, BREAK_AFTER - 1)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [(FetchOutcome.TIMEOUT_FIRST_BYTE, None), (FetchOutcome.SERVER_ERROR, 503)],
)
def test_silence_and_overload_count_too(outcome: FetchOutcome, status: int | None) -> None:
    breaker = Breaker("own", 1, {})
    answer = Answered(outcome=outcome, status=status)
    assert any(breaker.note("own", row(f"/{n}/"), answer) for n in range(BREAK_AFTER))


def test_a_closed_folder_the_second_pass_and_broken_pages_do_not_open_it() -> None:
    breaker = Breaker("own", 1, {})
    assert not refused(breaker, BREAK_AFTER_ONE_FOLDER - 1, folders=1)
    again = Breaker("own", 1, {})
    blocked = Answered(outcome=FetchOutcome.BLOCKED, status=403)
    broken = Answered(outcome=FetchOutcome.SERVER_ERROR, status=500)
    for n in range(BREAK_AFTER * 4):
        assert not again.note("own", row(f"/{n}/", second=True), blocked)
        assert not again.note("own", row(f"/{n}/"), broken)


def test_another_host_has_a_lower_limit_of_its_own() -> None:
    breaker = Breaker("own", 16, {})
    assert refused(breaker, BREAK_AFTER_OTHER_SITE, platform="other", folders=1)
    assert not breaker.own_site_is_left_alone


def test_a_resumed_run_knows_it() -> None:
    memo: dict[str, object] = {}
    refused(Breaker("own", 1, memo), BREAK_AFTER)
    assert Breaker("own", 1, memo).own_site_is_left_alone


def test_a_shield_that_shuts_in_mid_crawl_is_asked_no_more(tmp_path: Path) -> None:
    paths = [f"/{n % 5}/{n}" for n in range(PAGES)]
    with Server() as server:

        async def shield(exchange: Exchange) -> None:
            if len(server.log) > TOLD_OFF_AFTER:
                await exchange.answer("403 Forbidden", b"<html><title>403</title></html>")
            else:
                await exchange.answer("200 OK", page("页面"))

        server.other = shield
        server.routes["/"] = html(page("首页", links(paths)))
        job = job_for(server, tmp_path, concurrency=CONCURRENCY)
        run = crawl(job, tmp_path)
        asked = len(server.log)
    assert run.code == 0, run.errors
    assert "event=left_alone" in run.errors
    assert asked <= TOLD_OFF_AFTER + BREAK_AFTER + 2 * CONCURRENCY
    snapshot = snapshot_of(job)
    left = [t for t in snapshot.targets.values() if t.outcome is FetchOutcome.NOT_FETCHED]
    assert len(left) > PAGES // 2
    assert {target.detail for target in left} == {BROKEN_OFF}
    assert not any(target.outcome.is_failure for target in snapshot.targets.values())
    assert not snapshot.soundness.sound
    assert not snapshot.soundness.finished
    assert BROKEN_OFF in snapshot.soundness.reason
