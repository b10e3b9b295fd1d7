"""A night tries the site's search and looks at pages as a search engine does, at its own pace."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import time as clock_time
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from checks.evidence import Evidence
from checks.registry import all_checks
from checks.runner import run_check
from model.clock import at_china
from model.fetch import FetchOutcome
from model.finding import Finding
from model.snapshot import Snapshot
from tests.fakesite.answers import html, page, redirect
from tests.fakesite.child import NIGHT, crawl, job_for, snapshot_of, started
from tests.fakesite.server import Exchange, Handler, Server

FORM = (
    '<form action="/search/index.jsp?old=1"><input type="hidden" name="site" value="7">'
    '<input name="keyword" placeholder="搜索"><input type="submit" value="搜索"></form>'
)
TITLES = tuple(f"清河区第{n}次老旧小区改造工作推进会顺利召开" for n in "一二三四五六")
ENGINE = "Baiduspider"
LURE = '<div style="display:none"><a href="http://ledi.example/">乐迪娱乐</a></div>'


def site(server: Server, *, form: str = FORM, search: Handler | None = None) -> None:
    """Serve a home page with a search, a list of six items ten days apart, and their pages."""
    rows = ""
    for n, title in enumerate(TITLES):
        day = NIGHT - timedelta(days=3 + 10 * n)
        rows += f'<li><a href="/yw/t{n}.html">{title}</a><span>{day}</span></li>'
        body = f"<h1>{title}</h1><p>发布时间：{day} 09:00</p><p>正文</p>"
        server.routes[f"/yw/t{n}.html"] = html(page(title, body))
    menu = '<a href="/yw/">要闻</a>'
    server.routes["/"] = html(page("清河区人民政府", f"{form}{menu}"))
    server.routes["/yw/"] = html(page("要闻", f"{menu}<ul>{rows}</ul>"))
    if search is not None:
        server.routes["/search/index.jsp"] = search


def index(known: tuple[str, ...]) -> Handler:
    """Answer a search that finds these titles, each by a link that counts clicks."""

    async def handle(exchange: Exchange) -> None:
        words = parse_qs(urlsplit(exchange.request.path).query)["keyword"][0]
        found = [title for title in known if words in title]
        rows = "".join(f'<li><a href="/visit?n={n}">{t}</a></li>' for n, t in enumerate(found))
        said = "" if found else "<p>没有找到相关结果</p>"
        await exchange.answer("200 OK", page("检索", f"<p>检索词：{words}</p>{rows}{said}"))

    return handle


def judged(snapshot: Snapshot, check: str) -> tuple[Finding, ...]:
    one = all_checks()[check]
    return run_check(one, one.options(), Evidence(snapshot), NIGHT, "row").findings


def test_a_search_that_finds_is_asked_once_a_run(tmp_path: Path) -> None:
    with Server() as server:
        site(server, search=index(TITLES))
        job = job_for(server, tmp_path, try_search=True)
        run = crawl(job, tmp_path)
        asked = server.asked("/search/index.jsp")
        assert [one.path for one in asked] == [
            f"/search/index.jsp?site=7&keyword={quote(TITLES[1][:20])}"  # the first is too young
        ]
        assert run.summary.fetched == len(server.log)
        (tried,) = snapshot_of(job).searches
        assert (tried.hit, tried.title, tried.item_url) == (
            True,
            TITLES[1],
            server.url("/yw/t1.html"),
        )
        assert judged(snapshot_of(job), "search_fails") == ()
        again = crawl(job, tmp_path)  # the same night again: the same question, nothing new
        assert again.summary.fetched == run.summary.fetched
        assert len(server.asked("/search/index.jsp")) == 2
        assert snapshot_of(job).searches == (tried,)


def test_a_search_that_finds_nothing_is_asked_for_two_titles(tmp_path: Path) -> None:
    with Server() as server:
        site(server, search=index(()))
        job = job_for(server, tmp_path, try_search=True)
        crawl(job, tmp_path)
        asked = [parse_qs(urlsplit(one.path).query) for one in server.asked("/search/index.jsp")]
        assert [one["keyword"][0] for one in asked] == [TITLES[1][:20], TITLES[2][:20]]
        (found,) = judged(snapshot_of(job), "search_fails")
        assert found.verdict == "fail"
        assert "没有找到相关结果" in found.message


def test_an_index_that_lacks_one_title_is_no_fault(tmp_path: Path) -> None:
    with Server() as server:
        site(server, search=index(TITLES[2:]))
        job = job_for(server, tmp_path, try_search=True)
        crawl(job, tmp_path)
        assert [one.hit for one in snapshot_of(job).searches] == [False, True]
        assert judged(snapshot_of(job), "search_fails") == ()


def test_words_travel_in_the_charset_of_the_page(tmp_path: Path) -> None:
    with Server() as server:
        site(server, search=index(TITLES))
        body = f'<meta charset="gbk"><title>清河区人民政府</title>{FORM}<a href="/yw/">要闻</a>'
        server.routes["/"] = html(body.encode("gb18030"), kind="text/html")
        crawl(job_for(server, tmp_path, try_search=True), tmp_path)
        (asked, *_) = server.asked("/search/index.jsp")
        assert quote(TITLES[1][:20].encode("gb18030")) in asked.path


@pytest.mark.parametrize(
    ("form", "robots", "reason"),
    [
        (FORM.replace("<form", '<form method="post"'), "", "程序不代为提交"),
        (FORM.replace("<form", '<form onsubmit="return false"'), "", "由脚本发起"),
        (FORM.replace('action="/', 'action="http://so.example/'), "", "由其他网站（so.example）"),
        (FORM, "User-agent: *\nDisallow: /search/\n", "robots"),
        ("", "", "没有可以直接试用的检索表单"),
    ],
)  # fmt: skip
def test_what_may_not_be_asked_is_not_asked(
    tmp_path: Path, form: str, robots: str, reason: str
) -> None:
    with Server() as server:
        site(server, form=form, search=index(TITLES))
        if robots:
            server.routes["/robots.txt"] = html(robots.encode(), kind="text/plain")
        job = job_for(server, tmp_path, try_search=True)
        crawl(job, tmp_path)
        assert not [one for one in server.asked("/search/index.jsp") if "keyword" in one.path]
        (unknown,) = judged(snapshot_of(job), "search_fails")
        assert unknown.verdict == "not_judged"
        assert reason in unknown.message


def test_a_form_behind_a_link_of_the_home_page_is_found(tmp_path: Path) -> None:
    with Server() as server:
        site(server, form='<a href="/search/">站内搜索</a>', search=index(TITLES))
        server.routes["/search/"] = html(page("检索", FORM))
        job = job_for(server, tmp_path, try_search=True)
        crawl(job, tmp_path)
        assert [one.hit for one in snapshot_of(job).searches] == [True]


def test_a_crawl_that_is_stopped_meanwhile_asks_again_when_it_goes_on(tmp_path: Path) -> None:
    release = threading.Event()

    async def slow(exchange: Exchange) -> None:
        while not release.is_set():
            await asyncio.sleep(0.02)
        await index(TITLES)(exchange)

    with Server() as server:
        site(server, search=slow)
        job = job_for(server, tmp_path, try_search=True, first_byte_timeout_s=60.0)
        with started(job, tmp_path) as child:
            until = time.monotonic() + 60
            while not server.asked("/search/index.jsp") and time.monotonic() < until:
                time.sleep(0.02)
            child.terminate()
            assert child.wait(60) == 3
        release.set()
        assert snapshot_of(job).searches == ()
        crawl(job, tmp_path)
        assert [one.hit for one in snapshot_of(job).searches] == [True]


def test_a_night_by_plan_asks_for_items_it_leaves_standing(tmp_path: Path) -> None:
    with Server() as server:
        site(server, search=index(TITLES))
        crawl(job_for(server, tmp_path, try_search=True, by_plan=True), tmp_path)
        server.log.clear()
        on = NIGHT + timedelta(days=1)
        job = job_for(server, tmp_path, try_search=True, by_plan=True)
        job = replace(job, night_on=on, at=at_china(on, clock_time(2, 0)))
        crawl(job, tmp_path)
        assert len([one for one in server.log if one.path.startswith("/yw/t")]) < len(TITLES)
        assert [one.hit for one in snapshot_of(job).searches] == [True]


def test_nothing_is_asked_without_leave(tmp_path: Path) -> None:
    with Server() as server:
        site(server, search=index(TITLES))
        job = job_for(server, tmp_path)
        crawl(job, tmp_path)
        assert not [one for one in server.log if "keyword" in one.path]
        assert not [one for one in server.log if ENGINE in one.headers["user-agent"]]
        assert snapshot_of(job).searches == snapshot_of(job).engine_pages == ()


def test_an_answer_that_leads_away_is_not_followed(tmp_path: Path) -> None:
    with Server() as server, Server() as other:
        site(server, search=redirect(other.url("/s")))
        job = job_for(server, tmp_path, try_search=True)
        crawl(job, tmp_path)
        assert other.log == []
        (tried,) = snapshot_of(job).searches
        assert (tried.outcome, tried.left_for) == (FetchOutcome.REDIRECTED, other.url("/s"))


def test_the_pace_of_the_crawl_holds_for_these_questions_too(tmp_path: Path) -> None:
    with Server() as server:
        site(server, search=index(()))
        job = job_for(server, tmp_path, try_search=True, engine_pages=2, rate_per_s=10.0)
        crawl(job, tmp_path)
        gaps = [b.at_s - a.at_s for a, b in zip(server.log, server.log[1:], strict=False)]
        assert len(server.asked("/search/index.jsp")) == 2
        assert min(gaps[-3:]) > 0.05  # a tenth of a second, less what a request may leave late


OUT = '<a href="http://weibo.example/qinghe">微博</a>'
WARNING = 'function go(a){ if (confirm("\\u5373\\u5c06\\u79bb\\u5f00")) location = a.href }'


@pytest.mark.parametrize(
    ("scripts", "verdict"),
    [
        ({"/js/site.js": "var menu = 1;", "/js/out.js": WARNING}, ""),
        ({"/js/site.js": "var menu = 1;", "/js/jquery.min.js": "alert(1)"}, "suspect"),
        ({"/js/site.js": "var menu = 1;", "/js/login.js": "confirm('退出？')"}, "not_judged"),
        ({"/js/site.js": "var menu = 1;", "/js/lost.js": ""}, "not_judged"),
    ],
)
def test_script_files_are_looked_into_for_a_warning(
    tmp_path: Path, scripts: dict[str, str], verdict: str
) -> None:
    with Server() as server:
        head = "".join(f'<script src="{name}"></script>' for name in scripts)
        server.routes["/"] = html(page("清河区人民政府", OUT, head))
        for name, text in scripts.items():
            if text:
                server.routes[name] = html(text.encode(), kind="application/javascript")
        job = job_for(server, tmp_path, home_scripts=8)
        crawl(job, tmp_path)
        assert [f.verdict for f in judged(snapshot_of(job), "leaving_unwarned")] == (
            [verdict] if verdict else []
        )
        assert len(server.asked("/js/jquery.min.js")) <= 1  # as any link, not to be read


def cloaked(usual: bytes, planted: bytes) -> Callable[[Exchange], object]:
    async def handle(exchange: Exchange) -> None:
        engine = ENGINE in exchange.request.headers["user-agent"]
        await exchange.answer("200 OK", planted if engine else usual)

    return handle


def test_what_only_a_search_engine_gets_is_seen(tmp_path: Path) -> None:
    with Server() as server:
        site(server)
        usual = page("清河区人民政府", '<a href="/yw/">要闻</a><a href="http://a.example/">甲</a>')
        planted = usual.replace(b"<body>", f"<body>{LURE}".encode())
        server.routes["/"] = cloaked(usual, planted)
        job = job_for(server, tmp_path, engine_pages=2, seeds=(server.url("/yw/"),))
        crawl(job, tmp_path)
        named = [one for one in server.log if ENGINE in one.headers["user-agent"]]
        assert [one.path for one in named] == ["/", "/yw/"]
        assert all("xunjian-test" in one.headers["user-agent"] for one in named)
        home, listing = snapshot_of(job).engine_pages
        assert home.added == (("http://ledi.example/", "乐迪娱乐"),)
        assert (listing.title, listing.added) == (listing.usual_title, ())
        (found,) = judged(snapshot_of(job), "page_for_search_engine")
        assert found.subject == server.url("/")
        assert "ledi.example" in found.message


def test_a_search_engine_that_is_sent_away_is_seen(tmp_path: Path) -> None:
    async def handle(exchange: Exchange) -> None:
        if ENGINE in exchange.request.headers["user-agent"]:
            await redirect("http://duchang.example/")(exchange)
        else:
            await exchange.answer("200 OK", page("清河区人民政府", "欢迎"))

    with Server() as server:
        server.routes["/"] = handle
        job = job_for(server, tmp_path, engine_pages=1)
        crawl(job, tmp_path)
        (found,) = judged(snapshot_of(job), "page_for_search_engine")
        assert found.evidence["left_for"] == "http://duchang.example/"
