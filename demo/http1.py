"""A small HTTP/1.1 reader: bytes of one connection in, whole requests out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

MAX_HEAD_BYTES = 32_768
MAX_BODY_BYTES = 1_000_000
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
_VERSION = re.compile(r"HTTP/1\.[01]\Z")


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names are in lower case, repeated ones joined by commas."""

    method: str
    target: str  # path and query
    version: str
    headers: dict[str, str]

    @property
    def keeps_alive(self) -> bool:
        """Whether the client wants the connection to stay open."""
        wish = self.headers.get("connection", "").lower()
        return "keep-alive" in wish if self.version == "HTTP/1.0" else "close" not in wish


class BadRequest(Exception):
    """What came is not a request we can read; `status` is the answer it deserves."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class RequestReader:
    """Collects what a connection sends and cuts it into requests."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._skip_bytes = 0  # of a body nobody asked for

    def feed(self, data: bytes) -> Iterator[Request]:
        """Yield every request that is complete now; raise BadRequest for nonsense."""
        self._held += data
        while True:
            if self._skip_bytes:
                dropped = min(self._skip_bytes, len(self._held))
                del self._held[:dropped]
                self._skip_bytes -= dropped
                if self._skip_bytes:
                    return
            while self._held.startswith(b"\r\n"):  # allowed before a request line
                del self._held[:2]
            end = self._held.find(b"\r\n\r\n")
            if end < 0:
                if len(self._held) > MAX_HEAD_BYTES:
                    raise BadRequest(431, "the head of the request is too long")
                return
            head = bytes(self._held[:end])
            del self._held[: end + 4]
            request = parse_head(head)
            self._skip_bytes = _body_bytes(request)
            yield request


def parse_head(head: bytes) -> Request:
    """Read request line and headers, without the empty line; raise BadRequest."""
    if len(head) > MAX_HEAD_BYTES:
        raise BadRequest(431, "the head of the request is too long")
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3 or not _TOKEN.match(parts[0]) or not parts[1]:
        raise BadRequest(400, "the request line is broken")
    method, target, version = parts
    if not _VERSION.match(version):
        raise BadRequest(505 if version.startswith("HTTP/") else 400, "not HTTP/1")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not _TOKEN.match(name):
            raise BadRequest(400, "a header line is broken")
        name, value = name.lower(), value.strip(" \t")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    if version == "HTTP/1.1" and "host" not in headers:
        raise BadRequest(400, "HTTP/1.1 needs a Host header")
    return Request(method, _path(target), version, headers)


def _path(target: str) -> str:
    if target.startswith("/"):
        return target.partition("#")[0]
    try:
        parts = urlsplit(target)
    except ValueError as cause:
        raise BadRequest(400, "the request target is broken") from cause
    if parts.scheme not in {"http", "https"}:
        raise BadRequest(400, "the request target is broken")
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _body_bytes(request: Request) -> int:
    if "transfer-encoding" in request.headers:
        raise BadRequest(501, "bodies in pieces are not read here")
    written = request.headers.get("content-length", "0")
    if not written.isascii() or not written.isdigit():
        raise BadRequest(400, "Content-Length is not a number")
    if int(written) > MAX_BODY_BYTES:
        raise BadRequest(413, "the body is too long")
    return int(written)
