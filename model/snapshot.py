"""Snapshot 快照: one site in one night, as it was seen. Built by `store`, judged by `checks`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from model.attachment import Attachment
from model.domain_fact import Fact, FactKind
from model.estate import Estate
from model.fetch import FetchOutcome
from model.finding import Place
from model.fragment import FragmentTarget
from model.inquiry import CertificateLook, EnginePage, HomeScripts, SearchTry
from model.media import MediaAccount
from model.named_link import ListedLinks, NamedLinks
from model.outside import OutsideTarget
from model.page import LinkKind, PageFacts
from model.probe import ProbeLog
from model.site import Column, Exemption, Site
from model.upstream import SourceSeen, UpstreamItem
from model.words import WordList
from model.workdays import WorkCalendar

MAX_HOPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A link target that did not simply answer: every outcome but ALIVE and REDIRECTED.

    `places` are all pages of the night that link to it, sorted by page address. Very many of
    what nobody asked or reached are read from the store again each time.
    """

    url: str
    kind: LinkKind
    outcome: FetchOutcome
    status: int | None = None
    final_url: str | None = None
    detail: str = ""  # technical cause, for the engineer
    failed_nights: int = 0  # nights in a row on which it failed, this one included
    first_failed_on: date | None = None
    tries: int = 1  # requests made in this night
    confirmed: bool = False  # failed often enough, by the setting, to be held against anyone
    places: Sequence[Place] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """First-seen ledger 首见台账: one item of one list, and the night we first saw it.

    `looked_on` is the last night before `first_seen_on` on which the same list was read
    without this item; None if the list had not been read before. `covered_from` is the
    oldest item date that earlier reading showed: an item dated before it may only have
    stood on a page of the list we had not read.
    """

    list_url: str
    item_url: str
    title: str
    shown: str | None  # date as shown when first seen
    first_seen_on: date
    looked_on: date | None = None
    covered_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """Whether the crawl was good enough to judge from; if not, nothing is held against a unit."""

    sound: bool
    reason: str = ""  # Chinese, when not sound
    finished: bool = True  # the frontier ran dry (no cap, no abort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What one night knows of one site.

    `pages` are the HTML documents that answered 200, by their own address; `redirects` map
    an asked address to the next one; `targets` hold whatever did not answer well. `texts` hold
    what pages say, one line a block: go through `texts.items()`, which holds one at a time.
    """

    site: Site
    night_on: date
    observed_at: datetime
    soundness: Soundness
    pages: Mapping[str, PageFacts]
    redirects: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    ledger: tuple[LedgerEntry, ...] = ()
    columns: tuple[Column, ...] = ()  # register's, or inferred ones marked so
    exemptions: tuple[Exemption, ...] = ()
    previous_night_on: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)  # by address; read when asked for
    attachments: Mapping[str, Attachment] = field(default_factory=dict)  # looked into
    page_links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # read when asked for
    named_links: NamedLinks = field(default_factory=ListedLinks, compare=False)  # of the same links
    weak_tls: Mapping[str, str] = field(default_factory=dict)  # what was agreed on, by own host
    titles_before: Mapping[str, str] = field(default_factory=dict)  # oldest kept, where another
    outside_new: Mapping[str, tuple[Place, ...]] | None = None  # hosts first linked to of late
    outside: Mapping[str, OutsideTarget] | None = None  # links to other sites that were looked at
    fragments: Mapping[str, FragmentTarget] | None = None  # None: nobody asked for them
    words: WordList = field(default_factory=WordList)  # the office's own, beside the program's
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    probes: ProbeLog = field(default_factory=ProbeLog)  # visits to home over the last weeks
    accounts: tuple[MediaAccount, ...] = ()  # new media of the register's sheet
    upstream: tuple[UpstreamItem, ...] = ()  # what the register's source columns published
    sources: tuple[SourceSeen, ...] = ()  # which source columns this night read
    searches: tuple[SearchTry, ...] = ()  # trials of the site's own search
    home_scripts: HomeScripts | None = None  # None: not looked into
    engine_pages: tuple[EnginePage, ...] = ()  # pages as a search engine gets them
    certificates: tuple[CertificateLook, ...] = ()  # of the site's own https hosts
    home_facts: Mapping[FactKind, Fact] = field(default_factory=dict)  # of the home page's host
    estate: Estate | None = None  # the inventory, where that is what is judged

    def page_at(self, url: str) -> PageFacts | None:
        """Return the page that answered for this address, redirects followed."""
        for _ in range(MAX_HOPS):
            page = self.pages.get(url)
            if page is not None:
                return page
            following = self.redirects.get(url)
            if following is None:
                return None
            url = following
        return None

    @property
    def home(self) -> PageFacts | None:
        """The home page, or None if it was not read in this night."""
        return self.page_at(self.site.home_url)
