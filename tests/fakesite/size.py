"""Misbehaviour by size: endless bodies, files of 10 GB, a gzip bomb."""

from __future__ import annotations

import functools
import zlib

from model.fetch import FetchOutcome as O
from tests.fakesite.answers import by_method, status
from tests.fakesite.case import Case, case
from tests.fakesite.server import Exchange

TEN_GB = 10 * 1024**3
BLOCK = 16 * 1024**2
BOMB_BLOCKS = 64  # 1 GB unpacked
PIECE = b"\0" * 65_536


async def ten_gb(exchange: Exchange) -> None:
    """Promise 10 GB and, to a GET, send zeros for ever; ranges are not understood."""
    exchange.keep = False
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: {TEN_GB}\r\n\r\n"
    await exchange.raw(head.encode())
    while not exchange.is_head:
        await exchange.raw(PIECE)


async def endless_page(exchange: Exchange) -> None:
    """Send an HTML page that never ends and says no length."""
    exchange.keep = False
    await exchange.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>"
    )
    while not exchange.is_head:
        await exchange.raw(b"<p>" + b"x" * 65_530 + b"</p>")


async def endless_stream(exchange: Exchange) -> None:
    """Send a video without a length, for ever."""
    exchange.keep = False
    await exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nConnection: close\r\n\r\n")
    while not exchange.is_head:
        await exchange.raw(PIECE)


@functools.cache
def bomb() -> bytes:
    """Return 1 GB of zeros in gzip, about 1 MB, made without holding more than one block."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    # After a full flush a deflate block depends on nothing before it, so one will do for all.
    block = packer.compress(bytes(BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    # The checksum is left wrong: whoever gets as far as reading it has failed already.
    return (
        head
        + block * BOMB_BLOCKS
        + b"\x03\0"
        + bytes(4)
        + (BLOCK * BOMB_BLOCKS).to_bytes(4, "little")
    )


async def gzip_bomb(exchange: Exchange) -> None:
    """Answer with a page of 1 MB that unpacks to 1 GB."""
    await exchange.answer(
        "200 OK", bomb(), kind="text/html", headers=(("Content-Encoding", "gzip"),)
    )


CASES: tuple[Case, ...] = (
    case("/size/ten-gb.zip", ten_gb, O.ALIVE),
    case(
        "/size/ten-gb-no-head.zip",
        by_method(status("405 Method Not Allowed"), ten_gb),
        O.ALIVE,
    ),
    case(
        "/size/stream.mp4",
        by_method(status("501 Not Implemented"), endless_stream),
        O.ALIVE,
    ),
    case("/size/endless-page", endless_page, O.TOO_LARGE),
    case("/size/gzip-bomb", gzip_bomb, O.TOO_LARGE),
)
