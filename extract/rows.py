"""Rows: links with the dates beside them, paired without any rule, for lists of every shape.

For each date the smallest element that also holds a link is its row. Where several dates
share that element (definition lists, lines parted by `<br>`) they are paired in reading order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace

from extract.addresses import as_sent, resolve
from extract.dates import find_date, on, year_in_url
from extract.links import link_text
from extract.outline import Outline, collapse
from extract.stamps import ADDRESS, Stamp, is_date, stamps_of, year_headings
from model.page import LinkPosition, ListItem

_MORE = re.compile(
    r"^(?:更多|more|详情|详细|查看|阅读|下载|\[.{0,8}\]|【.{0,8}】|>{1,2}|»|\+)", re.IGNORECASE
)
_PINNED = re.compile(r"^\W{0,2}置顶\W{1,2}\s{0,2}")  # says where an item stands, not what it is
_ADDRESS_FIRST = frozenset("hHwW")  # the first letter of every match
_NO_ITEMS = frozenset({LinkPosition.FOOTER, LinkPosition.HEAD, LinkPosition.BREADCRUMB})
_DAY_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "dt", "th"})
_ENTRIES = frozenset({"li", "dd", "tr", "p"})
_MAX_CLIMB, _MAX_LINKS = 9, 8


@dataclass(frozen=True, slots=True)
class Row:
    """One dated entry: its element, the element of its link, and its date as shown."""

    element: int
    link: int
    date: str | None
    words: str = ""  # shown in place of a date: 3天前, or 11-23 without a year
    shown: int = -1  # the text that shows the date


def rows_of(page: Outline, links: list[int], where: list[LinkPosition]) -> list[Row]:
    """Return the rows of a page in document order; `links` are elements with a usable href."""
    by_row: dict[int, list[Stamp]] = defaultdict(list)
    stamps = stamps_of(page)
    years = year_headings(page) if any(s.month_day for s in stamps) else []
    links = [link for link in links if where[link] is not LinkPosition.BREADCRUMB]
    for stamp in stamps:
        holder = page.text_in[stamp.position]
        if where[holder] in _NO_ITEMS and not _foot_of_entry(page, holder):
            continue
        row = _row_element(page, links, holder)
        if row >= 0:
            by_row[row].append(stamp)
    out: list[Row] = []
    for element, found in by_row.items():
        rows = _pair(page, element, links_in(page, links, element), found)
        out.extend(_with_year(page, row, stamp, years) for row, stamp in rows)
    out.sort(key=lambda row: (row.link, row.element))
    return out


def links_in(page: Outline, links: list[int], element: int) -> list[int]:
    """Return the links inside an element (the element itself included)."""
    return links[bisect_left(links, element) : bisect_left(links, page.ends[element])]


def item_of(page: Outline, row: Row, base: str) -> ListItem | None:
    """Return a row as a list item with its whole title; None without address or title."""
    written = page.get(row.link, "href")
    # A link that only runs a script has no address of its own: it stands for the list page.
    url = resolve(
        base,
        "" if written[:11].lower() == "javascript:" else as_sent(written, page.charset),
    )
    title = title_text(page, row.link)
    return ListItem(title, url, row.date, row.words) if url and title else None


def title_text(page: Outline, link: int) -> str:
    """Return an item's title: the link's text without dates, or its title where that is cut."""
    known = page.item_titles.get(link)
    if known is None:
        known = page.item_titles[link] = _title_text(page, link)
    return known


def _title_text(page: Outline, link: int) -> str:
    text = page.text(link)
    beside = [k for k in page.text_range(link) if _is_date_beside(page, link, k)]
    if beside:
        kept = [page.texts[k] for k in page.text_range(link) if k not in beside]
        text = _heading_in(page, link) or collapse(" ".join(kept))
    text = text or link_text(page, link)
    written = collapse(page.get(link, "title"))
    if written and len(written) <= 400 and (not text or text.rstrip().endswith(("…", "..."))):
        return written
    return _PINNED.sub("", text)[:400]


def _heading_in(page: Outline, link: int) -> str:
    """Return the heading inside a link that wraps a whole card."""
    for index in range(link + 1, page.ends[link]):
        names = page.get(index, "class").lower()
        if page.tags[index] in {"h1", "h2", "h3", "h4", "h5", "strong"} or "tit" in names:
            text = page.text(index)
            if text and not is_date(text):
                return text
    return ""


def _is_date_beside(page: Outline, link: int, position: int) -> bool:
    """Whether a text in a link is a date set apart from the title, not the title's own words."""
    text = page.texts[position]
    return is_date(text) and (page.text_in[position] != link or find_date(text) is not None)


def _row_element(page: Outline, links: list[int], holder: int) -> int:
    index = holder
    for _ in range(_MAX_CLIMB):
        if index < 0 or page.tags[index] in {"body", "html"}:
            return -1
        if any(_usable(page, link) for link in links_in(page, links, index)[:20]):
            return index
        index = page.parents[index]
    return -1


def _usable(page: Outline, link: int) -> bool:
    title = title_text(page, link)
    return len(title) >= 2 and not _is_address(title)


def _is_address(title: str) -> bool:
    return title[:1] in _ADDRESS_FIRST and ADDRESS.match(title) is not None


def _pair(
    page: Outline, element: int, links: list[int], stamps: list[Stamp]
) -> list[tuple[Row, Stamp]]:
    usable = [x for x in links if _usable(page, x)]
    if len(stamps) == 1 or len({page.get(x, "href") for x in usable}) == 1:
        if len(usable) > _MAX_LINKS:
            return []
        link = max(usable, key=lambda x: _weight(page, x)) if len(usable) > 1 else usable[0]
        stamp = _best(stamps) if len(stamps) > 1 else stamps[0]
        return [(Row(element, link, stamp.value, stamp.words, stamp.position), stamp)]
    return _in_order(page, element, usable, stamps)


def _best(stamps: list[Stamp]) -> Stamp:
    """Return the stamp that says best when a row was published, the latest of equals."""
    least = min(s.doubt for s in stamps)
    return max((s for s in stamps if s.doubt == least), key=lambda s: s.value or "")


def _weight(page: Outline, link: int) -> int:
    text = title_text(page, link)
    return 0 if _MORE.match(text) or _is_address(text) else len(text)


def _in_order(
    page: Outline, element: int, links: list[int], stamps: list[Stamp]
) -> list[tuple[Row, Stamp]]:
    """Pair dates with links as they follow one another; who comes first leads."""
    starts = [page.text_position(x) for x in links]
    date_first = stamps[0].position < starts[0]
    out = []
    for number, stamp in enumerate(stamps):
        if date_first:
            stop = stamps[number + 1].position if number + 1 < len(stamps) else 1 << 60
            mine = [x for x, s in zip(links, starts, strict=True) if stamp.position <= s < stop]
        else:
            start = stamps[number - 1].position if number else -1
            mine = [x for x, s in zip(links, starts, strict=True) if start < s <= stamp.position]
        of_day = _of_one_day(page, mine, stamp) if date_first and _heads(page, stamp) else []
        if of_day:
            out += of_day
        elif 0 < len(mine) <= _MAX_LINKS:
            link = max(mine, key=lambda x: _weight(page, x))
            block = _own_block(page, element, link)
            out.append((Row(block, link, stamp.value, stamp.words, stamp.position), stamp))
    return out


def _foot_of_entry(page: Outline, holder: int) -> bool:
    """Whether a text stands in the foot of one section of several, not of the page."""
    for _ in range(_MAX_CLIMB):
        if holder < 0 or page.tags[holder] == "footer":
            break
        holder = page.parents[holder]
    above = page.parents[holder] if holder >= 0 else -1
    if above < 0 or page.tags[above] != "section":
        return False
    beside = page.children(page.parents[above]) if page.parents[above] >= 0 else []
    return sum(page.tags[index] == "section" for index in beside) > 1


def _heads(page: Outline, stamp: Stamp) -> bool:
    """Whether a date is a heading of its own, under which all items of that day stand."""
    block = page.block_of(page.text_in[stamp.position])
    alone = len(page.text_range(block)) == 1 and is_date(page.texts[stamp.position])
    return alone and page.tags[block] in _DAY_HEADINGS and stamp.value is not None


def _of_one_day(page: Outline, links: list[int], stamp: Stamp) -> list[tuple[Row, Stamp]]:
    """Return the items of one day: the heaviest link of each entry of the lists below it."""
    by_entry: dict[int, list[int]] = defaultdict(list)
    for link in links:
        entry = _entry(page, link)
        if page.text_position(link) > stamp.position and entry >= 0 and _weight(page, link):
            by_entry[entry].append(link)
    best = ((e, max(found, key=lambda x: _weight(page, x))) for e, found in by_entry.items())
    return [(Row(e, x, stamp.value, stamp.words, stamp.position), stamp) for e, x in best]


def _entry(page: Outline, link: int) -> int:
    """Return the entry of a list that holds a link, -1 for none."""
    index = link
    for _ in range(_MAX_CLIMB):
        if index < 0 or page.tags[index] in _ENTRIES:
            break
        index = page.parents[index]
    return index if index >= 0 and page.tags[index] in _ENTRIES else -1


def _own_block(page: Outline, element: int, link: int) -> int:
    """Return the child of `element` that holds the link, so that rows stay apart."""
    index = link
    while page.parents[index] > element:
        index = page.parents[index]
    return index


def _with_year(page: Outline, row: Row, stamp: Stamp, years: list[tuple[int, int]]) -> Row:
    """Give a month and day its year: from the item's address, else from the heading above it.

    Without either they are kept as words (11-23): the item's own page may say the year.
    """
    if stamp.month_day is None:
        return row
    year = year_in_url(page.get(row.link, "href"))
    if year is None:
        above = bisect_left(years, (stamp.position, 0))
        year = years[above - 1][1] if above else None
    if year is None:
        return replace(row, words="{:02}-{:02}".format(*stamp.month_day))
    return replace(row, date=on(year, *stamp.month_day))
