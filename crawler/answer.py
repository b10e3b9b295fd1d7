"""One request and its answer, as the download handler and the spider exchange them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.content_type import content_type_of
from model.fetch import FetchOutcome
from store.site_records import KnownFile, ReadFile, ReadPage


def headers_of(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, bytes]:
    """Return headers by name in lower case; of several with one name the last one stands.

    Of Content-Type it is the one that browsers take.
    """
    headers = {name.decode("latin-1").lower(): value for name, value in raw}
    said = headers.get("content-type")
    if said is not None:
        values = [v.decode("latin-1") for n, v in raw if n.lower() == b"content-type"]
        headers["content-type"] = content_type_of(values).encode("latin-1")
    return headers


class Want(StrEnum):
    """How much of an answer's body is wanted."""

    HTML = "html"  # the whole body of an HTML page; nothing of other types
    READABLE = "readable"  # also XML and JSON: list data of a registered column
    TEXT = "text"  # robots.txt
    FILE = "file"  # the whole body of any type but HTML: an attachment
    WHOLE = "whole"  # the whole body of any type: for a browser's scripts
    SNIFF = "sniff"  # the beginning, to recognise a challenge page
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request."""

    method: str
    url: str
    want: Want
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""  # only of a data request that a page's script makes
    known: KnownFile | None = None  # of an attachment: whose body need not be sent again


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one request: a status with headers, or the outcome of its failure."""

    failure: FetchOutcome | None = None
    status: int | None = None
    headers: Mapping[str, bytes] = field(default_factory=dict)  # lower case, last one stands
    cookies: tuple[str, ...] = ()  # name=value pairs set by this answer
    body: bytes = b""
    too_large: bool = False
    detail: str = ""  # the same words for the same cause, no figures that vary
    elapsed_s: float = 0.0
    file: ReadFile | None = None  # the body of an attachment that was asked for whole
    page: ReadPage | None = None  # the body, where it was read before the answer was harvested

    def header(self, name: str) -> str:
        """Return a header as text; bytes that are not UTF-8 are kept as percent escapes."""
        raw = self.headers.get(name, b"")
        try:
            return raw.decode("utf-8").strip()
        except UnicodeDecodeError:
            return "".join(chr(b) if b < 0x80 else f"%{b:02X}" for b in raw).strip()

    @property
    def content_type(self) -> str:
        """The Content-Type header as sent."""
        return self.header("content-type")

    @property
    def media_type(self) -> str:
        """The media type in lower case, without parameters."""
        return self.content_type.split(";", 1)[0].strip().lower()
