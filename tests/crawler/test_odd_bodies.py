"""Bodies sent in odd ways: the page is read all the same, so its dead links are found."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard

from crawler.content_type import content_type_of
from model.fetch import FetchOutcome
from model.snapshot import Snapshot
from tests.fakesite.answers import html, links, page, raw
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Handler, Server

HTML = b"Content-Type: text/html; charset=utf-8\r\n"
OK = b"HTTP/1.1 200 OK\r\n"


def body(name: str) -> bytes:
    return page(f"第{name}页", f'<p>正文</p><a href="/gone/{name}">已经撤下的网页</a>')


def packed(name: str, encoding: str, data: bytes) -> Handler:
    return html(data, headers=(("Content-Encoding", encoding),))


def sent(head: bytes, data: bytes) -> Handler:
    return raw(head + b"Connection: close\r\n\r\n" + data)


def pieces(data: bytes, first: bytes = b"%x\r\n") -> bytes:
    return (first % len(data)) + data + b"\r\n0\r\n\r\n"


def handlers() -> dict[str, Handler]:
    """Return every odd way with the page that is sent so."""
    made: dict[str, Handler] = {}
    for name, encoding, pack in (
        ("br", "br", brotli.compress),
        ("zstd", "zstd", zstandard.compress),
        ("gzip-in-br", "gzip, br", lambda data: brotli.compress(gzip.compress(data))),
        ("gzip-twice", "gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
        ("gzip-parts", "gzip", lambda d: gzip.compress(d[:150]) + gzip.compress(d[150:])),
        ("deflate-raw", "deflate", lambda data: zlib.compress(data)[2:-4]),
        ("br-untrue", "br", bytes),
        ("zstd-untrue", "zstd", bytes),
        ("gzip-untrue", "gzip", bytes),
        ("no-packing", "utf-8", bytes),
    ):
        made[name] = packed(name, encoding, pack(body(name)))
    for name, head in (
        ("type-twice", b"Content-Type: text/plain\r\n" + HTML),
        ("type-twice-alike", HTML + b"Content-Type: text/html\r\n"),
        ("type-list", b"Content-Type: text/html, text/html; charset=utf-8\r\n"),
        ("type-empty", b"Content-Type:\r\n"),
        ("type-any", b"Content-Type: */*\r\n"),
        ("type-unknown", b"Content-Type: application/unknown\r\n"),
        ("type-without-semicolon", b"Content-Type: text/html charset=utf-8\r\n"),
    ):
        made[name] = sent(OK + head, body(name))
    early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    made["early"] = sent(early + OK + HTML, body("early"))
    made["early-overlong"] = raw(
        early + OK + HTML + b"Content-Length: 9\r\n\r\n" + body("early-overlong")
    )
    both = OK + HTML + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"
    made["length-and-pieces"] = sent(both, pieces(body("length-and-pieces")))
    chunked = OK + HTML + b"Transfer-Encoding: chunked\r\n"
    made["pieces-by-line-feeds"] = sent(
        chunked, pieces(body("pieces-by-line-feeds"), b"%x\n").replace(b"\r\n0", b"\n0")
    )
    made["pieces-with-a-bad-end"] = sent(
        chunked, pieces(body("pieces-with-a-bad-end")).replace(b"\r\n0\r\n", b"\r\nxyz\r\n")
    )
    return made


ODD = handlers()


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, Snapshot]:
    folder = tmp_path_factory.mktemp("bodies")
    with Server() as server:
        for name, handler in ODD.items():
            server.routes[f"/page/{name}"] = handler
        server.routes["/"] = html(page("首页", links(f"/page/{name}" for name in ODD)))
        job = job_for(server, folder)
        crawl(job, folder)
    return server, snapshot_of(job)


@pytest.mark.parametrize("name", ODD)
def test_the_page_is_there(crawled: tuple[Server, Snapshot], name: str) -> None:
    server, snapshot = crawled
    assert snapshot.page_at(server.url(f"/page/{name}")) is not None
    assert server.url(f"/page/{name}") not in snapshot.targets


@pytest.mark.parametrize("name", ODD)
def test_its_dead_link_is_found(crawled: tuple[Server, Snapshot], name: str) -> None:
    server, snapshot = crawled
    target = snapshot.targets[server.url(f"/gone/{name}")]
    assert target.outcome is FetchOutcome.NOT_FOUND


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["text/html; charset=gbk"], "text/html; charset=gbk"),
        (["text/plain", "text/html"], "text/html"),
        (["text/html; charset=gbk", "text/html"], "text/html; charset=gbk"),
        (["text/html; charset=gbk", "text/html; charset=utf-8"], "text/html; charset=utf-8"),
        (["text/html", "*/*"], "text/html"),
        (["html"], ""),
        ([], ""),
    ],
)
def test_the_type_that_browsers_take(values: list[str], said: str) -> None:
    assert content_type_of(values) == said
