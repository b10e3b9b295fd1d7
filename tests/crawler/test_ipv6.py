"""A site that is reached by IPv6 only is crawled like any other."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.fakesite.answers import html, links, page
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Server


def loopback() -> bool:
    """Whether this machine has an IPv6 loopback address."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not loopback(), reason="no IPv6 on this machine")
def test_a_host_with_ipv6_only(tmp_path: Path) -> None:
    with Server(listen="::1") as server:
        server.routes["/"] = html(page("首页", links(("/news", "/gone"))))
        server.routes["/news"] = html(page("新闻"))
        job = job_for(server, tmp_path)
        assert crawl(job, tmp_path).summary.reason == "finished"
        snapshot = snapshot_of(job)
        assert set(snapshot.pages) == {server.url("/"), server.url("/news")}
        dead = [t.url for t in snapshot.targets.values() if t.outcome.is_failure]
        assert dead == [server.url("/gone")]
