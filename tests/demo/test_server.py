"""The server on real sockets: validators, ranges, packing, nights, broken requests, speed."""

from __future__ import annotations

import gzip
import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from demo.district import build
from demo.faults import GIANT, GIANT_BYTES
from demo.server import DemoServer, serve
from model.errors import JobFailed

DAY = date(2026, 11, 24)
PORTAL, TOURISM = "9900000001", "9900000027"
NEWS = "/xwzx/zwyw/"


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with serve(build(DAY)) as running:
        yield running


def address(server: DemoServer, code: str = PORTAL) -> tuple[str, int]:
    named = urlsplit(server.base_urls[code])
    return named.hostname or "", named.port or 0


def ask(
    server: DemoServer, path: str, method: str = "GET", code: str = PORTAL, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    line: http.client.HTTPConnection
    if code == TOURISM:
        unknown = ssl._create_unverified_context()
        line = http.client.HTTPSConnection(*address(server, code), timeout=5, context=unknown)
    else:
        line = http.client.HTTPConnection(*address(server, code), timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, headers=named)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer, body


def test_page_has_validators_and_unchanged_is_304(server: DemoServer) -> None:
    first, body = ask(server, NEWS)
    assert first.status == 200
    assert first.headers["Content-Type"] == "text/html; charset=utf-8"
    assert int(first.headers["Content-Length"]) == len(body)
    again, nothing = ask(server, NEWS, If_None_Match=first.headers["ETag"])
    assert (again.status, nothing) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    since, _ = ask(server, NEWS, If_Modified_Since=first.headers["Last-Modified"])
    assert since.status == 304
    other, _ = ask(server, NEWS, If_None_Match='"other"', If_Modified_Since=first.headers["Date"])
    assert other.status == 200  # the tag outweighs the time
    early, _ = ask(server, NEWS, If_Modified_Since="Mon, 01 Jan 2024 00:00:00 GMT")
    assert early.status == 200
    nonsense, _ = ask(server, NEWS, If_Modified_Since="yesterday")
    assert nonsense.status == 200


def test_packed_page_is_the_same_page(server: DemoServer) -> None:
    plain, body = ask(server, NEWS)
    packed, small = ask(server, NEWS, Accept_Encoding="br, gzip;q=0.8")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small) == body
    assert packed.headers["ETag"] != plain.headers["ETag"]
    refused, whole = ask(server, NEWS, Accept_Encoding="gzip;q=0")
    assert refused.headers["Content-Encoding"] is None
    assert whole == body
    known, _ = ask(server, NEWS, Accept_Encoding="gzip", If_None_Match=packed.headers["ETag"])
    assert known.status == 304


def test_head_says_what_get_would(server: DemoServer) -> None:
    get, body = ask(server, NEWS)
    head, nothing = ask(server, NEWS, "HEAD")
    assert nothing == b""
    assert head.headers["Content-Length"] == str(len(body))
    assert head.headers["ETag"] == get.headers["ETag"]


def test_ranges(server: DemoServer) -> None:
    _, body = ask(server, NEWS)
    one, first = ask(server, NEWS, Range="bytes=0-0")
    assert (one.status, first) == (206, body[:1])
    assert one.headers["Content-Range"] == f"bytes 0-0/{len(body)}"
    assert ask(server, NEWS, Range="bytes=-5")[1] == body[-5:]
    assert ask(server, NEWS, Range="bytes=10-")[1] == body[10:]
    assert ask(server, NEWS, Range=f"bytes={len(body)}-")[0].status == 416
    assert ask(server, NEWS, Range="bytes=0-1,5-6")[0].status == 200
    assert ask(server, NEWS, Range="bytes=0-0", If_Range='"old"')[0].status == 200


def test_giant_is_announced_and_comes_in_pieces(server: DemoServer) -> None:
    head, _ = ask(server, GIANT, "HEAD")
    assert int(head.headers["Content-Length"]) == GIANT_BYTES
    part, one = ask(server, GIANT, Range="bytes=0-0")
    assert (part.status, one) == (206, b"\0")
    with socket.create_connection(address(server), timeout=5) as line:
        line.sendall(f"GET {GIANT} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        taken = 0
        while taken < 1_000_000:
            taken += len(line.recv(65_536))
    assert ask(server, NEWS)[0].status == 200  # and the server lives on


def test_nights_change_what_must_change(server: DemoServer) -> None:
    nights = build(DAY).nights
    tags, dead = [], []
    for night in nights:
        server.set_day(night)
        answer, _ = ask(server, NEWS)
        tags.append(answer.headers["ETag"])
        dead.append(ask(server, "/zwgk/zcwj/yw/sswj.html")[0].status)
    assert len(set(tags)) == 3
    assert dead == [200, 200, 404]
    server.set_day(nights[0])
    old, _ = ask(server, "/zjyh/")
    server.set_day(nights[2])
    assert ask(server, "/zjyh/", If_None_Match=old.headers["ETag"])[0].status == 304
    assert ask(server, "/zjyh/", If_Modified_Since=old.headers["Last-Modified"])[0].status == 304
    with pytest.raises(ValueError, match="nights"):
        server.set_day(DAY + timedelta(days=1))


def test_failures_are_as_seeded(server: DemoServer) -> None:
    assert ask(server, "/no/such/page.html")[0].status == 404
    assert ask(server, "/zwgk/tzgg/W0/P020220715001.xlsx")[0].status == 410
    assert ask(server, "/zwfw/cx/jdcx.jsp", "HEAD")[0].status == 500
    loop, _ = ask(server, "/hdjl/wj/index.jsp")
    assert (loop.status, loop.headers["Location"]) == (302, "/hdjl/wj/index.jsp")
    assert ask(server, "/old/index.html")[0].headers["Location"] == "/"


def test_department_is_gbk_without_saying_so_in_the_header(server: DemoServer) -> None:
    answer, body = ask(server, "/col/col11/index.html?pageNum=2", code=TOURISM)
    assert answer.headers["Content-Type"] == "text/html"
    assert "云湖区文化和旅游局" in body.decode("gbk")
    assert body != ask(server, "/col/col11/index.html", code=TOURISM)[1]


def test_log_tells_what_was_asked(server: DemoServer) -> None:
    server.log.clear()
    ask(server, NEWS + "?a=1", If_None_Match='"x"')
    ask(server, GIANT, "HEAD")
    first, second = server.log
    assert (first.method, first.path, first.status) == ("GET", NEWS + "?a=1", 200)
    assert first.conditional
    assert not first.ranged
    assert (second.method, second.path, second.conditional) == ("HEAD", GIANT, False)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /\r\n\r\n", b"400"),
        (b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", b"505"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost x\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab", b"405"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: " + b"a" * 40_000, b"431"),
        (b"GET / HTTP/1.0\r\n\r\n", b"200"),
        (b"GET http://x/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"200"),
    ],
)
def test_odd_requests_get_their_answer_and_the_line_closes(
    server: DemoServer, sent: bytes, status: bytes
) -> None:
    with socket.create_connection(address(server), timeout=5) as line:
        line.sendall(sent)
        held = b""
        while part := line.recv(65_536):
            held += part
    assert held.split(b" ", 2)[1] == status


def test_requests_sent_together_are_answered_in_order(server: DemoServer) -> None:
    one = b"HEAD /zjyh/ HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"HEAD /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with socket.create_connection(address(server), timeout=5) as line:
        line.sendall(one[:20])
        line.sendall(one[20:] + one + last)
        held = b""
        while part := line.recv(65_536):
            held += part
    statuses = [part[:4].strip() for part in held.split(b"HTTP/1.1")[1:]]
    assert statuses == [b"200", b"200", b"404"]


def test_taken_port_is_said_in_one_sentence(server: DemoServer) -> None:
    with pytest.raises(JobFailed, match="端口"), serve(build(DAY), ports=(address(server)[1], 0)):
        pass


def test_answers_take_about_a_millisecond(server: DemoServer) -> None:
    line = http.client.HTTPConnection(*address(server), timeout=5)
    seconds = []
    for _ in range(300):
        started = time.perf_counter()
        line.request("GET", NEWS)
        line.getresponse().read()
        seconds.append(time.perf_counter() - started)
    line.close()
    assert sorted(seconds)[30] < 0.003  # the client included; a busy machine slows most of them
