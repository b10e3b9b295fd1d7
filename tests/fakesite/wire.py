"""Misbehaviour on the wire: slow, silent, broken and malformed answers."""

from __future__ import annotations

import asyncio

from model.fetch import FetchOutcome as O
from tests.fakesite.answers import page, raw
from tests.fakesite.case import Case, case
from tests.fakesite.server import Exchange

OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
BODY = page("完整的页面", "<p>正文</p>")


async def slow_headers(exchange: Exchange) -> None:
    """Drip the status line and headers, one byte a second."""
    exchange.keep = False
    for byte in OK_HEAD + b"X-Drip: 1\r\n" * 20:
        await exchange.raw(bytes([byte]))
        await asyncio.sleep(1)


async def slow_body(exchange: Exchange) -> None:
    """Promise a long body and drip it."""
    exchange.keep = False
    await exchange.raw(OK_HEAD + b"Content-Length: 100000\r\n\r\n")
    for _ in range(60):
        await exchange.raw(b"x")
        await asyncio.sleep(0.5)


async def silence(exchange: Exchange) -> None:
    """Accept the request and never answer."""
    exchange.keep = False
    await asyncio.sleep(60)


async def reset_in_body(exchange: Exchange) -> None:
    """Break the connection half way through the body."""
    await exchange.raw(OK_HEAD + b"Content-Length: 5000\r\n\r\n" + BODY)
    await asyncio.sleep(0.05)
    exchange.drop()


async def reset_at_once(exchange: Exchange) -> None:
    """Break the connection instead of answering."""
    exchange.drop()


async def promised_too_little(exchange: Exchange) -> None:
    """Promise half of the body that follows."""
    exchange.keep = False
    length = f"Content-Length: {len(BODY) // 2}\r\n\r\n".encode()
    await exchange.raw(OK_HEAD + length + BODY)


CASES: tuple[Case, ...] = (
    case("/wire/slow-headers", slow_headers, O.TIMEOUT_FIRST_BYTE),
    case("/wire/slow-body", slow_body, O.TIMEOUT_BODY),
    case("/wire/silence", silence, O.TIMEOUT_FIRST_BYTE),
    case("/wire/reset-in-body", reset_in_body, O.CONNECTION_LOST),
    case("/wire/reset-at-once", reset_at_once, O.CONNECTION_LOST),
    # A body shorter than promised is shown by browsers all the same.
    case(
        "/wire/length-too-long",
        raw(OK_HEAD + b"Content-Length: 5000\r\n\r\n" + BODY),
        O.ALIVE,
    ),
    # Servers that count characters instead of bytes; browsers show what was promised.
    case("/wire/length-too-short", promised_too_little, O.ALIVE),
    case(
        "/wire/length-nonsense",
        raw(OK_HEAD + b"Content-Length: abc\r\n\r\n" + BODY),
        O.ALIVE,
    ),
    case(
        "/wire/chunked-garbage",
        raw(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk\r\n"),
        O.NOT_HTTP,
    ),
    case(
        "/wire/chunked-cut",
        raw(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\nonly this"),
        O.ALIVE,
    ),
    case("/wire/http09", raw(BODY), O.NOT_HTTP),
    case("/wire/other-protocol", raw(b"220 mail.example ESMTP ready\r\n"), O.NOT_HTTP),
    case("/wire/empty-answer", raw(b""), O.CONNECTION_LOST),
    case(
        "/wire/header-without-colon",
        raw(OK_HEAD + b"this is no header\r\nConnection: close\r\n\r\n" + BODY),
        O.ALIVE,
    ),
    case(
        "/wire/header-in-gbk",
        raw(OK_HEAD + b"Server: \xd6\xd0\xce\xc4\r\nConnection: close\r\n\r\n" + BODY),
        O.ALIVE,
    ),
    case(
        "/wire/header-of-40-kb",
        raw(OK_HEAD + b"X-Long: " + b"a" * 40_000 + b"\r\nConnection: close\r\n\r\n" + BODY),
        O.ALIVE,
    ),
    case(
        "/wire/line-feeds-only",
        raw(b"HTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\n\n" + BODY),
        O.ALIVE,
    ),
)
"""Nothing here proves that a page is missing: none of the outcomes counts against a unit."""
