"""Readings of a site file: the facts and links of one address with one body."""

from __future__ import annotations

from sqlite3 import Connection

from model.page import PageFacts
from store.site_bodies import Bodies
from store.site_codec import decode_facts, encode_facts
from store.site_links import Links
from store.site_records import Known, ReadPage


class Readings:
    """Stores readings and finds those that are still good."""

    def __init__(self, conn: Connection, bodies: Bodies, links: Links) -> None:
        self._conn = conn
        self._bodies = bodies
        self._links = links

    def find(self, address: int, body: bytes, read_as: str) -> int | None:
        """Return the reading of this very body at this address, if it was read before."""
        number = self._bodies.find(body)
        return None if number is None else self._of(address, number, read_as)

    def keep(self, address: int, page: ReadPage, *, whole: bool) -> tuple[int, PageFacts | None]:
        """Return the reading's number, and its facts when it is a new one."""
        if page.known is not None:
            return page.known, None
        body = self._bodies.keep(page.body, whole=whole)
        known = self._of(address, body, page.read_as)
        if known is not None or page.facts is None:
            return known or 0, None
        cursor = self._conn.execute(
            "INSERT INTO reading (address, body, read_as, facts) VALUES (?, ?, ?, ?)",
            (address, body, page.read_as, encode_facts(page.facts)),
        )
        number = int(cursor.lastrowid or 0)
        self._links.keep(number, page.links)
        return number, page.facts

    def facts(self, reading: int) -> PageFacts:
        """Return the facts of one reading."""
        found = self._conn.execute("SELECT facts FROM reading WHERE id = ?", (reading,)).fetchone()
        return decode_facts(found[0])

    def body(self, reading: int) -> bytes | None:
        """Return the body of one reading, None when only its hash was kept."""
        found = self._conn.execute("SELECT body FROM reading WHERE id = ?", (reading,)).fetchone()
        return self._bodies.read(int(found[0])) if found else None

    def latest(self, address: int) -> Known | None:
        """Return what the latest observation of an address knows, if it was a read page."""
        found = self._conn.execute(
            "SELECT o.reading, r.read_as, l.url, o.content_type, o.etag, o.last_modified"
            " FROM observation o JOIN reading r ON r.id = o.reading"
            " LEFT JOIN address l ON l.id = o.location"
            " WHERE o.address = ? AND o.outcome = 'alive'"
            " ORDER BY o.from_night DESC LIMIT 1",
            (address,),
        ).fetchone()
        if found is None:
            return None
        reading, read_as, location, content_type, etag, last_modified = found
        return Known(
            reading=int(reading),
            read_as=read_as,
            location=location,
            content_type=content_type,
            etag=etag,
            last_modified=last_modified,
        )

    def _of(self, address: int, body: int, read_as: str) -> int | None:
        found = self._conn.execute(
            "SELECT id FROM reading WHERE address = ? AND body = ? AND read_as = ?",
            (address, body, read_as),
        ).fetchone()
        return int(found[0]) if found else None
