"""The kind of a page: home, list, article or other, told from its tags and what stands on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from extract.column_kinds import kind_of
from model.page import FactSource, PageKind
from model.site import ColumnKind

_ROOT = re.compile(r"^/?(?:(?:index|default|home|main)\.[a-z]{3,5})?$", re.IGNORECASE)
_LIST_PATH = re.compile(
    r"/$|/(?:index|default|list)(?:[_-]\d{1,4})?\.[a-z]{3,5}$|/col/col\d+/|/(?:list|channel|node|column)[_/-]?\d*",
    re.IGNORECASE,
)
_NUMBERED_LIST = re.compile(r"/(?:index|default|list)[_-]\d{1,4}\.[a-z]{3,5}$", re.IGNORECASE)
_PAGE_FILE = re.compile(r"\d\.s?html?$", re.IGNORECASE)
_FEWEST_ROWS, _MANY_ROWS = 3, 8
_LONGEST_NAME = 10
_LISTED = frozenset(
    {
        ColumnKind.NEWS, ColumnKind.NOTICE, ColumnKind.POLICY, ColumnKind.INTERPRETATION,
        ColumnKind.PERSONNEL, ColumnKind.PLAN, ColumnKind.STATISTICS, ColumnKind.MESSAGES,
        ColumnKind.SURVEY, ColumnKind.INTERVIEW,
    }
)  # fmt: skip
"""Kinds of columns that are lists wherever they are found."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows about its kind."""

    url: str
    tags: Mapping[str, str]
    dates: Mapping[FactSource, str]
    dated_rows: int
    aside: bool  # the dated rows stand in a side bar
    has_pager: bool
    breadcrumbs: int
    titled: bool  # an element shows the title
    records: bool = False
    last_crumb: str = ""
    named_by_crumb: bool = False  # the title is the last crumb: a column's, or an article's own
    words: str = ""  # told in place of a visible date
    row_dates: frozenset[str] = frozenset()  # of the page's own dated rows


def kind_of_page(signs: Signs, *, is_home: bool) -> PageKind:
    """Return the kind of a page; LIST is provisional until its list was read."""
    if is_home or (_ROOT.match(urlsplit(signs.url).path) and not urlsplit(signs.url).query):
        return PageKind.HOME
    if signs.records:
        return PageKind.LIST
    own_rows = 0 if signs.aside else signs.dated_rows
    if _says_article(signs):
        return (
            PageKind.LIST if own_rows >= _MANY_ROWS and _is_list_page(signs) else PageKind.ARTICLE
        )
    if _is_short_list(signs):
        return PageKind.LIST
    if (
        (FactSource.VISIBLE in signs.dates or signs.words)
        and signs.titled
        and not (own_rows >= _FEWEST_ROWS and signs.has_pager)
    ):
        return PageKind.ARTICLE
    if _is_untitled_article(signs) and not own_rows:
        return PageKind.ARTICLE
    written = FactSource.STRUCTURED in signs.dates and (
        not _says_column(signs) or (signs.titled and not own_rows and not _looks_listed(signs))
    )
    if written and own_rows < _MANY_ROWS:
        return PageKind.ARTICLE
    if _says_column(signs) or own_rows >= _FEWEST_ROWS or (own_rows >= 2 and signs.has_pager):
        return PageKind.LIST
    if _is_dated_address(signs) and not own_rows:
        return PageKind.ARTICLE
    if signs.breadcrumbs >= 2 and (_looks_listed(signs) or _is_named_list(signs)):
        return PageKind.LIST
    return PageKind.OTHER


def _is_untitled_article(signs: Signs) -> bool:
    """Whether a page below a column shows when it was published, its title being a picture."""
    dated = FactSource.VISIBLE in signs.dates and signs.breadcrumbs >= 2
    return dated and not signs.titled and not _looks_listed(signs)


def _is_named_list(signs: Signs) -> bool:
    """Whether a page is called as columns of lists are, at an address that tells nothing."""
    name = signs.last_crumb
    return signs.named_by_crumb and len(name) <= _LONGEST_NAME and kind_of(name) in _LISTED


def _looks_listed(signs: Signs) -> bool:
    return signs.has_pager or bool(_LIST_PATH.search(urlsplit(signs.url).path))


def _is_dated_address(signs: Signs) -> bool:
    """Whether nothing but the address of a titled page shows a day: /art/2024/5/6/art_1_2.html."""
    path = urlsplit(signs.url).path
    return (
        FactSource.URL in signs.dates
        and signs.titled
        and not signs.has_pager
        and bool(_PAGE_FILE.search(path))
        and not _LIST_PATH.search(path)
    )


def _says_article(signs: Signs) -> bool:
    return bool(signs.tags.get("ArticleTitle") or signs.tags.get("PubDate"))


def _says_column(signs: Signs) -> bool:
    return bool(signs.tags.get("ColumnName") or signs.tags.get("ColumnType"))


def _is_list_page(signs: Signs) -> bool:
    """Whether an article tag must be a leftover: many dated rows, a pager, no visible date."""
    return signs.has_pager and FactSource.VISIBLE not in signs.dates


def _is_short_list(signs: Signs) -> bool:
    """Whether the only date shown is a list item's: the last page of a list may hold one item."""
    shown = signs.dates.get(FactSource.VISIBLE)
    path = urlsplit(signs.url).path
    listed = signs.has_pager or _LIST_PATH.search(path)
    named = _NUMBERED_LIST.search(path) or (signs.named_by_crumb and _LIST_PATH.search(path))
    column = _says_column(signs) or (signs.has_pager and named)
    return bool(column and listed and not signs.aside and shown and shown in signs.row_dates)
