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


class SourceStore:
    """Items by the source column's address; an item keeps the date it was first seen with."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, url: str, night_on: date, items: Iterable[ListItem], *, reason: str = "") -> int:
        """Write what a night read of one source column; return how many items are new.

        Items without a readable date are left out. The same night again replaces its reading.
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
                "INSERT OR REPLACE INTO source_readings VALUES (?, ?, ?, ?)",
                [url, night_on.isoformat(), reason, len(dated)],
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
            SourceSeen(name=s.name, url=s.url, use=s.use, reason=reasons.get(s.url, NOT_READ))
            for s in sources
        )

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
