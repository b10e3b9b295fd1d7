"""Disclosure guide or catalogue missing or empty (信息公开指南、目录缺失).

Finds
    A portal on which no page bears the words of the row (公开指南, 公开目录) in its title, its
    column or its breadcrumb, and none is in the register; or on which such a page holds nothing.

Why
    政府信息公开条例 (2019) article 12: organs compile and publish both, and update them in time.

Judges
    SUSPECT         none on a site that was read to the end: it may bear other words; or the pages
                    that bear them have less text than the row asks, and no list
    OK              one has its text, or its list
    NOT_APPLICABLE  the site is no portal
    NOT_JUDGED      none was met in a crawl that did not reach the end; or those that bear the
                    words were not read, or are drawn by script

Remedy
    Publish it where everybody looks for it, under its official name.

Units
    Characters of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.evidence import Evidence, Whole, site
from checks.found import silent, suspect, unjudged
from checks.registry import check
from model.finding import Finding, Place, Verdict
from model.page import ListState, PageFacts
from model.site import SiteKind

_LISTED = frozenset({ListState.ITEMS, ListState.UNDATED})
_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Options:
    """The page's official name, what a page may be called instead, and how little text is none."""

    name: str
    words: tuple[str, ...]  # any of them
    least_chars: int


def applies(whole: Whole, _options: Options) -> bool:
    """Judge portals: departments publish theirs there."""
    return whole.evidence.snapshot.site.kind is SiteKind.PORTAL


@check(title="信息公开指南或目录缺失", over=site, options=Options, applies=applies)
def judge(whole: Whole, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if no page of the name has anything on it."""
    evidence, name = whole.evidence, options.name
    pages = tuple(_named(evidence, options.words))
    if any(_says_something(evidence, page, options.least_chars) for page in pages):
        yield silent(name, Verdict.OK)
        return
    unread = [
        column.column.path
        for column in evidence.columns
        if _is_called(column.column.path, options.words)
        and (column.reason or evidence.snapshot.page_at(column.subject) is None)
    ]
    if unread or any(page.listing.state is ListState.SCRIPTED for page in pages):
        where = f"“{unread[0]}”" if unread else "相应页面"
        yield unjudged(name, f"{where}的内容没有读到，{name}是否完整未判定")
    elif pages:
        yield suspect(
            name,
            f"{name}的页面没有内容，请核实",
            places=tuple(Place(page.url, page.title or "", "") for page in pages[:_MOST_PLACES]),
        )
    elif not evidence.snapshot.soundness.finished:
        yield unjudged(name, f"本次巡检未覆盖全站，未见{name}，未判定")
    else:
        yield suspect(name, f"全站没有读到{name}，请核实")


def _named(evidence: Evidence, words: tuple[str, ...]) -> Iterator[PageFacts]:
    """Give the pages that are called so, and those of columns that are."""
    columns = {
        page.url
        for column in evidence.columns
        if _is_called(column.column.path, words)
        and (page := evidence.snapshot.page_at(column.subject)) is not None
    }
    for page in evidence.pages:
        own = (page.title, page.column, *page.breadcrumb[-2:])
        if page.url in columns or any(text and _is_called(text, words) for text in own):
            yield page


def _is_called(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _says_something(evidence: Evidence, page: PageFacts, least_chars: int) -> bool:
    if page.listing.state in _LISTED:
        return True
    return len(evidence.snapshot.texts.get(page.url, "")) >= least_chars
