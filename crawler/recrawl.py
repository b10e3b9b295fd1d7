"""Recrawl 复访: when an address is asked again. Pure.

Home, lists and whatever did not answer well: every night. The rest by what it did: changed,
sooner; unchanged, later, between a floor and a ceiling. An address met in the first night
tells nothing of its age; those are spread over the whole ceiling by the hash of the address,
so that every night has the same load and none is the night of everything. Nor is the one that
follows a night in which everything was asked: due days are brought forward by the hash.
"""

from __future__ import annotations

from datetime import date, timedelta
from zlib import crc32

from crawler.policy import (
    ARTICLE_MAX_DAYS,
    ARTICLE_MIN_DAYS,
    FILE_MAX_DAYS,
    FILE_MIN_DAYS,
    LATER_FACTOR,
    PAGE_MAX_DAYS,
    PAGE_MIN_DAYS,
    SOONER_FACTOR,
)
from model.fetch import FINE
from store.site_records import AskKind, Visit

MIN_DAYS = {"article": ARTICLE_MIN_DAYS, "page": PAGE_MIN_DAYS, "file": FILE_MIN_DAYS}
MAX_DAYS = {"article": ARTICLE_MAX_DAYS, "page": PAGE_MAX_DAYS, "file": FILE_MAX_DAYS}
EARLIEST_SHARE = 4
"""Up to one part in this of an interval an unchanged address is asked before its day."""
_NIGHTLY = ("home", "list", "external")


def next_visit(
    visit: Visit, night_on: date, *, first_night: bool, inside: bool, is_seed: bool
) -> tuple[str, int, str, date]:
    """Return (kind, interval in days, reason, due night) of an address looked at tonight."""
    kind = _kind(visit, inside=inside, is_seed=is_seed)
    if visit.outcome not in FINE:
        return kind, 1, "suspect", night_on + timedelta(days=1)
    if kind in _NIGHTLY:
        return kind, 1, "nightly", night_on + timedelta(days=1)
    least, most = MIN_DAYS[kind], MAX_DAYS[kind]
    mark = crc32(visit.url.encode())
    if visit.interval_days is None:
        if first_night:
            days = 1 + mark % most
            return kind, most, "spread", night_on + timedelta(days=days)
        return kind, least, "new", night_on + timedelta(days=least)
    if visit.changed:
        days = max(least, visit.interval_days // SOONER_FACTOR)
        return kind, days, "changed", night_on + timedelta(days=days)
    days = min(most, visit.interval_days * LATER_FACTOR)
    # Asked together (in a full night, say), they are not all due together.
    early = (mark >> 16) % (days // EARLIEST_SHARE + 1)
    return kind, days, "unchanged", night_on + timedelta(days=days - early)


def _kind(visit: Visit, *, inside: bool, is_seed: bool) -> str:
    if not inside:
        return "external"
    if visit.ask != AskKind.PAGE:
        return "file"
    if visit.page_kind == "home":
        return "home"
    if is_seed or visit.page_kind == "list" or visit.listing not in ("", "not_a_list"):
        return "list"
    return "article" if visit.page_kind == "article" else "page"
