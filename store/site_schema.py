"""The site file: one SQLite file per site, its schema as numbered migrations.

Observations are changes-only: a row says what an address answered in every night from
`from_night` to `to_night` in which it was asked. Facts and link sets hang on a reading,
that is on (address, body), so an unchanged page costs nothing.
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database, Migrations

from store.database import open_database
from store.site_link_tables import change_link_tables

SITE_MIGRATIONS = Migrations("site")

_FIRST = """
CREATE TABLE address (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE body (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    packed BLOB
) STRICT;
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    address INTEGER NOT NULL REFERENCES address,
    body INTEGER NOT NULL REFERENCES body,
    read_as TEXT NOT NULL,
    facts TEXT NOT NULL,
    UNIQUE (address, body, read_as)
) STRICT;
CREATE TABLE linkset (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    position TEXT NOT NULL
) STRICT;
CREATE TABLE link (
    linkset INTEGER NOT NULL REFERENCES linkset,
    ord INTEGER NOT NULL,
    dst INTEGER NOT NULL REFERENCES address,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (linkset, ord)
) WITHOUT ROWID, STRICT;
CREATE INDEX link_by_target ON link (dst, linkset);
CREATE TABLE reading_linkset (
    reading INTEGER NOT NULL REFERENCES reading,
    ord INTEGER NOT NULL,
    linkset INTEGER NOT NULL REFERENCES linkset,
    PRIMARY KEY (reading, ord)
) WITHOUT ROWID, STRICT;
CREATE INDEX reading_by_linkset ON reading_linkset (linkset, reading);
CREATE TABLE observation (
    id INTEGER PRIMARY KEY,
    address INTEGER NOT NULL REFERENCES address,
    from_night TEXT NOT NULL,
    to_night TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    location INTEGER REFERENCES address,
    reading INTEGER REFERENCES reading,
    content_type TEXT NOT NULL,
    detail TEXT NOT NULL,
    tries INTEGER NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    UNIQUE (address, from_night)
) STRICT;
CREATE INDEX observation_by_reading ON observation (reading);
CREATE INDEX observation_by_night ON observation (to_night, from_night);
CREATE TABLE ledger (
    list INTEGER NOT NULL REFERENCES address,
    item INTEGER NOT NULL REFERENCES address,
    title TEXT NOT NULL,
    shown TEXT,
    first_seen_on TEXT NOT NULL,
    looked_on TEXT,
    covered_from TEXT,
    listed_on TEXT NOT NULL,
    PRIMARY KEY (list, item)
) WITHOUT ROWID, STRICT;
CREATE INDEX ledger_by_item ON ledger (item, first_seen_on);
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    night TEXT NOT NULL,
    state TEXT NOT NULL,
    fetched INTEGER NOT NULL DEFAULT 0,
    not_modified INTEGER NOT NULL DEFAULT 0,
    memo TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE frontier (
    run INTEGER NOT NULL REFERENCES run,
    address INTEGER NOT NULL REFERENCES address,
    kind TEXT NOT NULL,
    level INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    hops INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    tries INTEGER NOT NULL DEFAULT 0,
    second INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, address)
) WITHOUT ROWID, STRICT;
CREATE INDEX frontier_by_turn ON frontier (run, state, level, stage, seq);
CREATE TABLE night (
    night TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    home TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '[]',
    reason TEXT NOT NULL DEFAULT '',
    pages INTEGER NOT NULL DEFAULT 0,
    fetched INTEGER NOT NULL DEFAULT 0,
    not_modified INTEGER NOT NULL DEFAULT 0,
    links INTEGER NOT NULL DEFAULT 0,
    dead INTEGER NOT NULL DEFAULT 0,
    new_observations INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    sound INTEGER NOT NULL DEFAULT 0,
    soundness_reason TEXT NOT NULL DEFAULT '巡检尚未完成',
    finished INTEGER NOT NULL DEFAULT 0,
    skipped TEXT NOT NULL DEFAULT '{}'
) WITHOUT ROWID, STRICT;
"""


@SITE_MIGRATIONS()
def m001_site_file(db: Database) -> None:
    """Create addresses, bodies, readings, link sets, observations, ledger and frontier."""
    for statement in _FIRST.split(";"):
        if statement.strip():
            db.execute(statement)


@SITE_MIGRATIONS()
def m002_drawings(db: Database) -> None:
    """Keep what a browser drew of a page beside what its server sent."""
    db.execute(
        "CREATE TABLE drawing (address INTEGER NOT NULL REFERENCES address,"
        " from_night TEXT NOT NULL, to_night TEXT NOT NULL,"
        " reading INTEGER NOT NULL REFERENCES reading,"
        " PRIMARY KEY (address, from_night)) WITHOUT ROWID, STRICT"
    )


@SITE_MIGRATIONS()
def m003_texts(db: Database) -> None:
    """Keep the text of a page with its reading, and equal texts once."""
    db.execute(
        "CREATE TABLE text (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,"
        " size INTEGER NOT NULL, packed BLOB NOT NULL) STRICT"
    )
    db.execute(
        "CREATE TABLE reading_text (reading INTEGER PRIMARY KEY REFERENCES reading,"
        " text INTEGER NOT NULL REFERENCES text) STRICT"
    )


@SITE_MIGRATIONS()
def m004_weak_tls(db: Database) -> None:
    """Keep which hosts of the site could only be read over old or weak TLS, by night."""
    db.execute("ALTER TABLE night ADD COLUMN weak_tls TEXT NOT NULL DEFAULT '{}'")


@SITE_MIGRATIONS()
def m005_visit_plan(db: Database) -> None:
    """Plan for each address the night on which it is asked next."""
    db.execute(
        "CREATE TABLE visit_plan (address INTEGER PRIMARY KEY REFERENCES address,"
        " ask TEXT NOT NULL, kind TEXT NOT NULL, depth INTEGER NOT NULL,"
        " looked_on TEXT NOT NULL, interval_days INTEGER NOT NULL, before_days INTEGER,"
        " due_on TEXT NOT NULL, reason TEXT NOT NULL) STRICT"
    )


@SITE_MIGRATIONS()
def m006_inquiries(db: Database) -> None:
    """Keep what a night inquired besides: trials of the search, pages as an engine gets them."""
    db.execute(
        "CREATE TABLE inquiry (night TEXT NOT NULL, purpose TEXT NOT NULL, ord INTEGER NOT NULL,"
        " facts TEXT NOT NULL, PRIMARY KEY (night, purpose, ord)) WITHOUT ROWID, STRICT"
    )


@SITE_MIGRATIONS()
def m007_files(db: Database) -> None:
    """Keep what was read of attachments, equal files once."""
    db.execute(
        "CREATE TABLE file_text (id INTEGER PRIMARY KEY, digest BLOB NOT NULL,"
        " size INTEGER NOT NULL, state TEXT NOT NULL, read_as TEXT NOT NULL,"
        " format TEXT NOT NULL, text INTEGER REFERENCES text,"
        " UNIQUE (digest, size, state, read_as)) STRICT"
    )
    db.execute("ALTER TABLE observation ADD COLUMN file INTEGER REFERENCES file_text")
    db.execute("CREATE INDEX observation_by_file ON observation (file) WHERE file IS NOT NULL")


@SITE_MIGRATIONS()
def m008_outside_looks(db: Database) -> None:
    """Keep what pages of other sites showed, from our first sight on."""
    db.execute(
        "CREATE TABLE outside_look (address INTEGER NOT NULL REFERENCES address,"
        " from_night TEXT NOT NULL, to_night TEXT NOT NULL, content TEXT NOT NULL,"
        " PRIMARY KEY (address, from_night)) WITHOUT ROWID, STRICT"
    )


@SITE_MIGRATIONS()
def m009_link_tables(db: Database) -> None:
    """Keep each link and each row of sets around pages once; carry over what is there."""
    change_link_tables(db.conn)


@SITE_MIGRATIONS()
def m010_pictures(db: Database) -> None:
    """Keep pictures of findings beside the bodies, and why a browser could not draw a list."""
    db.execute(
        "CREATE TABLE picture (fingerprint TEXT NOT NULL, night TEXT NOT NULL, page TEXT NOT NULL,"
        " taken_at TEXT NOT NULL, body INTEGER NOT NULL REFERENCES body, width INTEGER NOT NULL,"
        " height INTEGER NOT NULL, marked INTEGER NOT NULL,"
        " PRIMARY KEY (fingerprint, night)) WITHOUT ROWID, STRICT"
    )
    db.execute("CREATE INDEX picture_by_body ON picture (body)")
    db.execute(
        "CREATE VIEW picture_file AS SELECT p.fingerprint, p.night, p.page, p.taken_at, b.sha256,"
        " b.size, p.width, p.height, p.marked FROM picture p JOIN body b ON b.id = p.body"
    )
    db.execute(
        "CREATE TABLE undrawn (address INTEGER NOT NULL REFERENCES address,"
        " night TEXT NOT NULL, fault TEXT NOT NULL,"
        " PRIMARY KEY (address, night)) WITHOUT ROWID, STRICT"
    )


@SITE_MIGRATIONS()
def m011_led_on(db: Database) -> None:
    """Keep which page of a crowded shape was the first that named an address."""
    db.execute("ALTER TABLE frontier ADD COLUMN via INTEGER REFERENCES address")


def open_site(path: Path, *, create: bool = True) -> Database:
    """Open a site file with every migration applied; see `open_database` for what it refuses."""
    return open_database(path, SITE_MIGRATIONS, create=create)
