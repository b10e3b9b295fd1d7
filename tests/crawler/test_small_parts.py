"""Traps, refreshes, unpacking, settings: the small pure parts."""

from __future__ import annotations

import gzip
import zlib

import pytest

from crawler.refresh import refresh_target
from crawler.settings import scrapy_settings
from crawler.traps import Traps, shape
from crawler.unpack import BodyTooLarge, Unpacker

PAGE = "http://a.example/x/"


def test_nothing_that_listens_is_on() -> None:
    settings = scrapy_settings(concurrency=3)
    assert settings["REMOTE_CONTROL_ENABLED"] is False
    assert settings["TELNETCONSOLE_ENABLED"] is False
    assert settings["TWISTED_REACTOR_ENABLED"] is False
    assert settings["CONCURRENT_REQUESTS"] == 3


def test_shapes_fold_digits_and_keep_the_names_of_arguments() -> None:
    assert shape("http://a.example/cal/2026/11?m=3&y=2") == "a.example/cal/0/0?m&y"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://a.example/a/b/a/b/a/", "repeated"),
        ("http://a.example/a/b/a/b/", None),
        ("http://a.example/x;jsessionid=1F", "session"),
        ("http://a.example/x?PHPSESSID=1", "session"),
        ("http://a.example/x?side=1", None),
        ("http://a.example/x?sid=15", None),
        ("http://a.example/x?sid=0123456789abcdef0123", "session"),
        ("http://a.example/" + "y" * 2000, "length"),
    ],
)
def test_traps_by_address(url: str, reason: str | None) -> None:
    assert Traps(max_depth=5, max_per_template=3).reason(url, 1) == reason


def test_traps_by_depth() -> None:
    traps = Traps(max_depth=5, max_per_template=2)
    assert traps.reason("http://a.example/1", 5) is None
    assert traps.reason("http://a.example/1", 6) == "depth"


def test_a_large_archive_is_no_trap_and_a_calendar_is() -> None:
    traps = Traps(max_depth=500, max_per_template=100)
    for article in range(5000):
        assert traps.reason(f"http://a.example/art/{article}.html", 3 + article % 5) is None
        traps.count(f"http://a.example/art/{article}.html", 3 + article % 5)
    for month in range(200):
        reason = traps.reason(f"http://a.example/cal/{month}", month)
        if reason is None:
            traps.count(f"http://a.example/cal/{month}", month)
        assert reason == (None if month < 100 else "template")


def test_many_arguments_get_their_share_and_no_more() -> None:
    traps = Traps(max_depth=99, max_per_template=3)
    plain, sorted_ = "http://a.example/list?col={0}&id={0}", "http://a.example/list?a={0}&b=1&c=2"
    for n in range(3):
        traps.count(plain.format(n), 2)
        traps.count(sorted_.format(n), 2)
    assert traps.reason(plain.format(9), 2) is None
    assert traps.reason(sorted_.format(9), 2) == "template"


@pytest.mark.parametrize(
    ("body", "target"),
    [
        (b'<meta http-equiv="refresh" content="0;url=/new/">', "http://a.example/new/"),
        (b"<META content='0; URL=b.html' HTTP-EQUIV=Refresh>", "http://a.example/x/b.html"),
        (b'<meta http-equiv="refresh" content="30;url=/new/">', None),
        (b'<meta http-equiv="refresh" content="0">', None),
        (b'<!--[if IE]><meta http-equiv="refresh" content="0;url=/ie"><![endif]-->', None),
        (b"<script>window.location.href='/ok';</script>", "http://a.example/ok"),
        (b"<script>location.replace('/ok')</script>", "http://a.example/ok"),
        (b"<p>text</p><script>location.href='/ok'</script>", None),
        (b'<meta http-equiv="refresh" content="0;url=http://a.example/x/">', None),
    ],
)
def test_instant_refreshes(body: bytes, target: str | None) -> None:
    assert refresh_target(body, PAGE) == target


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"text" * 100)),
        ("deflate", zlib.compress(b"text" * 100)),
        ("deflate", zlib.compress(b"text" * 100)[2:-4]),
        ("gzip", b"text" * 100),
        ("", b"text" * 100),
    ],
)
def test_unpacking_what_servers_call_packed(encoding: str, packed: bytes) -> None:
    unpacker = Unpacker(encoding, 1000)
    unpacker.feed(packed)
    assert unpacker.body() == b"text" * 100


def test_a_bomb_stops_at_the_limit() -> None:
    unpacker = Unpacker("gzip", 10_000)
    with pytest.raises(BodyTooLarge):
        unpacker.feed(gzip.compress(bytes(50_000_000)))
    assert len(unpacker.body()) <= 10_001


def test_a_broken_end_keeps_what_came_before() -> None:
    unpacker = Unpacker("gzip", 10_000)
    unpacker.feed(gzip.compress(b"text" * 100)[:-12])
    unpacker.feed(b"garbage that is no deflate stream at all")
    assert unpacker.body().startswith(b"text")
