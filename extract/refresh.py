"""Refresh: where a page sends its visitor at once by a `meta` tag, as if by a redirect."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from extract.decode import decode
from model.url import absolute

MOST_SECONDS = 5.0
"""A visitor who is sent on after more has read the page: then it is the page."""
_MOST_BYTES = 65_536
_CONTENT = re.compile(r"\s*([\d.]*)\s*[;,]?\s*url\s*=\s*[\"']?\s*([^\"'\s]+)", re.IGNORECASE)


def refreshes_to(body: bytes, url: str, content_type: str = "") -> str | None:
    """Return the address a page leads on to by itself; None where it stays."""
    start = body[:_MOST_BYTES]
    if b"refresh" not in start.lower():
        return None
    tree = LexborHTMLParser(decode(start, content_type).text)
    for meta in tree.css("meta[http-equiv][content]"):
        if (meta.attributes.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        found = _CONTENT.match((meta.attributes.get("content") or "")[:2000])
        if found and _seconds(found[1]) <= MOST_SECONDS:
            return absolute(url, found[2])
    return None


def _seconds(text: str) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
