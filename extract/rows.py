"""Rows: links with the dates beside them, paired without any rule, for lists of every shape.

For each date the smallest element that also holds a link is its row. Where several dates
share that element (definition lists, lines parted by `<br>`) they are paired in reading order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from extract.addresses import resolve
from extract.dates import find_date, month_day, on, read_date, year_in_url
from extract.links import link_text
from extract.outline import Outline, collapse
from model.page import LinkPosition, ListItem

_YEAR_ONLY = re.compile(r"^\W{0,3}(20\d\d|19\d\d)\s?年?度?\W{0,3}$")
_YEAR_MONTH = re.compile(r"^\W{0,3}((?:19|20)\d\d)\s?[-./年]\s?(1[0-2]|0?[1-9])\s?月?\W{0,3}$")
_DAY_ONLY = re.compile(r"^\W{0,2}(3[01]|[12]\d|0?[1-9])\s?[日号]?\W{0,2}$")
_SHORT_YEAR = re.compile(r"^\W{0,2}\d\d([-./])\d\d\1\d\d\W{0,2}$")
_LABELLED = re.compile(r"(?:时间|日期|发布|公布|更新|于)\s*[：:]?\s*$")
_SAYS_PUBLISHED = re.compile(r"发布|公开|公布|发表|上网|(?:时间|日期)\s*[：:]")
_NOT_PUBLISHED = re.compile(r"截止|截至|结束|有效|成文|生成|开始|报名|实施|施行|失效")
_MORE = re.compile(
    r"^(?:更多|more|详情|详细|查看|阅读|下载|\[.{0,8}\]|【.{0,8}】|>{1,2}|»|\+)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%#:~-]{4,300}", re.IGNORECASE)
_PINNED = re.compile(r"^\W{0,2}置顶\W{1,2}\s{0,2}")  # says where an item stands, not what it is
_LONGEST_TEXT, _MAX_CLIMB, _MAX_LINKS = 90, 9, 8


@dataclass(frozen=True, slots=True)
class Row:
    """One dated entry: its element, the element of its link, and its date as shown."""

    element: int
    link: int
    date: str | None


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A date in the texts: complete, or a month and day whose year is still unknown."""

    position: int
    value: str | None
    month_day: tuple[int, int] | None
    doubt: int  # 0 labelled as published, 1 a date alone, 2 inside other words, 3 a deadline


def rows_of(page: Outline, links: list[int], where: list[LinkPosition]) -> list[Row]:
    """Return the rows of a page in document order; `links` are elements with a usable href."""
    by_row: dict[int, list[_Stamp]] = defaultdict(list)
    for stamp in _stamps(page):
        holder = page.text_in[stamp.position]
        if where[holder] in {LinkPosition.FOOTER, LinkPosition.HEAD}:
            continue
        row = _row_element(page, links, holder)
        if row >= 0:
            by_row[row].append(stamp)
    out: list[Row] = []
    for element, stamps in by_row.items():
        inside = links_in(page, links, element)
        rows = _pair(page, element, inside, stamps)
        out.extend(_with_year(page, row, stamp) for row, stamp in rows)
    out.sort(key=lambda row: (row.link, row.element))
    return out


def links_in(page: Outline, links: list[int], element: int) -> list[int]:
    """Return the links inside an element (the element itself included)."""
    return links[bisect_left(links, element) : bisect_left(links, page.ends[element])]


def item_of(page: Outline, row: Row, base: str) -> ListItem | None:
    """Return a row as a list item with its whole title; None without address or title."""
    written = page.get(row.link, "href")
    # A link that only runs a script has no address of its own: it stands for the list page.
    url = resolve(base, "" if written[:11].lower() == "javascript:" else written)
    title = title_text(page, row.link)
    return ListItem(title, url, row.date) if url and title else None


def title_text(page: Outline, link: int) -> str:
    """Return an item's title: the link's text without dates, or its title where that is cut."""
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
            if text and not _is_date(text):
                return text
    return ""


def _is_date_beside(page: Outline, link: int, position: int) -> bool:
    """Whether a text in a link is a date set apart from the title, not the title's own words."""
    text = page.texts[position]
    return _is_date(text) and (page.text_in[position] != link or find_date(text) is not None)


def _is_date(text: str) -> bool:
    bare = text.strip()
    if len(bare) > 24 or not any(c.isdigit() for c in bare):
        return False
    found = find_date(bare)
    if found is not None and found.end - found.start >= len(bare) - 8:
        return True
    return bool(month_day(bare) or _YEAR_MONTH.match(bare) or _DAY_ONLY.match(bare))


def _stamps(page: Outline) -> list[_Stamp]:
    out: list[_Stamp] = []
    texts = page.texts
    for position, text in enumerate(texts):
        bare = text.strip()
        if len(bare) <= 400 and ("http" in bare or "www." in bare):
            bare = _ADDRESS.sub("", bare).strip()  # its digits spell no date shown to a reader
        if len(bare) > _LONGEST_TEXT or not any(c.isdigit() for c in bare):
            continue
        before = bare if len(bare) < 12 else bare[:12]
        if position and len(bare) <= 24:
            before = texts[position - 1].strip()[-8:] + before
        doubt = _doubt(bare, before)
        value = _whole_date(page, position, bare)
        if value is not None:
            out.append(_Stamp(position, value, None, doubt))
            continue
        pair = month_day(bare)
        if pair is not None:
            year = _neighbour_year(page, position)
            value = on(year, *pair) if year else None
            out.append(_Stamp(position, value, None if value else pair, doubt))
    return out


def _doubt(bare: str, before: str) -> int:
    if _NOT_PUBLISHED.search(before):
        return 3
    if _SAYS_PUBLISHED.search(before):
        return 0
    return 1 if len(bare) <= 22 else 2


def _whole_date(page: Outline, position: int, bare: str) -> str | None:
    found = find_date(bare)
    if found is not None:
        if found.end - found.start >= 0.4 * len(bare) or _LABELLED.search(bare[: found.start]):
            return found.value
        inside_link = _link_above(page, page.text_in[position])
        edge = found.start <= 2 or found.end >= len(bare) - 2
        marked = bare[:1] in "[【(（" or bare[-1:] in "]】)）" or not inside_link
        return found.value if edge and marked else None
    if _SHORT_YEAR.match(bare):
        return read_date(bare)
    return _card_date(page, position, bare)


def _card_date(page: Outline, position: int, bare: str) -> str | None:
    """Read a card that shows the day apart from year and month; the day carries the stamp."""
    day = _DAY_ONLY.match(bare) if len(bare) <= 6 else None
    if day is None:
        return None
    for beside in (position + 1, position - 1):
        if 0 <= beside < len(page.texts) and len(page.texts[beside]) <= 20:
            month = _YEAR_MONTH.match(page.texts[beside].strip())
            if month and _close(page, position, beside):
                return on(int(month[1]), int(month[2]), int(day[1]))
    return None


def _neighbour_year(page: Outline, position: int) -> int | None:
    for beside in (position + 1, position - 1):
        if 0 <= beside < len(page.texts) and len(page.texts[beside]) <= 12:
            year = _YEAR_ONLY.match(page.texts[beside].strip())
            if year and _close(page, position, beside):
                return int(year[1])
    return None


def _close(page: Outline, left: int, right: int) -> bool:
    """Whether two texts stand within two levels of a common element."""
    a, b = page.text_in[left], page.text_in[right]
    for _ in range(3):
        if a >= 0 and page.inside(b, a):
            return True
        a = page.parents[a] if a >= 0 else -1
    return False


def _link_above(page: Outline, index: int) -> int:
    for _ in range(6):
        if index < 0:
            return 0
        if page.tags[index] == "a":
            return index
        index = page.parents[index]
    return 0


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
    return len(title) >= 2 and not _ADDRESS.match(title)


def _pair(
    page: Outline, element: int, links: list[int], stamps: list[_Stamp]
) -> list[tuple[Row, _Stamp]]:
    usable = [x for x in links if _usable(page, x)]
    if len(stamps) == 1 or len({page.get(x, "href") for x in usable}) == 1:
        if len(usable) > _MAX_LINKS:
            return []
        link = max(usable, key=lambda x: _weight(page, x))
        stamp = _best(stamps)
        return [(Row(element, link, stamp.value), stamp)]
    return _in_order(page, element, usable, stamps)


def _best(stamps: list[_Stamp]) -> _Stamp:
    """Return the stamp that says best when a row was published, the latest of equals."""
    least = min(s.doubt for s in stamps)
    return max((s for s in stamps if s.doubt == least), key=lambda s: s.value or "")


def _weight(page: Outline, link: int) -> int:
    text = title_text(page, link)
    return 0 if _MORE.match(text) or _ADDRESS.match(text) else len(text)


def _in_order(
    page: Outline, element: int, links: list[int], stamps: list[_Stamp]
) -> list[tuple[Row, _Stamp]]:
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
        if 0 < len(mine) <= _MAX_LINKS:
            link = max(mine, key=lambda x: _weight(page, x))
            out.append((Row(_own_block(page, element, link), link, stamp.value), stamp))
    return out


def _own_block(page: Outline, element: int, link: int) -> int:
    """Return the child of `element` that holds the link, so that rows stay apart."""
    index = link
    while page.parents[index] > element:
        index = page.parents[index]
    return index


def _with_year(page: Outline, row: Row, stamp: _Stamp) -> Row:
    """Give a month and day its year: from the item's address, else from the heading above it."""
    if stamp.month_day is None:
        return row
    year = year_in_url(page.get(row.link, "href")) or _year_above(page, stamp.position)
    return Row(row.element, row.link, on(year, *stamp.month_day) if year else None)


def _year_above(page: Outline, position: int) -> int | None:
    for earlier in range(position - 1, max(-1, position - 200), -1):
        text = page.texts[earlier]
        if len(text) <= 12:
            year = _YEAR_ONLY.match(text.strip())
            if year:
                return int(year[1])
    return None
