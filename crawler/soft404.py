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
_MOST_LONGER = 1.5  # times the longest "not found" seen
_ERROR_PATH = re.compile(r"404|notfound|not_found|not-found|error", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a page says, without mark-up: enough to know it again."""

    title: str  # hash of the title's bytes, "" without a title
    text: str  # hash of the text's bytes; "" where it varies
    length: int  # bytes of text
    location: str = ""  # error page that impossible addresses are sent to
    says: bool = False  # the text says in words that there is nothing


NEVER = Fingerprint("", "", 0)
"""Nothing is known by which a page could be told to be missing."""


def fingerprint(body: bytes, url: str, *, says: bool = False) -> Fingerprint:
    """Return the fingerprint of a page; its own address inside the text does not count."""
    bare = _DROPPED.sub(b" ", body)
    title = _TITLE.search(bare)
    text = _SPACE.sub(b" ", _TAG.sub(b" ", bare)).strip()
    parts = urlsplit(url)
    for own in (url, parts.path + ("?" + parts.query if parts.query else ""), parts.path):
        if len(own) > 1:
            text = text.replace(own.encode(), b"")
    text = _VARIES.sub(b"0", text)
    return Fingerprint(_named(title[1] if title else b""), _hash(text), len(text), says=says)


def agreed(one: Fingerprint, other: Fingerprint) -> Fingerprint:
    """Return what two impossible addresses have in common, whichever was asked first.

    A host that shows another page each time cannot be known by its text: its "not found" is
    known by the title, if the words say as well that there is nothing.
    """
    if (one.location, one.title, one.text) == (other.location, other.title, other.text):
        return one
    if one.location or other.location or not one.title or one.title != other.title:
        return NEVER
    if not (one.says and other.says):
        return NEVER
    return Fingerprint(one.title, "", max(one.length, other.length), says=True)


def redirect_fingerprint(location: str) -> Fingerprint | None:
    """Return the fingerprint of a site that sends impossible addresses to an error page."""
    if not _ERROR_PATH.search(urlsplit(location).path):
        return None
    return Fingerprint("", "", 0, location.split("?", 1)[0])


def is_soft_404(page: Fingerprint, known: Fingerprint) -> bool:
    """Whether a page is the site's "not found" page; where that varies, whether it may be."""
    if known.location or not known.length or page.title != known.title:
        return False
    if not known.text:
        return page.length <= _MOST_LONGER * known.length
    return page.text == known.text


def has_its_title(body: bytes, known: Fingerprint) -> bool:
    """Whether a page may be titled like the site's "not found": all else is not looked at.

    Of every title in the body, since the first may stand in a comment or a script. What stands
    inside a title is left to the fingerprint.
    """
    titles = _TITLE.findall(body)
    return (
        not known.title
        or any(b"<" in title for title in titles)
        or any(_named(title) == known.title for title in titles)
    )


def is_error_redirect(location: str, known: Fingerprint) -> bool:
    """Whether a redirect leads to the page that impossible addresses are sent to."""
    return bool(known.location) and location.split("?", 1)[0] == known.location


def to_table(known: Fingerprint) -> dict[str, object]:
    """Return the fingerprint as plain values for the store."""
    return asdict(known)


def from_table(table: dict[str, object]) -> Fingerprint:
    """Read what `to_table` wrote."""
    return Fingerprint(
        str(table["title"]),
        str(table["text"]),
        int(str(table["length"])),
        str(table["location"]),
        bool(table.get("says")),
    )


def probe_paths(site_code: str) -> tuple[str, ...]:
    """Return two pages and a file that no site has; the same every night, so nights compare."""
    number = _hash(site_code.encode())
    return f"/xj{number[:14]}.html", f"/xj{number[8:22]}.html", f"/xj{number[:14]}.pdf"


def _named(title: bytes) -> str:
    words = _SPACE.sub(b" ", title).strip()
    return _hash(words) if words else ""


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
