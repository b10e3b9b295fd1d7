"""Evidence 佐证: the facts of one snapshot, each computed once, by name.

Checks name one of the functions below as what they judge `over`. A fact that was not
observed raises EvidenceMissing with a Chinese reason; it is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checks.columns import (
    ColumnEvidence,
    DatedItem,
    Owner,
    day_of,
    published_on,
    read_column,
    relative_day,
)
from checks.estate_index import EstateIndex
from checks.ownership import Ownership
from checks.wording import TextFacts, read_texts
from model.errors import EvidenceMissing
from model.page import PageFacts, PageKind
from model.snapshot import LedgerEntry, Snapshot, Target


class Evidence:
    """One snapshot with its derived facts; made for one judging and thrown away."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @cached_property
    def columns(self) -> tuple[ColumnEvidence, ...]:
        """Every column in register order."""
        return tuple(read_column(self.snapshot, column) for column in self.snapshot.columns)

    @cached_property
    def ownership(self) -> Ownership:
        """Which unit answers for which page."""
        return Ownership(self.snapshot.site, self.columns)

    @cached_property
    def pages_by_kind(self) -> dict[PageKind, tuple[PageFacts, ...]]:
        """The pages of the night by kind, each kind sorted by address.

        The page of a registered column is no article, whatever it looks like: with an item or two
        it may be read as one, and articles have duties that it has not.
        """
        kinds: dict[PageKind, list[PageFacts]] = {kind: [] for kind in PageKind}
        known = (self.snapshot.page_at(column.url) for column in self.snapshot.columns)
        heads = {page.url for page in known if page is not None}
        for page in self.snapshot.pages.values():
            article = page.kind is PageKind.ARTICLE
            kinds[PageKind.OTHER if article and page.url in heads else page.kind].append(page)
        return {
            kind: tuple(sorted(pages, key=lambda page: page.url)) for kind, pages in kinds.items()
        }

    @cached_property
    def pages(self) -> tuple[PageFacts, ...]:
        """All pages of the night, sorted by address."""
        return tuple(sorted(self.snapshot.pages.values(), key=lambda page: page.url))

    @cached_property
    def home(self) -> PageFacts:
        """The home page; raises EvidenceMissing if it was not read."""
        page = self.snapshot.home
        if page is None:
            target = self.snapshot.targets.get(self.snapshot.site.home_url)
            why = f"（{target.outcome.sentence}）" if target else ""
            raise EvidenceMissing(f"首页本次未读到{why}")
        return page

    @cached_property
    def home_urls(self) -> frozenset[str]:
        """The addresses under which the home page is known."""
        home = self.snapshot.home
        return frozenset({self.snapshot.site.home_url} | ({home.url} if home else set()))

    @cached_property
    def listed_dates(self) -> dict[str, date]:
        """The latest date that any list shows for an item, by the item's address."""
        dates: dict[str, date] = {}
        for page in self.snapshot.pages.values():
            for item in page.listing.items:
                on = day_of(item.date)
                if on is not None and (item.url not in dates or dates[item.url] < on):
                    dates[item.url] = on
        return dates

    @cached_property
    def newest_on_site(self) -> DatedItem | None:
        """The latest dated item or page anywhere on the site that is not in the future."""
        night_on = self.snapshot.night_on
        best: DatedItem | None = None
        for page in self.snapshot.pages.values():
            for item in page.listing.items:
                on = day_of(item.date) or relative_day(item, night_on)
                if on is not None and on <= night_on and (best is None or best.on < on):
                    best = DatedItem(on, item.title, item.url)
            on = published_on(page)
            if on is not None and on <= night_on and (best is None or best.on < on):
                best = DatedItem(on, page.title or page.url, page.url)
        return best

    @cached_property
    def texts(self) -> dict[str, TextFacts]:
        """What is wrong in the texts of the night's pages, by address."""
        return read_texts(self.snapshot)

    @cached_property
    def estate(self) -> EstateIndex:
        """The domain inventory; raises EvidenceMissing where this is not what is judged."""
        estate = self.snapshot.estate
        if estate is None:
            raise EvidenceMissing("本次监测的不是域名清单，未判定")
        return EstateIndex(estate, self.snapshot.site.unit)

    def date_of(self, url: str, shown: str | None) -> date | None:
        """Return an item's date: as its list shows it, as its page shows it, as any list does."""
        own = day_of(shown) or published_on(self.snapshot.page_at(url))
        return own or self.listed_dates.get(url)


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """One address that is linked to; `target` is None for a page that answered."""

    subject: str
    evidence: Evidence
    target: Target | None = None

    @property
    def owner(self) -> Owner:
        """Whoever owns all the places of the link answers for it."""
        places = self.target.places if self.target else ()
        return self.evidence.ownership.common(place.page for place in places)

    @property
    def on_home(self) -> bool:
        """Whether the home page is among the places."""
        places = self.target.places if self.target else ()
        return any(place.page in self.evidence.home_urls for place in places)


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """One item with its lines of the first-seen ledger, one for each list that shows it."""

    subject: str
    evidence: Evidence
    entries: tuple[LedgerEntry, ...]

    @property
    def owner(self) -> Owner:
        """The column that lists the item answers for it."""
        ownership = self.evidence.ownership
        owner = ownership.of(self.subject)
        return owner if owner.column else ownership.common(e.list_url for e in self.entries)


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole site as one subject, named by its home address."""

    subject: str
    evidence: Evidence

    @property
    def owner(self) -> Owner:
        """The sponsoring unit answers for its site."""
        return Owner(self.evidence.snapshot.site.unit)


def columns(evidence: Evidence) -> Iterable[ColumnEvidence]:
    """Give every column of the site."""
    return evidence.columns


def site(evidence: Evidence) -> Iterable[Whole]:
    """Give the site as a whole; raises EvidenceMissing if its home page was not read."""
    evidence.home  # noqa: B018  raises where there is nothing to judge
    return (Whole(evidence.snapshot.site.home_url, evidence),)


def link_targets(evidence: Evidence) -> Iterable[LinkTarget]:
    """Give the pages that answered and every target that did not simply answer.

    A target without places is linked from nowhere any more and gives nothing.
    """
    for url in evidence.snapshot.pages:
        yield LinkTarget(url, evidence)
    for url, target in evidence.snapshot.targets.items():
        if target.places:
            yield LinkTarget(url, evidence, target)


def ledger(evidence: Evidence) -> Iterable[LedgerItem]:
    """Give every item of the first-seen ledger."""
    entries: dict[str, list[LedgerEntry]] = {}
    for entry in evidence.snapshot.ledger:
        entries.setdefault(entry.item_url, []).append(entry)
    for url, lines in entries.items():
        yield LedgerItem(url, evidence, tuple(lines))
