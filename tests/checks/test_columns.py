"""Columns whose lists show words in place of dates, or stand in a frame of their own page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks.columns import read_column
from extract.page import read_page
from model.page import ListState, PageFacts
from store.site_codec import FactsReader, encode_facts
from tests.checks.snapshots import column, snapshot

URL = "https://www.example.gov.cn/zwgk/tzgg/"
NIGHT = date(2026, 3, 1)
HEAD = '<html><head><title>通知公告</title><meta name="ColumnName" content="通知公告"></head><body>'


def row(number: int, title: str, shown: str) -> str:
    return f'<li><a href="t{number}.html">{title}</a><span>{shown}</span></li>'


def read(body: str, url: str = URL) -> PageFacts:
    facts = read_page((HEAD + body + "</body></html>").encode(), url).facts
    assert FactsReader().read(encode_facts(facts)) == facts
    return facts


def night_of(*pages: PageFacts):  # type: ignore[no-untyped-def]
    return replace(snapshot(*pages), night_on=NIGHT)


@pytest.mark.parametrize(
    ("words", "newest"),
    [
        ("今天", "2026-03-01"),
        ("昨天 10:20", "2026-02-28"),
        ("[3天前]", "2026-02-26"),
        ("2小时前", "2026-02-28"),
        ("发布时间：2周前", "2026-02-15"),
    ],
)
def test_words_in_place_of_dates_are_updates_on_the_night_they_were_seen(
    words: str, newest: str
) -> None:
    rows = row(1, "关于开展城乡居民医疗保险登记的通知", words)
    rows += row(2, "关于公布第三批便民服务点的公告", "2025-06-01")
    rows += row(3, "云湖区安全生产专项检查结果通报", "2025-05-01")
    facts = read(f'<ul class="list">{rows}</ul>')
    evidence = read_column(night_of(facts), column(URL))

    assert [item.date for item in facts.listing.items] == [None, "2025-06-01", "2025-05-01"]
    assert evidence.newest is not None
    assert evidence.newest.on == date.fromisoformat(newest)


def test_a_list_of_nothing_but_words_is_read() -> None:
    rows = "".join(row(n, f"关于第{n}批便民服务点名单的公告", f"{n}天前") for n in (2, 3, 9))
    facts = read(f'<ul class="list">{rows}</ul>')

    assert facts.listing.state is ListState.UNDATED
    assert [item.words for item in facts.listing.items] == ["2天前", "3天前", "9天前"]
    evidence = read_column(night_of(facts), column(URL))
    assert evidence.newest is not None
    assert evidence.newest.on == date(2026, 2, 27)
    assert evidence.state is ListState.ITEMS


def article(number: int, shown: str) -> PageFacts:
    """Return the page of an item of `row`, with the day it shows its reader."""
    title = f"关于第{number}批便民服务点名单的公告"
    head = f'<html><head><title>{title}</title><meta name="ArticleTitle" content="{title}">'
    body = f"</head><body><h1>{title}</h1><p>发布时间：{shown} 09:30</p><p>名单如下。</p></body>"
    return read_page((head + body).encode(), f"{URL}t{number}.html").facts


@pytest.mark.parametrize(
    ("pages", "state"),
    [
        ({9: "2026-02-09", 5: "2026-02-05"}, ListState.ITEMS),  # one was not read tonight
        ({9: "2026-02-09", 5: "2026-02-06"}, ListState.UNDATED),  # they contradict each other
        ({}, ListState.UNDATED),
    ],
)
def test_the_pages_of_items_give_months_and_days_their_year(
    pages: dict[int, str], state: ListState
) -> None:
    rows = "".join(row(n, f"关于第{n}批便民服务点名单的公告", f"02-{n:02}") for n in (9, 5, 3))
    listed = read(f"<ul>{rows}</ul>")
    assert listed.listing.state is ListState.UNDATED
    assert [item.words for item in listed.listing.items] == ["02-09", "02-05", "02-03"]
    evidence = read_column(
        night_of(listed, *(article(n, day) for n, day in pages.items())), column(URL)
    )
    assert evidence.state is state
    assert (evidence.newest.on if evidence.newest else None) == (
        date(2026, 2, 9) if pages else None
    )


def test_a_month_and_day_without_any_year_stays_unknown() -> None:
    rows = "".join(row(n, f"关于第{n}批便民服务点名单的公告", f"02-{n:02}") for n in (9, 5, 3))

    assert read_column(night_of(read(f"<ul>{rows}</ul>")), column(URL)).newest is None


def test_a_date_in_the_future_is_no_update() -> None:
    rows = row(1, "关于开展城乡居民医疗保险登记的通知", "2027-03-01")
    rows += row(2, "关于公布第三批便民服务点的公告", "2026-02-01")
    evidence = read_column(night_of(read(f"<ul>{rows}</ul>")), column(URL))

    assert evidence.newest is not None
    assert evidence.newest.on == date(2026, 2, 1)
    assert len(evidence.future) == 1


def test_the_list_in_a_frame_is_the_columns_list() -> None:
    outer = read('<iframe src="inner.html" width="100%" height="600"></iframe>')
    rows = "".join(row(n, f"关于第{n}批便民服务点名单的公告", f"2026-02-{n:02}") for n in (9, 5, 3))
    markup = f"<html><body><ul>{rows}</ul></body></html>"
    inner = read_page(markup.encode(), URL + "inner.html").facts

    seen = read_column(night_of(outer, inner), column(URL))
    assert seen.newest is not None
    assert (seen.newest.on, seen.items, seen.reason) == (date(2026, 2, 9), 3, "")
    assert seen.state is ListState.ITEMS
    alone = read_column(night_of(outer), column(URL))
    assert not alone.blank
    assert "内嵌" in alone.reason
