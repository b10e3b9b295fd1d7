"""Rhythm 更新规律: how often a column is updated, from its list merged over the pager.

Only an item with a readable day that is not in the future counts as an update. The gaps are
those between days with updates of the last two years, so ten items of one day are one update.
"""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from statistics import median

from extract.columns import place_of
from extract.dates import read_date
from model.discovery import Rhythm
from model.page import FactSource, ListItem, ListState, PageFacts
from model.snapshot import Snapshot

MOST_PAGES = 200
"""List pages merged for one column; it bounds a pager gone wild."""

_READ = frozenset({ListState.ITEMS, ListState.UNDATED})
_HABIT_DAYS = 730


def list_pages(snapshot: Snapshot, first: PageFacts) -> tuple[PageFacts, ...]:
    """Return the pages of one list that were read, following its pager, each once."""
    found = {first.url: first}
    queue = [first]
    for page in queue:
        for address in page.listing.pager:
            following = snapshot.page_at(address)
            if following is None or following.url in found or len(found) >= MOST_PAGES:
                continue
            if following.listing.state in _READ:
                found[following.url] = following
                queue.append(following)
    return tuple(queue)


def items_of(pages: tuple[PageFacts, ...]) -> tuple[ListItem, ...]:
    """Return the items of all pages of one list, each address once."""
    found: dict[str, ListItem] = {}
    for page in pages:
        for item in page.listing.items:
            found.setdefault(item.url, item)
    return tuple(found.values())


def rhythm_of(snapshot: Snapshot, first: PageFacts, pages: tuple[PageFacts, ...]) -> Rhythm:
    """Return how often a column was updated up to the night of the snapshot."""
    if first.listing.state is ListState.NOT_A_LIST:
        on = _day(first.published)
        return Rhythm(newest_on=on, items=1, dated=int(on is not None))
    items = items_of(pages)
    night = snapshot.night_on
    days = sorted(
        on for item in items if (on := _item_day(snapshot, item)) is not None and on <= night
    )
    total = max(first.listing.total_items or 0, len(items))
    shown = first.listing.total_pages or 0
    unread = total > len(items) or shown > len(pages) or _unread_pager(snapshot, pages)
    oldest = days[0] if days else night
    gaps = _gaps([day for day in days if day > night - timedelta(days=_HABIT_DAYS)])
    return Rhythm(
        newest_on=days[-1] if days else None,
        items=total,
        dated=len(days),
        last_30=_since(days, night, 30),
        last_90=_since(days, night, 90),
        last_365=_since(days, night, 365),
        median_gap_days=float(median(gaps)) if gaps else None,
        long_gap_days=_nine_of_ten(gaps),
        partial=bool(days) and unread and oldest > night - timedelta(days=365),
    )


def _unread_pager(snapshot: Snapshot, pages: tuple[PageFacts, ...]) -> bool:
    # A pager calls the first page index.html, links call it by its folder.
    read = {place_of(page.url) for page in pages}
    return any(
        place_of(address) not in read and snapshot.page_at(address) is None
        for page in pages
        for address in page.listing.pager
    )


def _since(days: list[date], night: date, back: int) -> int:
    return sum(day > night - timedelta(days=back) for day in days)


def _gaps(days: list[date]) -> list[int]:
    distinct = sorted(set(days))
    return [(later - earlier).days for earlier, later in itertools.pairwise(distinct)]


def _nine_of_ten(gaps: list[int]) -> float | None:
    return float(sorted(gaps)[(len(gaps) * 9 - 1) // 10]) if gaps else None


def _item_day(snapshot: Snapshot, item: ListItem) -> date | None:
    """Return the day the list shows, else its own page's, else what words like 3天前 mean."""
    on = _day(item.date)
    if on is not None:
        return on
    page = snapshot.page_at(item.url)
    if page is not None and page.published_from is not FactSource.URL and page.published:
        return _day(page.published)
    return _day(read_date(item.words, seen_on=snapshot.night_on))


def _day(shown: str | None) -> date | None:
    try:
        return date.fromisoformat(shown[:10]) if shown else None
    except ValueError:
        return None
