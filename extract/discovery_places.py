"""Places of columns 栏目: where the columns of a site stand and what they are called.

Reads   the facts of a crawl and the texts of the links that lead to a page
Gives   one Place for each list, and for each single page that is a column of its own
Never   guesses silently: every place says what its path was read from
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from extract.column_kinds import kind_of
from extract.columns import HOME_NAME, column_path, infer_columns, is_column, later_pages, place_of
from extract.menus import Menu
from model.discovery import Certainty, Reason
from model.page import ListState, PageFacts, PageKind
from model.site import Column, ColumnKind, ColumnLevel, Site
from model.snapshot import Snapshot

Names = Mapping[str, Counter[str]]
"""Texts of the links to an address, with the number of pages that carry each."""

SEPARATOR = " > "
_NO_NAME = re.compile(
    r"^(?:更多|more|查看|点击|进入|返回|首页|上一?页|下一?页|尾页|末页|详[情细]|全部|\W+|\d+)|[>》»]{1,2}$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"search|query|keyword|[?&](?:q|kw|key|wd)=|login|print|dataproxy|/api/|\.(?:json|xml)$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*[-_|—–]+\s*")
_LONGEST_NAME, _SHORT_NAME = 24, 10
_STANDING = frozenset(
    {ColumnKind.LEADER, ColumnKind.DUTY, ColumnKind.OVERVIEW, ColumnKind.DISCLOSURE}
)
"""Kinds that are often one page of text."""


@dataclass(frozen=True, slots=True)
class Place:
    """One column as the pages show it, with what its path was read from."""

    column: Column
    page: PageFacts
    path_reason: Reason


def nameless(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the lists that do not say their name: their links have to be asked for it."""
    lists = _lists(snapshot)
    inner = {
        address
        for facts in lists.values()
        if facts.listing.state is ListState.SCRIPTED
        for address in facts.listing.pager
    }
    later = later_pages(lists) | inner
    return tuple(
        url
        for url, facts in sorted(lists.items())
        if url not in later and column_path(facts) is None and not _ASKS.search(url)
    )


def places(
    snapshot: Snapshot, names: Names, order: Iterable[str] = (), menu: Menu | None = None
) -> tuple[Place, ...]:
    """Return the columns of a site as its navigation orders them, else by path.

    `order` holds the texts of the links on the home page, in their order, `menu` the places that
    its nested lists give to addresses.
    """
    site, pages, menu = snapshot.site, snapshot.pages, menu or {}
    found = [_said(column, pages[column.url], menu) for column in infer_columns(site, pages)]
    found.extend(_single_pages(snapshot, {place_of(p.column.url) for p in found}))
    known = {place_of(p.column.url) for p in found}
    for url in sorted(nameless(snapshot), key=lambda u: (len(u), u)):
        if place_of(url) not in known:
            known.add(place_of(url))
            listed = menu.get(url)
            texts = names.get(url, Counter())
            found.append(
                _in_menu(site, pages[url], listed)
                if listed is not None
                else _named(site, pages[url], texts, found)
            )
    return tuple(_in_order(_distinct(found), order))


def _in_order(found: Iterable[Place], order: Iterable[str]) -> list[Place]:
    """Sort by the navigation; a heading that is no link stands where its first column does."""
    made = list(found)
    rank = {text.strip(): number for number, text in reversed(list(enumerate(order)))}
    last = len(rank)
    first: dict[tuple[str, ...], int] = {}
    for place in made:
        steps = tuple(place.column.path.split(SEPARATOR))
        for depth in range(1, len(steps) + 1):
            here = rank.get(steps[depth - 1], rank.get(steps[-1], last))
            first[steps[:depth]] = min(here, first.get(steps[:depth], last))

    def turn(place: Place) -> tuple[list[tuple[int, str]], str]:
        steps = tuple(place.column.path.split(SEPARATOR))
        turns = [(first[steps[: d + 1]], step) for d, step in enumerate(steps)]
        return turns, place.column.url

    return sorted(made, key=turn)


def _lists(snapshot: Snapshot) -> dict[str, PageFacts]:
    return {
        url: facts
        for url, facts in snapshot.pages.items()
        if is_column(facts) or _frames_list(snapshot, facts)
    }


def _frames_list(snapshot: Snapshot, facts: PageFacts) -> bool:
    """Whether the page shows, in a frame, a list that was read: it is the column, not the frame."""
    if facts.listing.state is not ListState.SCRIPTED or facts.kind is PageKind.HOME:
        return False
    inner = [snapshot.page_at(address) for address in facts.listing.pager]
    return bool(inner) and all(page and is_column(page) for page in inner)


def _said(column: Column, page: PageFacts, menu: Menu) -> Place:
    if page.breadcrumb:
        shown = SEPARATOR.join(page.breadcrumb)
        return Place(column, page, Reason(Certainty.SURE, f"栏目页的当前位置为“{shown}”"))
    steps = menu.get(page.url, ())
    if steps[-1:] == (page.column,):
        text = f"网页标签 ColumnName 为“{page.column}”，首页导航把它列在“{steps[-2]}”之下"
        column = replace(column, path=_path(steps), level=_level(steps))
        return Place(column, page, Reason(Certainty.PROBABLE, text))
    text = f"栏目页的网页标签 ColumnName 为“{page.column}”，页面没有当前位置，上级栏目请核对"
    return Place(column, page, Reason(Certainty.PROBABLE, text))


def _single_pages(snapshot: Snapshot, known: set[str]) -> Iterable[Place]:
    """Yield the columns that are one page of text: they name themselves and no list has them."""
    listed = {
        item.url
        for facts in snapshot.pages.values()
        if facts.kind is not PageKind.HOME
        for item in facts.listing.items
    }
    for url, facts in snapshot.pages.items():
        if facts.kind in (PageKind.HOME, PageKind.LIST) or url in listed or place_of(url) in known:
            continue
        path = column_path(facts)
        if path is None or not facts.breadcrumb or facts.title != path[-1]:
            continue
        if not _names_itself(facts, path[-1]) or kind_of(path[-1]) is ColumnKind.NAVIGATION:
            continue
        column = _column(snapshot.site, url, path, facts)
        shown = SEPARATOR.join(facts.breadcrumb)
        text = f"单页栏目：当前位置为“{shown}”，页面标题与栏目同名，没有列表收录它"
        yield Place(column, facts, Reason(Certainty.PROBABLE, text))


def _names_itself(facts: PageFacts, name: str) -> bool:
    """Whether a page is the column it names: by its tag, or without tags by what such pages are."""
    if facts.column == name:
        return True
    tagged = facts.tags.get("ColumnName") or facts.tags.get("ArticleTitle")
    plain = facts.kind is PageKind.OTHER and not tagged and len(name) <= _SHORT_NAME
    return plain and kind_of(name) in _STANDING


def _in_menu(site: Site, facts: PageFacts, steps: tuple[str, ...]) -> Place:
    text = f"页面没有写明栏目名称和当前位置，首页导航把“{steps[-1]}”列在“{steps[-2]}”之下"
    return Place(_column(site, facts.url, steps, facts), facts, Reason(Certainty.PROBABLE, text))


def _named(site: Site, facts: PageFacts, texts: Counter[str], found: Iterable[Place]) -> Place:
    """Name a list by the links that lead to it, else by its title, else by its address."""
    above = _above(facts.url, found)
    name = _by_links(texts)
    reason = Reason(Certainty.PROBABLE, f"页面没有写明栏目名称，链接到它的文字为“{name}”")
    if not name:
        name = _by_title(facts, site)
        reason = Reason(Certainty.GUESS, f"页面没有写明栏目名称，取自网页标题“{facts.title}”")
    if not name:
        name = _by_address(facts.url)
        reason = Reason(Certainty.GUESS, "页面没有写明栏目名称，也没有可用的链接文字，按网址推测")
    return Place(_column(site, facts.url, (*above, name), facts), facts, reason)


def _by_links(texts: Counter[str]) -> str:
    named = {
        text.strip(): count
        for text, count in texts.items()
        if 2 <= len(text.strip()) <= _LONGEST_NAME and not _NO_NAME.search(text.strip())
    }
    return max(named, key=lambda text: (named[text], -len(text), text), default="")


def _by_title(facts: PageFacts, site: Site) -> str:
    site_name = facts.site.name or site.name
    parts = [p for p in _TAIL.split((facts.title or "").replace(site_name, "")) if p]
    return parts[0] if parts and 2 <= len(parts[0]) <= _LONGEST_NAME else ""


def _by_address(url: str) -> str:
    folders = [part for part in unquote(urlsplit(place_of(url)).path).split("/") if part]
    return folders[-1][:_LONGEST_NAME] if folders else urlsplit(url).netloc


def _above(url: str, found: Iterable[Place]) -> tuple[str, ...]:
    """Return the path of the nearest column whose folder holds this address."""
    folders = {
        place_of(p.column.url): p.column.path
        for p in found
        if place_of(p.column.url).endswith("/") and url != p.column.url
    }
    holding = [folder for folder in folders if url.startswith(folder)]
    if not holding:
        return ()
    return tuple(folders[max(holding, key=len)].split(SEPARATOR)[1:])


def _distinct(found: Iterable[Place]) -> Iterable[Place]:
    """Mark columns that share a path: the office must be able to tell them apart."""
    seen: Counter[str] = Counter(place.column.path for place in found)
    for place in found:
        if seen[place.column.path] > 1:
            text = f"{place.path_reason.text}；另有栏目显示同一路径，请核对"
            yield replace(place, path_reason=Reason(Certainty.GUESS, text))
        else:
            yield place


def _column(site: Site, url: str, path: tuple[str, ...], facts: PageFacts) -> Column:
    return Column(
        site_code=site.code,
        path=_path(path),
        url=url,
        kind=kind_of(path[-1], facts.tags.get("ColumnType", "")),
        level=_level(path),
        inferred=True,
    )


def _path(steps: tuple[str, ...]) -> str:
    return SEPARATOR.join((HOME_NAME, *steps))


def _level(steps: tuple[str, ...]) -> ColumnLevel:
    return ColumnLevel.FIRST if len(steps) == 1 else ColumnLevel.OTHER
