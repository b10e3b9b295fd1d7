"""The invented district for one day: its register, its pages on each night, its truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demo import city, media, search
from demo import words as w
from demo.city import CITY
from demo.content import Answers, BaseUrls, content, night_index
from demo.faults import LINK_LOCAL
from demo.items import Item, all_items, seen_on
from demo.plan import COLUMNS, PORTAL, TOURISM, columns_of
from demo.planted import ENGINE, FOR_ENGINES
from demo.probes import probes
from demo.resource import Resource
from demo.tags import SITE_NAMES
from demo.truth import Expected, ExpectedLetter, expected, letters, not_judged
from model.probe import Probe
from model.site import Column, Exemption, Register, Site, SiteKind, Unit
from model.span import parse_span


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """The district on the demo's day D; the three nights are D-2, D-1 and D.

    Addresses depend on the ports it is served on: `base_urls` gives scheme, host and port
    by site code, without a slash at the end.
    """

    today: date
    items: Mapping[str, tuple[Item, ...]]  # by folder of the column

    @property
    def nights(self) -> tuple[date, ...]:
        """The three nights in order; the last one is D."""
        return (self.today - timedelta(days=2), self.today - timedelta(days=1), self.today)

    @property
    def codes(self) -> tuple[str, str]:
        """The 网站标识码 of the portal and of the department's site."""
        return (PORTAL, TOURISM)

    @property
    def hosts(self) -> tuple[str, ...]:
        """What is served, each on a port of its own: the sites, and the city that is a source."""
        return (*self.codes, CITY)

    @property
    def forbidden(self) -> tuple[str, ...]:
        """Addresses that stand in the pages and must never be asked."""
        return (LINK_LOCAL,)

    def register(self, base_urls: BaseUrls) -> Register:
        """Return the office's register of this district."""
        return Register(
            units=tuple(
                Unit(name=name, short_name=short, contact="网站联络员", phone=w.phone(name))
                for name, short in w.UNITS
            ),
            sites=tuple(_site(code, base_urls[code]) for code in self.codes),
            columns=tuple(
                Column(
                    site_code=c.site,
                    path=c.path,
                    url=base_urls[c.site] + c.address,
                    kind=c.kind,
                    level=c.level,
                    unit=c.unit,
                    interval=parse_span(c.interval) if c.interval else None,
                    interval_source=c.interval_source,
                )
                for c in COLUMNS
            ),
            exemptions=tuple(
                Exemption(
                    site_code=c.site,
                    url=base_urls[c.site] + c.address,
                    reason="专题报道已结束，栏目整合方案正在报批",
                    approver=w.OFFICE,
                    until_on=self.today + timedelta(days=90),
                )
                for c in COLUMNS
                if c.exempt
            ),
            sources=city.sources(base_urls[CITY]) if CITY in base_urls else (),
            accounts=media.accounts(self.today),
        )

    def content(self, code: str, night_on: date, base_urls: BaseUrls) -> Answers:
        """Return everything a site answers on a night, by address below the site."""
        return content(code, self.items, self.today, night_on, base_urls)

    def asked(
        self, code: str, night_on: date, target: str, agent: str, base_urls: BaseUrls
    ) -> Resource | None:
        """Return what depends on the very request: the search, and the page for engines."""
        if code != PORTAL:
            return None
        if ENGINE in agent and target == "/":
            home = self.content(code, night_on, base_urls)["/"]
            body = home.body.replace(b"<body>", f"<body>{FOR_ENGINES}".encode(), 1)
            return replace(home, body=body)
        shown = (item for c in columns_of(code) for item in seen_on(self.items[c.folder], night_on))
        return search.answer(target, shown, night_index(self.today, night_on))

    def probes(self, code: str) -> tuple[Probe, ...]:
        """Return the visits to a site's home page before the demo's day, oldest first."""
        return tuple(probes(code, self.today))

    def truth(self, base_urls: BaseUrls, night_on: date | None = None) -> tuple[Expected, ...]:
        """Return the exact full set of findings of one night (None: of D), sorted."""
        return expected(self.items, self.today, night_on or self.today, base_urls)

    def not_judged(self, base_urls: BaseUrls, night_on: date | None = None) -> tuple[Expected, ...]:
        """Return what must stay 未判定 on a night."""
        return not_judged(night_on or self.today, base_urls)

    def adopted(self, night_on: date | None = None) -> tuple[str, ...]:
        """Return the units whose items the city has taken up this year, once for each item."""
        return city.adopted(self.items, self.today, night_on or self.today)

    def expected_letters(self, night_on: date | None = None) -> tuple[ExpectedLetter, ...]:
        """Return which units get a 更新提醒 or a 督促函 on a night, and for which columns."""
        return letters(self.today, night_on or self.today)


def build(today: date) -> District:
    """Invent the district for this day; the same day always gives the same district."""
    return District(today=today, items=all_items(today))


def _site(code: str, url: str) -> Site:
    portal = code == PORTAL
    return Site(
        code=code,
        name=SITE_NAMES[code],
        home_url=f"{url}/",
        unit=w.OFFICE if portal else w.CULTURE,
        kind=SiteKind.PORTAL if portal else SiteKind.DEPARTMENT,
        allow_private=True,
    )
