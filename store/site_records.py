"""What the crawler hands to a site file and gets back from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from model.attachment import FileState
from model.fetch import FetchOutcome
from model.outside import OutsideLook
from model.page import Link, LinkKind, PageFacts
from store.site_pages import PackedText, ReadyPage


class AskKind(StrEnum):
    """How an address is asked."""

    PAGE = "page"  # GET, the body only if it is HTML
    CHECK = "check"  # HEAD, then a ranged GET, then GET closed at the headers; files whole
    ROBOTS = "robots"  # robots.txt of an origin
    PROBE = "probe"  # an address that cannot exist: how does the site say "not found"?


class Stage:
    """The order of rows inside one level."""

    ROBOTS = 0
    PROBE = 1
    HOME = 2
    REST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One address of the frontier."""

    address: int
    url: str
    kind: AskKind
    level: int  # turn in breadth-first order; redirects take a turn of their own
    stage: int
    seq: int  # place inside level and stage
    depth: int  # clicks from the home page
    hops: int  # redirects followed to get here
    tries: int = 0  # requests made in this run
    second: bool = False  # asked again in the second pass
    via: int | None = None  # the page of a crowded shape that was the first to name it


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An address that was met and will not be asked in this run, with the reason's word."""

    row: Row
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address met in a level, with every kind of link that led to it."""

    address: int
    url: str
    kinds: frozenset[LinkKind]
    depth: int
    hops: int
    via: int | None = None  # the page of a crowded shape that was the first to name it


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A body that was read, or a reading that is still good (`known`)."""

    known: int | None = None
    body: bytes = b""
    read_as: str = ""
    facts: PageFacts | None = None
    links: tuple[Link, ...] = ()
    text: str = ""
    ready: ReadyPage | None = None  # made ready by the one who read it; else the store does it


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file that was looked into, or what was read of it before (`known`)."""

    known: int | None = None
    digest: bytes = b""  # sha256 of the file; empty where it was not fetched
    size: int = 0
    read_as: str = ""
    format: str = ""
    state: FileState = FileState.UNSUPPORTED
    text: PackedText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """What was read of a file before it is asked again."""

    file: int
    read_as: str
    size: int
    etag: str
    last_modified: str
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an address answered in this run."""

    outcome: FetchOutcome
    status: int | None = None
    location: str | None = None  # next address of a redirect or an instant refresh
    page: ReadPage | None = None
    file: ReadFile | None = None  # of an attachment
    look: OutsideLook | None = None  # of a page of another site
    content_type: str = ""
    detail: str = ""
    etag: str = ""
    last_modified: str = ""
    tries: int = 1
    requests: int = 1  # made since the last commit of this address
    not_modified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was known of an address before it is asked: for conditional requests."""

    reading: int
    read_as: str
    location: str | None
    content_type: str
    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What a look at an address showed, for the plan of the next one."""

    url: str
    ask: str
    outcome: str
    changed: bool  # answered otherwise than the night before
    page_kind: str  # of what was read; "" when nothing was
    listing: str  # state of the list on it
    interval_days: int | None  # before this look; None: met for the first time


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of one night."""

    id: int
    night: str  # ISO date
    previous_night: str | None  # the last stored night before this one
    resumed: bool

    @property
    def night_on(self) -> date:
        """The night as a date."""
        return date.fromisoformat(self.night)
