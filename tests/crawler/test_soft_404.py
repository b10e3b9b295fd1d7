"""Sites that say "not found" with status 200, or by sending everyone to an error page."""

from __future__ import annotations

from pathlib import Path

from model.fetch import FetchOutcome
from model.snapshot import Snapshot
from tests.fakesite import codes
from tests.fakesite.answers import html, links, page, redirect
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Exchange, Handler, Server

MISSING = ("/news/2026/t0001.html", "/news/2026/t0002.html")
REAL = ("/news/2026/t0003.html", "/news/2026/t0004.html")


def crawled(folder: Path, unknown: Handler, more: dict[str, Handler]) -> tuple[Server, Snapshot]:
    with Server(other=unknown) as server:
        server.routes["/"] = html(page("首页", links((*MISSING, *REAL))))
        for number, path in enumerate(REAL):
            server.routes[path] = html(page(f"第{number}篇", "<p>文章的正文在这里。</p>" * 9))
        server.routes["/robots.txt"] = html(b"User-agent: *\nDisallow:\n", kind="text/plain")
        server.routes |= more
        job = job_for(server, folder)
        crawl(job, folder)
    return server, snapshot_of(job)


def check(server: Server, snapshot: Snapshot) -> None:
    for path in MISSING:
        target = snapshot.targets.get(server.url(path))
        assert target is not None, path
        assert target.outcome is FetchOutcome.SOFT_404
        assert snapshot.page_at(server.url(path)) is None
    for path in REAL:
        assert server.url(path) in snapshot.pages


def test_one_page_for_everything_that_is_missing(tmp_path: Path) -> None:
    """The page repeats the address, the time and nothing else that varies."""

    async def unknown(exchange: Exchange) -> None:
        text = f"<p>您访问的 {exchange.route} 不存在</p><p>{exchange.request.at_s:.6f}</p>"
        await html(page("页面不存在", text))(exchange)

    check(*crawled(tmp_path, unknown, {}))


def test_everything_missing_is_sent_to_one_error_page(tmp_path: Path) -> None:
    error = {"/404.html": html(codes.NOT_THERE)}
    check(*crawled(tmp_path, redirect("/404.html"), error))


def test_everything_missing_is_sent_home(tmp_path: Path) -> None:
    """A redirect home is not proof: the outcome may be a redirect, never a page of its own."""
    server, snapshot = crawled(tmp_path, redirect("/"), {})
    for path in MISSING:
        assert server.url(path) not in snapshot.pages
    for path in REAL:
        assert server.url(path) in snapshot.pages
