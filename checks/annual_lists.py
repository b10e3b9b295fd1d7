"""What a year's lists hold: the dated items of every column, those its list has lost again too.

An item counts by the day its list shows, else its page, else any list (`Evidence.date_of`). What
a list showed once and shows no more is taken from the first-seen ledger: it was published.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checks.columns import ColumnEvidence, day_of, relative_day
from checks.evidence import Evidence
from checks.found import in_words
from checks.list_reach import reach_of
from model.page import ListState
from model.snapshot import LedgerEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One item of a column; `on` is None where nothing dates it."""

    url: str
    title: str
    on: date | None
    first_seen_on: date | None
    known_before: bool  # its list had been read before without it: it is new since then
    listed: bool  # the list still shows it


@dataclass(frozen=True, slots=True, kw_only=True)
class YearList:
    """One column with every item known of it; `gap` is why some of the year may be missing."""

    column: ColumnEvidence
    items: tuple[Listed, ...]
    gap: str = ""

    def dated_in(self, since: date, until: date) -> tuple[Listed, ...]:
        """Return the items dated in [since, until]."""
        return tuple(i for i in self.items if i.on is not None and since <= i.on <= until)

    @property
    def undated(self) -> int:
        """How many items nothing dates."""
        return sum(item.on is None for item in self.items)


def year_lists(evidence: Evidence, since: date) -> tuple[YearList, ...]:
    """Return every column with its items, in register order."""
    ledger: dict[str, list[LedgerEntry]] = {}
    for entry in evidence.snapshot.ledger:
        ledger.setdefault(entry.list_url, []).append(entry)
    return tuple(_year_list(evidence, column, ledger, since) for column in evidence.columns)


def _year_list(
    evidence: Evidence, column: ColumnEvidence, ledger: dict[str, list[LedgerEntry]], since: date
) -> YearList:
    snapshot = evidence.snapshot
    lists = dict.fromkeys([column.column.url, *column.pages])
    met = _first_entries(entry for url in lists for entry in ledger.get(url, ()))
    items: dict[str, Listed] = {}
    for url in column.pages:
        for item in snapshot.pages[url].listing.items:
            on = evidence.date_of(item.url, item.date) or relative_day(item, snapshot.night_on)
            known = items.get(item.url)
            if known is None or (known.on is None and on is not None):
                items[item.url] = _listed(item.url, item.title, on, met.get(item.url), listed=True)
    for url, entry in met.items():
        if url not in items:
            on = day_of(entry.shown) or evidence.date_of(url, None)
            items[url] = _listed(url, entry.title, on, entry, listed=False)
    if column.state is ListState.NOT_A_LIST:  # one page: its own day counts
        for dated in (*column.future, *filter(None, (column.newest,))):
            items[dated.url] = _listed(dated.url, dated.title, dated.on, None, listed=True)
    gap = column.reason or _unread_part(evidence, column, since)
    return YearList(column=column, items=tuple(items.values()), gap=gap)


def _listed(
    url: str, title: str, on: date | None, entry: LedgerEntry | None, *, listed: bool
) -> Listed:
    return Listed(
        url=url,
        title=title,
        on=on,
        first_seen_on=entry.first_seen_on if entry else None,
        known_before=entry is not None and entry.looked_on is not None,
        listed=listed,
    )


def _first_entries(entries: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    """Return the earliest entry of each item: pages of one list push their items on."""
    first: dict[str, LedgerEntry] = {}
    for entry in entries:
        known = first.get(entry.item_url)
        if known is None or entry.first_seen_on < known.first_seen_on:
            first[entry.item_url] = entry
    return first


def _unread_part(evidence: Evidence, column: ColumnEvidence, since: date) -> str:
    """Return why items of the period may stand on pages of the list that were not read."""
    reach = reach_of(evidence, column)
    if reach.knows(since):
        return ""
    upto = f"，只读到{in_words(reach.back_to)}的信息" if reach.back_to else ""
    return f"列表没有读完（读了{column.pages_read}页{upto}）"
