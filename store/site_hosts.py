"""Hosts that a site links to outside itself: from how many pages, and in which words."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from sqlite3 import Connection

from model.discovery import LinkedHost
from model.url import authority, host
from store.site_nights import read_night
from store.site_schema import open_site

MOST_SAMPLES = 50
"""Addresses kept of one host, the first ones in order."""

MOST_TEXTS = 12
"""Words of links kept for one host, the most frequent first."""

_LINKS = """
    SELECT l.linkset, a.url, l.text FROM link l JOIN address a ON a.id = l.dst
    WHERE l.kind = 'page' AND l.linkset IN (
        SELECT rl.linkset FROM reading_linkset rl JOIN observation o ON o.reading = rl.reading
        WHERE o.from_night <= ? AND o.to_night >= ? AND o.outcome = 'alive')
"""
_PAGES = """
    SELECT count(DISTINCT o.address), min(a.url) FROM reading_linkset rl
    JOIN observation o ON o.reading = rl.reading JOIN address a ON a.id = o.address
    WHERE rl.linkset IN (SELECT value FROM json_each(?))
      AND o.from_night <= ? AND o.to_night >= ? AND o.outcome = 'alive'
"""


@dataclass(slots=True)
class _Met:
    linksets: set[int] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    texts: Counter[str] = field(default_factory=Counter)


def linked_hosts(path: Path, night_on: date) -> tuple[LinkedHost, ...]:
    """Return every host outside the site that its pages linked to in one night, by name."""
    night = night_on.isoformat()
    db = open_site(path, create=False)
    try:
        conn: Connection = db.conn
        own = read_night(conn, night_on).scope
        met: dict[str, _Met] = defaultdict(_Met)
        for linkset, url, text in conn.execute(_LINKS, (night, night)):
            if authority(url) not in own:
                one = met[host(url)]
                one.linksets.add(int(linkset))
                one.addresses.add(url)
                one.texts.update([text.strip()] if text.strip() else [])
        return tuple(_linked(conn, night, name, met[name]) for name in sorted(met))
    finally:
        db.close()


def _linked(conn: Connection, night: str, name: str, met: _Met) -> LinkedHost:
    which = json.dumps(sorted(met.linksets))
    pages, example = conn.execute(_PAGES, (which, night, night)).fetchone()
    texts = sorted(met.texts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_TEXTS]
    return LinkedHost(
        host=name,
        pages=int(pages),
        addresses=len(met.addresses),
        texts=dict(texts),
        example=example,
        samples=tuple(sorted(met.addresses)[:MOST_SAMPLES]),
    )
