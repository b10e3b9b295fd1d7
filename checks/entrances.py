"""Entrances 入口: links by which a reader gets to consultation, services or a system, and pages.

A link to an article (咨询会召开…) is none, whatever its words, nor one called like an article
(关于征集意见的通知), which may not have been read. Whether an entrance opens is told
by what the night knows of its address; what gave no answer to go by is neither open nor shut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.evidence import Evidence
from model.fetch import FetchOutcome
from model.finding import Place
from model.named_link import SHORT
from model.page import PageKind
from model.site import ColumnKind

_CALLED_LIKE_ARTICLE = re.compile(r"的(?:通知|公告|公示|通告|决定|批复|通报|函|方案|报告|解读)$")


@dataclass(frozen=True, slots=True)
class Entrance:
    """One entrance: where it leads, what it is called, a page that shows it, and if it opens."""

    url: str
    text: str
    page: str
    opens: bool | None  # None: not known, or not shut often enough yet

    @property
    def place(self) -> Place:
        """Where a reader finds it."""
        return Place(self.page, self.text, "")


def entrances(
    evidence: Evidence, words: Sequence[str], kinds: Sequence[ColumnKind] = ()
) -> tuple[Entrance, ...]:
    """Return the entrances called by one of the words, and columns of the kinds, by address."""
    found = {one.url: one for one in _columns(evidence, kinds)}
    for each in (*_links(evidence, words), *_pages(evidence, words)):
        found.setdefault(each.url, each)
    return tuple(found[url] for url in sorted(found))


def opens(evidence: Evidence, url: str) -> bool | None:
    """Whether an address answered tonight: True, False for a confirmed failure, else None."""
    snapshot = evidence.snapshot
    target = snapshot.targets.get(url)
    if snapshot.page_at(url) is not None or target is None:
        return True
    if target.outcome.is_fine or target.outcome is FetchOutcome.NEEDS_LOGIN:
        return True
    return False if target.outcome.is_failure and target.confirmed else None


def _columns(evidence: Evidence, kinds: Sequence[ColumnKind]) -> Iterator[Entrance]:
    for column in evidence.columns:
        if column.column.kind in kinds:
            url, path = column.subject, column.column.path
            yield Entrance(url, path.rpartition(" > ")[2], url, opens(evidence, url))


def _links(evidence: Evidence, words: Sequence[str]) -> Iterator[Entrance]:
    for link in evidence.snapshot.named_links.having(words):
        if _CALLED_LIKE_ARTICLE.search(link.text):
            continue
        page = evidence.snapshot.page_at(link.url)
        if page is None or page.kind is not PageKind.ARTICLE or page.published is None:
            yield Entrance(link.url, link.text, link.page, opens(evidence, link.url))


def _pages(evidence: Evidence, words: Sequence[str]) -> Iterator[Entrance]:
    """Give pages whose own short title says it: their links may be pictures without words."""
    for page in evidence.pages:
        title = page.title or ""
        dated = page.kind is PageKind.ARTICLE and page.published is not None
        if dated or page.kind is PageKind.HOME or len(title) > SHORT:
            continue
        if any(word in title for word in words):
            yield Entrance(page.url, title, page.url, opens=True)
