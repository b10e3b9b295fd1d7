"""Columns 栏目 found from the pages of a crawl; the office corrects and assigns them.

Reads   the facts of every page of one site
Gives   one proposed Column for each list page that is the first of its pager
Never   asserts: every column is `inferred`, and its unit is left to the office
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extract.column_kinds import kind_of
from model.page import ListState, PageFacts, PageKind
from model.site import Column, ColumnKind, ColumnLevel, Site

__all__ = ["infer_columns", "kind_of"]

HOME_NAME = "首页"
_LATER_PAGE = re.compile(
    r"(?:[_-]|/)(\d{1,4})(\.[a-z]{3,5})$|[?&](?:page|p|pageno|pageindex)=(\d+)", re.I
)
_INDEX = re.compile(r"(?:index|default|list)\.(?:s?html?|jsp|php|aspx?)$", re.IGNORECASE)
_MAX_NAME_CHARS = 40


def infer_columns(site: Site, pages: Mapping[str, PageFacts]) -> tuple[Column, ...]:
    """Return the columns that a site's pages show, in order of path and address."""
    lists = {url: facts for url, facts in pages.items() if is_column(facts)}
    later = later_pages(lists)
    found: dict[str, Column] = {}
    for url, facts in sorted(lists.items(), key=lambda pair: (len(pair[0]), pair[0])):
        if url in later:
            continue
        path = column_path(facts)
        if path is None:
            continue
        found.setdefault(place_of(url), _column(site, url, path, facts))
    columns = sorted(found.values(), key=lambda column: (column.path, column.url))
    return tuple(_navigation(column, columns, pages) for column in columns)


def _navigation(column: Column, columns: list[Column], pages: Mapping[str, PageFacts]) -> Column:
    """Return a column as NAVIGATION if all that it lists belongs to the columns below it."""
    below = [c.url for c in columns if c.path.startswith(f"{column.path} > ")]
    items = pages[column.url].listing.items
    if len(below) < 2 or not items or pages[column.url].listing.pager:
        return column
    listed = {item.url for url in below for item in pages[url].listing.items}
    folders = tuple(url.rsplit("/", 1)[0] + "/" for url in below)
    if all(item.url in listed or item.url.startswith(folders) for item in items):
        return replace(column, kind=ColumnKind.NAVIGATION)
    return column


def column_path(facts: PageFacts) -> tuple[str, ...] | None:
    """Return the path of a list page below home, None if the page does not say its name."""
    crumbs = [c for c in facts.breadcrumb if c and len(c) <= _MAX_NAME_CHARS]
    if crumbs and crumbs[0].endswith(HOME_NAME):
        crumbs = crumbs[1:]
    name = (facts.column or "").strip()
    if crumbs:
        if name and name != crumbs[-1] and name not in crumbs and name != facts.site.name:
            crumbs.append(name)
        return tuple(crumbs)
    if name and len(name) <= _MAX_NAME_CHARS:
        return (name,)
    return None


def is_column(facts: PageFacts) -> bool:
    """Whether a page is a list, readable or not."""
    return facts.kind is PageKind.LIST and facts.listing.state is not ListState.NOT_A_LIST


def later_pages(lists: Mapping[str, PageFacts]) -> frozenset[str]:
    """Return the pages that another list's pager leads to as its page 2 and on, or as its first."""
    later = set()
    firsts = {_shown(facts) for url, facts in lists.items() if not _page_number(url)}
    for url, facts in lists.items():
        mine = _page_number(url)
        # `list.asp?id=3&page=1` is what `list.asp?id=3` shows, under another address.
        if mine == 1 and facts.listing.items and _shown(facts) in firsts:
            later.add(url)
        for other in facts.listing.pager:
            theirs = _page_number(other)
            if theirs > mine or (theirs == mine and len(other) > len(url)):
                later.add(other)
            elif theirs < mine and other in lists:
                later.add(url)
    return frozenset(later)


def _shown(facts: PageFacts) -> tuple[object, ...]:
    return facts.listing.items, facts.breadcrumb, facts.title


def place_of(url: str) -> str:
    """Return an address without the name of its folder's own page."""
    return _INDEX.sub("", url)


def _page_number(url: str) -> int:
    found = _LATER_PAGE.search(url)
    return int(found[1] or found[3]) if found else 0


def _column(site: Site, url: str, path: tuple[str, ...], facts: PageFacts) -> Column:
    return Column(
        site_code=site.code,
        path=" > ".join((HOME_NAME, *path)),
        url=url,
        kind=kind_of(path[-1], facts.tags.get("ColumnType", "")),
        level=ColumnLevel.FIRST if len(path) == 1 else ColumnLevel.OTHER,
        inferred=True,
    )
