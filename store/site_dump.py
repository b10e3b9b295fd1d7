"""Logical dump of a site file: what it says, without the numbers it happens to use."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from store.site_schema import open_site

_QUERIES = {
    "observations": (
        "SELECT a.url, o.from_night, o.to_night, o.outcome, o.status, l.url, hex(b.sha256),"
        " r.read_as, o.content_type, o.detail, o.tries, o.etag, o.last_modified,"
        " hex(f.digest) FROM observation o JOIN address a ON a.id = o.address"
        " LEFT JOIN address l ON l.id = o.location LEFT JOIN reading r ON r.id = o.reading"
        " LEFT JOIN body b ON b.id = r.body LEFT JOIN file_text f ON f.id = o.file"
    ),
    "files": (
        "SELECT hex(f.digest), f.size, f.state, f.read_as, f.format, hex(t.digest) FROM file_text f"
        " LEFT JOIN text t ON t.id = f.text"
    ),
    "readings": (
        "SELECT a.url, hex(b.sha256), r.read_as, r.facts FROM reading r"
        " JOIN address a ON a.id = r.address JOIN body b ON b.id = r.body"
    ),
    "page_links": (
        "SELECT a.url, hex(b.sha256), r.read_as, rl.ord, hex(s.digest) FROM reading_linkset rl"
        " JOIN reading r ON r.id = rl.reading JOIN address a ON a.id = r.address"
        " JOIN body b ON b.id = r.body JOIN linkset_digest s ON s.linkset = rl.linkset"
    ),
    "texts": (
        "SELECT a.url, hex(b.sha256), r.read_as, hex(t.digest), t.size FROM reading_text rt"
        " JOIN reading r ON r.id = rt.reading JOIN address a ON a.id = r.address"
        " JOIN body b ON b.id = r.body JOIN text t ON t.id = rt.text"
    ),
    "linksets": (
        "SELECT hex(d.digest), s.position, l.ord, a.url, l.kind, l.text FROM link l"
        " JOIN linkset s ON s.id = l.linkset JOIN linkset_digest d ON d.linkset = l.linkset"
        " JOIN address a ON a.id = l.dst"
    ),
    "ledger": (
        "SELECT l.url, i.url, e.title, e.shown, e.first_seen_on, e.looked_on, e.covered_from,"
        " e.listed_on FROM ledger e JOIN address l ON l.id = e.list JOIN address i ON i.id = e.item"
    ),
    "drawings": (
        "SELECT a.url, d.from_night, d.to_night, hex(b.sha256), r.read_as FROM drawing d"
        " JOIN address a ON a.id = d.address JOIN reading r ON r.id = d.reading"
        " JOIN body b ON b.id = r.body"
    ),
    "undrawn": ("SELECT a.url, u.night, u.fault FROM undrawn u JOIN address a ON a.id = u.address"),
    "pictures": (
        "SELECT fingerprint, night, page, taken_at, hex(sha256), size, width, height, marked"
        " FROM picture_file"
    ),
    "visits": (
        "SELECT a.url, v.ask, v.kind, v.looked_on, v.interval_days, v.before_days, v.due_on,"
        " v.reason FROM visit_plan v JOIN address a ON a.id = v.address"
    ),
    "nights": (
        "SELECT night, at, home, scope, reason, pages, links, dead, sound, soundness_reason,"
        " finished, skipped FROM night"
    ),
    "inquiries": "SELECT night, purpose, ord, facts FROM inquiry",
    "waiting": (
        "SELECT r.night, a.url, f.kind, f.level, f.stage, f.seq FROM frontier f"
        " JOIN run r ON r.id = f.run JOIN address a ON a.id = f.address WHERE f.state = 'queued'"
    ),
}


def dump(path: Path) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """Return the sorted logical rows of a site file, by topic; two equal stores dump equal."""
    db = open_site(path, create=False)
    try:
        out = {topic: _rows(db.conn.execute(query)) for topic, query in _QUERIES.items()}
        bodies = db.conn.execute("SELECT sha256, size, packed FROM body")
        out["bodies"] = _rows((sha.hex(), size, packed is not None) for sha, size, packed in bodies)
    finally:
        db.close()
    return out


def digest(path: Path) -> str:
    """Return one hash over the whole dump."""
    return hashlib.sha256(repr(dump(path)).encode()).hexdigest()


def _rows(rows: Any) -> tuple[tuple[Any, ...], ...]:
    return tuple(sorted((tuple(row) for row in rows), key=repr))
