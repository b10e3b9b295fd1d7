"""Years of two figures, and words in place of a date, behind a label of an article."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dates import labelled_date, read_date
from extract.page import read_page
from model.page import FactSource, PageFacts, PageKind
from model.relative_day import relative_day

URL = "http://www.example.gov.cn/xwzx/show.jsp?id=5"
TITLE = "某某区召开城市更新工作推进会"


def facts(line: str, *, head: str = "", crumbs: str = "首页 > 新闻动态 -") -> PageFacts:
    markup = (
        f"<html><head><title>{TITLE}</title>{head}</head><body><div class='dqwz'>当前位置：{crumbs}</div>"
        f"<h1>{TITLE}</h1><div class='info'>{line}</div><div class='content'><p>某某区召开会议，"
        "部署城市更新工作。会议强调要加快推进。</p></div></body></html>"
    )
    return read_page(markup.encode(), URL).facts


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：26年6月8日　来源：区住建局",
        "发布日期: 26-06-08",
        "<b>日　期：</b><i>26年06月08日</i>",
        "来源：区住建局　时间：26.06.08",
        "更新时间：２６年６月８日",
    ],
)
def test_a_year_of_two_figures_behind_a_label_is_the_day_shown(line: str) -> None:
    found = facts(line)
    assert found.kind is PageKind.ARTICLE
    assert (found.published, found.published_from) == ("2026-06-08", FactSource.VISIBLE)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("发布时间：3天前　来源：区住建局", "3天前"),
        ("发布于：昨天", ""),
        ("发布时间：昨天 10:20", "昨天 10:20"),
        ("<i>时间：</i><i>5小时前</i>", "5小时前"),
        ("发布日期：今天", "今天"),
        ("会议定于今天召开，3天前已通知", ""),
        ("截止日期另行通知：3天前", ""),
        ("发布时间：3天前的会议", ""),
    ],
)
def test_words_behind_a_label_are_kept_and_no_date_is_made_of_them(line: str, words: str) -> None:
    found = facts(line)
    assert (found.published, found.published_words) == (None, words)
    assert not words or found.kind is PageKind.ARTICLE


def test_a_date_that_a_tag_proves_goes_before_words() -> None:
    found = facts("发布时间：3天前", head='<meta name="PubDate" content="2026-06-08 10:00">')
    assert (found.published, found.published_from) == ("2026-06-08 10:00", FactSource.TAG)
    assert found.published_words == ""


def test_a_whole_date_goes_before_words() -> None:
    assert facts("发布时间：2026-06-08 更新时间：3天前").published == "2026-06-08"


@pytest.mark.parametrize(
    ("crumbs", "path"),
    [
        ("首页 > 新闻动态 -", ("首页", "新闻动态")),
        ("<a href='/'>首页</a> > <a href='/x/'>新闻动态</a> -", ("首页", "新闻动态")),
        ("<a href='/'>首页</a> &gt; <a href='/x/'>新闻动态</a> &gt;", ("首页", "新闻动态")),
        (
            "<a href='/'>首页</a> - <a href='/z/'>政务公开</a> - <a href='/j/'>政策解读</a> —",
            ("首页", "政务公开", "政策解读"),
        ),
        ("首页 / 政务公开 /", ("首页", "政务公开")),
    ],
)
def test_a_separator_behind_the_last_crumb_is_no_part_of_its_name(
    crumbs: str, path: tuple[str, ...]
) -> None:
    found = facts("发布时间：2026-06-08", crumbs=crumbs)
    assert found.breadcrumb == path
    assert found.column == path[-1]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("今天", "2026-11-24"),
        ("昨天 10:20", "2026-11-23"),
        ("前天", "2026-11-22"),
        ("3天前", "2026-11-21"),
        ("5小时前", "2026-11-23"),
        ("2周前", "2026-11-10"),
        ("无", None),
    ],
)
def test_words_are_a_day_beside_the_night_they_were_seen_on(words: str, day: str | None) -> None:
    told = relative_day(words, date(2026, 11, 24))
    assert (told.isoformat() if told else None) == day


@pytest.mark.parametrize("text", ["第26年6月8日", "1926年6月8日间", "126年6月8日", "26年13月8日"])
def test_what_is_no_year_of_two_figures_is_none(text: str) -> None:
    assert read_date(text) != "2026-06-08"


@settings(max_examples=200, deadline=200)
@given(st.text("0123456789年月日天前昨今小时 ：:.-/", max_size=60))
def test_any_text_behind_a_label_takes_no_time(text: str) -> None:
    day, words = labelled_date(text)
    assert day is None or words == ""
    assert len(words) <= 24


@settings(max_examples=20, deadline=3_000)
@given(
    st.sampled_from(["发布时间：", "时间：3天", "26年6月", "：", "今天", "> - "]),
    st.integers(1, 4000),
)
def test_pages_full_of_labels_are_read_in_bounded_time(part: str, times: int) -> None:
    facts(part * times, crumbs=part * times)
