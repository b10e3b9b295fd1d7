"""What servers say about when to come back, and that we do as they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.answer import Answer
from crawler.pace import Pace
from crawler.policy import MAX_RETRY_AFTER_S
from crawler.waiting import asked_wait_s, used_up_s
from tests.fakesite.answers import html, links, page
from tests.fakesite.child import crawl, job_for
from tests.fakesite.server import Exchange, Server

DATE = "Tue, 24 Nov 2026 00:00:00 GMT"
EPOCH = 1_795_478_400  # the same moment in seconds since 1970


def answer(**headers: str) -> Answer:
    named = {name.replace("_", "-"): value.encode() for name, value in headers.items()}
    return Answer(status=429, headers={"date": DATE.encode()} | named)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "Tue, 24 Nov 2026 00:00:30 GMT"}, 30.0),
        ({"retry_after": "Tue, 24 Nov 2026 00:00:30 -0000"}, 30.0),
        ({"retry_after": "Mon, 23 Nov 2026 00:00:00 GMT"}, 0.0),
        ({"retry_after": "7", "ratelimit_reset": "9"}, 7.0),
        ({"retry_after": "soon", "ratelimit_reset": "9"}, 9.0),
        ({"x_ratelimit_reset": str(EPOCH + 12)}, 12.0),
        ({"x_ratelimit_reset": str(EPOCH + 12), "date": "never"}, None),
        ({"x_rate_limit_reset": "1.5"}, 1.5),
        ({"ratelimit": "limit=100, remaining=0, reset=50"}, 50.0),
        ({"ratelimit": '"default";r=0;t=30'}, 30.0),
        ({"ratelimit_reset": "-3"}, None),
        ({}, None),
    ],
)
def test_how_long_to_stay_away(headers: dict[str, str], wait: float | None) -> None:
    assert asked_wait_s(answer(**headers)) == wait


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"x_ratelimit_remaining": "0", "x_ratelimit_reset": "4"}, 4.0),
        ({"x_ratelimit_remaining": "1", "x_ratelimit_reset": "4"}, None),
        ({"ratelimit": '"default";r=0;t=30'}, 30.0),
        ({"ratelimit": "limit=100, remaining=20, reset=50"}, None),
        ({"ratelimit_remaining": "0"}, None),
        ({"retry_after": "7"}, None),
    ],
)
def test_when_the_quota_is_used_up(headers: dict[str, str], wait: float | None) -> None:
    assert used_up_s(answer(**headers)) == wait


def test_a_rest_is_never_longer_than_the_limit() -> None:
    pace = Pace(0.5)
    pace.rest(100.0, 3.0)
    assert pace.next_at == 103.0
    pace.rest(100.0, 1e6)
    assert pace.next_at == 100.0 + MAX_RETRY_AFTER_S


def test_a_crawl_waits_for_the_next_quota(tmp_path: Path) -> None:
    with Server() as server:

        async def last(exchange: Exchange) -> None:
            quota = (("RateLimit-Remaining", "0"), ("RateLimit-Reset", "1"))
            await exchange.answer("200 OK", page("首页", links(("/a", "/b"))), headers=quota)

        server.routes |= {"/": last, "/a": html(page("甲")), "/b": html(page("乙"))}
        crawl(job_for(server, tmp_path), tmp_path)
        home, after = server.asked("/")[-1], server.asked("/a")[0]
    assert after.at_s - home.at_s >= 0.95
