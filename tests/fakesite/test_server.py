"""The fake server itself: it must misbehave exactly as it says, and stop when told."""

from __future__ import annotations

import http.client
import socket
import threading
import zlib

import pytest

from tests.fakesite import codes, moves, pages, size, wire
from tests.fakesite.answers import first_then, html, page, status
from tests.fakesite.portal import Portal
from tests.fakesite.server import Server


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        link.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = link.getresponse()
        return answer.status, answer.read()
    finally:
        link.close()


def first_bytes(server: Server, path: str, size_bytes: int) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as link:
        link.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        got = b""
        while len(got) < size_bytes and (piece := link.recv(size_bytes - len(got))):
            got += piece
        return got


def test_answers_are_logged_and_counted() -> None:
    with Server() as server:
        server.routes["/"] = html(page("首页"))
        assert ask(server, "/?a=1")[0] == 200
        assert ask(server, "/none", "HEAD") == (404, b"")
        assert [(r.method, r.path) for r in server.log] == [("GET", "/?a=1"), ("HEAD", "/none")]
        assert server.sent["/"] > len(page("首页"))
    with pytest.raises(ConnectionError):
        ask(server, "/")


def test_connections_are_kept() -> None:
    with Server() as server:
        server.routes["/"] = html(b"x")
        link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        for _ in range(3):
            link.request("GET", "/")
            assert link.getresponse().read() == b"x"
        link.close()
        assert len(server.log) == 3


def test_longest_prefix_wins_and_first_then_counts() -> None:
    with Server() as server:
        server.routes["/a*"] = html(b"short")
        server.routes["/ab*"] = first_then(status("500 No"), html(b"long"))
        assert ask(server, "/abc")[0] == 500
        assert ask(server, "/abc") == (200, b"long")
        assert ask(server, "/ac") == (200, b"short")


def test_the_bomb_is_small_and_unpacks_to_a_gigabyte() -> None:
    unpacker, packed, total = zlib.decompressobj(31), size.bomb(), 0
    while packed and total < size.BLOCK * 2:
        total += len(unpacker.decompress(packed, 1 << 20))
        packed = unpacker.unconsumed_tail
    assert total >= size.BLOCK * 2
    assert len(size.bomb()) < 2_000_000


def test_ten_gb_are_sent_only_as_far_as_they_are_taken() -> None:
    with Server() as server:
        server.routes["/big"] = size.ten_gb
        assert b"Content-Length: 10737418240" in first_bytes(server, "/big", 200)
    assert server.sent["/big"] < 20_000_000


def test_silence_does_not_keep_the_server_from_stopping() -> None:
    before = threading.active_count()
    with Server() as server:
        server.routes["/"] = wire.silence
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as link:
            link.sendall(b"GET / HTTP/1.1\r\n\r\n")
            link.settimeout(0.1)
            with pytest.raises(TimeoutError):
                link.recv(1)
    assert threading.active_count() == before


def test_portal_answers_304_until_a_page_changes() -> None:
    portal = Portal()
    assert len(portal.pages) > 280
    with Server() as server:
        portal.serve(server)
        link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        link.request("GET", "/")
        answer = link.getresponse()
        answer.read()
        tag = answer.headers["ETag"]
        link.close()
        assert ask(server, "/", If_None_Match=tag)[0] == 304
        portal.pages["/"] += b" "
        assert ask(server, "/", If_None_Match=tag)[0] == 200


def test_every_case_has_its_own_path() -> None:
    every = [one.path for one in (*codes.CASES, *moves.CASES, *size.CASES, *wire.CASES)]
    assert len(set(every)) == len(every)
    assert not set(every) & set(pages.HOSTILE)
