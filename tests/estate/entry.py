"""Entries of the estate: one name with what servers do about it, and the truth about it.

The truth is written down, not worked out: `portal` gives that of a site in order, and every
entry says what is otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from extract.likeness import fingerprint
from model.domain import Domain, DomainState, HolderLevel, HolderType, SiteState
from model.domain_fact import FactKind
from model.finding import Verdict
from tests.estate.authority import ISSUERS, Shown
from tests.estate.web_server import Asked, Reply

SHARED, OWN, CLOSED, MUTE, PLAIN_ONLY, MUDDLED, OLD = (
    "127.0.1.10",
    "127.0.1.20",
    "127.0.1.90",
    "127.0.1.91",
    "127.0.1.92",
    "127.0.1.93",
    "127.0.1.94",
)
"""One server of many portals; one of few; nothing listens; never answers; no HTTPS; HTTP on the
port of HTTPS; TLS 1.1 at most."""
V6 = "::1"
SERVERS = ("ns1.dns.example", "ns2.dns.example")
HSTS = "max-age=31536000"
EXPIRY = "<expiry of the certificate>"
_OF_REGISTRY = (
    FactKind.REGISTRY, FactKind.REGISTRY_EXPIRES, FactKind.REGISTRANT, FactKind.REGISTRAR,
)  # fmt: skip
FACTS = tuple(kind for kind in FactKind if kind not in _OF_REGISTRY)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not known, for a reason."""

    why: str


Value = tuple[str, ...] | Unknown
Truth = Mapping[FactKind, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A home page: its title, its lines, and what stands in its footer."""

    title: str
    lines: tuple[str, ...] = ()
    newest: str = "2026-10-08"
    code: str = ""
    organizer: str = ""
    icp: str = "鄂ICP备05012345号-1"
    police: str = "鄂公网安备42010502000123号"

    @property
    def html(self) -> str:
        """The page as it is sent."""
        items = "".join(
            f'<li><a href="/art/{at}.html">{line}</a><span>{day}</span></li>'
            for at, (line, day) in enumerate(self._items)
        )
        return (
            f"<!DOCTYPE html><html><head><title>{self.title}</title></head><body>"
            f'<h1>{self.title}</h1><ul class="list">{items}</ul>'
            f'<div class="footer">{"".join(f"<p>{line}</p>" for line in self._foot)}</div>'
            "</body></html>"
        )

    @property
    def mark(self) -> str:
        """The fingerprint of what it shows."""
        return fingerprint("".join((self.title, *(line for line, _ in self._items), *self._foot)))

    @property
    def _items(self) -> tuple[tuple[str, str], ...]:
        days = (self.newest, "2026-09-30", "2026-09-12", "2026-08-25", "2026-08-01")
        return tuple(zip(self.lines, days, strict=False))

    @property
    def _foot(self) -> tuple[str, ...]:
        marks = (
            ("主办单位", self.organizer),
            ("网站标识码", self.code),
            ("备案号", self.icp),
            ("公安备案", self.police),
        )
        return tuple(f"{word}：{value}" for word, value in marks if value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One name of the estate; `domain` is None where the inventory does not hold it."""

    name: str
    domain: Domain | None
    truth: Truth
    records: Mapping[tuple[str, str], tuple[str, ...]]
    zones: tuple[str, ...]
    moods: Mapping[str, str] = field(default_factory=dict)
    answer: Callable[[Asked], Reply] | None = None
    certificate: Shown
    findings: Mapping[str, Verdict] = field(default_factory=dict)


def portal(
    key: str,
    place: str,
    *,
    number: int = 0,
    name: str = "",
    zone: str = "",
    page: Page | None = None,
    row: Mapping[str, Any] | None = {},
    a: tuple[str, ...] = (OWN,),
    aaaa: tuple[str, ...] = (V6,),
    records: Mapping[tuple[str, str], tuple[str, ...]] = {},
    moods: Mapping[str, str] = {},
    answer: Callable[[Asked], Reply] | None = None,
    certificate: Shown | None = None,
    truth: Truth = MappingProxyType({}),
    findings: Mapping[str, Verdict] = {},
) -> Entry:
    """Return a portal in order, `www.KEY.gov.cn`, with what is said to be otherwise.

    `row` are changed fields of its row in the inventory, None where it has none.
    """
    name = name or f"www.{key}.gov.cn"
    zone = zone or name.removeprefix("www.")
    unit = f"{place}人民政府"
    code = f"42010{number:05}" if number else ""
    page = page or home(place, code)
    shown = certificate or Shown(names=(name,))
    full = _answering(name, page)
    base = {
        "holder": unit,
        "holder_type": HolderType.ADMINISTRATIVE,
        "holder_level": HolderLevel.PORTAL,
        "site_name": f"{place}人民政府网",
        "site_code": code,
        "main": True,
        "site_state": SiteState.RUNNING,
        "domain_state": DomainState.IN_USE,
        "expires_on": date(2031, 5, 1),
        "government_use": True,
        "allow_private": True,
    }
    return Entry(
        name=name,
        domain=None if row is None else Domain(name=name, **{**base, **row}),
        truth={**_in_order(name, page, shown), FactKind.A: a, FactKind.AAAA: aaaa, **truth},
        records={
            **({(name, "A"): a} if a else {}),
            **({(name, "AAAA"): aaaa} if aaaa else {}),
            (zone, "NS"): SERVERS,
            **records,
        },
        zones=(zone,),
        moods=moods,
        answer=answer or full,
        certificate=shown,
        findings=findings,
    )


def home(place: str, code: str = "", **changes: Any) -> Page:
    """Return the home page of a place."""
    return Page(
        **{
            "title": f"{place}人民政府",
            "lines": (
                f"{place}召开常务会议研究部署秋收秋种工作",
                f"{place}公布重点民生实事完成情况",
                f"关于{place}城乡居民医疗保险缴费的通知",
                f"{place}老旧小区改造方案公开征求意见",
                f"{place}举办秋季专场招聘会",
            ),
            "code": code,
            "organizer": f"{place}人民政府办公室",
            **changes,
        }
    )


def plainly(page: Page) -> Callable[[Asked], Reply]:
    """Answer with one page over either scheme."""
    return lambda asked: Reply(body=page.html)


def _answering(name: str, page: Page) -> Callable[[Asked], Reply]:
    """HTTP leads to HTTPS, HTTPS shows the page."""

    def answer(asked: Asked) -> Reply:
        if not asked.secure:
            return Reply(status=301, location=f"https://{name}/")
        return Reply(body=page.html, headers=(("Strict-Transport-Security", HSTS),))

    return answer


def _in_order(name: str, page: Page, shown: Shown) -> dict[FactKind, Value]:
    end = f"https://{name}/"
    led, there = ("redirected", "200", end), ("alive", "200", end)
    return {
        FactKind.CNAME: (),
        FactKind.NS: SERVERS,
        FactKind.CAA: (),
        FactKind.DNSSEC: (),
        FactKind.RESOLVERS: (),
        FactKind.HTTP_V4: led,
        FactKind.HTTP_V6: led,
        FactKind.HTTPS_V4: there,
        FactKind.HTTPS_V6: there,
        FactKind.HOPS: (end,),
        FactKind.WEB: ("yes",),
        FactKind.FINAL_HOST: (name,),
        FactKind.TLS_TRUST: ("trusted",),
        FactKind.TLS_NAMES: tuple(sorted(shown.names)),
        FactKind.TLS_EXPIRES: (EXPIRY,),
        FactKind.TLS_ISSUER: (ISSUERS.get(shown.by, shown.names[0]),),
        FactKind.TLS_PROTOCOL: ("TLSv1.3",),
        FactKind.TLS_KEY: ("RSA", str(shown.rsa_bits)) if shown.rsa_bits else ("EC", "256"),
        FactKind.HSTS: (HSTS,),
        **page_truth(page),
    }


def page_truth(page: Page) -> dict[FactKind, Value]:
    """Return what a page says, over both families."""
    return {
        FactKind.TITLE: (page.title,),
        FactKind.ICP: (page.icp,) if page.icp else (),
        FactKind.POLICE: (page.police,) if page.police else (),
        FactKind.SITE_CODE: (page.code,) if page.code else (),
        FactKind.ORGANIZER: (page.organizer,) if page.organizer else (),
        FactKind.NEWEST: (page.newest,) if page.lines else (),
        FactKind.LOOKS: (),
        FactKind.PAGE_V4: (page.mark, page.title),
        FactKind.PAGE_V6: (page.mark, page.title),
    }


PAGE_FACTS = (
    FactKind.TITLE,
    FactKind.ICP,
    FactKind.POLICE,
    FactKind.SITE_CODE,
    FactKind.ORGANIZER,
    FactKind.NEWEST,
    FactKind.LOOKS,
    FactKind.PAGE_V4,
    FactKind.PAGE_V6,
)
TLS_FACTS = (
    FactKind.TLS_TRUST,
    FactKind.TLS_NAMES,
    FactKind.TLS_EXPIRES,
    FactKind.TLS_ISSUER,
    FactKind.TLS_PROTOCOL,
    FactKind.TLS_KEY,
    FactKind.HSTS,
)
WAY_FACTS = (FactKind.HTTP_V4, FactKind.HTTPS_V4, FactKind.HTTP_V6, FactKind.HTTPS_V6)
WEB_FACTS = (
    *WAY_FACTS,
    FactKind.WEB,
    FactKind.HOPS,
    FactKind.FINAL_HOST,
    *TLS_FACTS,
    *PAGE_FACTS,
)
DNS_FACTS = (
    FactKind.A,
    FactKind.AAAA,
    FactKind.CNAME,
    FactKind.NS,
    FactKind.CAA,
    FactKind.DNSSEC,
    FactKind.RESOLVERS,
)


def all_of(kinds: tuple[FactKind, ...], value: Value) -> dict[FactKind, Value]:
    """Return the same value for several kinds."""
    return dict.fromkeys(kinds, value)
