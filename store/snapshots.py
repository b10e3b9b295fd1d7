"""Snapshots 快照: one site in one night, read back from its site file, any past night too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from sqlite3 import Connection

from model.crawl import CrawlSummary
from model.drawing import undrawn_reason
from model.errors import SnapshotMissing
from model.fetch import FetchOutcome
from model.page import FactSource, ListState, PageFacts
from model.relative_day import relative_day
from model.site import Column, Exemption, Site
from model.snapshot import LedgerEntry, Snapshot
from model.whole_titles import article_title, complete_titles, whole_title
from store.kept_connection import KeptConnection
from store.site_addresses import Addresses
from store.site_before import new_outside, titles_before
from store.site_codec import FactsReader
from store.site_drawings import undrawn_on
from store.site_files import attachments_of
from store.site_inquiries import Inquiries
from store.site_ledger import Ledger
from store.site_looks import outside_targets
from store.site_named_links import StoredLinks
from store.site_night import NightView
from store.site_nights import StoredNight, read_night
from store.site_page_links import PageLinks
from store.site_schema import open_site
from store.site_targets import Confirm, Targets
from store.site_texts import NightTexts

Infer = Callable[[Site, Mapping[str, PageFacts]], tuple[Column, ...]]


def load_snapshot(
    path: Path,
    *,
    site: Site,
    night_on: date,
    columns: tuple[Column, ...] = (),
    exemptions: tuple[Exemption, ...] = (),
    infer: Infer | None = None,
    confirm_nights: int = 1,
    confirm_tries: int = 1,
) -> Snapshot:
    """Return the site as it was seen in one night.

    Without columns, `infer` proposes them from the pages. A failing target is confirmed
    when it failed in `confirm_nights` nights in a row and was asked `confirm_tries` times.
    Raises SnapshotMissing when nothing is stored for this night.
    """
    if not path.exists():
        raise SnapshotMissing(f"{site.name}没有任何巡检数据，请先运行一次巡检")
    db = open_site(path, create=False)
    try:
        conn: Connection = db.conn
        night = read_night(conn, night_on)
        inquiries = Inquiries(conn)
        view = NightView(conn, night_on.isoformat())
        redirects = _redirects(view)
        reader = FactsReader()
        pages = complete_titles(_pages(conn, view, redirects, reader))
        known = columns or (infer(site, pages) if infer else ())
        asked = (site.home_url, *(column.url for column in known))
        linked = Targets(conn, view, night.scope, KeptConnection(path))
        targets = linked.all(asked, Confirm(confirm_nights, confirm_tries))
        return Snapshot(
            site=site,
            night_on=night_on,
            observed_at=night.at,
            soundness=night.soundness,
            pages=pages,
            redirects=redirects,
            targets=targets,
            ledger=_whole(Ledger(conn, Addresses(conn)).entries(night_on, reader.share), pages),
            columns=known,
            exemptions=exemptions,
            previous_night_on=night.previous_on,
            texts=NightTexts(path, night_on, pages),
            page_links=PageLinks(path, night_on, pages),
            named_links=StoredLinks(path, night_on),
            attachments=attachments_of(conn, night_on.isoformat(), linked),
            titles_before=titles_before(conn, night_on),
            outside_new=new_outside(conn, night_on, night.scope),
            weak_tls=night.weak_tls,
            outside=outside_targets(conn, view, night.scope),
            searches=inquiries.searches(night_on),
            home_scripts=inquiries.home_scripts(night_on),
            certificates=inquiries.certificates(night_on),
            engine_pages=inquiries.engine_pages(night_on),
        )
    finally:
        db.close()


def night_figures(path: Path, night_on: date) -> CrawlSummary:
    """Return the figures of one stored night; SnapshotMissing when there is none."""
    return _stored(path, night_on).summary


def night_skipped(path: Path, night_on: date) -> dict[str, int]:
    """Return how many addresses were met and not asked in one night, by the reason's word."""
    return _stored(path, night_on).skipped


def _stored(path: Path, night_on: date) -> StoredNight:
    if not path.exists():
        raise SnapshotMissing(f"没有数据文件 {path.name}，请先运行一次巡检")
    db = open_site(path, create=False)
    try:
        return read_night(db.conn, night_on)
    finally:
        db.close()


def _redirects(view: NightView) -> dict[str, str]:
    """Map an asked address to the next one, instant refreshes included."""
    numbers = {seen.address: seen.url for seen in view.seen.values()}
    return {
        seen.url: numbers[seen.location]
        for seen in view.seen.values()
        if seen.location is not None
        and seen.location in numbers
        and seen.outcome in (FetchOutcome.REDIRECTED, FetchOutcome.ALIVE)
    }


def _pages(
    conn: Connection, view: NightView, redirects: Mapping[str, str], reader: FactsReader
) -> dict[str, PageFacts]:
    """Read the facts of the night's documents; one that sends its reader on is a redirect."""
    rows = conn.execute(
        "SELECT a.url, r.facts, r.id FROM observation o LEFT JOIN drawing d"
        " ON d.address = o.address"
        " AND d.from_night <= ? AND d.to_night >= ?"  # what a browser drew stands before
        " JOIN reading r ON r.id = coalesce(d.reading, o.reading)"
        " JOIN address a ON a.id = o.address WHERE o.from_night <= ? AND o.to_night >= ?"
        " AND o.outcome = 'alive' AND o.reading IS NOT NULL ORDER BY a.url",
        (view.night,) * 4,
    )
    pages = {
        reader.share(url): _told(conn, reader.read(facts), reading)
        for url, facts, reading in rows
        if url not in redirects
    }
    for url, fault in undrawn_on(conn, view.night).items():
        page = pages.get(url)
        if page is not None and page.listing.state is ListState.SCRIPTED:
            listing = replace(page.listing, reason=undrawn_reason(fault))
            pages[url] = replace(page, listing=listing)
    return pages


def _whole(
    entries: tuple[LedgerEntry, ...], pages: Mapping[str, PageFacts]
) -> tuple[LedgerEntry, ...]:
    """Return the ledger with the titles that a list cut short in full."""
    titles = ((e, whole_title(e.title, article_title(pages, e.item_url))) for e in entries)
    return tuple(e if title == e.title else replace(e, title=title) for e, title in titles)


def _told(conn: Connection, page: PageFacts, reading: int) -> PageFacts:
    """Return a page with the day that its words (3天前) meant when they were first seen.

    A page that is kept with such words for months does not become newer every night.
    """
    if not page.published_words:
        return page
    first = conn.execute(
        "SELECT min(n) FROM (SELECT from_night n FROM observation WHERE reading = ?"
        " UNION ALL SELECT from_night FROM drawing WHERE reading = ?)",
        (reading, reading),
    ).fetchone()[0]
    on = relative_day(page.published_words, date.fromisoformat(first))
    if on is None:
        return page
    shown = on.isoformat()
    dates = {FactSource.VISIBLE: shown, **page.dates}
    return replace(page, published=shown, published_from=FactSource.VISIBLE, dates=dates)
