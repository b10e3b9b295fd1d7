"""A hostile site cannot make the crawl endless, fat or curious."""

from __future__ import annotations

from collections import Counter

import pytest

from crawler.policy import ARCHIVE_SPAN
from model.fetch import FetchOutcome
from tests.fakesite import size
from tests.fakesite.hostile import NOWHERE, TEMPLATE_CAP, Hostile, private_links

MEMORY_BYTES = 300 * 1024**2
FILE_BYTES = 2 * 1024**2
IN_FLIGHT_BYTES = 8 * 1024**2  # what the sockets of one connection may hold besides


def test_the_crawl_ends_and_says_so(hostile: Hostile) -> None:
    assert hostile.run.code == 0, hostile.run.errors[-3000:]
    assert hostile.run.events[-1]["event"] == "done"
    assert all("event" in event for event in hostile.run.events)


def test_memory_stays_bounded(hostile: Hostile) -> None:
    assert hostile.run.peak_bytes < MEMORY_BYTES


@pytest.mark.parametrize(
    "route", ["/size/ten-gb.zip", "/size/ten-gb-no-head.zip", "/size/stream.mp4"]
)
def test_a_file_of_ten_gb_is_not_downloaded(hostile: Hostile, route: str) -> None:
    assert hostile.server.asked(route), "the file was never asked for"
    assert hostile.server.sent[route] < FILE_BYTES * len(hostile.server.asked(route))


def test_an_endless_page_is_cut_off(hostile: Hostile) -> None:
    route = "/size/endless-page"
    rounds = len(hostile.server.asked(route))
    allowed = hostile.job.max_body_bytes + IN_FLIGHT_BYTES
    assert 0 < hostile.server.sent[route] < allowed * rounds


def test_a_gzip_bomb_is_not_unpacked(hostile: Hostile) -> None:
    assert len(size.bomb()) < hostile.job.max_body_bytes, "the packed size must not give it away"
    assert hostile.outcome("/size/gzip-bomb") is FetchOutcome.TOO_LARGE


@pytest.mark.parametrize(("prefix", "least"), [("/cal/", 10), ("/maze?", 10), ("/sessions?", 0)])
def test_traps_are_left(hostile: Hostile, prefix: str, least: int) -> None:
    asked = {seen.path for seen in hostile.server.log if seen.path.startswith(prefix)}
    shapes, links_a_page = 2, 8
    within_an_archive = links_a_page * (ARCHIVE_SPAN + 1)
    assert least <= len(asked) <= shapes * TEMPLATE_CAP + within_an_archive


def test_nothing_private_is_fetched(hostile: Hostile) -> None:
    assert hostile.neighbour.log == []
    for url in private_links(hostile.neighbour):
        target = hostile.snapshot.targets.get(url)
        assert target is not None, url
        assert target.outcome is FetchOutcome.PRIVATE_ADDRESS, url


def test_a_name_that_does_not_exist_is_never_alive(hostile: Hostile) -> None:
    """Without a network the resolver may not know either: then the outcome is unknown."""
    outcome = hostile.snapshot.targets[NOWHERE].outcome
    assert outcome is FetchOutcome.NO_SUCH_HOST or outcome.is_unknown


def test_a_redirect_to_a_private_address_is_not_followed(hostile: Hostile) -> None:
    assert hostile.outcome("/moves/neighbour") is FetchOutcome.PRIVATE_ADDRESS
    assert hostile.outcome("/moves/metadata") is FetchOutcome.PRIVATE_ADDRESS


def test_robots_are_obeyed(hostile: Hostile) -> None:
    assert not hostile.server.asked("/robots-says-no/page.html")
    assert hostile.outcome("/robots-says-no/page.html") is FetchOutcome.ROBOTS_DENIED


def test_each_address_is_checked_once_and_failures_twice(hostile: Hostile) -> None:
    """HEAD and GET are one check; a redirect's target may be met again by its own link."""
    asked = Counter(
        (seen.method, seen.path)
        for seen in hostile.server.log
        if seen.path.startswith(("/plain/", "/pages/", "/cal/", "/maze"))
    )
    assert {what: times for what, times in asked.items() if times > 2} == {}
    fine = {
        what
        for what, times in asked.items()
        if times > 1 and hostile.snapshot.page_at(hostile.server.url(what[1])) is not None
    }
    assert fine <= {("GET", path) for path in ("/plain/one", "/plain/two", "/plain/refreshed")}


def test_every_request_says_who_asks(hostile: Hostile) -> None:
    agents = {seen.headers.get("user-agent") for seen in hostile.server.log}
    assert agents == {hostile.job.user_agent}
