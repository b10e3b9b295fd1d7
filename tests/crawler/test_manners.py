"""Manners: pace, robots.txt and its failures, back-off, and a site that is not there."""

from __future__ import annotations

import socket
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from model.fetch import FetchOutcome
from tests.fakesite import codes
from tests.fakesite.answers import html, links, page, status
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.portal import Portal
from tests.fakesite.server import Handler, Server

RATE_PER_S = 20.0
TOLERANCE = 0.05
WINDOW = 20
STALL_S = 0.1
NOWHERE = "http://nosuch.invalid/page"

ROBOTS = (
    b"\xef\xbb\xbfuser-agent: *\r\ndisallow: /\r\n\r\n"
    b"User-agent: xunjian-test\r\nDisallow: /secret/\r\nAllow: /secret/open/\r\n"
)


def test_pace_and_cap_are_kept_and_the_cap_is_said(tmp_path: Path) -> None:
    with Server() as server:
        Portal().serve(server)
        job = job_for(server, tmp_path, rate_per_s=RATE_PER_S, max_pages=40)
        summary = crawl(job, tmp_path).summary
        times = [seen.at_s for seen in server.log]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    # Measured where requests arrive: a stall of the machine may move one, not many.
    windows = [sum(gaps[i : i + WINDOW]) for i in range(len(gaps) - WINDOW)]
    assert min(windows) >= WINDOW / RATE_PER_S * (1 - TOLERANCE) - STALL_S
    assert sum(gaps) >= len(gaps) / RATE_PER_S * (1 - TOLERANCE) - STALL_S
    assert sorted(gaps)[len(gaps) // 2] >= 1 / RATE_PER_S * (1 - TOLERANCE)
    assert summary.pages == 40
    assert summary.reason != "finished"
    assert not snapshot_of(job).soundness.finished


@pytest.mark.parametrize(
    ("robots", "read"),
    [
        (html(ROBOTS, kind="text/plain"), {"/", "/open", "/secret/open/b"}),
        (html(b"User-agent: *\nDisallow: /\n", kind="text/plain"), set()),
        (status("500 Internal Server Error"), {"/"}),  # rules unknown: crawler/policy.py
    ],
    ids=["own-group", "all-forbidden", "broken"],
)
def test_robots(tmp_path: Path, robots: Handler, read: set[str]) -> None:
    paths = ("/open", "/secret/a", "/secret/open/b")
    with Server() as server:
        server.routes |= {path: html(page("页面")) for path in paths}
        server.routes["/"] = html(page("首页", links(paths)))
        server.routes["/robots.txt"] = robots
        job = job_for(server, tmp_path)
        crawl(job, tmp_path)
        # Besides pages the crawler may look how the site says "not found", where robots let it.
        asked = {seen.path for seen in server.log if not seen.path.startswith("/xj")}
        assert asked - {"/robots.txt"} == read
        snapshot = snapshot_of(job)
        assert set(snapshot.pages) == {server.url(path) for path in read}
        denied = {"/"} if not read else {path for path in paths if path not in read}
        for path in denied:
            outcome = snapshot.targets[server.url(path)].outcome
            assert outcome is FetchOutcome.ROBOTS_DENIED
    if not read:
        assert not any(seen.path.startswith("/xj") for seen in server.log)


def test_robots_and_other_sites_are_left_alone_when_told(tmp_path: Path) -> None:
    with Server() as server:
        server.routes["/"] = html(page("首页", links((NOWHERE, "/closed"))))
        server.routes["/closed"] = html(page("页面"))
        server.routes["/robots.txt"] = html(b"User-agent: *\nDisallow: /\n", kind="text/plain")
        job = job_for(server, tmp_path, obey_robots=False, check_external=False)
        summary = crawl(job, tmp_path).summary
    target = snapshot_of(job).targets.get(NOWHERE)
    assert summary.pages == 2
    assert summary.dead == 0
    assert target is None or target.outcome is FetchOutcome.NOT_FETCHED


def test_too_many_requests_are_waited_out(tmp_path: Path) -> None:
    with Server() as server:
        server.routes |= {one.path: one.handler for one in codes.TOO_MANY}
        server.routes["/"] = html(page("首页", links(c.path for c in codes.TOO_MANY)))
        job = job_for(server, tmp_path)
        crawl(job, tmp_path)
        snapshot = snapshot_of(job)
        once = server.asked("/busy/once")
    assert snapshot.targets[server.url("/busy/always")].outcome is FetchOutcome.BLOCKED
    assert server.url("/busy/once") in snapshot.pages
    assert once[1].at_s - once[0].at_s >= 0.95, "Retry-After: 1 is a second"


def test_without_leave_a_loopback_site_is_not_touched(tmp_path: Path) -> None:
    with Server() as server:
        Portal().serve(server)
        job = job_for(server, tmp_path, allow_private=False, rate_per_s=20.0)
        job = replace(job, site=replace(job.site, allow_private=False))
        run = crawl(job, tmp_path)
        assert server.log == []
    assert run.code == 0, run.errors
    snapshot = snapshot_of(job)
    assert snapshot.targets[job.site.home_url].outcome is FetchOutcome.PRIVATE_ADDRESS
    assert not snapshot.soundness.sound


def test_a_closed_port_is_refused(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound but not listening: nobody else can open it
        job = job_for(Server(port=held.getsockname()[1]), tmp_path)
        crawl(job, tmp_path)
    assert snapshot_of(job).targets[job.site.home_url].outcome is FetchOutcome.REFUSED
