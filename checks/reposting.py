"""Titles on both sides of a repost: what our lists show of others' items, and others of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checks.columns import DatedItem, day_of
from checks.evidence import Evidence
from checks.same_title import Titles, folded
from model.adoption import Adoption
from model.upstream import SourceUse


@dataclass(frozen=True, slots=True)
class Shown:
    """One place in the site's lists that shows a wanted title."""

    url: str
    on: date | None
    clock: str = ""  # "HH:MM[:SS]" where list or page show one


def shown_under(evidence: Evidence, wanted: Iterable[str]) -> dict[str, list[Shown]]:
    """Return what the site's lists show under the wanted titles, by folded title."""
    titles = Titles(wanted)
    found: dict[str, list[Shown]] = {}
    for page in evidence.pages:
        for item in page.listing.items:
            for key in titles.of(item.title):
                found.setdefault(key, []).append(_shown(evidence, item.url, item.date))
    return found


def adopted(evidence: Evidence) -> tuple[Adoption, ...] | None:
    """Return the site's own items that a source column took up 采用, since the year began.

    None where no source column of that use was ever read: nothing is known, not even zero.
    It took one up if it bears the same title and our own is dated, and no later. Of several that
    do, it is the latest.
    """
    snapshot = evidence.snapshot
    items = [
        item
        for item in snapshot.upstream
        if item.use is SourceUse.ADOPT
        and item.on.year == snapshot.night_on.year
        and item.on <= snapshot.night_on
    ]
    if not items:
        read = any(s.use is SourceUse.ADOPT and not s.reason for s in snapshot.sources)
        return () if read else None
    shown = shown_under(evidence, (item.title for item in items))
    found = []
    for item in items:
        own = [
            DatedItem(each.on, item.title, each.url)
            for each in shown.get(folded(item.title), ())
            if each.on is not None and each.on <= item.on
        ]
        if not own:
            continue
        newest = max(own, key=lambda one: (one.on, one.url))  # titles come back year by year
        owner = evidence.ownership.of(newest.url)
        found.append(
            Adoption(
                unit=owner.unit,
                column=owner.column,
                title=item.title,
                url=newest.url,
                on=newest.on,
                source=item.source,
                source_url=item.url,
                adopted_on=item.on,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.adopted_on, one.source_url)))


def _shown(evidence: Evidence, url: str, listed: str | None) -> Shown:
    on = evidence.date_of(url, listed)
    page = evidence.snapshot.page_at(url)
    for text in (listed, page.published if page else None):
        if text and len(text) > 10 and day_of(text) == on:
            return Shown(url, on, text[11:])
    return Shown(url, on)
