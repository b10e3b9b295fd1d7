"""The title of a page: page tag, heading, or `<title>` without the site's suffix.

A heading is believed when `<title>` repeats it; a tag is believed unless it holds something
the page does not show while a heading and `<title>` agree against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extract.dates import find_date
from extract.element_kinds import NAMED
from extract.elements import has_word
from extract.outline import Outline
from extract.texts import Texts
from model.page import FactSource, LinkPosition

_TITLE_NAMES = re.compile(
    r"title|(?:^|[\s_-])(?:biaoti|headline|h1|subject)\d?(?:$|[\s_-])|"
    r"(?:^|[\s_-]|arti|article|detail|news|content|con|xl|main|post|info)(?:tit|bt)\d?(?:$|[\s_-])",
    re.IGNORECASE,
)
_TITLE_WORDS = ("tit", "bt", "biaoti", "headline", "h1", "subject")  # every match holds one
_NO_HEADINGS = frozenset({"a", "img", "input", "meta", "title", "ul"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_SEPARATORS = re.compile(r"\s*(?:[_|–—丨]+|\s[-·]+\s|-{1,4}(?=[\u4e00-\u9fff]))\s*")
_SITE_WORDS = re.compile(
    r"(?:人民政府|政府网|门户网站|委员会|官网|官方网站|网站|公众网|信息网|在线|新闻网|频道|[局厅部网办])$|^首页$"
)
_INNER_SPACE = re.compile(
    r"[ \t\r\n\f\v\xa0\u2003]*[\t\r\n\f\v\xa0\u2003][ \t\r\n\f\v\xa0\u2003\u3000]*| {2,}"
)
_AROUND_NAME = "-_| :：;·.。!！*★☆=~【】[]<>《》…"  # old sites write ::某县水务局:: or ★某局★
_SHORTEST, _LONGEST = 4, 300
_BOLD = frozenset({"b", "strong", "font", "big"})
_PROSE = 60  # characters
_HEADER_TITLE = 8  # characters; shorter h1 of headers name the site
_BARRED = frozenset({LinkPosition.NAVIGATION, LinkPosition.FOOTER, LinkPosition.BREADCRUMB})


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it was read, and the element that shows it (-1: none found)."""

    text: str | None
    read_from: FactSource | None
    element: int


def title_of(
    page: Outline, tags: Mapping[str, str], where: list[LinkPosition], column: str | None
) -> Title:
    """Return the title of a page, with the element that shows it to the reader."""
    whole = document_title(page)
    tagged = clean(tags.get("ArticleTitle", ""))
    headings = [(i, _heading_text(page, i)) for i in _candidates(page, where)]
    headings = [(i, t) for i, t in headings if _SHORTEST <= len(t) <= _LONGEST]
    agreed = _agreed(page, headings, whole, column) or _heading_of_header(page, where, whole)
    if tagged:
        shown = _showing(headings, tagged)
        if shown >= 0 or agreed is None or squeeze(tagged) in squeeze(whole):
            return Title(tagged, FactSource.TAG, shown if shown >= 0 else _anywhere(page, tagged))
    if agreed is not None:
        return Title(agreed[1], FactSource.HEADING, agreed[0])
    name = whole.strip(_AROUND_NAME)
    if not name or (not _SEPARATORS.search(name) and _SITE_WORDS.search(name)):
        above = _above_date(page, headings)  # <title> names the site only
        above = above or _bold_above_date(page, where) or _bold_above_prose(page, where)
        if above is not None:
            return Title(above[1], FactSource.HEADING, above[0])
    bare = without_suffix(whole, tags.get("SiteName", ""), column or "")
    if not bare:
        return Title(None, None, -1)
    return Title(bare, FactSource.TITLE, _anywhere(page, bare))


def home_title(page: Outline, title: Title) -> Title:
    """Return the `<title>` of a home page, whose headings name its blocks; `title` without one."""
    whole = document_title(page)
    return Title(whole, FactSource.TITLE, -1) if whole else title


def document_title(page: Outline) -> str:
    """Return the text of the first `<title>` of the head."""
    found = page.find("title")
    if not found:
        return ""
    return clean("".join(page.texts[k] for k in page.text_range(found[0])))[:1000]


def clean(text: str) -> str:
    """Return a title trimmed, line breaks and runs of blanks made one space.

    A single ideographic space inside stays: official titles use it on purpose.
    """
    return _INNER_SPACE.sub(" ", text.replace("\u200b", "").replace("\ufeff", "").strip())


def squeeze(text: str) -> str:
    """Return `text` without any white space, for comparing."""
    return "".join(text.split())


def without_suffix(whole: str, site: str, column: str) -> str:
    """Return a `<title>` without the parts that name the site or the column."""
    # Content systems write title, column and site in this order when they join with "_".
    joined = "_" in whole.strip("_")
    parts = [p for p in (whole.split("_") if joined else _SEPARATORS.split(whole)) if p.strip()]
    if len(parts) < 2:
        return whole
    kept = [p for p in parts if p.strip() not in {site, column} and not _SITE_WORDS.search(p)]
    if not kept or joined:
        return (kept or parts)[0].strip()
    # What stands between the first and last kept part belongs to the title with its marks.
    start = whole.find(kept[0])
    if len(kept) > 1 and parts.index(kept[-1]) - parts.index(kept[0]) == len(kept) - 1:
        short = [p for p in kept[1:] if len(p) <= 8]
        if len(short) == len(kept) - 1 and len(kept[0]) > 8:
            return kept[0].strip()
        return whole[start : whole.rfind(kept[-1]) + len(kept[-1])].strip()
    return kept[0].strip()


def _candidates(page: Outline, where: list[LinkPosition]) -> list[int]:
    return [index for index in page.gather(_heads, NAMED) if where[index] not in _BARRED]


def _heading_of_header(
    page: Outline, where: list[LinkPosition], whole: str
) -> tuple[int, str] | None:
    """Return the h1 in a page's or an article's header that `<title>` begins with."""
    flat = squeeze(whole)
    for index in page.find("h1"):
        if where[index] is LinkPosition.NAVIGATION and not page.hidden[index]:
            text = _heading_text(page, index)
            bare = squeeze(text)
            if _HEADER_TITLE <= len(bare) < len(flat) and flat.startswith(bare):
                return index, text
    return None


def _heads(page: Outline, among: Iterable[int]) -> list[int]:
    """Return the shown elements that may be headings, short ones only.

    A heading is one by its tag, or its class or id says that it holds a title; many elements
    share few of these names.
    """
    elements, hidden, first, ends = page.elements, page.hidden, page.first_text, page.text_ends
    found = [(i, elements[i]) for i in among]
    titled = {names for names in {element.names for _, element in found} if _says_title(names)}
    return [
        i
        for i, element in found
        if (element.names in titled and element.tag not in _NO_HEADINGS) or element.tag in _HEADINGS
        if ends[i] - first[i] <= 12 and not hidden[i]
    ]


@lru_cache(maxsize=4_096)
def _says_title(names: str) -> bool:
    return len(names) < 200 and has_word(names, _TITLE_WORDS) and bool(_TITLE_NAMES.search(names))


def _heading_text(page: Outline, index: int) -> str:
    """Return a heading's text, without the line of dates and sources some sites put into it."""
    text = clean(page.text(index))
    if find_date(text) is None:
        return text
    own = [k for k in page.text_range(index) if page.block_of(page.text_in[k]) == index]
    return clean("".join(page.texts[k] for k in own)) if own else text


def _above_date(page: Outline, headings: list[tuple[int, str]]) -> tuple[int, str] | None:
    """Return the last heading that has a date in the few texts that follow it, else an h1."""
    dated = None
    for index, text in headings:
        start = page.text_range(index).start + 1
        near = page.texts[start : start + 5]
        if find_date(text) is None and any(len(t) <= 80 and find_date(t) for t in near):
            dated = (index, text)
    return dated or next(((i, t) for i, t in headings if page.tags[i] == "h1"), None)


def _bold_above_date(page: Outline, where: list[LinkPosition]) -> tuple[int, str] | None:
    """Return the bold or enlarged line right above the first date: old pages have no headings."""
    dated = page.gather_texts(_short_dated)
    for position in dated[:3]:
        found = next(_bold_lines(page, where, range(position - 1, position - 4, -1)), None)
        if found is not None:
            return found
    return None


def _bold_above_prose(page: Outline, where: list[LinkPosition]) -> tuple[int, str] | None:
    """Return the bold or enlarged line that stands alone right above the first long text."""
    for position, text in enumerate(page.texts):
        if len(text) < _PROSE or "。" not in text or page.hidden[page.text_in[position]]:
            continue
        return next(_bold_lines(page, where, range(position - 1, position - 7, -1)), None)
    return None


def _bold_lines(
    page: Outline, where: list[LinkPosition], positions: range
) -> Iterator[tuple[int, str]]:
    """Yield the lines in bold or large letters that are no link, date or part of a menu."""
    for above in positions:
        if above < 0:
            break
        holder = page.text_in[above]
        block = page.block_of(holder)
        text = clean(page.text(block))
        if where[holder] in _BARRED or not 8 <= len(text) <= 120 or find_date(text):
            continue
        chain = page.tags[block : holder + 1]
        inside = any(page.tags[i] == "a" for i in range(block, page.ends[block]))
        if not inside and any(tag in _BOLD for tag in chain):
            yield block, text


def _short_dated(texts: Texts) -> list[int]:
    return [k for k, text in enumerate(texts.all) if len(text) <= 80 and find_date(text)]


def _agreed(
    page: Outline, headings: list[tuple[int, str]], whole: str, column: str | None
) -> tuple[int, str] | None:
    """Return the longest heading that `<title>` contains and that is not a part of the site."""
    flat = squeeze(whole)
    cut = squeeze(without_suffix(whole, "", column or "")).rstrip(".…")
    best: tuple[int, str] | None = None
    for index, text in headings:
        bare = squeeze(text)
        if len(bare) < _SHORTEST or text == column or find_date(text) is not None:
            continue
        # A long title is often cut in <title>, or loses its subtitle there.
        fits = bare in flat or (
            len(cut) > 12 and bare.startswith(cut) and page.tags[index] in _HEADINGS
        )
        if fits and (best is None or len(text) > len(best[1])):
            best = (index, text)
    return best


def _showing(headings: list[tuple[int, str]], title: str) -> int:
    flat = squeeze(title)
    return next((i for i, text in headings if squeeze(text) == flat), -1)


def _anywhere(page: Outline, title: str) -> int:
    """Return the element whose text shows `title` outside head, links and hidden parts."""
    flat = squeeze(title)
    if len(flat) < _SHORTEST:
        return -1
    opening = flat[:12]
    for position, text in enumerate(page.texts):
        if opening[0] not in text:
            continue
        if opening[:4] not in text and opening[:4] not in squeeze(text):
            continue
        holder = page.text_in[position]
        if page.hidden[holder] or page.tags[holder] in {"title", "a"}:
            continue
        block = page.block_of(holder)
        for index in (holder, block, page.parents[block]):
            if index >= 0 and len(page.text_range(index)) <= 30:
                shown = squeeze(page.text(index))
                if shown.startswith(flat) and len(shown) < len(flat) + 60:
                    return index
    return -1
