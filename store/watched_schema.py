"""Tables of source columns 转载来源, what they published, and new-media accounts 政务新媒体."""

from __future__ import annotations

from sqlite_utils import Database


def create_watched_tables(db: Database) -> None:
    """Create two more parts of the register, and what was read of the source columns.

    No foreign key leads from what was read to the register: it outlives a row that leaves.
    """
    for statement in (
        """CREATE TABLE sources (
            url TEXT NOT NULL, use TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
            level TEXT NOT NULL, rule TEXT NOT NULL, allow_private INTEGER NOT NULL,
            PRIMARY KEY (url, use)) STRICT""",
        """CREATE TABLE accounts (
            platform TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL,
            unit TEXT NOT NULL REFERENCES units (name), last_post_on TEXT, reported_on TEXT,
            gone INTEGER NOT NULL, closed_on TEXT, PRIMARY KEY (platform, name)) STRICT""",
        "ALTER TABLE register_changes ADD COLUMN sources INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE register_changes ADD COLUMN accounts INTEGER NOT NULL DEFAULT 0",
        """CREATE TABLE source_items (
            source_url TEXT NOT NULL, item_url TEXT NOT NULL, title TEXT NOT NULL,
            shown TEXT NOT NULL, first_seen_on TEXT NOT NULL,
            PRIMARY KEY (source_url, item_url)) WITHOUT ROWID, STRICT""",
        """CREATE TABLE source_readings (
            source_url TEXT NOT NULL, night_on TEXT NOT NULL, reason TEXT NOT NULL,
            items INTEGER NOT NULL, PRIMARY KEY (source_url, night_on)) WITHOUT ROWID, STRICT""",
    ):
        db.execute(statement)
