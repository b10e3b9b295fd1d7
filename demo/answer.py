"""From a request and a resource to the bytes of an answer: conditions, ranges, packing."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from demo.http1 import Request
from demo.resource import Resource

_RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")
_TAGS = re.compile(r'(?:W/)?"([^"]*)"')


@dataclass(slots=True)
class Prepared:
    """A resource with its validators; packed at the first request that takes gzip."""

    resource: Resource
    modified_at: datetime  # UTC, whole seconds
    etag: str = ""
    _packed: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        content = self.resource.body or str(self.resource.size_bytes).encode()
        self.etag = hashlib.sha256(content).hexdigest()[:16]

    @property
    def packed(self) -> bytes:
        """The body in gzip."""
        if self._packed is None:
            self._packed = gzip.compress(self.resource.body, 6, mtime=0)
        return self._packed


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes out: head and body, then `zeros` more bytes of a body that exists nowhere."""

    status: int
    head: bytes
    body: bytes = b""
    zeros: int = 0


def respond(request: Request, prepared: Prepared, now: datetime) -> Answer:
    """Return the answer for a known resource."""
    resource = prepared.resource
    if request.method not in {"GET", "HEAD"}:
        return plain(405, now, request, (("Allow", "GET, HEAD"),))
    if resource.status != 200:
        where = (("Location", resource.location),) if resource.location else ()
        return _whole(request, resource, where, now)
    packs = resource.compress and "range" not in request.headers and _takes_gzip(request)
    etag = f'"{prepared.etag}-gz"' if packs else f'"{prepared.etag}"'
    fixed = [("ETag", etag), ("Last-Modified", _http_time(prepared.modified_at))]
    if resource.compress:
        fixed.append(("Vary", "Accept-Encoding"))
    if _unchanged(request, prepared):
        return Answer(304, _head(304, fixed, now, request))
    fixed += [("Content-Type", resource.content_type), ("Accept-Ranges", "bytes")]
    if packs:
        fixed += [("Content-Encoding", "gzip"), ("Content-Length", str(len(prepared.packed)))]
        return Answer(
            200,
            _head(200, fixed, now, request),
            prepared.packed if request.method == "GET" else b"",
        )
    span = _range(request, prepared)
    if span is None:
        return _whole(request, resource, fixed, now)
    return _part(request, resource, fixed, span, now)


def plain(
    status: int, now: datetime, request: Request | None, more: tuple[tuple[str, str], ...] = ()
) -> Answer:
    """Return a short answer without a resource: errors of the call itself."""
    text = f"{status} {HTTPStatus(status).phrase}\n".encode()
    fixed = [*more, ("Content-Type", "text/plain"), ("Content-Length", str(len(text)))]
    silent = request is not None and request.method == "HEAD"
    return Answer(status, _head(status, fixed, now, request), b"" if silent else text)


def _whole(
    request: Request,
    resource: Resource,
    fixed: list[tuple[str, str]] | tuple[tuple[str, str], ...],
    now: datetime,
) -> Answer:
    headers = [*fixed, ("Content-Length", str(resource.size_bytes))]
    if not any(name == "Content-Type" for name, _ in headers):
        headers.append(("Content-Type", resource.content_type))
    head = _head(resource.status, headers, now, request)
    if request.method == "HEAD":
        return Answer(resource.status, head)
    return Answer(resource.status, head, resource.body, resource.size_bytes - len(resource.body))


def _part(
    request: Request,
    resource: Resource,
    fixed: list[tuple[str, str]],
    span: tuple[int, int],
    now: datetime,
) -> Answer:
    first, last = span
    size = resource.size_bytes
    if first >= size or first > last:
        return plain(416, now, request, (("Content-Range", f"bytes */{size}"),))
    last = min(last, size - 1)
    length = last - first + 1
    headers = [
        *fixed,
        ("Content-Range", f"bytes {first}-{last}/{size}"),
        ("Content-Length", str(length)),
    ]
    head = _head(206, headers, now, request)
    if request.method == "HEAD":
        return Answer(206, head)
    body = resource.body[first : last + 1]
    return Answer(206, head, body, length - len(body))


def _range(request: Request, prepared: Prepared) -> tuple[int, int] | None:
    found = _RANGE.match(request.headers.get("range", ""))
    if found is None or not (found[1] or found[2]):
        return None  # several ranges, or none: the whole is a right answer
    condition = request.headers.get("if-range")
    if condition and condition not in {
        f'"{prepared.etag}"',
        _http_time(prepared.modified_at),
    }:
        return None
    size = prepared.resource.size_bytes
    if not found[1]:
        wanted = int(found[2])
        return (max(size - wanted, 0), size - 1) if wanted else (size, size)
    return int(found[1]), int(found[2]) if found[2] else size - 1


def _unchanged(request: Request, prepared: Prepared) -> bool:
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {prepared.etag, f"{prepared.etag}-gz"}
        return tags.strip() == "*" or any(tag in known for tag in _TAGS.findall(tags))
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except ValueError:
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return prepared.modified_at <= moment


def _takes_gzip(request: Request) -> bool:
    for offer in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, quality = offer.strip().partition(";")
        if name.strip() == "gzip":
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _http_time(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def _head(
    status: int, headers: list[tuple[str, str]], now: datetime, request: Request | None
) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"Date: {_http_time(now)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    stays = request is not None and request.keeps_alive
    lines.append("Connection: keep-alive" if stays else "Connection: close")
    return "\r\n".join((*lines, "", "")).encode("latin-1")
