"""A forgiving HTTP/1.0 client for answers that aiohttp's parser refuses and browsers show.

Odd header lines, a body longer than its announced length, bare line feeds, pieces beside a
length: the status and the page are there all the same. What does not even begin with `HTTP/`
stays "not HTTP".
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver

from crawler.policy import MAX_HEADER_BYTES
from model.url import literal_ip

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_END = re.compile(rb"\r?\n\r?\n")
_EARLY = re.compile(rb"HTTP/1\.1[ \t]+1(?!01)\d\d\b")  # 100, 103: another answer follows
_MOST_EARLY = 8
_PIECE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """Status, headers and the raw body, cut at the limit."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    cut: bool


async def ask_plainly(
    url: str,
    headers: dict[str, str],
    *,
    resolver: AbstractResolver,
    tls: ssl.SSLContext,
    limit: int,
) -> PlainAnswer | None:
    """GET an address and read its answer with good will; None when it is not HTTP at all.

    The resolver refuses private addresses; the caller has refused literal ones.
    """
    parts = urlsplit(url)
    name = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = literal_ip(url)
    if address is None:
        found = (await resolver.resolve(name, port, socket.AF_UNSPEC))[0]
        address, port = found["host"], found["port"]
    secure = {"ssl": tls, "server_hostname": name} if parts.scheme == "https" else {}
    reader, writer = await asyncio.open_connection(address, port, **secure)  # type: ignore[arg-type]
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        lines = [f"GET {path} HTTP/1.0", f"Host: {parts.netloc}", "Connection: close"]
        lines += [f"{key}: {value}" for key, value in headers.items()]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace"))
        await writer.drain()
        return await _read(reader, limit)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def _read(reader: asyncio.StreamReader, limit: int) -> PlainAnswer | None:
    data = b""
    while len(data) <= MAX_HEADER_BYTES + limit:
        chunk = await reader.read(_CHUNK)
        if not chunk:
            break
        data += chunk
        if len(data) >= 5 and not data.startswith(b"HTTP/"):
            return None
    for _ in range(_MOST_EARLY):
        early = _END.search(data, 0, MAX_HEADER_BYTES) if _EARLY.match(data) else None
        if early is None:
            break
        data = data[early.end() :]
    status, end = _STATUS.match(data), _END.search(data, 0, MAX_HEADER_BYTES)
    if status is None or end is None:
        return None
    headers = tuple(
        (name.strip(), value.strip())
        for name, colon, value in (line.partition(b":") for line in _lines(data[: end.start()]))
        if colon and name.strip()
    )
    body: bytes | None = data[end.end() :]
    if any(n.lower() == b"transfer-encoding" and b"chunked" in v.lower() for n, v in headers):
        body = _joined(data, end.end())
    if body is None:
        return None  # the pieces are what could not be read
    return PlainAnswer(int(status[1]), headers, body[:limit], len(body) > limit)


def _joined(data: bytes, at: int) -> bytes | None:
    """Return the pieces of a body as far as they can be told; None where not even the first."""
    parts: list[bytes] = []
    while found := _PIECE.match(data, at):
        size, at = int(found[1], 16), found.end()
        if size == 0:
            return b"".join(parts)
        parts.append(data[at : at + size])
        at += size
        at += 2 if data[at : at + 2] == b"\r\n" else data[at : at + 1] == b"\n"
    return b"".join(parts) if parts else None


def _lines(head: bytes) -> list[bytes]:
    return head.replace(b"\r\n", b"\n").split(b"\n")[1:]
