"""Links of a night by the words that a reader clicks on, read when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection, connect

from model.named_link import SHORT, NamedLink
from store.kept_connection import read_only

MOST_LINKS = 300
"""Addresses under one name that are looked up; entrances of a site are a few dozen."""

_ANCHORS = """
    SELECT n.id, a.url, n.text FROM anchor n JOIN address a ON a.id = n.dst
    WHERE n.kind = 'page' AND length(n.text) <= ? AND is_called(n.text)
    ORDER BY length(n.text), a.url, n.text
"""
_SETS = "SELECT linkset FROM anchor_set WHERE anchor = ?"
_SHOWN = """
    SELECT url FROM (
        SELECT p.url FROM reading_linkset rl
        JOIN observation o ON o.reading = rl.reading JOIN address p ON p.id = o.address
        WHERE rl.linkset = :set AND o.from_night <= :night AND o.to_night >= :night
        AND o.outcome = 'alive'
        UNION ALL
        SELECT p.url FROM reading_linkset rl
        JOIN drawing d ON d.reading = rl.reading JOIN address p ON p.id = d.address
        WHERE rl.linkset = :set AND d.from_night <= :night AND d.to_night >= :night
    ) ORDER BY length(url), url LIMIT 1
"""


class StoredLinks:
    """The links of one night's pages; the file is opened read-only for each question."""

    def __init__(self, path: Path, night_on: date) -> None:
        self._path = path
        self._night = night_on.isoformat()

    def having(self, words: Sequence[str], most_chars: int = SHORT) -> tuple[NamedLink, ...]:
        """Return the links whose text holds one of the words and is not longer, by address.

        Each with the page of the shortest address that shows it; `MOST_LINKS` at most, those
        with the shortest names first chosen.
        """
        called = re.compile("|".join(map(re.escape, words)))
        found: list[NamedLink] = []
        pages: dict[int, str | None] = {}  # by link set: a menu's links all stand on its pages
        with closing(connect(read_only(self._path), uri=True)) as conn:
            conn.create_function("is_called", 1, lambda text: bool(called.search(text)))
            for anchor, url, text in conn.execute(_ANCHORS, (most_chars,)):
                sets = [int(row[0]) for row in conn.execute(_SETS, (anchor,))]
                for each in sets:
                    if each not in pages:
                        pages[each] = self._shown(conn, each)
                shown = [page for each in sets if (page := pages[each]) is not None]
                if shown:
                    first = min(shown, key=lambda page: (len(page), page))
                    found.append(NamedLink(str(url), str(text), first))
                if len(found) >= MOST_LINKS:
                    break
        return tuple(sorted(found))

    def _shown(self, conn: Connection, linkset: int) -> str | None:
        """Return the page of the shortest address that shows a set of links, None if none does."""
        row = conn.execute(_SHOWN, {"set": linkset, "night": self._night}).fetchone()
        return None if row is None else str(row[0])
