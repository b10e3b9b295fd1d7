"""Crawler traps: addresses without end are met, counted and not asked."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from crawler.policy import (
    ARCHIVE_SPAN,
    MAX_REPEATED_SEGMENTS,
    MAX_URL_LENGTH,
    MOST_PLAIN_ARGUMENTS,
    SESSION_PARAMETERS,
)

_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"[0-9A-Za-z_-]{16,}")
"""A `sid` that is short is the number of a section, as content systems write it."""
_PATH_SESSION = re.compile(r";\s*([a-z_]+)=", re.IGNORECASE)


class Traps:
    """Decides by shape whether a page address is asked; counts shapes as they are admitted."""

    def __init__(self, *, max_depth: int, max_per_template: int) -> None:
        self._max_depth = max_depth
        self._max_per_template = max_per_template
        self._shapes: Counter[str] = Counter()
        self._first: dict[str, int] = {}  # depth at which a shape was first met

    def count(self, url: str, depth: int) -> None:
        """Count an address that is asked."""
        form = shape(url)
        self._shapes[form] += 1
        self._first[form] = min(depth, self._first.get(form, depth))

    def reason(self, url: str, depth: int) -> str | None:
        """Return why this page is not asked, a word, or None."""
        if depth > self._max_depth:
            return "depth"
        if len(url) > MAX_URL_LENGTH:
            return "length"
        parts = urlsplit(url)
        segments = Counter(segment for segment in parts.path.split("/") if segment)
        if segments and max(segments.values()) > MAX_REPEATED_SEGMENTS:
            return "repeated"
        if has_session(url):
            return "session"
        return "template" if self._is_endless(url, depth) else None

    def _is_endless(self, url: str, depth: int) -> bool:
        """Whether a shape has had its share and goes on: a large archive is no trap.

        The articles of a portal have one shape, are many, and lie within a few clicks of the
        first of them. A calendar leads from each page to the next, so it only gets deeper;
        sort orders and filters multiply by their arguments.
        """
        form = shape(url)
        if self._shapes[form] < self._max_per_template:
            return False
        arguments = form.rsplit("?", 1)[1].count("&") + 1
        return arguments > MOST_PLAIN_ARGUMENTS or depth - self._first[form] > ARCHIVE_SPAN


def shape(url: str) -> str:
    """Return the template of an address: digits folded, only the names of its arguments."""
    parts = urlsplit(url)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{parts.netloc}{_DIGITS.sub('0', parts.path)}?{'&'.join(names)}"


def has_session(url: str) -> bool:
    """Whether an address carries a visitor's session."""
    parts = urlsplit(url)
    if any(name.lower() in SESSION_PARAMETERS for name in _PATH_SESSION.findall(parts.path)):
        return True
    return any(
        name.lower() in SESSION_PARAMETERS and (name.lower() != "sid" or _TOKEN.fullmatch(value))
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    )
