"""Discover 栏目发现: crawl one site as `audit` does, then propose its register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from checks.limits import Limits as RowLimits
from checks.limits import limit_of, strictest
from checks.options import build_options
from checks.registry import all_checks
from checks.rulebook_file import load_rulebook
from crawler.platforms import look_up
from extract.discovery import propose
from extract.discovery_hosts import is_worth_looking_up
from extract.discovery_places import nameless
from extract.menus import Menu, menu_of
from model.clock import china_day
from model.crawl import CrawlSummary
from model.discovery import HostMark, Limits, LinkedHost, NationalLimit, Proposal
from model.domain_fact import FactKind
from model.rulebook import Rulebook
from model.site import Column, ColumnKind, ColumnLevel, Register, Site
from model.url import authority, host
from reports.discovery_book import write_proposal
from scheduler.audit import SITE_FILE, AuditOptions, audit_job, crawl_one
from scheduler.discover_further import cut_short, with_further
from scheduler.judging import left_out
from scheduler.printing import write_whole
from scheduler.progress import ProgressBoard
from store.database import Database
from store.domain_facts import FactStore
from store.night_bodies import body_of
from store.site_hosts import linked_hosts
from store.site_naming import link_texts, texts_on

MOST_LOOKED_UP = 200
"""Hosts whose network addresses are looked up for one site, those linked most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoverResult:
    """What a discovery gave, and where its workbook lies."""

    proposal: Proposal
    crawl: CrawlSummary
    file: Path


def run_discover(
    options: AuditOptions,
    *,
    file: Path,
    against: Register | None,
    marks: Mapping[str, HostMark] | None = None,
    night_on: date,
    at: datetime,
    board: ProgressBoard,
) -> DiscoverResult:
    """Crawl the host of `options.url` and write the proposed register to `file`.

    `marks` are what the rounds over the domains have seen (`host_marks`).
    """
    rulebook = load_rulebook(options.rulebook)
    if against is not None:
        options = _with_known(options, against)
    crawl, _, snapshot = crawl_one(options, night_on=night_on, at=at, board=board)
    board.say("归纳栏目")
    site_file = options.out / SITE_FILE
    home = snapshot.home
    linked = linked_hosts(site_file, night_on)
    read = partial(
        propose,
        limits=national_limits(rulebook, night_on),
        names=link_texts(site_file, night_on, nameless(snapshot)),
        home_texts=texts_on(site_file, night_on, home.url) if home is not None else (),
        menu=_menu(site_file, night_on, home.url) if home is not None else None,
        linked=linked,
        servers=_servers(linked, snapshot.site) if options.external else {},
        marks=marks,
        against=against,
    )
    proposal = read(snapshot)
    lists = () if options.max_pages else cut_short(proposal.columns, snapshot)
    if lists:
        job = audit_job(options, night_on=night_on, at=at)
        proposal = read(with_further(snapshot, lists, job, board))
    notices = (*proposal.notices, *left_out(site_file, night_on))
    proposal = replace(proposal, notices=tuple(dict.fromkeys(notices)))
    board.say("写名录")
    write_whole(file, write_proposal(proposal))
    return DiscoverResult(proposal=proposal, crawl=crawl, file=file)


def host_marks(db: Database, at: datetime) -> dict[str, HostMark]:
    """Return the ICP numbers that rounds over the domains saw, by host name."""
    marks = {}
    for name, facts in FactStore(db).newest(at, kinds=(FactKind.ICP,)).items():
        fact = facts.get(FactKind.ICP)
        if fact is not None and fact.values:
            marks[name] = HostMark(icp=fact.values[0], seen_on=china_day(fact.at))
    return marks


def _with_known(options: AuditOptions, against: Register) -> AuditOptions:
    """Ask what is registered on this host, too: no link may lead to it any more."""
    here = authority(options.url)
    known = tuple(c for c in against.columns if authority(c.url) == here)
    return replace(options, columns=known)


def _menu(site_file: Path, night_on: date, url: str) -> Menu | None:
    kept = body_of(site_file, night_on, url)
    return None if kept is None else menu_of(kept[0], url, kept[1])


def _servers(linked: Iterable[LinkedHost], site: Site) -> dict[str, str]:
    """Look up the network addresses of hosts that may be the district's, and the site's own."""
    worth = [one for one in linked if is_worth_looking_up(one, site)]
    worth.sort(key=lambda one: (-one.pages, one.host))
    return look_up({host(site.home_url), *(one.host for one in worth[:MOST_LOOKED_UP])})


def national_limits(rulebook: Rulebook, day: date) -> Limits:
    """Return the limit a rulebook sets for every kind and level, the strictest of its rows."""
    rows = tuple(_rows(rulebook))
    out: dict[tuple[ColumnKind, ColumnLevel], NationalLimit] = {}
    for kind in ColumnKind:
        for level in ColumnLevel:
            column = Column(site_code="", path="", url="", kind=kind, level=level)
            held = (limit for row in rows if (limit := limit_of(row, column)) is not None)
            limit = strictest(held, day)
            if limit is not None:
                out[kind, level] = NationalLimit(limit.span, limit.source)
    return out


def _rows(rulebook: Rulebook) -> Iterable[RowLimits]:
    for row in rulebook.indicators:
        for binding in row.checks:
            options = build_options(all_checks()[binding.check].options, binding.options)
            if isinstance(options, RowLimits):
                yield options
