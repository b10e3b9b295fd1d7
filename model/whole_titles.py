"""Titles that a list cut short (…), completed from the article they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model.page import ListItem, PageFacts, PageKind

_CUT = ("…", "..", "．．", "。。")
_MARKS = "….．。 \u3000"
_FEWEST_CHARS = 4
"""Characters that a cut title must still show: fewer begin many titles."""


def whole_title(shown: str, article: str | None) -> str:
    """Return the article's title where it begins as the cut one does, else the one shown."""
    if article is None or not shown.rstrip().endswith(_CUT):
        return shown
    head = "".join(shown.rstrip(_MARKS).split())
    bare = "".join(article.split())
    begins = len(head) >= _FEWEST_CHARS and len(bare) > len(head) and bare.startswith(head)
    return article if begins else shown


def complete_titles(pages: Mapping[str, PageFacts]) -> dict[str, PageFacts]:
    """Return pages whose lists show titles in full, as far as the articles were read."""
    return {url: _completed(page, pages) for url, page in pages.items()}


def article_title(pages: Mapping[str, PageFacts], url: str) -> str | None:
    """Return the title of an article, None where none was read at this address."""
    page = pages.get(url)
    return page.title if page is not None and page.kind is PageKind.ARTICLE else None


def _completed(page: PageFacts, pages: Mapping[str, PageFacts]) -> PageFacts:
    items = page.listing.items
    if not any(item.title.endswith(_CUT) for item in items):
        return page
    whole = tuple(_whole(item, pages) for item in items)
    return page if whole == items else replace(page, listing=replace(page.listing, items=whole))


def _whole(item: ListItem, pages: Mapping[str, PageFacts]) -> ListItem:
    title = whole_title(item.title, article_title(pages, item.url))
    return item if title == item.title else replace(item, title=title)
