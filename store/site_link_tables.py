"""Tables of link sets in a site file, and the change of older files to them. SQL only.

    anchor          address, kind and text of a link, once however many pages show it
    linkset         the links of one region, as a JSON list of anchors in order
    linkset_digest  content hash → set
    anchor_set      the way back: anchor → sets
    reading_own     reading → sets that few pages have
    layout(_set)    the other sets of a page (header, menu, footer …), once for all such pages
    reading_layout  reading → layout

`link` and `reading_linkset` are views in which each link of a set, and each set of a reading,
is a row; `link_to` is `link` asked from the target. Numbers and lists instead of repeated text
and repeated rows make the links of a page a third as big.
"""

from __future__ import annotations

import hashlib
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection
from zlib import crc32

SET_DIGEST_BYTES = 16
"""Of a link set's hash: enough to tell the sets of one site apart."""
MOST_OWN = 3
"""Readings that have a set as their own; from then on it is written into layouts."""

_TABLES = """
CREATE TABLE anchor (
    id INTEGER PRIMARY KEY,
    dst INTEGER NOT NULL REFERENCES address,
    mark INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX anchor_by_target ON anchor (dst, mark);
CREATE TABLE linkset (
    id INTEGER PRIMARY KEY,
    position TEXT NOT NULL,
    anchors TEXT NOT NULL
) STRICT;
CREATE TABLE linkset_digest (
    digest BLOB PRIMARY KEY,
    linkset INTEGER NOT NULL REFERENCES linkset
) WITHOUT ROWID, STRICT;
CREATE TABLE anchor_set (
    anchor INTEGER NOT NULL REFERENCES anchor,
    linkset INTEGER NOT NULL REFERENCES linkset,
    PRIMARY KEY (anchor, linkset)
) WITHOUT ROWID, STRICT;
CREATE TABLE reading_own (
    reading INTEGER NOT NULL REFERENCES reading,
    ord INTEGER NOT NULL,
    linkset INTEGER NOT NULL REFERENCES linkset,
    PRIMARY KEY (reading, ord)
) WITHOUT ROWID, STRICT;
CREATE INDEX reading_by_own ON reading_own (linkset, reading);
CREATE TABLE layout (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE
) STRICT;
CREATE TABLE layout_set (
    layout INTEGER NOT NULL REFERENCES layout,
    ord INTEGER NOT NULL,
    linkset INTEGER NOT NULL REFERENCES linkset,
    PRIMARY KEY (layout, ord)
) WITHOUT ROWID, STRICT;
CREATE INDEX layout_by_set ON layout_set (linkset, layout);
CREATE TABLE reading_layout (
    reading INTEGER PRIMARY KEY REFERENCES reading,
    layout INTEGER NOT NULL REFERENCES layout
) STRICT;
CREATE INDEX reading_by_layout ON reading_layout (layout);
CREATE VIEW link AS
    SELECT s.id AS linkset, j.key AS ord, n.dst, n.kind, n.text FROM linkset s
    CROSS JOIN json_each(s.anchors) j CROSS JOIN anchor n ON n.id = j.value;
CREATE VIEW link_to AS
    SELECT n.dst, n.kind, n.text, t.linkset, n.id AS anchor FROM anchor n
    CROSS JOIN anchor_set t ON t.anchor = n.id;
CREATE VIEW reading_linkset AS
    SELECT reading, ord, linkset FROM reading_own
    UNION ALL SELECT r.reading, p.ord, p.linkset FROM reading_layout r
    JOIN layout_set p ON p.layout = r.layout
"""

_CONVERT = """
INSERT INTO anchor (dst, mark, kind, text)
    SELECT dst, mark_of(text), kind, text FROM old_link
    GROUP BY dst, kind, text ORDER BY min(linkset), min(ord);
INSERT INTO linkset (id, position, anchors)
    SELECT s.id, s.position,
        (SELECT json_group_array(id) FROM (SELECT n.id FROM old_link l CROSS JOIN anchor n
            ON n.dst = l.dst AND n.mark = mark_of(l.text) AND n.kind = l.kind AND n.text = l.text
            WHERE l.linkset = s.id ORDER BY l.ord))
    FROM old_linkset s ORDER BY s.id;
INSERT INTO linkset_digest (digest, linkset)
    SELECT substr(digest, 1, ?), id FROM old_linkset ORDER BY 1;
INSERT INTO anchor_set (anchor, linkset)
    SELECT DISTINCT j.value, s.id FROM linkset s, json_each(s.anchors) j ORDER BY 1, 2;
INSERT INTO reading_own (reading, ord, linkset)
    SELECT reading, ord, linkset FROM (SELECT reading, ord, linkset, row_number()
        OVER (PARTITION BY linkset ORDER BY reading, ord) AS use FROM old_reading_linkset)
    WHERE use <= ? ORDER BY reading, ord
"""
_SHARED = """
    SELECT reading, ord, linkset FROM (SELECT reading, ord, linkset, row_number()
        OVER (PARTITION BY linkset ORDER BY reading, ord) AS use FROM old_reading_linkset)
    WHERE use > ? ORDER BY reading, ord
"""


def mark_of(text: str) -> int:
    """Return a number that tells most texts of links to one address apart (two bytes)."""
    return (crc32(text.encode("utf-8", "surrogatepass")) & 0xFFFF) - 0x8000


def layout_digest(sets: tuple[tuple[int, int], ...]) -> bytes:
    """Return the content hash of a layout: the place in the page and the number of each set."""
    return hashlib.sha256(repr(sets).encode()).digest()[:SET_DIGEST_BYTES]


def change_link_tables(conn: Connection) -> None:
    """Replace the first tables of link sets and carry over every row."""
    conn.create_function("mark_of", 1, mark_of, deterministic=True)
    for index in ("link_by_target", "reading_by_linkset"):
        conn.execute(f"DROP INDEX {index}")
    old = ("link", "reading_linkset", "linkset")
    for table in old:
        conn.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    _each(conn, _TABLES)
    anchors, sets, digests, back, own = _CONVERT.split(";")
    conn.execute(anchors)
    conn.execute(sets)
    conn.execute(digests, (SET_DIGEST_BYTES,))
    conn.execute(back)
    conn.execute(own, (MOST_OWN,))
    _lay_out(conn)
    for table in old:
        conn.execute(f"DROP TABLE old_{table}")


def _lay_out(conn: Connection) -> None:
    known: dict[bytes, int] = {}
    shared = conn.execute(_SHARED, (MOST_OWN,))
    for reading, rows in groupby(shared, key=itemgetter(0)):
        sets = tuple((int(ord_), int(number)) for _, ord_, number in rows)
        digest = layout_digest(sets)
        layout = known.get(digest)
        if layout is None:
            layout = known[digest] = write_layout(conn, digest, sets)
        conn.execute("INSERT INTO reading_layout VALUES (?, ?)", (reading, layout))


def write_layout(conn: Connection, digest: bytes, sets: tuple[tuple[int, int], ...]) -> int:
    """Enter a layout and return its number."""
    number = int(conn.execute("INSERT INTO layout (digest) VALUES (?)", (digest,)).lastrowid or 0)
    conn.executemany(
        "INSERT INTO layout_set (layout, ord, linkset) VALUES (?, ?, ?)",
        [(number, ord_, linkset) for ord_, linkset in sets],
    )
    return number


def _each(conn: Connection, statements: str) -> None:
    for statement in statements.split(";"):
        conn.execute(statement)
