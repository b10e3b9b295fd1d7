"""Feeds are read as lists: RSS, Atom, JSON Feed, in China time; what is broken is no traceback."""

from __future__ import annotations

import pytest

from extract.feeds import feed_markup
from extract.page import read_page
from model.page import ListState

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>青禾发布</title><link>http://a.example/</link>
<lastBuildDate>Tue, 24 Nov 2026 09:00:00 +0800</lastBuildDate>
<item><title>全区秋粮收购工作启动</title><link>http://a.example/2</link>
<pubDate>Mon, 23 Nov 2026 17:30:00 GMT</pubDate>
<description><![CDATA[<p>发布时间：2020-01-01</p><script>alert(1)</script>]]></description></item>
<item><title>&lt;b&gt;冬季供暖&lt;/b&gt;须知</title><link>http://a.example/1</link>
<pubDate>Fri, 20 Nov 2026 08:00:00 +0800</pubDate></item>
<item><title>没有日期</title><link>http://a.example/0</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>青禾</title>
<updated>2026-11-24T00:00:00Z</updated>
<entry><title>全区秋粮收购工作启动</title><link rel="self" href="http://a.example/x"/>
<link href="http://a.example/2"/><published>2026-11-23T17:30:00Z</published>
<updated>2026-11-24T00:00:00Z</updated></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "青禾", "items": [
{"id": "2", "url": "http://a.example/2", "title": "全区秋粮收购工作启动",
 "date_published": "2026-11-24T01:30:00+08:00"},
{"id": "1", "url": "http://a.example/1", "date_published": "not a date"}, 5]}"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [(RSS, "application/rss+xml"), (ATOM, "application/atom+xml"), (JSON, "application/feed+json")],
)
def test_a_feed_is_a_list(text: str, kind: str) -> None:
    reading = read_page(text.encode(), "http://a.example/feed", content_type=kind).facts.listing
    assert reading.state is ListState.ITEMS
    newest = reading.items[0]
    assert (newest.title, newest.url) == ("全区秋粮收购工作启动", "http://a.example/2")
    assert reading.newest == "2026-11-24 01:30"  # in China


def test_what_an_entry_says_stays_text() -> None:
    items = read_page(RSS.encode(), "http://a.example/feed").facts.listing.items
    assert [item.title for item in items] == ["全区秋粮收购工作启动", "<b>冬季供暖</b>须知"]


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item><title>半截",
        "<rss></rss>",
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x">]><rss><item>&a;</item></rss>',
        '{"version": "https://jsonfeed.org/version/1", "items": "none"}',
        '{"version": "https://jsonfeed.org/version/1", "items": [',
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><updated>9999-99-99</updated></entry>",
    ],
)
def test_a_broken_feed_lists_nothing(text: str) -> None:
    reading = read_page(text.encode(), "http://a.example/feed").facts.listing
    assert not reading.items


def test_a_page_is_no_feed() -> None:
    assert feed_markup("<!DOCTYPE html><html><body>rss feed</body></html>") is None
    assert feed_markup('{"items": [{"title": "新闻", "url": "/1"}]}') is None
