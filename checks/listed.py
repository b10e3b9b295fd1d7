"""What the site's lists hold: subjects for checks about items, beside those of `evidence.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from checks.columns import ColumnEvidence, DatedItem, Owner, day_of
from checks.evidence import Evidence, LedgerItem, ledger

_PINNED = re.compile(r"[【\[(（](?:置顶|顶|热|荐|new)[】\])）]", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ColumnItems:
    """One column with the dated items of its lists, each address once, in list order."""

    column: ColumnEvidence
    items: tuple[DatedItem, ...]
    undated: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)  # of the night, by address

    @property
    def subject(self) -> str:
        """The column's address is its name."""
        return self.column.subject

    @property
    def owner(self) -> Owner:
        """The responsible unit answers for its column."""
        return self.column.owner


@dataclass(frozen=True, slots=True)
class Moved:
    """An item of the ledger: the day its list showed at first, and the day it shows now.

    `first` is None if no list dated it then, or if this is its first night; `now` if no list
    dates it any more.
    """

    item: LedgerItem
    first: date | None
    now: date | None

    @property
    def subject(self) -> str:
        """The item's address."""
        return self.item.subject

    @property
    def owner(self) -> Owner:
        """Whoever answers for the item."""
        return self.item.owner


def column_items(evidence: Evidence) -> Iterator[ColumnItems]:
    """Give every column with what its lists hold."""
    pages, texts = evidence.snapshot.pages, evidence.snapshot.texts
    for column in evidence.columns:
        dated: dict[str, DatedItem] = {}
        undated: set[str] = set()
        for url in column.pages:
            for item in pages[url].listing.items:
                on = evidence.date_of(item.url, item.date)
                if on is None:
                    undated.add(item.url)
                elif item.url not in dated:
                    dated[item.url] = DatedItem(on, item.title, item.url)
        yield ColumnItems(column, tuple(dated.values()), len(undated - set(dated)), texts)


def moved_items(evidence: Evidence) -> Iterator[Moved]:
    """Give every item of the first-seen ledger with its first and its present day.

    Lists push their items on from page to page, so the pages of one folder are one list;
    of several lists the one that moved the item furthest speaks.
    """
    snapshot = evidence.snapshot
    shown_now: dict[tuple[str, str], date] = {}
    for page in snapshot.pages.values():
        folder = _folder(page.url)
        for listed in page.listing.items:
            on = day_of(listed.date)
            if on is not None:
                key = (folder, listed.url)
                shown_now[key] = max(on, shown_now.get(key, on))
    for item in ledger(evidence):
        first: dict[str, date] = {}
        for entry in item.entries:
            on = day_of(entry.shown)
            if on is not None and entry.first_seen_on < snapshot.night_on:
                folder = _folder(entry.list_url)
                first[folder] = min(on, first.get(folder, on))
        pairs = [
            (on, shown_now[folder, item.subject])
            for folder, on in first.items()
            if (folder, item.subject) in shown_now
        ]
        furthest = max(pairs, key=lambda pair: pair[1] - pair[0], default=(None, None))
        yield Moved(item, *furthest)


def _folder(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[0]


def plain_title(title: str) -> str:
    """Return a title for comparing: without white space and without marks such as 【置顶】."""
    return _BLANKS.sub("", _PINNED.sub("", title))
