"""Readings of a site file: the facts and links of one address with one body."""

from __future__ import annotations

from dataclasses import dataclass
from sqlite3 import Connection

from model.page import PageFacts
from store.site_bodies import Bodies
from store.site_codec import decode_facts
from store.site_links import Links
from store.site_pages import Listed, digest_of, listed_of, make_ready
from store.site_records import Known, ReadPage
from store.site_texts import Texts


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored reading; of a new one also what its page lists."""

    reading: int
    is_new: bool = False
    listed: Listed | None = None


class Readings:
    """Stores readings and finds those that are still good."""

    def __init__(self, conn: Connection, bodies: Bodies, links: Links) -> None:
        self._conn = conn
        self._bodies = bodies
        self._links = links
        self._texts = Texts(conn)

    def find(self, address: int, body: bytes, read_as: str) -> int | None:
        """Return the reading of this very body at this address, if it was read before."""
        known = self._conn.execute(
            "SELECT r.id, b.sha256 FROM reading r JOIN body b ON b.id = r.body"
            " WHERE r.address = ? AND r.read_as = ?",
            (address, read_as),
        ).fetchall()
        if not known:
            return None  # a first crawl hashes no body twice
        digest = digest_of(body)
        return next((int(number) for number, sha in known if sha == digest), None)

    def keep(self, address: int, page: ReadPage, *, whole: bool) -> Kept:
        """Store a page's reading if it is a new one."""
        if page.known is not None:
            return Kept(page.known)
        ready = page.ready
        if ready is None:
            if page.facts is None:
                raise ValueError("a page that was read has facts")
            ready = make_ready(page.body, page.facts, page.links, whole=whole, text=page.text)
        body = self._bodies.keep(ready.digest, ready.size, ready.packed)
        entered = self._conn.execute(
            "INSERT INTO reading (address, body, read_as, facts) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (address, body, read_as) DO NOTHING RETURNING id",
            (address, body, page.read_as, ready.facts),
        ).fetchall()
        if not entered:
            return Kept(self._of(address, body, page.read_as))
        number = int(entered[0][0])
        self._links.keep(number, ready.regions)
        if ready.text is not None:
            self._texts.keep(number, ready.text)
        return Kept(number, is_new=True, listed=ready.listed)

    def facts(self, reading: int) -> PageFacts:
        """Return the facts of one reading."""
        found = self._conn.execute("SELECT facts FROM reading WHERE id = ?", (reading,)).fetchone()
        return decode_facts(found[0])

    def listed(self, reading: int) -> Listed | None:
        """Return what the page of one reading lists."""
        return listed_of(self.facts(reading))

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

    def _of(self, address: int, body: int, read_as: str) -> int:
        found = self._conn.execute(
            "SELECT id FROM reading WHERE address = ? AND body = ? AND read_as = ?",
            (address, body, read_as),
        ).fetchone()
        return int(found[0])
