"""The addresses a site is entered at: www and bare name, http and another port, IPv6 alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from model.fetch import FetchOutcome
from tests.crawler.test_ipv6 import loopback
from tests.fakesite.answers import html, links, page, redirect
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Server


def names(monkeypatch: pytest.MonkeyPatch, **known: list[str]) -> None:
    """Let the crawl's process know these names (with `_` for the dots)."""
    told = {name.replace("_", "."): addresses for name, addresses in known.items()}
    monkeypatch.setenv("XUNJIAN_TEST_NAMES", json.dumps(told))


@pytest.mark.parametrize(("asked", "other"), [("", "www."), ("www.", "")])
def test_www_and_bare_name_are_one_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, other: str
) -> None:
    names(monkeypatch, qinghe_test=["127.0.0.1"], www_qinghe_test=["127.0.0.1"])
    with Server() as server, Server() as behind:
        home = server.url("/").replace("127.0.0.1", f"{asked}qinghe.test")
        there = behind.url("/").replace("127.0.0.1", f"{other}qinghe.test")
        old = home + "old.html"
        server.routes.update({"/": redirect(there), "/old.html": redirect(there + "news.html")})
        behind.routes["/"] = html(page("首页", links((old, there + "news.html", there + "gone"))))
        behind.routes["/news.html"] = html(page("新闻"))
        job = job_for(server, tmp_path)
        job = replace(job, site=replace(job.site, home_url=home), rate_per_s=50.0)
        assert crawl(job, tmp_path).summary.pages == 2
        snapshot = snapshot_of(job)
    assert snapshot.home is not None
    assert snapshot.home.url == there
    found = snapshot.page_at(old)
    assert found is not None
    assert found.url == there + "news.html"
    dead = [t.url for t in snapshot.targets.values() if t.outcome.is_failure]
    assert dead == [there + "gone"]


@pytest.mark.skipif(not loopback(), reason="no IPv6 on this machine")
def test_a_name_that_has_only_an_ipv6_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, six_qinghe_test=["::1"])
    with Server(listen="::1") as server:
        home = f"http://six.qinghe.test:{server.port}/"
        server.routes["/"] = html(page("首页", links(("/news",))))
        server.routes["/news"] = html(page("新闻"))
        job = job_for(server, tmp_path)
        job = replace(job, site=replace(job.site, home_url=home), rate_per_s=50.0)
        assert crawl(job, tmp_path).summary.pages == 2


def test_a_page_that_only_a_script_sends_on_is_followed(tmp_path: Path) -> None:
    with Server() as server:
        server.routes["/"] = html(b"<script>window.location.href='/zw/index.html';</script>")
        server.routes["/zw/index.html"] = html(page("首页", links(("/zw/news.html",))))
        server.routes["/zw/news.html"] = html(page("新闻"))
        job = job_for(server, tmp_path)
        assert crawl(job, tmp_path).summary.reason == "finished"
        snapshot = snapshot_of(job)
    assert snapshot.home is not None
    assert snapshot.home.url == server.url("/zw/index.html")
    assert server.url("/zw/news.html") in snapshot.pages


def test_a_name_with_no_address_of_the_wanted_kind_does_not_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, none_qinghe_test=[])
    with Server() as server:
        job = job_for(server, tmp_path)
        home = "http://none.qinghe.test/"
        job = replace(job, site=replace(job.site, home_url=home), rate_per_s=50.0)
        crawl(job, tmp_path)
        snapshot = snapshot_of(job)
    assert snapshot.targets[home].outcome is FetchOutcome.NO_SUCH_HOST
