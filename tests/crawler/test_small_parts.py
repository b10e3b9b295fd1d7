"""Traps, refreshes, unpacking, settings: the small pure parts."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from crawler.packings import BodyTooLarge
from crawler.refresh import refresh_target
from crawler.settings import scrapy_settings
from crawler.traps import Traps, shape
from crawler.unpack import Unpacker
from crawler.worth import Worth

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
        ("http://a.example/x?side=1", None),
        ("http://a.example/x?sid=15", None),
        ("http://a.example/" + "y" * 2000, "length"),
    ],
)
def test_traps_by_address(url: str, reason: str | None) -> None:
    assert Traps(max_depth=5, max_per_template=3).reason(url, 1) == reason


def test_traps_by_depth() -> None:
    traps = Traps(max_depth=5, max_per_template=2)
    assert traps.reason("http://a.example/1", 5) is None
    assert traps.reason("http://a.example/1", 6) == "depth"


def ask(traps: Traps, urls: list[str], depth: int) -> list[str]:
    """Ask what may be asked; return what is held back."""
    held = []
    for url in urls:
        if traps.reason(url, depth) is None:
            traps.count(url, depth)
        else:
            held.append(url)
    return held


def test_a_shape_goes_on_as_long_as_it_is_worth_it() -> None:
    traps = Traps(max_depth=99, max_per_template=100)
    articles = [f"http://a.example/art/{n}.html" for n in range(1_000)]
    held = ask(traps, articles, 2)
    assert len(held) == 900
    form = shape(articles[0])
    for pages in (100, 200, 400, 800):
        assert traps.to_weigh() == {form: False}
        assert traps.weigh(form, Worth(pages, pages // 5))
        held = ask(traps, held, 2)
    assert held == []


def test_a_shape_that_says_nothing_new_gets_its_first_share() -> None:
    traps = Traps(max_depth=99, max_per_template=100)
    held = ask(traps, [f"http://a.example/now?_={n}" for n in range(1_000)], 2)
    form = shape(held[0])
    assert not traps.weigh(form, Worth(100, 19))
    assert traps.to_weigh() == {}, "what was found worthless is not weighed again"
    assert len(ask(traps, held, 2)) == 900


def test_a_calendar_that_only_gets_deeper_must_say_more_than_its_figures() -> None:
    for deep_new, goes_on in ((1, False), (100, True)):
        traps = Traps(max_depth=500, max_per_template=100)
        for month in range(100):
            assert ask(traps, [f"http://a.example/cal/{month}"], month) == []
        further = "http://a.example/cal/100"
        assert ask(traps, [further], 100) == [further]
        form = shape(further)
        assert traps.to_weigh() == {form: True}
        assert traps.weigh(form, Worth(100, 100, 100, deep_new))
        assert (ask(traps, [further], 100) == []) is goes_on


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
        ("gzip", gzip.compress(b"text" * 100, mtime=0)),
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


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress)],
)
def test_a_packed_body_may_come_byte_by_byte(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    unpacker = Unpacker(encoding, 1000)
    for byte in pack(b"text" * 100):
        unpacker.feed(bytes([byte]))
    assert unpacker.body() == b"text" * 100


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress)],
)
def test_a_bomb_stops_at_the_limit(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    unpacker = Unpacker(encoding, 10_000)
    with pytest.raises(BodyTooLarge):
        unpacker.feed(pack(bytes(50_000_000)))
    assert len(unpacker.body()) <= 10_001


def test_a_broken_end_keeps_what_came_before() -> None:
    unpacker = Unpacker("gzip", 10_000)
    unpacker.feed(gzip.compress(b"text" * 100)[:-12])
    unpacker.feed(b"garbage that is no deflate stream at all")
    assert unpacker.body().startswith(b"text")
