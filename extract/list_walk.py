"""A list followed from page to page, as far back as somebody needs to know it.

Lists have their newest first, pinned items apart. So the last dated item of the last page read
says how far back everything is known; from which page to the next leads the pager that the
page itself shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from model.page import ListState, PageFacts
from model.url import key

_READ = frozenset({ListState.ITEMS, ListState.EMPTY})
_ONE_DAY = timedelta(days=1)
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|aspx?|php)$", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,6})(?:\.[a-z]{1,5})?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListWalk:
    """The pages of a list that were read, in order, and what they leave open."""

    pages: tuple[PageFacts, ...]
    following: str | None  # the next page, where the last one names one
    back_to: date | None  # from this day on every item was read; None: the list was read whole
    wanted: date | None = None

    @property
    def is_enough(self) -> bool:
        """Whether every item from the wanted day on was read."""
        return self.wanted is None or self.back_to is None or self.back_to <= self.wanted


def walk_list(
    first: PageFacts, page_at: Callable[[str], PageFacts | None], wanted: date | None
) -> ListWalk:
    """Follow a list from its first page until it is known from the day `wanted` on, or no further.

    `page_at` returns a page that was read, redirects followed; None: it was not, or not yet.
    Without a day that is wanted the first page is all.
    """
    pages = [first]
    met = {_plain(first.url)}
    while True:
        last = pages[-1]
        following = _next(last, met)
        walk = ListWalk(tuple(pages), following, _known_from(pages, following), wanted)
        page = None if walk.is_enough or following is None else page_at(following)
        if page is None or page.listing.state not in _READ or _plain(page.url) in met:
            return walk
        met |= {_plain(page.url), _plain(following or page.url)}
        pages.append(page)


def _next(page: PageFacts, met: set[str]) -> str | None:
    """Return the next page of those that the pager names and that were not read before.

    It is the first that is named, unless one bears the number after the page's own: a pager may
    name the first page again, by another address.
    """
    unread = [url for url in page.listing.pager if _plain(url) not in met]
    own = _number(page.url)
    after = (url for url in unread if own is not None and _number(url) == own + 1)
    return next(after, unread[0] if unread else None)


def _number(url: str) -> int | None:
    found = _NUMBER.search(url)
    return int(found[1]) if found else None


def _plain(url: str) -> str:
    """Return an address as compared, the usual names of a folder's first page left out."""
    return _INDEX.sub("/", key(url))


def _known_from(pages: list[PageFacts], following: str | None) -> date | None:
    """Return the day from which on all items were read; None where the list was read whole.

    Of the day of the last item more may stand on the next page.
    """
    total, items = pages[-1].listing.total_pages, pages[-1].listing.total_items
    read = sum(len(page.listing.items) for page in pages)
    if following is None and (total or 0) <= len(pages) and (items or 0) <= read:
        return None
    for page in reversed(pages):
        for item in reversed(page.listing.items):
            if item.date:
                return date.fromisoformat(item.date[:10]) + _ONE_DAY
    return date.max
