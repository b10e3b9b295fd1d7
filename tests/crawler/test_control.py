"""A site that turns us away without saying so: what it says then is held against nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.snapshot import Snapshot
from tests.fakesite.answers import html, links, page, redirect, status
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.codes import NOT_THERE
from tests.fakesite.notices import REPAIR
from tests.fakesite.server import Exchange, Handler, Server, not_found

PATHS = tuple(f"/n{number % 4}/p{number}.html" for number in range(60))
HOME = html(page("首页", links((*PATHS, "/gone.html"))))


def served(folder: Path, after: int, turned_away: Handler, *, home_too: bool) -> Snapshot:
    """Crawl a site that answers everything in one way once it was asked so often."""
    asked = [0]

    def until_then(usual: Handler, *, always: bool = False) -> Handler:
        async def handle(exchange: Exchange) -> None:
            asked[0] += 1
            await (usual if always or asked[0] <= after else turned_away)(exchange)

        return handle

    with Server(other=until_then(not_found)) as server:
        server.routes["/"] = until_then(HOME, always=not home_too)
        server.routes["/404.html"] = html(NOT_THERE)
        for path in PATHS:
            text = f"<p>{path}的正文。</p>" * 9
            server.routes[path] = until_then(html(page(f"通知{path}", text)))
        server.routes["/robots.txt"] = html(b"User-agent: *\nDisallow:\n", kind="text/plain")
        job = job_for(server, folder)
        crawl(job, folder)
    return snapshot_of(job)


@pytest.mark.parametrize(
    "turned_away",
    [status("404 Not Found"), redirect("/404.html"), redirect("/no.html"), html(REPAIR)],
    ids=["404", "error-page", "circle", "under-repair"],
)
@pytest.mark.parametrize("home_too", [True, False], ids=["home-too", "home-from-a-cache"])
def test_who_is_turned_away_judges_nothing(
    tmp_path: Path, turned_away: Handler, home_too: bool
) -> None:
    snapshot = served(tmp_path, 30, turned_away, home_too=home_too)
    assert not snapshot.soundness.sound
    assert "疑似被防护设备拦截" in snapshot.soundness.reason


def test_dead_links_of_a_site_that_answers_are_judged(tmp_path: Path) -> None:
    snapshot = served(tmp_path, 10_000, not_found, home_too=True)
    assert snapshot.soundness.sound
    [dead] = [t for t in snapshot.targets.values() if t.outcome.is_failure]
    assert dead.url.endswith("/gone.html")


def test_a_home_page_that_is_missing_is_no_shield(tmp_path: Path) -> None:
    snapshot = served(tmp_path, 0, status("404 Not Found"), home_too=True)
    assert "未能读取首页" in snapshot.soundness.reason
