"""Pager totals: how many items and pages a list says it has, in words or in its scripts."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.elements import has_word
from extract.outline import Outline

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:page|pages|pager|paging|pagination|fanye|fenye|pagebar|pagelist)", re.I
)
_ITEMS = re.compile(
    r"(?:共有?|总计|合计|找到(?:相关结果)?约?)\s*(\d{1,8})\s*(?:条|个结果|篇|项|笔|则|$)|"
    r"(?:总记录数?|记录总数|总条数|总数)\s*[：:]?\s*(\d{1,8})(?!\d)|共\s*\d{1,6}\s*页\W{0,4}(\d{1,8})\s*条"
)
_PAGES = re.compile(
    r"(?:共|总|分为?|/)\s*(\d{1,6})\s*页|总页数\s*[：:]?\s*(\d{1,6})(?!\d)|"
    r"(?:页(?:次|码)?\s*[：:]?|条\s{1,9})\s*\d{1,5}\s*/\s*(\d{1,6})(?!\d)"
)
_OF_PAGES = re.compile(r"^\D{0,3}\d{1,5}\s{0,2}/\s{0,2}(\d{1,6})\D{0,3}$")
_IN_SCRIPT = (
    re.compile(
        r"(?:total_?records?|record_?count|total_?count|totalrecord|laypage[^;<]{0,200}?[{,]\s{0,20}count)"
        r"[\"'>]*\s*[:=>,]?\s*[\"']?(\d{1,8})",
        re.I,
    ),
    re.compile(
        r"(?:total_?pages?|page_?count|countpage|totalpage|laypage[^;<]{0,200}?[{,]\s{0,20}pages)"
        r"[\"'>]*\s*[:=>,]?\s*[\"']?(\d{1,6})",
        re.I,
    ),
)
# Every match of the two above holds one of these.
_TOTAL_WORDS = (
    "total",
    "recordcount",
    "record_count",
    "pagecount",
    "page_count",
    "countpage",
    "laypage",
)
_DIGIT = re.compile(r"\d")
SCRIPT_CHARS = 60_000  # of a script, looked at


def shown_totals(page: Outline) -> tuple[int | None, int | None]:
    """Return the numbers of all items and of all pages, None where a page does not say."""
    items: int | None = None
    pages: int | None = None
    for position in page.texts_with("共", "总", "找到", "页", most=120):
        text = page.texts[position]
        # The figures often stand in an element of their own: 共 <b>31</b> 页.
        whole = text
        for beside in page.texts[position + 1 : position + 3]:
            if len(beside) <= 20:
                whole += beside
        if not _DIGIT.search(whole):
            continue
        if items is None:
            found = _ITEMS.search(whole)
            items = int(found[1] or found[2] or found[3]) if found else None
        if pages is None:
            found = _PAGES.search(whole)
            pages = int(found[1] or found[2] or found[3]) if found else None
    if pages is None:
        pages = _bare_total(page)
    for script in page.scripts:
        part = script[:SCRIPT_CHARS]
        if not has_word(part, _TOTAL_WORDS):
            continue
        if items is None:
            items = _number(_IN_SCRIPT[0], part)
        if pages is None:
            pages = _number(_IN_SCRIPT[1], part)
    return items, pages


def _bare_total(page: Outline) -> int | None:
    """Return the number of pages where a pager says no more than 1/13."""
    for position in page.texts_with("/", most=14):
        found = _OF_PAGES.match(page.texts[position])
        index = page.text_in[position] if found is not None else -1
        for _ in range(3):
            if index < 0 or found is None:
                break
            if names_pager(page.names(index)):
                return int(found[1])
            index = page.parents[index]
    return None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found[1]) if found else None


@lru_cache(maxsize=8_192)
def names_pager(names: str) -> bool:
    """Whether class and id say that an element holds a pager."""
    return has_word(names, ("pag", "fenye", "fanye")) and bool(_NAMES.search(names))
