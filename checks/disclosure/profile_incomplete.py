"""Overview, duties or leaders missing, empty or incomplete (概况信息、机构职能、领导信息).

Finds
    A portal without a page or column of the kind the row names, with an empty one, or with one
    that says nothing of an element the row asks (of leaders 职务, 分工, 简历; of duties 职能,
    办公地址, 办公时间, 联系方式). Read are the pages the register lists under the kind, pages that
    bear the words of the row in title, column or breadcrumb, and what these list or lead to.

Why
    The table of 2019 charges missing columns of overview, duties and leaders, and what is
    missing, wrong or out of date in them.

Judges
    SUSPECT         nothing on a site that was read to the end; a page without text; or an element
                    none of whose words stands on any of the pages: it may stand in a picture or
                    under other words, so a person looks. Whether what is there is true and of
                    today, and whether every name is right, staff say (xunjian manual)
    OK              there, with text and every element
    NOT_APPLICABLE  the site is no portal
    NOT_JUDGED      none was met in a crawl that did not reach the end; its column was not read;
                    or the pages are drawn by script or are only lists whose pages were not read

Remedy
    Open the column, fill it, and add what is missing.

Units
    Characters of text; elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checks.columns import ColumnEvidence
from checks.evidence import Evidence, Whole, site
from checks.found import silent, suspect, unjudged
from checks.registry import check
from model.finding import Finding, Place, Verdict
from model.page import ListState, PageFacts
from model.site import ColumnKind, SiteKind

_LISTED = frozenset({ListState.ITEMS, ListState.UNDATED})
_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Options:
    """The name, the kind and words of its pages, the least text, and the words of its elements."""

    name: str  # Chinese; the subject of the finding
    kind: ColumnKind
    words: tuple[str, ...]
    least_chars: int
    elements: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Said:
    """What the pages say together, as far as read: how many characters, and which elements."""

    chars: int
    elements: frozenset[str]


def applies(whole: Whole, _options: Options) -> bool:
    """Judge portals: the row is asked of them only."""
    return whole.evidence.snapshot.site.kind is SiteKind.PORTAL


@check(title="概况、职能或领导信息不完整", over=site, options=Options, applies=applies)
def judge(whole: Whole, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding for a missing or empty page, else one for every missing element."""
    evidence, name = whole.evidence, options.name
    columns = [c for c in evidence.columns if _is_of(c, options)]
    pages = _pages(evidence, columns, options.words)
    said = _said(evidence, pages, options)
    unread = [c.column.path for c in columns if evidence.snapshot.page_at(c.subject) is None] or [
        p.title or p.url for p in pages if p.listing.state is ListState.SCRIPTED
    ]
    listed = [p for p in pages if p.listing.state in _LISTED]
    if unread:
        yield unjudged(name, f"“{unread[0]}”的内容没有读到，{name}是否完整未判定")
    elif not pages and not evidence.snapshot.soundness.finished:
        yield unjudged(name, f"本次巡检未覆盖全站，未见{name}，未判定")
    elif not pages:
        yield suspect(name, f"全站没有读到{name}的栏目或网页，请核实")
    elif said.chars < options.least_chars and not listed:
        yield suspect(name, f"{name}的网页没有内容，请核实", places=_places(pages))
    elif said.chars < options.least_chars:
        yield unjudged(name, f"{name}只读到目录，所列网页没有读到，内容是否完整未判定")
    else:
        yield silent(name, Verdict.OK)
        for element, words in options.elements.items():
            subject = f"{name}：{element}"
            if element in said.elements:
                yield silent(subject, Verdict.OK)
            else:
                yield suspect(
                    subject,
                    f"{name}的{len(pages)}个网页上没有读到{element}，请核实",
                    places=_places(pages),
                    element=element,
                    words=list(words),
                )


def _said(evidence: Evidence, pages: list[PageFacts], options: Options) -> _Said:
    """Read the pages one at a time, no more than it takes to decide: they may be thousands."""
    chars, open_ = 0, dict(options.elements)
    for page in pages:
        if not open_ and chars >= options.least_chars:
            break
        text = evidence.snapshot.texts.get(page.url, "")
        chars += len(text)
        for element in [e for e, words in open_.items() if any(word in text for word in words)]:
            del open_[element]
    return _Said(chars, frozenset(options.elements.keys() - open_.keys()))


def _is_of(column: ColumnEvidence, options: Options) -> bool:
    named = column.column.path.rpartition(" > ")[2]
    return column.column.kind is options.kind or any(word in named for word in options.words)


def _pages(
    evidence: Evidence, columns: list[ColumnEvidence], words: tuple[str, ...]
) -> list[PageFacts]:
    """Return the pages of the columns, those called so, and what these list or lead to."""
    snapshot = evidence.snapshot
    found: dict[str, PageFacts] = {}
    for url in [url for c in columns for url in (c.subject, *c.pages, *c.item_urls)]:
        page = snapshot.page_at(url)
        if page is not None:
            found[page.url] = page
    for page in evidence.pages:
        own = (page.title if not page.published else "", page.column, *page.breadcrumb[-2:])
        if any(text and any(word in text for word in words) for text in own):
            found[page.url] = page
    for page in list(found.values()):
        items = (item.url for item in page.listing.items)
        for url in (*items, *snapshot.page_links.get(page.url, ())):
            below = snapshot.page_at(url)
            if below is not None:
                found.setdefault(below.url, below)
    return list(found.values())


def _places(pages: list[PageFacts]) -> tuple[Place, ...]:
    return tuple(Place(page.url, page.title or "", "") for page in pages[:_MOST_PLACES])
