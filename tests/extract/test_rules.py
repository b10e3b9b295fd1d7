"""Reading rules of the register: CSS, XPath, date patterns and data addresses, and their faults."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.page import read_page
from extract.rule_dates import date_by_pattern, pattern_fault
from extract.rule_form import data_address, parse_rule
from extract.rules import read_by_rule, rule_fault
from model.page import ListState

URL = "http://www.example.gov.cn/tzgg/"
PAGE = """<html><body><div class="nav"><ul><li><a href="/">首页</a></li></ul></div>
<div class="rows">
 <div class="row" data-day="24/11/2026"><a href="1.html" title="关于印发某某办法的通知">关于印发…</a><i>三天前</i></div>
 <div class="row" data-day="03/11/2026"><b><a href="/a/2.html">公告二</a></b><i>Nov 3, 2026</i></div>
 <div class="row"><span>没有链接</span></div>
</div></body></html>"""


def read(rule: str, page: str = PAGE) -> list[tuple[str, str, str | None]]:
    return [(i.title, i.url.removeprefix(URL), i.date) for i in read_by_rule(page, URL, rule)]


@pytest.mark.parametrize(
    "rule",
    [
        ".row | a | | %d/%m/%Y",
        "//div[@class='row'] | .//a | ./@data-day | %d/%m/%Y",
        "//div[@class='row'] | a | ./@data-day | %d/%m/%Y",
        "div.row | //a | ./@data-day | %d/%m/%Y",
        "(//div[@class='rows']/div)[position() < 3] | a | ./@data-day | %d/%m/%Y",
    ],
)
def test_blocks_links_and_dates_are_found_by_css_and_by_xpath(rule: str) -> None:
    dates = ["2026-11-24", "2026-11-03"] if "data-day" in rule else [None, None]
    assert read(rule) == [
        ("关于印发某某办法的通知", "1.html", dates[0]),
        ("公告二", "http://www.example.gov.cn/a/2.html", dates[1]),
    ]


def test_an_xpath_of_a_link_may_lead_to_its_address() -> None:
    page = "<p data-to='/x/5.html'>通知 <i>2026-01-02</i></p>"
    assert read("//p | ./@data-to | i", page) == [
        ("通知 2026-01-02", "http://www.example.gov.cn/x/5.html", "2026-01-02")
    ]


def test_an_xpath_from_an_item_stays_inside_it() -> None:
    assert [url for _, url, _ in read("//div[@class='row'] | //a")][1].endswith("2.html")


def test_words_in_place_of_a_date_are_kept_for_the_night_they_were_seen_on() -> None:
    page = "<li><a href='1.html'>通知</a><i>3天前</i></li>"
    item = read_by_rule(page, URL, "li | a | i")[0]
    assert (item.date, item.words) == (None, "3天前")


@pytest.mark.parametrize(
    ("text", "pattern", "shown"),
    [
        ("发布：24/11/2026 来源", "%d/%m/%Y", "2026-11-24"),
        ("24/11/2026 8:05", "%d/%m/%Y %H:%M", "2026-11-24 08:05"),
        ("24 Nov. 2026", "%d %b %Y", "2026-11-24"),
        ("November 3, 2026", "%b %d, %Y", "2026-11-03"),
        ("26.6.8", "%y.%m.%d", "2026-06-08"),
        ("[06-08]", "[%m-%d]", "2025-06-08"),
        ("30/2/2026", "%d/%m/%Y", None),
        ("124/11/20261", "%d/%m/%Y", None),
        ("没有", "%d/%m/%Y", None),
    ],
)
def test_a_pattern_reads_a_date_anywhere_in_a_text(
    text: str, pattern: str, shown: str | None
) -> None:
    assert date_by_pattern(text, pattern, "http://www.example.gov.cn/2025/06/t1.html") == shown


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("li[", "不是有效的 CSS 选择器或 XPath"),
        ("//ul/li[", "“//ul/li[”不是有效的 XPath"),
        ("//x:li", "“//x:li”不是有效的 XPath"),
        ("li | ./a[[", "不是有效的 XPath"),
        ("", "没有写条目"),
        ("| a", "没有写条目"),
        ("li | a | i | %d | x", "段数过多"),
        ("li | a | i | %d日", "至少要有月（%m）和日（%d）"),
        ("li | a | i | %Q%m%d", "“%Q”不认识"),
        ("li | a | i | %m%d%m", "只能写一次"),
        ("data:", "不是网址"),
        ("data:javascript:void(0)", "不是网址"),
    ],
)
def test_what_is_no_rule_is_said_in_one_sentence(rule: str, said: str) -> None:
    fault = rule_fault(rule)
    assert said in fault
    assert "\n" not in fault


@pytest.mark.parametrize("rule", ["data:/api", "data:list.json | r | a", "li || i", "li|a|i|%m-%d"])
def test_what_is_a_rule_has_no_fault(rule: str) -> None:
    assert rule_fault(rule) == ""


def test_a_rule_with_a_data_address_points_there_and_reads_there() -> None:
    rule = "data:/api/list.json?c=5"
    assert data_address(rule, URL) == "http://www.example.gov.cn/api/list.json?c=5"
    page = read_page(PAGE.encode(), URL, rule=rule).facts.listing
    assert (page.state, page.pager) == (ListState.SCRIPTED, (data_address(rule, URL),))
    rows = '{"total": 9, "rows": [{"title": "通知", "url": "/a/1.html", "pubDate": "2026-11-02"}]}'
    data = read_page(rows.encode(), page.pager[0], content_type="application/json", rule=rule)
    listing = data.facts.listing
    assert (listing.state, listing.total_items) == (ListState.ITEMS, 9)
    assert [(i.title, i.date) for i in listing.items] == [("通知", "2026-11-02")]
    empty = read_page(b'{"rows": []}', page.pager[0], content_type="application/json", rule=rule)
    assert empty.facts.listing.state is ListState.RULE_BROKEN


def test_xml_behind_a_page_is_read_by_the_parts_after_its_address() -> None:
    rule = "data:/list.xml | //item | ./link/text() | ./pubdate | %d/%m/%Y"
    item = "<item><name>通知一</name><link>/a/1.html</link><pubdate>3/4/2026</pubdate></item>"
    xml = f'<?xml version="1.0" encoding="utf-8"?><r>{item}</r>'.encode()
    address = "http://www.example.gov.cn/list.xml"
    listing = read_page(xml, address, content_type="text/xml", rule=rule).facts.listing
    assert listing.state is ListState.ITEMS
    assert [(i.url, i.date) for i in listing.items] == [
        ("http://www.example.gov.cn/a/1.html", "2026-04-03")
    ]


@settings(max_examples=150, deadline=1_000)
@given(
    st.text("ab/.[]()@|*%:#> 日dmY\x00='\"", max_size=40), st.sampled_from([PAGE, "", "<", "<p>"])
)
def test_no_text_breaks_a_rule(rule: str, page: str) -> None:
    fault = rule_fault(rule)
    items = read_by_rule(page, URL, rule)
    assert not fault or items == () or parse_rule(rule).pattern


@settings(max_examples=60, deadline=500)
@given(st.text("%Ymd日 /-", max_size=30), st.text("0123456789/- 日", max_size=200))
def test_a_pattern_takes_no_time_whatever_it_is_held_against(pattern: str, text: str) -> None:
    if not pattern_fault(pattern):
        date_by_pattern(text * 100, pattern, URL)


@pytest.mark.parametrize("rule", ["div | a", "//div | //a | ./@x | %d/%m/%Y", "li | a | i | %m-%d"])
@pytest.mark.parametrize(
    "piece", ["<", "1", "<div>", "<li><a href=x>标题</a><i>1-", "<div><a href=1>x</a>"]
)
def test_five_megabytes_of_anything_take_seconds_by_rule_too(rule: str, piece: str) -> None:
    started = time.perf_counter()
    read_by_rule(piece * (5_000_000 // len(piece)), URL, rule)
    assert time.perf_counter() - started < 20


def test_entities_of_xml_behind_a_page_do_not_multiply() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]><r><i>&l9;</i></r>'
    assert read_by_rule(xml, URL, "//i | ./@href") == ()
