"""The source columns of a night, over real HTTP: what is asked, what is kept, what is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from model.clock import at_china
from model.media import MediaAccount
from model.settings import Crawl, Settings
from model.site import Register, Site, Unit
from model.upstream import SourceColumn, SourceLevel, SourceUse
from scheduler.sources import read_sources
from scheduler.workspace import Workspace
from store.sources import NOT_READ, SourceStore
from tests.fakesite.answers import html, page, status
from tests.fakesite.server import Server

NIGHT = date(2026, 11, 24)
TITLES = (
    ("2026-11-23 17:30", "全市重点项目建设推进会召开"),
    ("2026-11-20", "市政府常务会议研究民生实事"),
    ("2026-11-16", "关于做好今冬明春火灾防控工作的通知"),
)


def listing(*rows: tuple[str, str]) -> bytes:
    lines = "".join(
        f'<li><a href="/zwyw/{at}.html">{title}</a><span>{day}</span></li>'
        for at, (day, title) in enumerate(rows)
    )
    more = '<p><img src="/logo.png"><a href="/other/">其他栏目</a><a href="index_1.html">2</a></p>'
    more += '<script src="/common.js"></script>'
    return page("政务要闻", f'<h1>政务要闻</h1><ul class="list">{lines}</ul>{more}')


@pytest.fixture
def city() -> Iterator[Server]:
    with Server() as server:
        server.routes = {
            "/robots.txt": status("404 Not Found"),
            "/zwyw/": html(listing(*TITLES)),
            "/gqdt/": html(listing(*TITLES)),
        }
        yield server


def office(root: Path, *sources: SourceColumn) -> tuple[Workspace, Register]:
    settings = Settings(crawl=replace(Crawl(), rate_per_s=0.0, external=False))
    unit = Unit(name="某区政府办公室")
    home = "http://127.0.0.1:1/"
    site = Site(code="4201990001", name="某区", home_url=home, unit=unit.name, allow_private=True)
    return Workspace(root, settings), Register(units=(unit,), sites=(site,), sources=sources)


def source(server: Server, path: str, use: SourceUse = SourceUse.REPOST) -> SourceColumn:
    return SourceColumn(
        name=f"某市政府网 > {path}",
        url=server.url(path),
        level=SourceLevel.CITY,
        use=use,
        allow_private=True,
    )


def run(place: Workspace, register: Register, on: date = NIGHT) -> SourceStore:
    db = place.open()
    read_sources(place, db, register, on, at_china(on, time(2)))
    return SourceStore(db)


def test_only_robots_and_the_list_pages_are_asked(city: Server, tmp_path: Path) -> None:
    news, districts = source(city, "/zwyw/"), source(city, "/gqdt/", SourceUse.ADOPT)
    place, register = office(tmp_path, news, districts)
    store = run(place, register)
    assert sorted(seen.path for seen in city.log) == ["/gqdt/", "/robots.txt", "/zwyw/"]
    items = store.items(register.sources, NIGHT)
    assert [(i.on.isoformat(), i.clock, i.title) for i in items if i.use is SourceUse.REPOST] == [
        ("2026-11-16", "", TITLES[2][1]),
        ("2026-11-20", "", TITLES[1][1]),
        ("2026-11-23", "17:30", TITLES[0][1]),
    ]
    assert sum(i.use is SourceUse.ADOPT for i in items) == 3
    assert [seen.reason for seen in store.seen(register.sources, NIGHT)] == ["", ""]


def test_a_later_night_adds_and_an_earlier_one_is_read_back(city: Server, tmp_path: Path) -> None:
    place, register = office(tmp_path, source(city, "/zwyw/"))
    run(place, register)
    new = ("2026-11-24 10:00", "市政府与某高校签署合作协议")
    city.routes["/zwyw/"] = html(listing(*TITLES[:1], *TITLES[1:], new))
    tomorrow = NIGHT.replace(day=25)
    store = run(place, register, tomorrow)
    assert len(store.items(register.sources, tomorrow)) == 4
    assert len(store.items(register.sources, NIGHT)) == 3
    assert store.seen(register.sources, NIGHT.replace(day=23))[0].reason == NOT_READ


def test_a_source_that_fails_is_said_and_costs_the_others_nothing(
    city: Server, tmp_path: Path
) -> None:
    city.routes["/gone/"] = status("404 Not Found")
    city.routes["/empty/"] = html(page("说明", "<h1>说明</h1><p>本站简介。</p>"))
    paths = ("/gone/", "/zwyw/", "/empty/")
    place, register = office(tmp_path, *(source(city, path) for path in paths))
    store = run(place, register)
    reasons = [seen.reason for seen in store.seen(register.sources, NIGHT)]
    assert reasons[0].startswith("列表页没有读到（")
    assert reasons[1] == ""
    assert reasons[2]
    assert len(store.items(register.sources, NIGHT)) == 3


def test_robots_of_the_source_are_obeyed(city: Server, tmp_path: Path) -> None:
    city.routes["/robots.txt"] = html(b"User-agent: *\nDisallow: /zwyw/\n", kind="text/plain")
    place, register = office(tmp_path, source(city, "/zwyw/"))
    store = run(place, register)
    assert [seen.path for seen in city.log] == ["/robots.txt"]
    assert store.items(register.sources, NIGHT) == ()
    assert "robots" in store.seen(register.sources, NIGHT)[0].reason.lower()


def test_a_feed_tells_the_last_post_of_its_account(city: Server, tmp_path: Path) -> None:
    feed = (
        "<rss version='2.0'><channel><title>某区发布</title><item><title>秋粮收购启动</title>"
        "<link>http://127.0.0.1:1/2</link><pubDate>Sun, 22 Nov 2026 23:30:00 GMT</pubDate></item>"
        "<item><title>预告</title><link>http://127.0.0.1:1/3</link>"
        "<pubDate>Wed, 25 Nov 2026 10:00:00 +0800</pubDate></item></channel></rss>"
    )
    city.routes["/feed.xml"] = html(feed.encode(), kind="application/rss+xml")
    account = MediaAccount(
        name="某区发布",
        platform="微信公众号",
        unit="某区政府办公室",
        last_post_on=NIGHT.replace(day=1),
        reported_on=NIGHT.replace(day=2),
        feed=city.url("/feed.xml"),
    )
    place, register = office(tmp_path)
    register = replace(register, accounts=(account,))
    store = run(place, register)
    assert [seen.path for seen in city.log] == ["/robots.txt", "/feed.xml"]
    seen = account.looked_up(*store.newest(account.feed, NIGHT))
    assert (seen.last_post_on, seen.reported_on) == (NIGHT.replace(day=23), NIGHT)
    before = NIGHT.replace(day=20)
    assert account.looked_up(*store.newest(account.feed, before)) == account
    later = replace(account, reported_on=NIGHT.replace(day=26))
    assert later.looked_up(*store.newest(account.feed, NIGHT)) == later
    city.routes["/feed.xml"] = status("503 Service Unavailable")
    store = run(place, register, NIGHT.replace(day=25))
    assert store.newest(account.feed, NIGHT.replace(day=25))[0] == NIGHT


def test_a_list_that_stands_in_data_behind_its_page_is_read(city: Server, tmp_path: Path) -> None:
    rows = [
        {"title": title, "url": f"/zwyw/{at}.html", "publishDate": day[:10]}
        for at, (day, title) in enumerate(TITLES)
    ]
    city.routes["/drawn/"] = html(page("政务要闻", "<h1>政务要闻</h1><div id='list'></div>"))
    city.routes["/api/list"] = html(json.dumps(rows).encode(), kind="application/json")
    drawn = replace(source(city, "/drawn/"), rule="data:/api/list?column=5")
    place, register = office(tmp_path, drawn)
    store = run(place, register)
    assert store.seen(register.sources, NIGHT)[0].reason == ""
    assert {item.title for item in store.items(register.sources, NIGHT)} == {t for _, t in TITLES}
