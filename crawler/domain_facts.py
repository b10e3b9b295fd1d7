"""From what was seen of a name to its facts, three-valued. Pure.

Where a page was served, its facts are read from the first way that showed one (WAYS). Where
every way was seen to fail there is no page, and so no title: known to be absent. Where a way
stays open, what it might have shown is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from crawler.domain_certificate import read_certificate
from crawler.domain_visit import MAX_PAGE_BYTES, Visit
from crawler.domain_web import WAYS, Seen
from extract.domain_page import DomainPage, read_domain_page
from model.clock import china_day
from model.domain_fact import Fact, FactKind, TlsTrust
from model.fetch import FetchOutcome
from model.url import host

NOT_A_PAGE = "返回的不是网页"
TOO_LARGE = f"页面超过{MAX_PAGE_BYTES // 1_000_000}MB，未读取"
BY_SCRIPT = "由脚本生成，未能读取"
UNREADABLE = "证书内容无法读出"
_OF_PAGE = (
    FactKind.TITLE, FactKind.ICP, FactKind.POLICE, FactKind.SITE_CODE, FactKind.ORGANIZER,
    FactKind.NEWEST, FactKind.LOOKS,
)  # fmt: skip
_OF_TLS = (
    FactKind.TLS_NAMES, FactKind.TLS_EXPIRES, FactKind.TLS_ISSUER, FactKind.TLS_PROTOCOL,
    FactKind.TLS_KEY,
)  # fmt: skip

Said = tuple[tuple[str, ...] | None, str]
"""Values, and why there are none that are known."""


def facts_of(seen: Seen, at: datetime, vantage: str) -> tuple[Fact, ...]:
    """Return every fact about one name, those of the DNS first."""
    said: dict[FactKind, Said] = {}
    for kind, _, _ in WAYS:
        said[kind] = _way(seen, kind)
    said[FactKind.WEB] = _web(seen)
    said |= _ending(seen, said[FactKind.WEB])
    said |= dict(_pages(seen, said[FactKind.WEB], at))
    said |= dict(_certificate(seen))
    said[FactKind.HSTS] = _hsts(seen)
    own = (
        Fact(kind=kind, values=values, at=at, why="" if values is not None else why,
             vantage=vantage)
        for kind, (values, why) in said.items()
    )  # fmt: skip
    return (*seen.named.facts, *own)


def _way(seen: Seen, kind: FactKind) -> Said:
    visit = seen.visits.get(kind)
    if visit is not None:
        return (visit.outcome.value, str(visit.status or ""), visit.end), ""
    return ((), "") if kind in seen.without else (None, seen.unknown[kind])


def _web(seen: Seen) -> Said:
    if any(visit.outcome.is_fine for visit in seen.visits.values()):
        return ("yes",), ""
    for kind, _, _ in WAYS:
        if kind in seen.unknown:
            return None, seen.unknown[kind]
        visit = seen.visits.get(kind)
        if visit is not None and visit.outcome.is_unknown:
            return None, visit.outcome.sentence
    return (), ""


def _shown(seen: Seen) -> Visit | None:
    """Return the visit that stands for the name: the first that showed something."""
    ways = (seen.visits.get(kind) for kind, _, _ in WAYS)
    return next((visit for visit in ways if visit and visit.outcome.is_fine), None)


def _ending(seen: Seen, web: Said) -> dict[FactKind, Said]:
    visit = _shown(seen)
    if visit is None:
        return {FactKind.HOPS: web, FactKind.FINAL_HOST: web}
    return {FactKind.HOPS: (visit.hops, ""), FactKind.FINAL_HOST: ((host(visit.end),), "")}


def _pages(seen: Seen, web: Said, at: datetime) -> Iterator[tuple[FactKind, Said]]:
    read: dict[tuple[bytes, str], DomainPage] = {}

    def page_of(visit: Visit) -> DomainPage | Said:
        if visit.outcome is FetchOutcome.TOO_LARGE:
            return None, TOO_LARGE
        answer = visit.page
        if answer is None:
            return (
                ((), "") if not visit.last.body and not _other_type(visit) else (None, NOT_A_PAGE)
            )
        key = (answer.body, visit.end)
        if key not in read:
            read[key] = read_domain_page(answer.body, visit.end, answer.content_type, china_day(at))
        return read[key]

    shown = _shown(seen)
    page = page_of(shown) if shown is not None else web
    for kind in _OF_PAGE:
        yield kind, _of_page(kind, page) if isinstance(page, DomainPage) else page
    for kind, ways in (
        (FactKind.PAGE_V4, (FactKind.HTTP_V4, FactKind.HTTPS_V4)),
        (FactKind.PAGE_V6, (FactKind.HTTP_V6, FactKind.HTTPS_V6)),
    ):
        visits = [seen.visits[way] for way in ways if way in seen.visits]
        fine = next((visit for visit in visits if visit.outcome.is_fine), None)
        if fine is None:
            yield kind, _no_page(seen, ways)
            continue
        found = page_of(fine)
        if isinstance(found, DomainPage):
            yield kind, ((found.fingerprint, found.title) if found.fingerprint else (), "")
        else:
            yield kind, found


def _other_type(visit: Visit) -> bool:
    return bool(visit.last.media_type) and "html" not in visit.last.media_type


def _no_page(seen: Seen, ways: tuple[FactKind, ...]) -> Said:
    for way in ways:
        if way in seen.unknown:
            return None, seen.unknown[way]
        visit = seen.visits.get(way)
        if visit is not None and visit.outcome.is_unknown:
            return None, visit.outcome.sentence
    return (), ""


def _of_page(kind: FactKind, page: DomainPage) -> Said:
    if kind is FactKind.LOOKS:
        return page.looks, ""
    text, unreadable = {
        FactKind.TITLE: (page.title, False),
        FactKind.ICP: (page.icp, page.marks_unreadable),
        FactKind.POLICE: (page.police, page.marks_unreadable),
        FactKind.SITE_CODE: (page.code, page.marks_unreadable),
        FactKind.ORGANIZER: (page.organizer, page.marks_unreadable),
        FactKind.NEWEST: (page.newest, page.list_unreadable),
    }[kind]
    if text:
        return (text,), ""
    return (None, BY_SCRIPT) if unreadable else ((), "")


def _certificate(seen: Seen) -> Iterator[tuple[FactKind, Said]]:
    shown = seen.tls
    if shown is None:
        yield from ((kind, ((), "")) for kind in (FactKind.TLS_TRUST, *_OF_TLS))
        return
    yield FactKind.TLS_TRUST, ((shown.trust.value,), "") if shown.trust else (None, shown.why)
    found = read_certificate(shown.certificate) if shown.certificate else None
    if found is None:
        why = shown.why or ("加密连接建立失败" if shown.trust is TlsTrust.BROKEN else UNREADABLE)
        yield from ((kind, (None, why)) for kind in _OF_TLS)
        return
    texts: Mapping[FactKind, tuple[str, ...]] = {
        FactKind.TLS_NAMES: found.names,
        FactKind.TLS_EXPIRES: (found.expires,),
        FactKind.TLS_ISSUER: (found.issuer,) if found.issuer else (),
        FactKind.TLS_PROTOCOL: (shown.protocol,) if shown.protocol else (),
        FactKind.TLS_KEY: found.key,
    }
    yield from ((kind, (texts[kind], "")) for kind in _OF_TLS)


def _hsts(seen: Seen) -> Said:
    """Return the header as the name itself sent it over HTTPS."""
    ways = (FactKind.HTTPS_V4, FactKind.HTTPS_V6)
    for way in ways:
        visit = seen.visits.get(way)
        if visit is not None and visit.own.status is not None:
            value = visit.own.header("strict-transport-security")
            return ((value,) if value else ()), ""
    return _no_page(seen, ways)
