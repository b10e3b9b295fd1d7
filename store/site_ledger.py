"""First-seen ledger 首见台账 of a site file: each list item and the night we first saw it.

An item that moves to the second page of its list, or is shown in a second column, keeps
the night on which any list of the site first showed it: only a new item is new.
"""

from __future__ import annotations

from datetime import date
from sqlite3 import Connection

from model.page import ListReading, ListState, PageFacts
from model.snapshot import LedgerEntry
from store.site_addresses import Addresses
from store.site_codec import decode_facts
from store.site_records import Run

_LOOKED = frozenset({ListState.ITEMS, ListState.UNDATED, ListState.EMPTY})
"""Readings in which an item's absence is known."""


class Ledger:
    """Writes and reads first-seen entries."""

    def __init__(self, conn: Connection, addresses: Addresses) -> None:
        self._conn = conn
        self._addresses = addresses

    def record(self, run: Run, list_address: int, facts: PageFacts) -> None:
        """Enter the items of a list that this site has not shown in this list before."""
        if not facts.listing.items:
            return
        looked_on, covered_from = self._looked_before(run, list_address)
        for item in facts.listing.items:
            number = self._addresses.id(item.url)
            seen = (run.night, looked_on, covered_from)
            known = self._conn.execute(
                "SELECT first_seen_on, looked_on, covered_from FROM ledger"
                " WHERE item = ? AND first_seen_on < ? ORDER BY first_seen_on, list LIMIT 1",
                (number, run.night),
            ).fetchone()
            self._conn.execute(
                "INSERT INTO ledger (list, item, title, shown, first_seen_on, looked_on,"
                " covered_from) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (list, item) DO NOTHING",
                (list_address, number, item.title, item.date, *(known or seen)),
            )

    def entries(self, night_on: date) -> tuple[LedgerEntry, ...]:
        """Return all entries first seen up to this night, by list and item address."""
        rows = self._conn.execute(
            "SELECT l.url, i.url, e.title, e.shown, e.first_seen_on, e.looked_on, e.covered_from"
            " FROM ledger e JOIN address l ON l.id = e.list JOIN address i ON i.id = e.item"
            " WHERE e.first_seen_on <= ? ORDER BY l.url, i.url",
            (night_on.isoformat(),),
        )
        return tuple(
            LedgerEntry(
                list_url=list_url,
                item_url=item_url,
                title=title,
                shown=shown,
                first_seen_on=date.fromisoformat(first),
                looked_on=date.fromisoformat(looked) if looked else None,
                covered_from=covered,
            )
            for list_url, item_url, title, shown, first, looked, covered in rows
        )

    def _looked_before(self, run: Run, address: int) -> tuple[str | None, str | None]:
        rows = self._conn.execute(
            "SELECT o.to_night, r.facts FROM observation o JOIN reading r ON r.id = o.reading"
            " WHERE o.address = ? AND o.from_night < ? ORDER BY o.from_night DESC",
            (address, run.night),
        )
        for to_night, facts in rows:
            listing = decode_facts(facts).listing
            if listing.state in _LOOKED:
                return min(to_night, run.previous_night or to_night), _oldest(listing)
        return None, None


def _oldest(listing: ListReading) -> str | None:
    return min((item.date for item in listing.items if item.date), default=None)
