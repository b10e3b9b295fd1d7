"""Crawler traps: addresses without end are met, counted and not asked."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from crawler.policy import MAX_REPEATED_SEGMENTS, MAX_URL_LENGTH, SESSION_PARAMETERS

_DIGITS = re.compile(r"\d+")
_PATH_SESSION = re.compile(r";\s*([a-z_]+)=", re.IGNORECASE)


class Traps:
    """Decides by shape whether a page address is asked; counts shapes as they are admitted."""

    def __init__(self, *, max_depth: int, max_per_template: int) -> None:
        self._max_depth = max_depth
        self._max_per_template = max_per_template
        self._shapes: Counter[str] = Counter()

    def count(self, url: str) -> None:
        """Count an address that is asked."""
        self._shapes[shape(url)] += 1

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
        if self._shapes[shape(url)] >= self._max_per_template:
            return "template"
        return None


def shape(url: str) -> str:
    """Return the template of an address: digits folded, only the names of its arguments."""
    parts = urlsplit(url)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{parts.netloc}{_DIGITS.sub('0', parts.path)}?{'&'.join(names)}"


def has_session(url: str) -> bool:
    """Whether an address carries a visitor's session."""
    parts = urlsplit(url)
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    names += _PATH_SESSION.findall(parts.path)
    return any(name.lower() in SESSION_PARAMETERS for name in names)
