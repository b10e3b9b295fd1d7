"""A forgiving HTTP/1.0 client for answers that aiohttp's parser refuses and browsers show.

Odd header lines, a body longer than its announced length, bare line feeds: the status and
the page are there all the same. What does not even begin with `HTTP/` stays "not HTTP".
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
    status, end = _STATUS.match(data), _END.search(data, 0, MAX_HEADER_BYTES)
    if status is None or end is None:
        return None
    headers = tuple(
        (name.strip(), value.strip())
        for name, colon, value in (line.partition(b":") for line in _lines(data[: end.start()]))
        if colon and name.strip()
    )
    if any(name.lower() == b"transfer-encoding" for name, _ in headers):
        return None  # the body is in pieces, and the pieces are what could not be read
    body = data[end.end() :]
    return PlainAnswer(int(status[1]), headers, body[:limit], len(body) > limit)


def _lines(head: bytes) -> list[bytes]:
    return head.replace(b"\r\n", b"\n").split(b"\n")[1:]
