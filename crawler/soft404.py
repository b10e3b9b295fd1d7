"""Soft 404: how a site says "not found" with status 200, learnt from one impossible address."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

_DROPPED = re.compile(rb"<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>", re.DOTALL | re.I)
_TITLE = re.compile(rb"<title\b[^>]*>(.*?)</title>", re.DOTALL | re.I)
_TAG = re.compile(rb"<[^>]*>")
_SPACE = re.compile(rb"\s+")
# Clocks, request numbers, random marks; and letters in a row that are no word.
_VARIES = re.compile(rb"[A-Za-z_-]*\d[\w-]*|[A-Za-z]{24,}", re.ASCII)
_ERROR_PATH = re.compile(r"404|notfound|not_found|not-found|error", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a page says, without mark-up: enough to know it again."""

    title: str  # hash of the title's bytes, "" without a title
    text: str  # hash of the text's bytes
    length: int  # bytes of text
    location: str = ""  # error page that impossible addresses are sent to


def fingerprint(body: bytes, url: str) -> Fingerprint:
    """Return the fingerprint of a page; its own address inside the text does not count."""
    bare = _DROPPED.sub(b" ", body)
    title = _TITLE.search(bare)
    text = _SPACE.sub(b" ", _TAG.sub(b" ", bare)).strip()
    parts = urlsplit(url)
    for own in (url, parts.path + ("?" + parts.query if parts.query else ""), parts.path):
        if len(own) > 1:
            text = text.replace(own.encode(), b"")
    text = _VARIES.sub(b"0", text)
    words = _SPACE.sub(b" ", title[1]).strip() if title else b""
    return Fingerprint(_hash(words) if words else "", _hash(text), len(text))


def redirect_fingerprint(location: str) -> Fingerprint | None:
    """Return the fingerprint of a site that sends impossible addresses to an error page."""
    if not _ERROR_PATH.search(urlsplit(location).path):
        return None
    return Fingerprint("", "", 0, location.split("?", 1)[0])


def is_soft_404(page: Fingerprint, known: Fingerprint) -> bool:
    """Whether a page is the site's "not found" page."""
    if known.location or not known.length:
        return False
    return page.text == known.text and page.title == known.title


def is_error_redirect(location: str, known: Fingerprint) -> bool:
    """Whether a redirect leads to the page that impossible addresses are sent to."""
    return bool(known.location) and location.split("?", 1)[0] == known.location


def to_table(known: Fingerprint) -> dict[str, object]:
    """Return the fingerprint as plain values for the store."""
    return asdict(known)


def from_table(table: dict[str, object]) -> Fingerprint:
    """Read what `to_table` wrote."""
    return Fingerprint(
        str(table["title"]), str(table["text"]), int(str(table["length"])), str(table["location"])
    )


def probe_path(site_code: str) -> str:
    """Return a path that no site has; the same every night, so that nights compare."""
    return f"/xj{_hash(site_code.encode())[:14]}.html"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
