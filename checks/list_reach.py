"""How far back the lists of a column were read: what stands on pages not read is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from checks.columns import ColumnEvidence
from checks.evidence import Evidence
from model.page import ListState

_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|aspx?|php)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reach:
    """`whole`: every page of the list was read; else `back_to` is the oldest day read, if any."""

    whole: bool
    back_to: date | None = None

    def knows(self, day: date) -> bool:
        """Whether every item dated on this day was read."""
        return self.whole or (self.back_to is not None and self.back_to < day)


WHOLE = Reach(whole=True)


def reach_of(evidence: Evidence, column: ColumnEvidence) -> Reach:
    """Return how far back a column was read; lists have their newest first, pinned items apart."""
    pages = [evidence.snapshot.pages[url] for url in column.pages]
    if not pages:
        return Reach(whole=False)
    if column.state is ListState.NOT_A_LIST:
        return WHOLE
    total = pages[0].listing.total_pages
    linked = {_plain(address) for page in pages for address in page.listing.pager}
    known = {_plain(url) for url in column.pages}
    missing = any(evidence.snapshot.page_at(each) is None for each in linked - known)
    if total <= len(pages) if total is not None else not missing:
        return WHOLE
    dates = [evidence.date_of(item.url, item.date) for item in pages[-1].listing.items]
    return Reach(False, next((on for on in reversed(dates) if on is not None), None))


def _plain(address: str) -> str:
    """Return an address with the usual names of a folder's first page left out."""
    return _INDEX.sub("/", address)
