"""Lists that stand in a page, or in an answer, as data only."""

from __future__ import annotations

import json
import time

import pytest

from extract.page import read_page
from extract.script_data import arrays_of_objects
from model.page import ListState, PageFacts, PageKind

URL = "http://www.example.gov.cn/zwgk/tzgg/index.html"
TITLES = ("关于开展参保登记的通知", "关于便民服务点名单的公告", "安全生产专项检查结果通报")
DAYS = ("2026-11-20", "2026-11-17", "2026-11-09")
WANTED = [
    (title, f"http://www.example.gov.cn/art/{n}.html", day)
    for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
]


def page(script: str, body: str = '<ul id="list"></ul>') -> PageFacts:
    markup = f"""<html><head><title>通知公告</title><meta name="ColumnName" content="通知公告">
    </head><body><div class="location">当前位置：<a href="/">首页</a> &gt; 通知公告</div>
    {body}<script>{script}</script></body></html>"""
    return read_page(markup.encode(), URL).facts


def read(facts: PageFacts) -> list[tuple[str, str, str | None]]:
    assert facts.kind is PageKind.LIST
    assert facts.listing.state is ListState.ITEMS
    return [(item.title, item.url, item.date) for item in facts.listing.items]


def records(**names: str) -> str:
    """Return the records as a script writes them, with these names for their fields."""
    one = "{{{title}: '{0}', {url}: \"/art/{1}.html\", {day}: '{2}',}},"
    return "".join(
        one.format(title, n, day, **names)
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )


@pytest.mark.parametrize(
    "names",
    [
        {"title": "title", "url": "url", "day": "date"},
        {"title": "'docTitle'", "url": "'docPubUrl'", "day": "'docRelTime'"},
        {"title": '"bt"', "url": '"linkUrl"', "day": '"fbsj"'},
    ],
)
def test_a_variable_that_holds_the_list(names: dict[str, str]) -> None:
    script = f"/* 列表 */ var list = [{records(**names)}]; // ends\n show(list, 'list');"
    assert read(page(script)) == WANTED


def test_nested_data_beside_a_menu_that_has_no_dates() -> None:
    menu = "var menu = [{name: '首页', url: '/'}, {name: '公开', url: '/zwgk/'}];"
    inner = records(title="title", url="url", day="pubDate")
    assert read(page(f"{menu} var data = {{code: 0, data: {{rows: [{inner}]}}}};")) == WANTED


def test_records_pushed_one_by_one() -> None:
    pushed = "".join(
        f"list.push({{title: '{title}', url: '{url}', time: '{day}'}});"
        for title, url, day in WANTED
    )
    assert read(page(f"var list = []; {pushed}")) == WANTED


def test_dates_as_milliseconds_and_as_parts() -> None:
    script = """var a = [
      {"title": "关于开展参保登记的通知", "url": "/art/0.html", "publishTime": 1795104000000},
      {"title": "关于便民服务点名单的公告", "url": "/art/1.html", "year": 2026, "month": 11, "day": 17}
    ];"""
    assert [date for _, _, date in read(page(script))] == ["2026-11-20 00:00:00", "2026-11-17"]


def answer(body: str, kind: str = "application/json") -> PageFacts:
    url = "http://www.example.gov.cn/api/list?channel=12&page=1"
    return read_page(body.encode(), url, content_type=f"{kind}; charset=utf-8").facts


def test_an_answer_that_is_json() -> None:
    rows = [
        {"title": f"<em>{t}</em>", "url": u, "publishDate": f"{d}T08:30:00"} for t, u, d in WANTED
    ]
    facts = answer(json.dumps({"total": 31, "rows": rows}))
    assert read(facts) == [(title, url, f"{day} 08:30:00") for title, url, day in WANTED]
    assert facts.listing.total_items == 31
    wrapped = answer(f"callback({json.dumps(rows)})", "text/javascript")
    assert len(read(wrapped)) == 3


def test_what_is_shown_goes_before_data_and_an_article_has_no_list() -> None:
    script = f"var hot = [{records(title='title', url='url', day='date')}];"
    rows = "".join(
        f'<li><a href="/zw/{n}.html">云湖区第{n}号公告的完整标题</a><span>2026-10-0{n}</span></li>'
        for n in range(1, 6)
    )
    facts = page(script, f"<ul>{rows}</ul>")
    assert len(facts.listing.items) == 5
    text = (
        '<h1>关于做好防汛工作的通知</h1><p>发布时间：2026-11-20 08:30</p><div id="zoom">正文</div>'
    )
    article = read_page(f"<html><body>{text}<script>{script}</script></body></html>".encode(), URL)
    assert article.facts.kind is PageKind.ARTICLE
    assert article.facts.listing.state is ListState.NOT_A_LIST


def test_data_without_dates_or_with_code_in_it_is_not_read() -> None:
    undated = "var a = [{title: '首页', url: '/'}, {title: '要闻', url: '/yw/'}];"
    computed = "var a = [{title: '通知' + n, url: u(n), date: '2026-11-20'}];"
    assert page(undated).listing.state is not ListState.ITEMS
    assert page(computed).listing.state is not ListState.ITEMS


@pytest.mark.parametrize(
    "piece",
    [
        "[{",
        "[{a:",
        '[{"',
        "[{a:[",
        "list.push({",
        "[{a:1},",
        "[[[[{",
        "a.push({/*",
        "a.push({b:1});a.push({/*",
    ],
)
def test_broken_data_costs_little(piece: str) -> None:
    started = time.perf_counter()
    assert sum(map(len, arrays_of_objects(piece * 200_000))) <= 40
    assert time.perf_counter() - started < 3
