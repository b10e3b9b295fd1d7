"""Sites that say "not found" with status 200, or by sending everyone to an error page."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from crawler.missing_words import says_missing
from crawler.soft404 import (
    NEVER,
    Fingerprint,
    agreed,
    fingerprint,
    has_its_title,
    is_soft_404,
)
from model.fetch import FetchOutcome
from model.snapshot import Snapshot
from tests.fakesite import codes
from tests.fakesite.answers import by_method, html, links, page, redirect, status
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Exchange, Handler, Server

MISSING = ("/news/2026/t0001.html", "/news/2026/t0002.html")
REAL = ("/news/2026/t0003.html", "/news/2026/t0004.html")


def crawled(
    folder: Path,
    unknown: Handler,
    more: dict[str, Handler],
    files: tuple[str, ...] = (),
    **asked: int,
) -> tuple[Server, Snapshot]:
    with Server(other=unknown) as server:
        server.routes["/"] = html(page("首页", links((*MISSING, *REAL, *files))))
        for number, path in enumerate(REAL):
            server.routes[path] = html(page(f"第{number}篇", "<p>文章的正文在这里。</p>" * 9))
        server.routes["/robots.txt"] = html(b"User-agent: *\nDisallow:\n", kind="text/plain")
        server.routes |= more
        job = job_for(server, folder, **asked)
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


def test_another_text_each_time_under_one_title(tmp_path: Path) -> None:
    """What is recommended instead varies; title and words stay."""
    turn = count()

    async def unknown(exchange: Exchange) -> None:
        text = "<p>您访问的页面不存在，您可能感兴趣的有：</p>"
        text += "".join(f"<li>{'推荐甲乙丙丁'[next(turn) % 6]}的工作动态</li>" for _ in range(40))
        await html(page("区政府门户网站", text))(exchange)

    check(*crawled(tmp_path, unknown, {}))


def test_another_page_each_time_says_nothing_about_any(tmp_path: Path) -> None:
    """Who is shown real pages in turn cannot tell, and no real page is called missing."""
    turn = count()

    async def unknown(exchange: Exchange) -> None:
        number = next(turn) % 2
        text = "<p>文章的正文在这里。</p>" * 9
        await html(page(f"第{number}篇", text))(exchange)

    server, snapshot = crawled(tmp_path, unknown, {})
    for path in REAL:
        assert server.url(path) in snapshot.pages
        assert server.url(path) not in snapshot.targets


def test_a_host_that_says_yes_to_every_head_is_asked_for_the_first_byte(tmp_path: Path) -> None:
    gone, there = "/files/gone.pdf", "/files/there.pdf"
    unknown = by_method(codes.FILE, status("404 Not Found"))
    server, snapshot = crawled(tmp_path, unknown, {there: codes.FILE}, (gone, there))
    target = snapshot.targets[server.url(gone)]
    assert target.outcome is FetchOutcome.NOT_FOUND
    assert server.url(there) not in snapshot.targets
    assert [seen.headers.get("range") for seen in server.asked(there)] == ["bytes=0-0"]


def test_a_host_that_sends_whole_files_for_a_byte_is_asked_for_their_heads(tmp_path: Path) -> None:
    files = tuple(f"/files/{number}.zip" for number in range(6))
    whole = html(b"PK" + bytes(300_000), kind="application/zip")
    pictures = {"/files/1.jpg": codes.FILE, "/files/2.jpg": codes.FILE}
    more = dict.fromkeys(files, whole) | pictures
    server, snapshot = crawled(
        tmp_path, status("404 Not Found"), more, (*files, *pictures), concurrency=1
    )
    assert not set(more) & {url.removeprefix(server.origin) for url in snapshot.targets}
    asked = [seen.method for seen in server.log if seen.path in files]
    assert asked == ["GET", *["HEAD"] * (len(files) - 1)]
    assert {seen.method for seen in server.log if seen.path in pictures} == {"GET"}


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("<title>404</title>", True),
        ("<title>404 - 页面未找到</title>", True),
        ("<title>HTTP Status 404 – Not Found</title>", True),
        ("<title>对不起，您访问的网页已删除-区政府</title>", True),
        ("<title>出错了</title><p>系统找不到您要的资源", True),
        ("<title>404国道施工通告</title>", False),
        ("<title>关于“页面不存在”问题的整改情况</title>", False),
        ("<title>文件精神</title><p>材料不存在弄虚作假", False),
        ("<title>通知</title><p>页面不存在" + "。有关情况说明如下" * 40, False),
        ("<script>alert('文件已被删除')</script>", True),
        ("<script>alert('提交成功')</script>", False),
        ("", False),
    ],
)
def test_words_that_say_so(body: str, missing: bool) -> None:
    assert says_missing(body.encode()) is missing
    assert says_missing(body.encode("gb18030")) is missing


def test_two_impossible_addresses_agree_whichever_came_first() -> None:
    one = Fingerprint("t", "a", 10, says=True)
    other = Fingerprint("t", "b", 30, says=True)
    assert agreed(one, one) == one
    assert agreed(one, other) == agreed(other, one) == Fingerprint("t", "", 30, says=True)
    for strange in (NEVER, Fingerprint("u", "a", 10, says=True), Fingerprint("t", "b", 10)):
        assert agreed(one, strange) == agreed(strange, one) == NEVER


_TITLED = (
    "<title>出错了</title>没有",
    "<title> 出错了\n</title>没有",
    "<!-- <title>旧</title> --><title>出错了</title>没有",
    "<script>var a = '<title>';</script><title>出错了</title>没有",
    "<title>出错<!-- 甲 -->了</title>没有",
    "<title>别的</title>没有",
    "没有",
    "",
)


@pytest.mark.parametrize("missing", _TITLED)
def test_a_page_is_not_looked_at_whose_title_tells_it_apart(missing: str) -> None:
    known = fingerprint(missing.encode(), "http://www.example.gov.cn/xj1.html")
    alike = {
        body: is_soft_404(fingerprint(body.encode(), "http://www.example.gov.cn/a.html"), known)
        for body in _TITLED
    }
    assert all(has_its_title(body.encode(), known) for body, same in alike.items() if same)
    other = "<title>区政府召开会议</title>全文"
    assert has_its_title(other.encode(), known) == (not known.title)
