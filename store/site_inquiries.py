"""Inquiries of a site file: the few further questions of a night, with what came of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from sqlite3 import Connection
from typing import Any

from model.domain_fact import TlsTrust
from model.fetch import FetchOutcome
from model.inquiry import CertificateLook, EnginePage, HomeScripts, Inquiry, SearchTry
from model.page import PageFacts
from store.site_codec import decode_facts
from store.site_records import Run

_SEARCH, _ENGINE, _SCRIPTS, _CERTIFICATE = "search", "engine", "scripts", "certificate"
_PURPOSE = {
    SearchTry: _SEARCH,
    EnginePage: _ENGINE,
    HomeScripts: _SCRIPTS,
    CertificateLook: _CERTIFICATE,
}
_RECENT = """
    SELECT l.title, a.url FROM ledger l JOIN address a ON a.id = l.item
    WHERE l.shown >= :since AND l.shown < :until AND length(l.title) >= :least
      AND EXISTS (SELECT 1 FROM observation o JOIN reading r ON r.id = o.reading
        WHERE o.address = l.item AND o.from_night <= :night AND o.to_night >= :before
          AND o.outcome = 'alive')
    ORDER BY l.shown DESC, a.url LIMIT :most
"""
_READ = """
    FROM observation o JOIN reading r ON r.id = o.reading JOIN address a ON a.id = o.address
    WHERE a.url = :url AND o.from_night <= :night AND o.to_night >= :night AND o.outcome = 'alive'
"""
_USUAL = "SELECT o.reading, json_extract(r.facts, '$.title')" + _READ
_LINKED = """
    SELECT DISTINCT a.url FROM reading_linkset s JOIN link l ON l.linkset = s.linkset
    JOIN address a ON a.id = l.dst WHERE s.reading = ?
"""


class Inquiries:
    """Stores and reads back what was inquired in a night."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def keep(self, run: Run, inquiries: Iterable[Inquiry]) -> None:
        """Enter what was inquired in a night, in order, in place of what an earlier run entered."""
        self._conn.execute("DELETE FROM inquiry WHERE night = ?", (run.night,))
        for number, one in enumerate(inquiries):
            purpose = _PURPOSE[type(one)]
            self._conn.execute(
                "INSERT INTO inquiry (night, purpose, ord, facts) VALUES (?, ?, ?, ?)",
                (run.night, purpose, number, json.dumps(asdict(one), ensure_ascii=False)),
            )

    def any(self, run: Run) -> bool:
        """Whether this night has inquired already."""
        found = self._conn.execute("SELECT 1 FROM inquiry WHERE night = ? LIMIT 1", (run.night,))
        return found.fetchone() is not None

    def searches(self, night_on: date) -> tuple[SearchTry, ...]:
        """Return what the site's search was asked in a night."""
        return tuple(SearchTry(**raw) for raw in self._of(night_on, _SEARCH))

    def engine_pages(self, night_on: date) -> tuple[EnginePage, ...]:
        """Return the pages of a night that were asked in the name of a search engine."""
        pages = self._of(night_on, _ENGINE)
        return tuple(
            EnginePage(**{**raw, "added": tuple((u, t) for u, t in raw["added"])}) for raw in pages
        )

    def home_scripts(self, night_on: date) -> HomeScripts | None:
        """Return what a night saw in the home page's script files; None if it did not look."""
        for raw in self._of(night_on, _SCRIPTS):
            lists = {name: tuple(raw[name]) for name in ("unread", "asks")}
            return HomeScripts(**{**raw, **lists})
        return None

    def certificates(self, night_on: date) -> tuple[CertificateLook, ...]:
        """Return the certificates that the site's hosts showed in a night."""
        return tuple(
            CertificateLook(
                **{
                    **raw,
                    "trust": TlsTrust(raw["trust"]) if raw["trust"] else None,
                    "names": tuple(raw["names"]),
                }
            )
            for raw in self._of(night_on, _CERTIFICATE)
        )

    def recent_items(
        self, run: Run, since: date, until: date, *, least: int, most: int
    ) -> list[tuple[str, str]]:
        """Return (title, address) of items dated between two days whose page is there.

        A page that the night's plan left alone still stands as it did the night before.
        """
        asked = {
            "since": since.isoformat(),
            "until": until.isoformat(),
            "night": run.night,
            "before": run.previous_night or run.night,
            "least": least,
            "most": most,
        }
        return [(title, url) for title, url in self._conn.execute(_RECENT, asked)]

    def facts(self, run: Run, url: str) -> PageFacts | None:
        """Return what was read of a page tonight; None if it was not read."""
        found = self._conn.execute(
            "SELECT r.facts" + _READ, {"url": url, "night": run.night}
        ).fetchone()
        return decode_facts(found[0]) if found else None

    def reading(self, run: Run, url: str) -> int | None:
        """Return the number of tonight's reading of a page, None where there is none."""
        asked = {"url": url, "night": run.night}
        found = self._conn.execute("SELECT o.reading" + _READ, asked).fetchone()
        return int(found[0]) if found else None

    def usual(self, run: Run, url: str) -> tuple[str, frozenset[str]] | None:
        """Return title and links of a page as everybody got it tonight; None if nobody did."""
        found = self._conn.execute(_USUAL, {"url": url, "night": run.night}).fetchone()
        if found is None:
            return None
        reading, title = found
        return title or "", frozenset(row[0] for row in self._conn.execute(_LINKED, (reading,)))

    def _of(self, night_on: date, purpose: str) -> Iterator[dict[str, Any]]:
        rows = self._conn.execute(
            "SELECT facts FROM inquiry WHERE night = ? AND purpose = ? ORDER BY ord",
            (night_on.isoformat(), purpose),
        )
        for (facts,) in rows:
            raw: dict[str, Any] = json.loads(facts)
            if "outcome" in raw:
                raw["outcome"] = FetchOutcome(raw["outcome"])
            yield raw
