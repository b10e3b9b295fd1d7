"""What `xunjian discover` proposes: a register with a reason and a certainty for every cell.

Pure records: made by `extract/discovery*.py` from the facts of one crawl, printed by `reports`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from model.page import ListState
from model.site import Column, ColumnKind, ColumnLevel, Register
from model.span import Span


class Certainty(StrEnum):
    """How sure a proposed value is; it decides the colour of its cell."""

    SURE = "sure"  # the page says it in so many words
    PROBABLE = "probable"  # several signs point the same way
    GUESS = "guess"  # little speaks for it: a person has to look


CERTAINTY_NAMES: dict[Certainty, str] = {
    Certainty.SURE: "页面写明",
    Certainty.PROBABLE: "较有把握",
    Certainty.GUESS: "推测",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value was proposed, in Chinese, and how sure it is."""

    certainty: Certainty
    text: str


@dataclass(frozen=True, slots=True)
class SourceShare:
    """A unit that signs items of a column (来源), and how many of those read it signs."""

    name: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often a column is updated: items by age in days at the night, and their gaps."""

    newest_on: date | None = None  # latest day that is not in the future
    items: int = 0  # as the list says, else as counted
    dated: int = 0  # items with a readable day that is not in the future
    last_30: int = 0
    last_90: int = 0
    last_365: int = 0
    median_gap_days: float | None = None  # between days with updates of the last two years
    long_gap_days: float | None = None  # nine of ten gaps are no longer than this
    partial: bool = False  # older items of the last year stand on pages that were not read


@dataclass(frozen=True, slots=True)
class NationalLimit:
    """The limit a rulebook sets for one kind and level, and the words it gives for it."""

    span: Span
    basis: str


Limits = Mapping[tuple[ColumnKind, ColumnLevel], NationalLimit]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedColumn:
    """One proposed column; `reasons` are by attribute of `Column`."""

    column: Column
    reasons: Mapping[str, Reason]
    state: ListState
    rhythm: Rhythm
    pages_read: int = 1
    sources: tuple[SourceShare, ...] = ()  # most frequent first
    signed: int = 0  # article pages read that print a source
    limit: NationalLimit | None = None
    remark: str = ""  # Chinese; why nothing could be read


class HostGroup(StrEnum):
    """What a host that the site links to probably is."""

    OWN_DOMAIN = "own_domain"  # under the registered domain of the site itself
    DISTRICT = "district"  # of a body of the same district, by the words that link to it
    GOVERNMENT = "government"  # under gov.cn, whose is not known
    MEDIA = "media"  # an account on a platform that is open to everybody
    OTHER = "other"


HOST_GROUP_NAMES: dict[HostGroup, str] = {
    HostGroup.OWN_DOMAIN: "本网站域名下的其他主机",
    HostGroup.DISTRICT: "本地单位的网站",
    HostGroup.GOVERNMENT: "其他政府网站",
    HostGroup.MEDIA: "新媒体等第三方平台",
    HostGroup.OTHER: "其他网站",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedHost:
    """A host outside the site, as the pages of one night link to it."""

    host: str
    pages: int  # pages that link to it
    addresses: int  # distinct addresses on it that are linked to
    texts: Mapping[str, int]  # words of the links, with how many places carry them
    example: str  # the first page by address that links to it
    samples: tuple[str, ...] = ()  # some of the addresses, the first ones in order


@dataclass(frozen=True, slots=True, kw_only=True)
class HostMark:
    """What a round over the domains saw at the foot of a host's page."""

    icp: str  # ICP 备案号 as printed
    seen_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedHost:
    """A linked host with what it probably is; `reason` says why."""

    linked: LinkedHost
    group: HostGroup
    domain: str  # registered domain; "" for a bare IP address
    is_government: bool  # under gov.cn
    text: str  # the words that link to it most
    unit: str  # body that probably sponsors it, "" where none is named
    reason: Reason
    beside: tuple[str, ...] = ()  # hosts on the same network addresses, the site's own first


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an existing register and a new proposal do not share; addresses and paths."""

    new: tuple[Column, ...] = ()
    moved: tuple[tuple[Column, Column], ...] = ()  # as registered, as found
    vanished: tuple[Column, ...] = ()  # their addresses answer that there is no such page
    unseen: tuple[tuple[Column, str], ...] = ()  # not found, which proves nothing; Chinese why

    @property
    def any(self) -> bool:
        """Whether anything changed at all, or could not be told."""
        return bool(self.new or self.moved or self.vanished or self.unseen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The whole proposal for one site; `register` is ready for import."""

    night_on: date
    register: Register
    columns: tuple[ProposedColumn, ...]  # in the order of the register's columns
    site_reasons: Mapping[str, Reason] = field(default_factory=dict)  # by attribute of `Site`
    unit_reasons: Mapping[str, Reason] = field(default_factory=dict)  # by unit name
    pages: int = 0  # documents of the crawl it rests on
    hosts: tuple[ProposedHost, ...] = ()  # other sites that may have to be registered
    notices: tuple[str, ...] = ()  # Chinese: what limits it as a whole
    changes: Changes | None = None  # against an existing register, if one was given
