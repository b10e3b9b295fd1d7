"""A stored night, read back and judged again: for reports, letters and re-judging."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checks.rulebook_file import load_rulebook
from checks.word_file import office_words
from model.domain import ascii_name
from model.errors import SnapshotMissing
from model.night import NightFacts
from model.rulebook import Rulebook
from model.site import Site
from model.snapshot import Snapshot
from model.url import host
from scheduler.calendar import load_calendar
from scheduler.judging import (
    Confirmation,
    judge_night,
    kept_findings,
    night_facts,
    probes_before,
    read_night,
    undecided,
)
from scheduler.workspace import Workspace
from store.database import Database
from store.domain_facts import FactStore
from store.findings import FindingStore
from store.nights import NightStore
from store.sources import SourceStore


def stored_nights(
    workspace: Workspace, db: Database, night_on: date | None, *, code: str = ""
) -> tuple[date, list[NightFacts]]:
    """Return a stored night's facts for every site that has it; the newest if none is named.

    Raises SnapshotMissing when there is no such night.
    """
    register = workspace.register(db)
    nights = NightStore(db)
    wanted = night_on or nights.latest(code or None)
    if wanted is None:
        raise SnapshotMissing("还没有巡检结果，请先运行 xunjian night")
    rulebook = load_rulebook(workspace.settings.rules.rulebook)
    facts = [
        facts_of(workspace, db, site, wanted, rulebook)
        for site in register.sites
        if (not code or site.code == code) and _is_done(nights, site, wanted)
    ]
    if not facts:
        raise SnapshotMissing(f"没有 {wanted} 的巡检结果" + (f"（网站 {code}）" if code else ""))
    return wanted, facts


def facts_of(
    workspace: Workspace, db: Database, site: Site, night_on: date, rulebook: Rulebook
) -> NightFacts:
    """Return one site's stored night, judged under this rulebook."""
    snapshot = stored_snapshot(workspace, db, site, night_on)
    judgement = judge_night(db, snapshot, rulebook, workspace.settings)
    kept = kept_findings(judgement)
    change = FindingStore(db).compare(site.code, night_on, kept, undecided(judgement))
    return night_facts(workspace, db, snapshot, rulebook, judgement, change)


def stored_snapshot(workspace: Workspace, db: Database, site: Site, night_on: date) -> Snapshot:
    """Return what was seen of one site in one stored night."""
    confirm = Confirmation(nights=workspace.settings.crawl.confirm_nights, tries=1)
    register = workspace.register(db)
    calendar = load_calendar(workspace.root)
    probes = probes_before(db, site, night_on)
    file = workspace.site_file(site.code)
    words = office_words(workspace.root)
    seen = read_night(file, site, night_on, register, confirm, calendar, probes, words)
    sources = SourceStore(db)
    return replace(
        seen,
        home_facts=FactStore(db).of(ascii_name(host(site.home_url)) or "", seen.observed_at),
        upstream=sources.items(register.sources, night_on),
        sources=sources.seen(register.sources, night_on),
        accounts=tuple(
            account.looked_up(*sources.newest(account.feed, night_on)) if account.feed else account
            for account in register.accounts_of(site.code)
        ),
    )


def _is_done(nights: NightStore, site: Site, night_on: date) -> bool:
    row = nights.get(site.code, night_on)
    return row is not None and row.state == "done"
