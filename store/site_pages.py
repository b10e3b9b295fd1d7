"""A page made ready for the store: hashed, packed and encoded, before anything is written. Pure.

This is most of what storing a page costs, and needs no database, so it may be done in
another process than the one that writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import zstandard

from model.page import Link, LinkKind, LinkPosition, PageFacts
from store.site_codec import encode_facts
from store.site_link_tables import SET_DIGEST_BYTES

TEXT_DIGEST_BYTES = 16
"""Of a text's hash: enough to tell the texts of one site apart."""

_LEVEL = 3
_PACKER = zstandard.ZstdCompressor(level=_LEVEL)

_KINDS = {kind: kind.value for kind in LinkKind}  # an enum's own `value` costs ten times this
_POSITION = attrgetter("position")
_REMEMBERED, _MOST_LINKS = 64, 400  # regions: the same menu and footer stand on every page

Entry = tuple[str, str, str]
"""Address, kind and text of one link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The links of one region of a page, in order of appearance."""

    position: str
    digest: bytes
    entries: tuple[Entry, ...]  # may be empty where the store has this digest already


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedText:
    """A text as it will be written: its hash, its characters in bytes, and packed."""

    digest: bytes
    size: int
    packed: bytes


class Listed(NamedTuple):
    """What one page lists: its own address, its items, and the other pages of the list."""

    url: str
    items: tuple[tuple[str, str, str | None], ...]  # title, address, date
    pager: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPage:
    """One page as it will be written."""

    digest: bytes  # sha256 of the body
    size: int
    packed: bytes | None  # None: only the hash is kept
    facts: str
    listed: Listed | None  # what the page lists, for the first-seen ledger
    regions: tuple[Region, ...]
    text: PackedText | None = None  # None: the page says nothing of its own


def make_ready(
    body: bytes, facts: PageFacts, links: Iterable[Link], *, whole: bool, text: str = ""
) -> ReadyPage:
    """Return a page as it will be written; `whole` keeps the body and not only its hash."""
    return ReadyPage(
        digest=digest_of(body),
        size=len(body),
        packed=_PACKER.compress(body) if whole else None,
        facts=encode_facts(facts),
        listed=listed_of(facts),
        regions=regions_of(links),
        text=pack_text(text) if text else None,
    )


def listed_of(facts: PageFacts) -> Listed | None:
    """Return what a page lists; None where it lists nothing."""
    listing = facts.listing
    if not listing.items:
        return None
    items = tuple((item.title, item.url, item.date) for item in listing.items)
    return Listed(facts.url, items, tuple(listing.pager))


def pack_text(text: str) -> PackedText:
    """Return a text as it will be written."""
    raw = text.encode("utf-8", "replace")
    digest = hashlib.sha256(raw).digest()[:TEXT_DIGEST_BYTES]
    return PackedText(digest=digest, size=len(raw), packed=_PACKER.compress(raw))


def digest_of(body: bytes) -> bytes:
    """Return the hash that a body is known by."""
    return hashlib.sha256(body).digest()


def regions_of(links: Iterable[Link]) -> tuple[Region, ...]:
    """Return the links region by region; a link that repeats inside its region counts once."""
    regions: dict[LinkPosition, list[Link]] = {}
    for position, run in groupby(links, _POSITION):  # mostly in runs of one position
        regions.setdefault(position, []).extend(run)
    return tuple(
        _region_of(position, tuple(region))
        if len(region) <= _MOST_LINKS
        else _made(position, tuple(region))
        for position, region in regions.items()
    )


def _made(position: LinkPosition, links: tuple[Link, ...]) -> Region:
    entries = tuple(dict.fromkeys((link.url, _KINDS[link.kind], link.text) for link in links))
    name = position.value
    return Region(position=name, digest=set_digest(name, entries), entries=entries)


_region_of = lru_cache(maxsize=_REMEMBERED)(_made)


def set_digest(position: str, entries: Sequence[Entry]) -> bytes:
    """Return the content hash of a link set: position, then address, kind and text of each."""
    text = "\x1e".join((position, *("\x1f".join(entry) for entry in entries)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:SET_DIGEST_BYTES]
