"""Policy documents 政策文件 and their interpretations 解读: which belong together, and how linked.

An interpretation belongs to a document that its title names in 《》, or whose title holds what
is left of its own without the words of interpreting; or where one of the pages links to the other.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from checks.articles import Article, documents, interpretations
from checks.columns import ColumnEvidence, Owner
from checks.evidence import Evidence
from checks.same_title import folded
from model.site import ColumnKind

_NAMED = re.compile(r"《([^《》]{4,80})》")
_INTERPRETING = re.compile(
    r"^(?:一图读懂|一图看懂|图解|解读|政策解读)[：:|｜]?|"
    r"的?(?:政策|文字|图文|图片|视频|专家|部门|负责人)?(?:解读|图解|问答|答记者问|说明)$"
)
_FEWEST_CHARS = 8  # of a name, folded: fewer names many documents
_NO_MATTER = ("废止", "征求意见")
"""Documents that need none: they end others, or are not yet any."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An interpretation beside a document, and which of the two pages links to the other."""

    other: Article  # the interpretation
    forth: bool  # the document's page links to it
    back: bool  # its page links to the document


@dataclass(frozen=True, slots=True)
class Interpreted:
    """One document with the interpretations that belong to it."""

    document: Article
    pairs: tuple[Pair, ...]
    unread: tuple[str, ...]  # paths of interpretation columns that could not be read
    has_column: bool  # the site has a column of interpretations
    finished: bool  # the crawl reached the end
    named: bool = False  # by the title of a listed one whose page was not read: elsewhere, a film

    @property
    def subject(self) -> str:
        """The document's address."""
        return self.document.subject

    @property
    def owner(self) -> Owner:
        """The document's column answers for it."""
        return self.document.owner


_MADE: WeakKeyDictionary[Evidence, tuple[Interpreted, ...]] = WeakKeyDictionary()


def interpreted(evidence: Evidence) -> tuple[Interpreted, ...]:
    """Give every document that may have an interpretation; put together once for all rows."""
    made = _MADE.get(evidence)
    if made is None:
        made = _MADE[evidence] = tuple(_interpreted(evidence))
    return made


def _interpreted(evidence: Evidence) -> Iterator[Interpreted]:
    columns = [c for c in evidence.columns if c.column.kind is ColumnKind.INTERPRETATION]
    unread = tuple(column.column.path for column in columns if column.reason)
    finished = evidence.snapshot.soundness.finished
    others = {other.page.url: other for other in interpretations(evidence)}
    asked = [d for d in documents(evidence) if not any(w in d.title for w in _NO_MATTER)]
    links_of = {url: _targets(evidence, url) for url in others}
    belonging = _by_title(asked, {url: other.title for url, other in others.items()})
    listed = _by_title(asked, _only_listed(evidence, columns, others))
    for address, targets in links_of.items():
        for url in targets:
            belonging.setdefault(url, {})[address] = None
    for document in asked:
        url = document.page.url
        targets = _targets(evidence, url) if others else frozenset()
        addresses = belonging.get(url, {}) | dict.fromkeys(others.keys() & targets)
        pairs = tuple(
            Pair(others[address], forth=address in targets, back=url in links_of[address])
            for address in sorted(addresses)
        )
        yield Interpreted(document, pairs, unread, bool(columns), finished, url in listed)


def _by_title(asked: list[Article], others: Mapping[str, str]) -> dict[str, dict[str, None]]:
    """Return by document the interpretations whose titles name it.

    Every run of the fewest letters of a title leads to it, so that a name is not looked for in
    all of them.
    """
    titled: dict[str, dict[int, None]] = {}
    titles = [folded(document.title) for document in asked]
    for at, title in enumerate(titles):
        for start in range(len(title) - _FEWEST_CHARS + 1):
            titled.setdefault(title[start : start + _FEWEST_CHARS], {})[at] = None
    found: dict[str, dict[str, None]] = {}
    for address, title in others.items():
        for name in _names(title):
            for at in titled.get(name[:_FEWEST_CHARS], ()):
                if name in titles[at]:
                    found.setdefault(asked[at].page.url, {})[address] = None
    return found


def _only_listed(
    evidence: Evidence, columns: Iterable[ColumnEvidence], others: Container[str]
) -> dict[str, str]:
    """Return the titles of listed interpretations whose pages were not read, by address."""
    snapshot = evidence.snapshot
    pages = (snapshot.page_at(url) for column in columns for url in column.pages)
    items = (item for page in pages if page is not None for item in page.listing.items)
    return {
        item.url: item.title
        for item in items
        if (page := snapshot.page_at(item.url)) is None or page.url not in others
    }


def _targets(evidence: Evidence, url: str) -> frozenset[str]:
    """Return the pages that a page's own links lead to."""
    pages = map(evidence.snapshot.page_at, evidence.snapshot.page_links.get(url, ()))
    return frozenset(page.url for page in pages if page is not None)


def _names(title: str) -> tuple[str, ...]:
    """Return what a document may be called whose interpretation bears this title, folded."""
    named = [folded(name) for name in _NAMED.findall(title)]
    if not named:
        named = [folded(_INTERPRETING.sub("", _INTERPRETING.sub("", title.strip())))]
        if named == [folded(title)]:
            return ()
    return tuple(name for name in named if len(name) >= _FEWEST_CHARS)
