"""SourceStore: what the source columns 转载来源 published, and on which nights they were read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlite_utils import Database

from model.page import ListItem
from model.upstream import SourceColumn, SourceSeen, SourceUse, UpstreamItem
from store.database import writing

NOT_READ = "本夜没有读取该来源"
KEPT = {SourceUse.REPOST: timedelta(days=62), SourceUse.ADOPT: timedelta(days=400)}
"""How far back a night asks: no window for reposts is longer, and what was taken up is counted
by the year."""
A_MONTH = timedelta(days=31)


class SourceStore:
    """Items by the source column's address; an item keeps the date it was first seen with."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(
        self,
        url: str,
        night_on: date,
        items: Iterable[ListItem],
        *,
        reason: str = "",
        back_to: date | None = None,
    ) -> int:
        """Write what a night read of one source column; return how many items are new.

        Items without a readable date are left out. The same night again replaces its reading.
        All that was published from the day `back_to` on is there; None: the whole list is.
        """
        dated = [item for item in items if item.date]
        new = 0
        with writing(self._db):
            for item in dated:
                new += self._db.execute(
                    "INSERT INTO source_items VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    [url, item.url, item.title, item.date, night_on.isoformat()],
                ).rowcount
            self._db.execute(
                "INSERT OR REPLACE INTO source_readings VALUES (?, ?, ?, ?, ?)",
                [url, night_on.isoformat(), reason, len(dated), back_to and back_to.isoformat()],
            )
        return new

    def items(self, sources: Iterable[SourceColumn], night_on: date) -> tuple[UpstreamItem, ...]:
        """Return what was known on a night and is not too old to ask about, in order."""
        found: list[UpstreamItem] = []
        for source in sources:
            rows = self._db.query(
                "SELECT item_url, title, shown FROM source_items WHERE source_url = ?"
                " AND first_seen_on <= ? AND shown >= ? ORDER BY shown, item_url",
                [source.url, night_on.isoformat(), (night_on - KEPT[source.use]).isoformat()],
            )
            found += [_item(source, row) for row in rows]
        return tuple(found)

    def seen(self, sources: Iterable[SourceColumn], night_on: date) -> tuple[SourceSeen, ...]:
        """Return for each source column whether it was read in this night."""
        reasons = {
            str(row["source_url"]): str(row["reason"])
            for row in self._db.query(
                "SELECT source_url, reason FROM source_readings WHERE night_on = ?",
                [night_on.isoformat()],
            )
        }
        return tuple(
            SourceSeen(
                name=s.name,
                url=s.url,
                use=s.use,
                reason=reasons.get(s.url, NOT_READ),
                read_from=self.read_from(s.url, night_on),
            )
            for s in sources
        )

    def read_from(self, url: str, night_on: date) -> date | None:
        """Return the day from which on no item is missing that was there by this night.

        None where nothing is known to be missing. What a night read reaches back to a day; it
        joins what an earlier night read if that night was on this day, or later.
        """
        start: date | None = None
        rows = self._db.query(
            "SELECT night_on, back_to FROM source_readings WHERE source_url = ? AND reason = ''"
            " AND night_on <= ? ORDER BY night_on DESC",
            [url, night_on.isoformat()],
        )
        for row in rows:
            if start is not None and date.fromisoformat(str(row["night_on"])) < start:
                break
            if row["back_to"] is None:
                return None
            back_to = date.fromisoformat(str(row["back_to"]))
            start = back_to if start is None else min(start, back_to)
        return start

    def wanted(self, url: str, use: SourceUse, night_on: date) -> date:
        """Return the day back to which a night should read: a day before the last look.

        What is not known without a gap for a month is asked for again, and the first look goes
        as far back as anything is kept.
        """
        (looked,) = self._db.execute(
            "SELECT max(night_on) FROM source_readings WHERE source_url = ? AND reason = ''"
            " AND night_on < ?",
            [url, night_on.isoformat()],
        ).fetchone()
        if looked is None:
            return night_on - KEPT[use]
        last, month_ago = date.fromisoformat(looked), night_on - A_MONTH
        known_from = self.read_from(url, last)
        gap = known_from is not None and known_from > month_ago
        return min(last - timedelta(days=1), month_ago) if gap else last - timedelta(days=1)

    def newest(self, url: str, night_on: date) -> tuple[date | None, date | None]:
        """Return the last night up to this one on which an address was read, and its newest day.

        None for what there is not.
        """
        (looked,) = self._db.execute(
            "SELECT max(night_on) FROM source_readings WHERE source_url = ? AND reason = ''"
            " AND night_on <= ?",
            [url, night_on.isoformat()],
        ).fetchone()
        if looked is None:
            return None, None
        (shown,) = self._db.execute(
            "SELECT max(substr(shown, 1, 10)) FROM source_items WHERE source_url = ?"
            " AND first_seen_on <= ? AND substr(shown, 1, 10) <= ?",
            [url, looked, looked],
        ).fetchone()
        return date.fromisoformat(looked), date.fromisoformat(shown) if shown else None


def _item(source: SourceColumn, row: dict[str, object]) -> UpstreamItem:
    shown = str(row["shown"])
    return UpstreamItem(
        source=source.name,
        title=str(row["title"]),
        url=str(row["item_url"]),
        on=date.fromisoformat(shown[:10]),
        clock=shown[11:],
        use=source.use,
    )
