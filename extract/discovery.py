"""Discovery 栏目发现: a crawl's facts in, a proposed register with its reasons out. Pure.

Every cell of the proposal says why it was filled so and how sure that is; the office
corrects, assigns and clears the mark 待确认, nothing is held against anyone before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extract.columns import HOME_NAME
from extract.discovery_answers import Signed, kind_answer, level_answer, signed_by, unit_answer
from extract.discovery_changes import changes_between, grown, site_in, told_apart
from extract.discovery_hosts import propose_hosts
from extract.discovery_interval import propose_interval
from extract.discovery_places import SEPARATOR, Names, Place, places
from extract.discovery_platforms import with_platforms
from extract.discovery_rhythm import items_of, list_pages, rhythm_of
from extract.discovery_site import propose_site
from extract.discovery_units import UnitNames, told_unit, unit_in
from extract.menus import Menu
from extract.rule_form import data_address
from model.discovery import (
    Certainty,
    HostMark,
    Limits,
    LinkedHost,
    Proposal,
    ProposedColumn,
    ProposedHost,
    Reason,
)
from model.errors import RegisterError
from model.page import ListState, PageFacts, PageKind
from model.site import Register, Site, Unit
from model.snapshot import Snapshot
from model.url import host


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every column is judged with."""

    snapshot: Snapshot
    site: Site
    names: UnitNames
    limits: Limits
    articles: Mapping[str, list[PageFacts]]  # by the path of the column that each one shows


def propose(
    snapshot: Snapshot,
    limits: Limits,
    *,
    names: Names,
    home_texts: Iterable[str] = (),
    menu: Menu | None = None,
    linked: Iterable[LinkedHost] = (),
    servers: Mapping[str, str] | None = None,
    marks: Mapping[str, HostMark] | None = None,
    against: Register | None = None,
) -> Proposal:
    """Return the register that one crawl speaks for.

    `limits` are the rulebook's, `names` the texts of the links to the lists that do not name
    themselves (`discovery_places.nameless`), `home_texts` those of the links on the home page,
    in their order: the navigation's is that of the columns, and the bodies of a district stand
    there with their full names. `menu` says under which headings it lists
    them. `linked` are the hosts the pages link to, `servers` the network addresses of those that
    were looked up, `marks` what earlier rounds saw on their pages. With `against`, the office's
    register, only what is new is added to it.
    """
    site, site_reasons = propose_site(snapshot)
    home_texts = tuple(home_texts)
    desk = _Desk(snapshot, site, _unit_names(snapshot, home_texts), limits, _by_path(snapshot))
    columns = [_column(desk, place) for place in places(snapshot, names, home_texts, menu)]
    units, unit_reasons = _units(desk, columns)
    proposal = Proposal(
        night_on=snapshot.night_on,
        register=Register(units=units, sites=(site,), columns=tuple(c.column for c in columns)),
        columns=tuple(columns),
        site_reasons=site_reasons,
        unit_reasons=unit_reasons,
        pages=len(snapshot.pages),
        hosts=_hosts(desk, linked, servers or {}, marks or {}),
        notices=tuple(_notices(snapshot, columns)),
    )
    return proposal if against is None else _compared(proposal, against, snapshot)


def _hosts(
    desk: _Desk,
    linked: Iterable[LinkedHost],
    servers: Mapping[str, str],
    marks: Mapping[str, HostMark],
) -> tuple[ProposedHost, ...]:
    snapshot, home = desk.snapshot, desk.snapshot.home
    certified = (name for look in snapshot.certificates for name in look.names)
    found = propose_hosts(linked, desk.site, desk.names, servers, certified)
    own_icp = (home.marks.icp if home is not None else None) or ""
    return with_platforms(found, host(desk.site.home_url), own_icp, snapshot.pages, marks)


def _column(desk: _Desk, place: Place) -> ProposedColumn:
    pages = list_pages(desk.snapshot, place.page)
    items = items_of(pages)
    rhythm = rhythm_of(desk.snapshot, place.page, pages)
    kind, kind_reason = kind_answer(place, [item.title for item in items])
    level, level_reason = level_answer(place, kind)
    signed = _signed(desk, place, [item.url for item in items])
    unit, unit_reason = unit_answer(place, signed, desk.names, desk.site.unit)
    limit = desk.limits.get((kind, level))
    interval, source, interval_reason = propose_interval(
        kind, rhythm, limit, desk.snapshot.night_on
    )
    column = replace(
        place.column,
        site_code=desk.site.code,
        kind=kind,
        level=level,
        unit=unit,
        interval=interval,
        interval_source=source,
        inferred=True,
    )
    listing = place.page.listing
    single = listing.state is ListState.NOT_A_LIST
    framed = listing.state is ListState.SCRIPTED and bool(items)  # read on the frame's own page
    return ProposedColumn(
        column=column,
        reasons={
            "path": place.path_reason,
            "kind": kind_reason,
            "level": level_reason,
            "unit": unit_reason,
            "interval": interval_reason,
        },
        state=ListState.ITEMS if framed else listing.state,
        rhythm=rhythm,
        pages_read=len(pages),
        sources=signed.shares(),
        signed=signed.read,
        limit=limit,
        remark="单页栏目，没有信息列表" if single else "" if framed else listing.reason,
    )


def _signed(desk: _Desk, place: Place, urls: Iterable[str]) -> Signed:
    snapshot = desk.snapshot
    articles = [page for url in urls if (page := snapshot.page_at(url)) is not None]
    if place.page.kind is PageKind.ARTICLE:
        articles = [place.page]
    elif not articles:  # a list that could not be read: its articles say where they belong
        articles = desk.articles.get(place.column.path, [])
    return signed_by(articles, desk.names)


def _by_path(snapshot: Snapshot) -> dict[str, list[PageFacts]]:
    """Return the articles by the path of the column that their 当前位置 shows."""
    found: dict[str, list[PageFacts]] = {}
    for page in snapshot.pages.values():
        if page.kind is PageKind.ARTICLE and page.breadcrumb:
            steps = page.breadcrumb[:-1] if page.breadcrumb[-1] == page.title else page.breadcrumb
            below = steps[1:] if steps and steps[0].endswith(HOME_NAME) else steps
            found.setdefault(SEPARATOR.join((HOME_NAME, *below)), []).append(page)
    return found


def _unit_names(snapshot: Snapshot, home_texts: Iterable[str]) -> UnitNames:
    """Collect every body the site names: footer, sources, descriptions, links of the home page."""
    pages = snapshot.pages.values()
    marks = [page.marks for page in pages if page.kind is PageKind.HOME]
    footer = [name for m in marks for name in (m.organizer, m.undertaker) if name]
    sources = [unit_in(page.source) for page in pages if page.source]
    told = [told_unit(page.tags.get("ColumnDescription", "")) for page in pages]
    return UnitNames.of(
        [*footer, *sources, *told, *map(unit_in, home_texts)], footer[0] if footer else ""
    )


def _units(
    desk: _Desk, columns: Iterable[ProposedColumn]
) -> tuple[tuple[Unit, ...], dict[str, Reason]]:
    """Return the units the register needs: the organizer first, then by number of columns."""
    answering = Counter(c.column.unit for c in columns if c.column.unit)
    home = desk.snapshot.home
    undertaker = home.marks.undertaker if home is not None else None
    names = [desk.site.unit, *(name for name, _ in answering.most_common())]
    if undertaker:
        names.insert(1, desk.names.resolve(undertaker))
    reasons = {}
    for name in dict.fromkeys(names):
        reasons[name] = _unit_reason(desk, name, answering[name], undertaker)
    short = desk.names.short_of
    return tuple(Unit(name=n, short_name=short.get(n, "")) for n in reasons), reasons


def _unit_reason(desk: _Desk, name: str, columns: int, undertaker: str | None) -> Reason:
    parts = []
    if name == desk.site.unit:
        parts.append("网站主办单位")
    if name == undertaker:
        parts.append("首页页脚写明的承办单位")
    if columns:
        parts.append(f"建议负责 {columns} 个栏目")
    short = desk.names.short_of.get(name)
    if name in desk.names.full:
        certainty = Certainty.SURE
        parts.extend([f"页面上又称“{short}”"] if short else [])
    else:
        certainty = Certainty.GUESS
        parts.append(f"全称按页面上的“{short or name}”写出，请核对")
    return Reason(certainty, "；".join(parts))


def _notices(snapshot: Snapshot, columns: list[ProposedColumn]) -> Iterable[str]:
    if snapshot.home is None:
        yield "首页没有读到，网站名称、标识码和主办单位都是临时的"
    if not snapshot.soundness.finished:
        yield "抓取没有走完全站，可能还有栏目没有发现"
    if not columns:
        yield "没有发现栏目；页面可能由脚本生成，或抓取的网页太少"


def _compared(proposal: Proposal, against: Register, snapshot: Snapshot) -> Proposal:
    """Return the office's register with what is new; the rest of the proposal is dropped."""
    site = proposal.register.sites[0]
    registered = site_in(against, site)
    if registered is None:
        raise RegisterError(
            f"所给名录里没有网站 {site.home_url}，无法比较；请去掉 --against 重新提出"
        )
    known = against.columns_of(registered.code)
    data = {data_address(c.rule, c.url) for c in known if c.rule}  # asked for their columns
    found = [c for c in proposal.register.columns if c.url not in data]
    read = ((c.url, snapshot.page_at(c.url)) for c in known)
    leads_to = {url: page.url for url, page in read if page is not None}
    changes = told_apart(changes_between(known, found, leads_to), snapshot)
    register = grown(against, registered, changes.new, proposal.register.units)
    kept = {(c.url, c.path) for c in (*changes.new, *(new for _, new in changes.moved))}
    shown = tuple(p for p in proposal.columns if (p.column.url, p.column.path) in kept)
    return replace(proposal, register=register, columns=shown, site_reasons={}, changes=changes)
