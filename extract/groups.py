"""Groups: rows that form one list, and the one that is the page's own list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.elements import Element
from extract.outline import Outline
from extract.rows import Row, links_in, title_text
from model.page import LinkPosition

_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:side(?:bar)?|aside|right|hot|recommend|tuijian|relat(?:ed|ion)|xg|rank)(?:$|[\s_-])|"
    r"side|rela(?:ted|tion)|recommend|xg(?:wz|xx|yd|zx|bd|jd|lj|nr|news)",
    re.IGNORECASE,
)
_EXTRA = re.compile(
    r"side|hot|recommend|tuijian|rank|rela(?:ted|tion)|xg(?:wz|xx|yd|zx|bd|jd|lj|nr|news)",
    re.IGNORECASE,
)
_BARRED = frozenset(
    {LinkPosition.NAVIGATION, LinkPosition.FOOTER, LinkPosition.HEAD, LinkPosition.BREADCRUMB}
)
_ROW_TAGS = frozenset({"li", "tr", "dd", "dt", "p", "div", "a", "h2", "h3", "h4", "article"})
_MARKED = frozenset({"li", "tr", "dd", "dt"})
_CUT = frozenset({"ul", "ol", "table", "tbody", "dl", "div"})
_ENTRIES = frozenset({"li", "dd", "tr"})
_FEWEST, _SHORTEST_TITLE = 3, 7
_SHORT_TITLE = 4  # beside longer ones in the same list: 乡村振兴
_NO_TITLE = ("更多", "下一页", "上一页", "首页", "尾页", "返回")


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one list in document order, with a weight for choosing."""

    rows: tuple[Row, ...]
    weight: float
    container: int
    aside: bool  # stands in a side bar or among related links


def grouped(page: Outline, rows: list[Row], where: list[LinkPosition]) -> list[Group]:
    """Return the rows as lists; blocks that stand side by side and look alike are one list."""
    elements = sorted({row.element for row in rows})
    frames = _Frames(page)
    by_place: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    container_of: dict[tuple[object, ...], int] = {}
    for row in rows:
        # An item dated by the heading above it may be the only one of its day: it stays an entry.
        own = page.tags[row.element] in _ENTRIES and row.shown not in page.text_range(row.element)
        unit = row.element if own else _unit(page, row.element, elements)
        container = page.parents[unit]
        if container >= 0 and page.tags[container] == "tr":
            container = page.parents[container]  # two items side by side in each row
        key = (_sign(page, unit), *frames.of(container))
        by_place[key].append(row)
        container_of.setdefault(key, container)
    groups = [_group(page, found, container_of[key], where) for key, found in by_place.items()]
    return sorted(groups, key=lambda group: group.rows[0].link)


def main_group(groups: list[Group]) -> Group | None:
    """Return the heaviest group, the first of equals."""
    return max(groups, key=lambda group: group.weight, default=None)


def undated_group(page: Outline, links: list[int], where: list[LinkPosition]) -> Group | None:
    """Return the largest list of links without dates that is no navigation."""
    by_parent: dict[tuple[str, int], list[Row]] = defaultdict(list)
    short: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for link in links:
        title = title_text(page, link)
        if where[link] in _BARRED or len(title) < _SHORT_TITLE:
            continue
        unit = link
        while page.tags[unit] not in _ROW_TAGS or unit == link:
            above = page.parents[unit]
            if above < 0 or len(links_in(page, links, above)) > 2:
                break
            unit = above
        key = _sign(page, unit), page.parents[unit]
        if len(title) >= _SHORTEST_TITLE:
            by_parent[key].append(Row(unit, link, None))
        elif not any(word in title for word in _NO_TITLE):
            short[key].append(Row(unit, link, None))
    best: Group | None = None
    chosen: tuple[str, int] | None = None
    for key, rows in by_parent.items():
        if len(rows) >= _FEWEST:
            group = _group(page, rows, key[1], where)
            if best is None or group.weight > best.weight:
                best, chosen = group, key
    if best is None or chosen is None or len(short[chosen]) > len(best.rows):
        return best  # mostly short: a menu with a long name or two is no list
    rows = sorted((*best.rows, *short[chosen]), key=lambda row: row.link)
    return replace(best, rows=tuple(rows))


def _unit(page: Outline, element: int, elements: list[int]) -> int:
    """Climb from a row as long as no other row stands in the parent."""
    index = element
    for _ in range(8):
        above = page.parents[index]
        if above < 0 or page.tags[above] in {"body", "html"}:
            break
        inside = bisect_left(elements, page.ends[above]) - bisect_left(elements, above)
        if inside > 1:
            break
        index = above
    return index


def _sign(page: Outline, index: int) -> str:
    """Return what alike elements share: tag and the first word of the class."""
    return _sign_of(page.elements[index]) if index >= 0 else ""


@lru_cache(maxsize=4_096)
def _sign_of(element: Element) -> str:
    # Alternate rows and the last row are often marked: odd, even, last, line.
    if element.tag in _MARKED:
        return element.tag
    return f"{element.tag}.{element.get('class').split()[:1]}"


class _Frames:
    """What tells the lists of a page apart by the elements around their rows, each asked once."""

    def __init__(self, page: Outline) -> None:
        self._page = page
        self._found: dict[int, tuple[object, ...]] = {}
        self._signs: dict[int, Counter[str]] = {}  # of the children of an element

    def of(self, container: int) -> tuple[object, ...]:
        """Return what rows of one list share by the element that holds them."""
        found = self._found.get(container)
        if found is None:
            extra = _is_extra(self._page, container)
            found = self._found[container] = (*self._place(container), extra)
        return found

    def _place(self, container: int) -> tuple[object, ...]:
        page = self._page
        parent = page.parents[container] if container >= 0 else -1
        if parent < 0:
            return ("", container)
        sign = _sign(page, container)
        if page.tags[container] in _CUT and self._lone(container):
            # One list cut into blocks: ul after ul, or a block for each year.
            around = parent if self._repeats(container) else page.parents[parent]
            return (sign, _sign(page, parent), around)
        return (sign, "", container)

    def _repeats(self, container: int) -> bool:
        page, parent = self._page, self._page.parents[container]
        signs = self._signs.get(parent)
        if signs is None:
            signs = Counter([_sign(page, child) for child in page.children(parent)])
            self._signs[parent] = signs
        return signs[_sign(page, container)] > 1

    def _lone(self, container: int) -> bool:
        """Whether like blocks stand beside the container or beside its parent."""
        page, parent = self._page, self._page.parents[container]
        if self._repeats(container):
            return True
        barred = page.parents[parent] < 0 or page.tags[parent] in {"body", "html"}
        return not barred and self._repeats(parent)


def _group(page: Outline, rows: list[Row], container: int, where: list[LinkPosition]) -> Group:
    weight = float(sum(min(len(title_text(page, row.link)), 40) + 8 for row in rows))
    if len(rows) < 2:
        weight *= 0.5
    if where[rows[0].link] in _BARRED:
        weight *= 0.1
    # The place of a lone row is anything around it.
    aside = _is_aside(page, container if len(rows) > 1 else rows[0].element)
    return Group(tuple(rows), weight * 0.3 if aside else weight, container, aside)


def _is_extra(page: Outline, index: int) -> bool:
    """Whether a list's own frame calls it one of hot, related or recommended items."""
    for _ in range(3):
        if index < 0:
            break
        names = page.names(index)
        if names and _EXTRA.search(names):
            return True
        index = page.parents[index]
    return False


def _is_aside(page: Outline, index: int) -> bool:
    while index >= 0 and page.tags[index] != "body":
        names = page.names(index)
        if page.tags[index] == "aside" or (names and _ASIDE.search(names)):
            return not page.is_most(index)
        index = page.parents[index]
    return False
