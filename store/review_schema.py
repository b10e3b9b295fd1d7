"""Tables of what people decided and entered: reviews, entries, spot checks; nothing is erased."""

from __future__ import annotations

from sqlite_utils import Database

_KEPT = ("reviews", "entries", "spot_checks", "spot_check_results")


def create_review_tables(db: Database) -> None:
    """Create the tables; the file itself refuses to delete a row."""
    for statement in (
        """CREATE TABLE reviews (
            id INTEGER PRIMARY KEY, decision TEXT NOT NULL, reach TEXT NOT NULL,
            site_code TEXT NOT NULL, fingerprint TEXT NOT NULL, "check" TEXT NOT NULL,
            matter TEXT NOT NULL, digest TEXT NOT NULL, message TEXT NOT NULL,
            reason TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL, from_on TEXT NOT NULL,
            until_on TEXT, undone_at TEXT, undone_by TEXT NOT NULL DEFAULT '',
            undone_reason TEXT NOT NULL DEFAULT '') STRICT""",
        "CREATE INDEX reviews_by_fingerprint ON reviews (site_code, fingerprint)",
        """CREATE TABLE entries (
            id INTEGER PRIMARY KEY, site_code TEXT NOT NULL, indicator TEXT NOT NULL,
            result TEXT NOT NULL, points TEXT, text TEXT NOT NULL, proof TEXT NOT NULL,
            who TEXT NOT NULL, at TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL,
            withdrawn_at TEXT, withdrawn_by TEXT NOT NULL DEFAULT '',
            withdrawn_reason TEXT NOT NULL DEFAULT '') STRICT""",
        "CREATE INDEX entries_by_site ON entries (site_code, indicator)",
        """CREATE TABLE spot_checks (
            id INTEGER PRIMARY KEY, seed TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
            night_on TEXT NOT NULL, lists TEXT NOT NULL, digest TEXT NOT NULL,
            draws TEXT NOT NULL) STRICT""",
        """CREATE TABLE spot_check_results (
            id INTEGER PRIMARY KEY, spot_check INTEGER NOT NULL REFERENCES spot_checks (id),
            number INTEGER NOT NULL, reviewer TEXT NOT NULL, result TEXT NOT NULL,
            text TEXT NOT NULL, checked_on TEXT NOT NULL, at TEXT NOT NULL) STRICT""",
        *(
            f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, 'what people decided is never deleted'); END"""
            for table in _KEPT
        ),
    ):
        db.execute(statement)
