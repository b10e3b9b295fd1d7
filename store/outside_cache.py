"""Outside links 站外链接 of one night: asked once for all sites of a workspace.

Fifty sites link to the same pages of the State Council; those are asked by the first crawl that
meets them and believed by the others. Only good answers are shared: whatever failed is asked by
every site itself, so that no site's finding rests on another one's bad moment.
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database, Migrations

from model.fetch import FetchOutcome
from store.database import open_database
from store.site_looks import look_from, look_text
from store.site_records import Answered

OUTSIDE_MIGRATIONS = Migrations("xunjian.outside")


@OUTSIDE_MIGRATIONS()
def m001_answers(db: Database) -> None:
    """Create the answers of one night by address."""
    db.execute(
        "CREATE TABLE answer (url TEXT PRIMARY KEY, night TEXT NOT NULL, outcome TEXT NOT NULL,"
        " status INTEGER, location TEXT, content_type TEXT NOT NULL) WITHOUT ROWID, STRICT"
    )


@OUTSIDE_MIGRATIONS()
def m002_looks(db: Database) -> None:
    """Share what a page showed, "" where it was only asked for."""
    db.execute("ALTER TABLE answer ADD COLUMN look TEXT NOT NULL DEFAULT ''")


class OutsideCache:
    """Answers that other crawls of the same night got; safe for several processes at once."""

    def __init__(self, path: Path, night: str) -> None:
        self._db: Database = open_database(path, OUTSIDE_MIGRATIONS)
        self._night = night
        with self._db.atomic():
            self._db.execute("DELETE FROM answer WHERE night <> ?", [night])

    def find(self, url: str) -> Answered | None:
        """Return tonight's good answer of an address, as one that cost no request; or None."""
        rows = self._db.query(
            "SELECT outcome, status, location, content_type, look FROM answer"
            " WHERE url = ? AND night = ?",
            [url, self._night],
        )
        row = next(iter(rows), None)
        if row is None:
            return None
        status = row["status"]
        return Answered(
            outcome=FetchOutcome(str(row["outcome"])),
            status=int(str(status)) if status is not None else None,
            location=str(row["location"]) if row["location"] is not None else None,
            content_type=str(row["content_type"]),
            look=look_from(str(row["look"])) if row["look"] else None,
            requests=0,
        )

    def keep(self, url: str, answered: Answered) -> None:
        """Share a good answer; any other is left to each site."""
        if not answered.outcome.is_fine:
            return
        self._db.execute(
            "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET"
            " night = excluded.night, outcome = excluded.outcome, status = excluded.status,"
            " location = excluded.location, content_type = excluded.content_type,"
            " look = excluded.look",
            [
                url,
                self._night,
                answered.outcome.value,
                answered.status,
                answered.location,
                answered.content_type,
                look_text(answered.look) if answered.look is not None else "",
            ],
        )

    def close(self) -> None:
        """Close the file."""
        self._db.close()
