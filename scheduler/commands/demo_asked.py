"""What the demo judges besides its last night, from the same stored pages: `demo/besides.py`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from demo import besides
from demo.outside import PAGES
from extract.outside_look import look_at
from model.domain import ascii_name
from model.fetch import FetchOutcome
from model.judgement import Judgement
from model.rulebook import Rulebook
from model.site import Site
from model.snapshot import Snapshot
from model.url import host
from scheduler.fragments import with_fragments
from scheduler.stored import stored_snapshot
from scheduler.workspace import Workspace
from store.database import Database
from store.domain_facts import FactStore
from store.outside_cache import OutsideCache
from store.site_records import Answered

HTML = "text/html; charset=utf-8"


def write_outside(place: Workspace, night_on: date) -> None:
    """Write what other sites answer on a night, as if another crawl had asked them already."""
    cache = OutsideCache(place.root / "data" / "outside.db", night_on.isoformat())
    try:
        for page in PAGES:
            seen = Answered(
                outcome=FetchOutcome.ALIVE, status=200, content_type=HTML, look=look_at(page.html)
            )
            cache.keep(page.url, seen)
    finally:
        cache.close()


def judge_besides(place: Workspace, site: Site, night_on: date) -> tuple[Judgement, ...]:
    """Judge a stored night by what only this module asks for: two judgements, nothing recorded."""
    db = place.open()
    try:
        seen = stored_snapshot(place, db, site, night_on)
        now = _only(load_rulebook(place.settings.rules.rulebook), besides.CHECKS)
        old = _only(load_rulebook(besides.OLD_BOOK), besides.OLD_CHECKS)
        asked = with_fragments(_under_its_name(db, seen), place.site_file(site.code))
    finally:
        db.close()
    return judge(asked, now), judge(seen, old)


def _under_its_name(db: Database, seen: Snapshot) -> Snapshot:
    site = replace(seen.site, home_url=besides.PUBLIC_HOMES[seen.site.code])
    name = ascii_name(host(site.home_url)) or ""
    return replace(seen, site=site, home_facts=FactStore(db).of(name, seen.observed_at))


def _only(book: Rulebook, checks: Collection[str]) -> Rulebook:
    """Return a rulebook cut down to the rows of some checks."""
    rows = (
        replace(row, checks=tuple(each for each in row.checks if each.check in checks))
        for row in book.indicators
    )
    return replace(book, indicators=tuple(row for row in rows if row.checks))
