"""First-seen ledger 首见台账 of a site file: each list item and the night we first saw it.

A list is one page. An item that new ones push from the first page of a list to the second
was there all along: it keeps the night on which the other page first showed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from sqlite3 import Connection
from typing import Any

from model.page import ListReading, ListState
from model.snapshot import LedgerEntry
from store.site_addresses import Addresses
from store.site_codec import decode_facts
from store.site_pages import Listed
from store.site_records import Run

_INDEX = frozenset({"index.html", "index.htm", "index.shtml", "index.jsp", "default.html"})

_LOOKED = frozenset({ListState.ITEMS, ListState.UNDATED, ListState.EMPTY})
"""Readings in which an item's absence is known."""

_PART = 500
"""Values asked for at a time: SQLite takes no more than a thousand in older builds."""

_FirstSeen = tuple[str, str | None, str | None]
"""Night an item was first seen, night its list was looked at before, oldest day shown then."""


class Ledger:
    """Writes and reads first-seen entries."""

    def __init__(self, conn: Connection, addresses: Addresses) -> None:
        self._conn = conn
        self._addresses = addresses

    def record(self, run: Run, list_address: int, listed: Listed | None) -> None:
        """Enter the items of a list that this site has not shown in this list before."""
        if listed is None:
            return
        looked_on, covered_from = self._looked_before(run, list_address)
        seen = (run.night, looked_on, covered_from)
        numbers = [self._addresses.id(url) for _, url, _ in listed.items]
        known = self._on_other_pages(run, numbers, self._other_pages(listed))
        self._conn.executemany(
            "INSERT INTO ledger (list, item, title, shown, first_seen_on, looked_on,"
            " covered_from, listed_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (list, item) DO NOTHING",
            [
                (list_address, number, title, shown, *known.get(number, seen), run.night)
                for number, (title, _, shown) in zip(numbers, listed.items, strict=True)
            ],
        )

    def entries(self, night_on: date, share: Callable[[Any], Any]) -> tuple[LedgerEntry, ...]:
        """Return all entries made up to this night, by list and item address.

        `share` returns the first value met that equals one: the pages have most of them already.
        """
        rows = self._conn.execute(
            "SELECT l.url, i.url, e.title, e.shown, e.first_seen_on, e.looked_on, e.covered_from"
            " FROM ledger e JOIN address l ON l.id = e.list JOIN address i ON i.id = e.item"
            " WHERE e.listed_on <= ? ORDER BY l.url, i.url",
            (night_on.isoformat(),),
        )
        return tuple(
            LedgerEntry(
                list_url=share(list_url),
                item_url=share(item_url),
                title=share(title),
                shown=share(shown),
                first_seen_on=share(date.fromisoformat(first)),
                looked_on=share(date.fromisoformat(looked)) if looked else None,
                covered_from=covered,
            )
            for list_url, item_url, title, shown, first, looked, covered in rows
        )

    def _other_pages(self, listed: Listed) -> list[int]:
        """Return the numbers of the other pages of a list, under every name of a first page."""
        names = {name for url in listed.pager for name in _names(url)} - {listed.url}
        rows = self._of_each("SELECT id FROM address WHERE url IN ({})", sorted(names))
        return [int(number) for (number,) in rows]

    def _on_other_pages(
        self, run: Run, items: list[int], family: list[int]
    ) -> dict[int, _FirstSeen]:
        """Return what an earlier night knew of items on other pages of their list, by item."""
        known: dict[int, _FirstSeen] = {}
        if not family:
            return known
        lists = ",".join(map(str, family))
        rows = self._of_each(
            "SELECT item, first_seen_on, looked_on, covered_from FROM ledger"  # noqa: S608
            f" WHERE listed_on < ? AND item IN ({{}}) AND list IN ({lists})"
            " ORDER BY first_seen_on, looked_on, covered_from",
            items,
            run.night,
        )
        for item, first_seen_on, looked_on, covered_from in rows:
            known.setdefault(item, (first_seen_on, looked_on, covered_from))
        return known

    def _of_each(
        self, question: str, values: Sequence[object], *before: object
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of many values, some at a time; `before` fills what comes before them."""
        for start in range(0, len(values), _PART):
            part = values[start : start + _PART]
            marks = ",".join("?" * len(part))
            yield from self._conn.execute(question.format(marks), (*before, *part))

    def _looked_before(self, run: Run, address: int) -> tuple[str | None, str | None]:
        rows = self._conn.execute(
            "SELECT o.to_night, r.facts FROM observation o JOIN reading r ON r.id = o.reading"
            " WHERE o.address = ? AND o.from_night < ? ORDER BY o.from_night DESC",
            (address, run.night),
        )
        for to_night, facts in rows:
            listing = decode_facts(facts).listing
            if listing.state in _LOOKED:
                return self._really_looked(run, address, to_night), _oldest(listing)
        return None, None

    def _really_looked(self, run: Run, address: int, to_night: str) -> str:
        """Return the last night before this one in which a list was asked, not only carried on."""
        planned = self._conn.execute(
            "SELECT looked_on FROM visit_plan WHERE address = ? AND looked_on < ?",
            (address, run.night),
        ).fetchone()
        nights: list[str] = [to_night, run.previous_night or to_night, *(planned or ())]
        return min(nights)


def _names(url: str) -> tuple[str, ...]:
    folder, _, name = url.rpartition("/")
    if name in _INDEX or not name:
        return tuple(f"{folder}/{index}" for index in ("", *sorted(_INDEX)))
    return (url,)


def _oldest(listing: ListReading) -> str | None:
    return min((item.date for item in listing.items if item.date), default=None)
