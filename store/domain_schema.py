"""Tables of the domain inventory 域名清单 in watch.db."""

from __future__ import annotations

from sqlite_utils import Database


def create_domain_tables(db: Database) -> None:
    """Create what staff keep, what changed of it, what was seen and what others have on file."""
    for statement in (
        """CREATE TABLE domains (
            name TEXT PRIMARY KEY, position INTEGER NOT NULL, content TEXT NOT NULL)
            WITHOUT ROWID, STRICT""",
        """CREATE TABLE domain_changes (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, attribute TEXT NOT NULL,
            before TEXT, after TEXT, at TEXT NOT NULL) STRICT""",
        """CREATE TRIGGER domain_changes_stay BEFORE DELETE ON domain_changes
            BEGIN SELECT RAISE(ABORT, 'a change once noted stays'); END""",
        """CREATE TABLE domain_facts (
            name TEXT NOT NULL, kind TEXT NOT NULL, vantage TEXT NOT NULL, from_at TEXT NOT NULL,
            to_at TEXT NOT NULL, content TEXT, why TEXT NOT NULL, resolver TEXT NOT NULL,
            PRIMARY KEY (name, vantage, kind, from_at)) WITHOUT ROWID, STRICT""",
        """CREATE TABLE domain_sightings (
            name TEXT NOT NULL, source TEXT NOT NULL, detail TEXT NOT NULL,
            first_on TEXT NOT NULL, last_on TEXT NOT NULL,
            PRIMARY KEY (name, source, detail)) WITHOUT ROWID, STRICT""",
        """CREATE TABLE domain_filings (
            source TEXT NOT NULL, name TEXT NOT NULL, fields TEXT NOT NULL,
            imported_at TEXT NOT NULL, PRIMARY KEY (source, name)) WITHOUT ROWID, STRICT""",
        """CREATE TABLE closing_steps (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
            done_on TEXT NOT NULL, document TEXT NOT NULL, who TEXT NOT NULL,
            undone_by TEXT NOT NULL DEFAULT '') STRICT""",
        "CREATE INDEX closing_steps_by_name ON closing_steps (name, id)",
    ):
        db.execute(statement)
