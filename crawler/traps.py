"""Crawler traps: addresses without end are met, counted and not asked."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from crawler.policy import ARCHIVE_SPAN, MAX_REPEATED_SEGMENTS, MAX_URL_LENGTH
from crawler.worth import Worth
from model.url import without_session

HELD = "template"
"""Said of what goes over its share, in the store."""

_DIGITS = re.compile(r"\d+")
_BARE = re.compile(r"https?://([A-Za-z0-9._:-]+)(/[!\"$-<>@-~]*)")
"""Host and path of an address without arguments: nearly all, and each is asked about often."""


class Traps:
    """Decides by shape whether a page address is asked; counts shapes as they are admitted.

    Addresses of one shape get a share. What goes over it is held back, until what was asked of
    the shape proves to have been worth it: then as many again are let go, and so on.
    """

    def __init__(self, *, max_depth: int, max_per_template: int) -> None:
        self._max_depth = max_depth
        self._first_share = max_per_template
        self._shapes: Counter[str] = Counter()
        self._first: dict[str, int] = {}  # depth at which a shape was first met
        self._share: dict[str, int] = {}  # of shapes that may have more than the first share
        self._deep: set[str] = set()  # shapes that may go on however deep they get
        self._weighed: dict[str, tuple[int, bool]] = {}  # held shapes as they were weighed last
        self._held_deep: set[str] = set()  # shapes held because they only get deeper

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
        if _repeats(url):
            return "repeated"
        return HELD if self._is_over(url, depth) else None

    def _is_over(self, url: str, depth: int) -> bool:
        """Whether a shape has had its share, or leads from page to page without end.

        The articles of a portal have one shape, are many, and lie within a few clicks of the
        first of them. A calendar leads from each page to the next, so it only gets deeper.
        """
        form = shape(url)
        asked = self._shapes[form]
        if asked < self._first_share:
            return False
        self._weighed.setdefault(form, (0, False))
        if form not in self._deep and depth - self._first[form] > ARCHIVE_SPAN:
            self._held_deep.add(form)
            return True
        return asked >= self._share.get(form, self._first_share)

    def is_crowded(self, url: str) -> bool:
        """Whether an address is of a shape that has had half of its first share."""
        return self._shapes[shape(url)] * 2 >= self._first_share

    def to_weigh(self) -> dict[str, bool]:
        """Return the held shapes that were asked again since they were weighed last.

        True of those that are held for getting deeper: more than their figures must differ.
        """
        return {
            form: form in self._held_deep
            for form, before in self._weighed.items()
            if (self._shapes[form], form in self._held_deep) != before
        }

    def refused(self) -> frozenset[str]:
        """Return the shapes that were weighed and never proved worth asking."""
        return frozenset(
            f for f, (asked, _) in self._weighed.items() if asked and f not in self._share
        )

    def has_room(self, form: str) -> bool:
        """Whether more of a held shape may be asked now, if it lies no deeper than it may."""
        return self._shapes[form] < self._share.get(form, self._first_share)

    def weigh(self, form: str, worth: Worth) -> bool:
        """Take what the pages of a held shape were worth; return whether more may be asked."""
        asked = self._shapes[form]
        self._weighed[form] = (asked, form in self._held_deep)
        if not worth.is_archive:
            return False
        self._share[form] = 2 * asked
        if worth.is_deep_archive:
            self._deep.add(form)
        return True


def _repeats(url: str) -> bool:
    """Whether a folder or name stands in an address again and again."""
    bare = _BARE.fullmatch(url)
    segments = (bare[2] if bare else urlsplit(url).path).split("/")
    if len(segments) - len(set(segments)) < MAX_REPEATED_SEGMENTS:
        return False  # so few stand there twice that none can stand there too often
    often = Counter(filter(None, segments))
    return bool(often) and max(often.values()) > MAX_REPEATED_SEGMENTS


def shape(url: str) -> str:
    """Return the template of an address: digits folded, only the names of its arguments.

    A session that a redirect put into the address is left out.
    """
    bare = _BARE.fullmatch(url)
    if bare is not None:
        return f"{bare[1]}{_DIGITS.sub('0', bare[2])}?"
    parts = urlsplit(without_session(url))
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{parts.netloc}{_DIGITS.sub('0', parts.path)}?{'&'.join(names)}"
