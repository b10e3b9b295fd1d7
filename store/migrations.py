"""The schema of data/watch.db as numbered steps; a step, once released, never changes."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database, Migrations

from store.database import open_database
from store.domain_schema import create_domain_tables
from store.register_schema import create_register_tables
from store.review_schema import create_review_tables
from store.watched_schema import create_watched_tables

watch_migrations = Migrations("xunjian.watch")


@watch_migrations(name="0001_register")
def _register(db: Database) -> None:
    create_register_tables(db)


@watch_migrations(name="0002_nights_and_findings")
def _nights_and_findings(db: Database) -> None:
    """Nights, judgements and the changes-only history of findings."""
    for statement in (
        """CREATE TABLE nights (
            site_code TEXT NOT NULL, night_on TEXT NOT NULL, state TEXT NOT NULL,
            started_at TEXT NOT NULL, finished_at TEXT, reason TEXT NOT NULL DEFAULT '',
            pages INTEGER NOT NULL DEFAULT 0, fetched INTEGER NOT NULL DEFAULT 0,
            links INTEGER NOT NULL DEFAULT 0, dead INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (site_code, night_on)) STRICT""",
        """CREATE TABLE judgements (
            site_code TEXT NOT NULL, night_on TEXT NOT NULL, rulebook TEXT NOT NULL,
            digest TEXT NOT NULL, grade TEXT NOT NULL, points TEXT, coverage TEXT NOT NULL,
            score TEXT NOT NULL, judged_at TEXT NOT NULL,
            PRIMARY KEY (site_code, night_on, rulebook)) STRICT""",
        """CREATE TABLE findings (
            site_code TEXT NOT NULL, fingerprint TEXT NOT NULL, check_id TEXT NOT NULL,
            subject TEXT NOT NULL, first_seen_on TEXT NOT NULL,
            PRIMARY KEY (site_code, fingerprint)) STRICT""",
        """CREATE TABLE finding_spans (
            site_code TEXT NOT NULL, fingerprint TEXT NOT NULL,
            from_on TEXT NOT NULL, to_on TEXT NOT NULL, content TEXT NOT NULL,
            PRIMARY KEY (site_code, fingerprint, from_on),
            FOREIGN KEY (site_code, fingerprint)
                REFERENCES findings (site_code, fingerprint)) STRICT""",
        "CREATE INDEX finding_spans_by_night ON finding_spans (site_code, to_on, from_on)",
        """CREATE TABLE recorded_nights (
            site_code TEXT NOT NULL, night_on TEXT NOT NULL,
            PRIMARY KEY (site_code, night_on)) STRICT""",
    ):
        db.execute(statement)


@watch_migrations(name="0003_letters_and_due_runs")
def _letters_and_due_runs(db: Database) -> None:
    """Letters, and one row for every due time of every scheduled job."""
    db.execute(
        """CREATE TABLE letters (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,
            night_on TEXT NOT NULL, state TEXT NOT NULL, reply_by_on TEXT NOT NULL,
            earlier_reminders INTEGER NOT NULL, rulebook_title TEXT NOT NULL,
            rows TEXT NOT NULL, file TEXT NOT NULL DEFAULT '',
            UNIQUE (kind, unit, period)) STRICT"""
    )
    db.execute(
        """CREATE TABLE due_runs (
            job TEXT NOT NULL, due_at TEXT NOT NULL, claimed_at TEXT NOT NULL,
            finished_at TEXT, outcome TEXT NOT NULL DEFAULT 'running',
            note TEXT NOT NULL DEFAULT '', PRIMARY KEY (job, due_at)) STRICT"""
    )


@watch_migrations(name="0004_audit_log")
def _audit_log(db: Database) -> None:
    """Create the audit log 操作日志: entries can be added, never changed or deleted."""
    for statement in (
        """CREATE TABLE audit_log (
            seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL,
            subject TEXT NOT NULL, detail TEXT NOT NULL, previous TEXT NOT NULL,
            digest TEXT NOT NULL) STRICT""",
        "CREATE INDEX audit_log_by_subject ON audit_log (subject, seq)",
        """CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
        """CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
            BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    ):
        db.execute(statement)


@watch_migrations(name="0005_cases")
def _cases(db: Database) -> None:
    """Create the cases 整改事项; their steps stand in the audit log."""
    db.execute(
        """CREATE TABLE cases (
            id INTEGER PRIMARY KEY, site_code TEXT NOT NULL, fingerprint TEXT NOT NULL,
            round INTEGER NOT NULL, "check" TEXT NOT NULL, subject TEXT NOT NULL,
            message TEXT NOT NULL, "column" TEXT NOT NULL, unit TEXT NOT NULL,
            state TEXT NOT NULL, found_on TEXT NOT NULL, stage TEXT NOT NULL, confirmed_on TEXT,
            confirmed_by TEXT NOT NULL, sent_on TEXT, letter TEXT NOT NULL, deadline_on TEXT,
            pressed_until_on TEXT,
            answered_on TEXT, answered_by TEXT NOT NULL, answer TEXT NOT NULL,
            answer_files TEXT NOT NULL, asked TEXT NOT NULL, supervised_on TEXT,
            circulated_on TEXT, checked_on TEXT, closed_on TEXT, closed_by TEXT NOT NULL,
            reason TEXT NOT NULL, UNIQUE (site_code, fingerprint, round)) STRICT"""
    )
    db.execute("CREATE INDEX cases_by_unit ON cases (unit, state)")


@watch_migrations(name="0006_reviews_entries_spot_checks")
def _reviews(db: Database) -> None:
    create_review_tables(db)


@watch_migrations(name="0007_letter_desk")
def _letter_desk(db: Database) -> None:
    """Create numbers, kept documents and the outbox; let letters carry cases and signatures."""
    for column in (
        "issues TEXT NOT NULL DEFAULT '[]'",
        "number TEXT NOT NULL DEFAULT ''",
        "issued_on TEXT",
        "reviewed_by TEXT NOT NULL DEFAULT ''",
        "approved_by TEXT NOT NULL DEFAULT ''",
        "issued_by TEXT NOT NULL DEFAULT ''",
        "replaces TEXT NOT NULL DEFAULT ''",
        "reason TEXT NOT NULL DEFAULT ''",
        "received_on TEXT",
    ):
        db.execute(f"ALTER TABLE letters ADD COLUMN {column}")
    for statement in (
        """CREATE TABLE letter_numbers (
            word TEXT NOT NULL, year INTEGER NOT NULL, serial INTEGER NOT NULL,
            letter INTEGER NOT NULL UNIQUE REFERENCES letters (id), void INTEGER NOT NULL,
            PRIMARY KEY (word, year, serial)) STRICT""",
        """CREATE TRIGGER letter_numbers_stay BEFORE DELETE ON letter_numbers
            BEGIN SELECT RAISE(ABORT, 'a number once given stays'); END""",
        """CREATE TABLE letter_files (
            letter INTEGER NOT NULL REFERENCES letters (id), name TEXT NOT NULL,
            sha256 TEXT NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (letter, name)) STRICT""",
        """CREATE TRIGGER letter_files_stay_as_sent BEFORE UPDATE ON letter_files
            BEGIN SELECT RAISE(ABORT, 'an issued document is never changed'); END""",
        """CREATE TRIGGER letter_files_stay BEFORE DELETE ON letter_files
            BEGIN SELECT RAISE(ABORT, 'an issued document is never deleted'); END""",
        """CREATE TABLE outbox (
            id INTEGER PRIMARY KEY, letter INTEGER NOT NULL REFERENCES letters (id),
            recipient TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
            tries INTEGER NOT NULL, due_at TEXT NOT NULL, note TEXT NOT NULL, sent_at TEXT,
            UNIQUE (letter, recipient)) STRICT""",
    ):
        db.execute(statement)


@watch_migrations(name="0008_probes")
def _probes(db: Database) -> None:
    """Create probes, the spans in which the monitor watched, what does not count, and alerts."""
    for statement in (
        """CREATE TABLE probes (
            site_code TEXT NOT NULL, at TEXT NOT NULL, vantage TEXT NOT NULL, ok INTEGER NOT NULL,
            seconds REAL NOT NULL, cause TEXT NOT NULL, detail TEXT NOT NULL,
            again INTEGER NOT NULL, PRIMARY KEY (site_code, at, vantage)) WITHOUT ROWID, STRICT""",
        """CREATE TABLE watch_spans (
            vantage TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
            PRIMARY KEY (vantage, since)) WITHOUT ROWID, STRICT""",
        """CREATE TABLE own_outages (
            vantage TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
            reason TEXT NOT NULL, PRIMARY KEY (vantage, since)) WITHOUT ROWID, STRICT""",
        """CREATE TABLE maintenance (
            id INTEGER PRIMARY KEY, site_code TEXT NOT NULL, since TEXT NOT NULL,
            until TEXT NOT NULL, reason TEXT NOT NULL, agreed_by TEXT NOT NULL,
            cancelled_by TEXT NOT NULL DEFAULT '') STRICT""",
        """CREATE TABLE site_alarms (
            site_code TEXT PRIMARY KEY, down INTEGER NOT NULL, changed_at TEXT NOT NULL,
            told_at TEXT, told_down INTEGER, changes INTEGER NOT NULL) STRICT""",
    ):
        db.execute(statement)


@watch_migrations(name="0009_domains")
def _domains(db: Database) -> None:
    create_domain_tables(db)


@watch_migrations(name="0010_sources_and_accounts")
def _sources_and_accounts(db: Database) -> None:
    create_watched_tables(db)


@watch_migrations(name="0011_circulars")
def _circulars(db: Database) -> None:
    """Let letters carry a whole text, and cases the number of the circular that names them."""
    db.execute("ALTER TABLE letters ADD COLUMN body TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE cases ADD COLUMN circular TEXT NOT NULL DEFAULT ''")


@watch_migrations(name="0012_media_feeds")
def _media_feeds(db: Database) -> None:
    """Let an account have the address of a feed."""
    db.execute("ALTER TABLE accounts ADD COLUMN feed TEXT NOT NULL DEFAULT ''")


@watch_migrations(name="0013_source_pages")
def _source_pages(db: Database) -> None:
    """Keep how far back a night read a source; NULL: whole, or the first page by older code."""
    db.execute("ALTER TABLE source_readings ADD COLUMN back_to TEXT")


def open_watch(path: Path) -> Database:
    """Open data/watch.db with every migration applied; raises StoreError as `open_database`."""
    return open_database(path, watch_migrations)
