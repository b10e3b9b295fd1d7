"""Pagers 翻页: the further pages of a list, and the totals it shows.

Links are read where a pager block has them; TRS draws its pager by script from four numbers
and words, `createPageHTML(total, current, "index", "html")`: pages index.html, index_1.html …
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from extract.addresses import as_sent, resolve
from extract.element_kinds import NAMED
from extract.links import link_text
from extract.outline import Outline
from extract.pager_totals import SCRIPT_CHARS, names_pager, shown_totals
from model.page import Link, LinkKind, LinkPosition
from model.url import absolute, host, key

_NEXT_PAGES = 20
_NEXT = re.compile(r"^(?:下一?页|后一?页|next|>|>>|»|›|后页|下页>*)\W{0,3}$", re.IGNORECASE)
_NEXT_FIRST = frozenset("下后nN>»›")  # the first letter of every match
_WORDS = re.compile(
    r"^\W{0,3}(?:首页|上一?页|下一?页|尾页|末页|最后一?页|前一?页|后一?页|prev(?:ious)?|next|last|first|第?\d{1,4}页?)\W{0,3}$|"
    r"^[<>«»‹›]{1,2}$",
    re.IGNORECASE,
)
_CREATE = re.compile(r"createPage(?:HTML|Html|html)?\s*\(([^)]{3,200})\)")
_ARGUMENT = re.compile(r"['\"]([^'\"]{0,60})['\"]|(-?\d{1,7})")
_MOST_PAGES = 500
_PAGER_TAGS = frozenset({"div", "ul", "p", "nav", "span", "td"})


@dataclass(frozen=True, slots=True)
class Pager:
    """Addresses of the other pages, 下一页 first, then in order, and the totals shown."""

    pages: tuple[str, ...] = ()
    total_items: int | None = None
    total_pages: int | None = None
    group: str = ""  # where a script asks for the next records: no link that a visitor follows

    @property
    def found(self) -> bool:
        """Whether the page has a pager at all."""
        return bool(self.pages) or self.total_pages is not None


def pager_of(page: Outline, url: str, base: str, links: list[int]) -> Pager:
    """Return the pager of a page; empty where there is none."""
    items, pages = shown_totals(page)
    drawn, drawn_total, drawn_items = _drawn_by_script(page, url)
    items = items if items is not None else drawn_items
    linked = _linked(page, url, base, links)
    total = drawn_total if drawn_total is not None else pages
    merged = dict.fromkeys((*linked, *drawn))
    return Pager(tuple(merged)[:_MOST_PAGES], items, total)


def _linked(page: Outline, url: str, base: str, links: list[int]) -> list[str]:
    last = links[-1] if links else -1
    blocks = [_block(page, index) for index in page.gather(_next_links, "a") if index <= last]
    blocks.extend(page.gather(_pager_blocks, NAMED))
    if not blocks:
        return []
    mine, site = "", host(url)
    out: dict[str, None] = {}
    following: dict[str, None] = {}
    for block in dict.fromkeys(blocks):
        for index in links[bisect_left(links, block) : bisect_left(links, page.ends[block])]:
            text = link_text(page, index)
            if not _WORDS.match(text or "x"):
                continue
            written = page.get(index, "href")
            target = None if written[:1] == "#" else resolve(base, as_sent(written, page.charset))
            if not target or host(target) != site or not _alike(target, url):
                continue
            mine = mine or key(url)
            if key(target) != mine:
                (following if _is_next(text) else out).setdefault(target)
    return list(following | out)


def _next_links(page: Outline, among: Iterable[int]) -> list[int]:
    """Return the links that say 下一页 or the like."""
    first, ends = page.first_text, page.text_ends
    return [
        index
        for index in among
        if ends[index] - first[index] <= 3
        and page.elements[index].attributes.get("href")
        and _is_next(link_text(page, index))
    ]


def _pager_blocks(page: Outline, among: Iterable[int]) -> list[int]:
    """Return the elements whose class or id says that they hold a pager."""
    elements, first, ends = page.elements, page.first_text, page.text_ends
    return [
        index
        for index in among
        if elements[index].names
        and ends[index] - first[index] <= 40
        and elements[index].tag in _PAGER_TAGS
        and names_pager(elements[index].names)
    ]


def _block(page: Outline, index: int) -> int:
    """Return the ancestor of 下一页 that holds all of the pager's links."""
    block = page.parents[index]
    for _ in range(3):
        above = page.parents[block]
        if above < 0 or len(page.text_range(above)) > 40:
            break
        inside = [i for i in range(above, page.ends[above]) if page.tags[i] == "a"]
        if not all(_WORDS.match(link_text(page, i) or "1") for i in inside):
            break
        block = above
    return block


def _is_next(text: str) -> bool:
    return text[:1] in _NEXT_FIRST and bool(_NEXT.match(text))


def _alike(target: str, url: str) -> bool:
    """Whether two addresses may be pages of one list: same folder, or the one above it."""
    here, there = url.split("?", 1)[0], target.split("?", 1)[0]
    if here.rsplit("/", 1)[0] == there.rsplit("/", 1)[0]:
        return True
    # VSB keeps the further pages of tzgg.htm in tzgg/, those of a folder's page in index/.
    if _own_folder(here) == there.rsplit("/", 1)[0] or _own_folder(there) == here.rsplit("/", 1)[0]:
        return True
    shared = len(_folder(here)) - 1
    return "/".join(here.split("/")[:shared]) == "/".join(there.split("/")[:shared]) and shared > 3


def _own_folder(url: str) -> str:
    """Return the folder that is called like a page."""
    return f"{url}index" if url.endswith("/") else re.sub(r"\.[a-z]{3,5}$", "", url)


def _folder(url: str) -> list[str]:
    return url.rsplit("/", 1)[0].split("/")


def _drawn_by_script(page: Outline, url: str) -> tuple[list[str], int | None, int | None]:
    """Return pages, their number and that of all items, which some calls give last."""
    for script in page.scripts:
        if "createPage" not in script:
            continue
        for call in _CREATE.finditer(script[:SCRIPT_CHARS]):
            arguments = [(s, n) for s, n in _ARGUMENT.findall(call[1])]
            numbers = [int(n) for _, n in arguments if n]
            words = [s for s, n in arguments if not n]
            if len(numbers) < 2 or len(words) < 2 or not re.fullmatch(r"[\w.-]{1,60}", words[-2]):
                continue
            total, current = numbers[0], numbers[1]
            items = numbers[2] if len(numbers) == 3 and numbers[2] >= total else None
            name, ending = words[-2], words[-1].lstrip(".")
            if not 0 < total <= 100_000 or not re.fullmatch(r"\w{2,6}", ending):
                continue
            if current == 1 and _is_first(url, name, ending):
                return _numbered(url, name, ending, total, current, first=1), total, items
            return _numbered(url, name, ending, total, current), total, items
    return [], None, None


def _is_first(url: str, name: str, ending: str) -> bool:
    """Whether an address is that of a list's first page, which carries no number."""
    return url.split("?", 1)[0].rsplit("/", 1)[-1] in {"", f"{name}.{ending}"}


def _numbered(
    url: str, name: str, ending: str, total: int, current: int, *, first: int = 0
) -> list[str]:
    """Return the pages but the current one; where the first counts as 1, the next is _2."""
    out = []
    for number in range(first, first + min(total, _MOST_PAGES + 1)):
        if number != current:
            file = f"{name}.{ending}" if number == first else f"{name}_{number}.{ending}"
            target = absolute(url, file)
            if target:
                out.append(target)
    return out


def drawn_links(pager: tuple[str, ...], url: str, known: frozenset[str]) -> tuple[Link, ...]:
    """Return the links to a list's next pages that only a script would draw.

    A page names the next twenty, so that a list of hundreds of pages does not write hundreds
    of links on each of them; the pages reached name the next ones.
    """
    own = _page_number(url)
    following = (target for target in pager if _page_number(target) > own)
    return tuple(
        Link(target, "", LinkKind.PAGE, LinkPosition.OTHER)
        for target in islice(following, _NEXT_PAGES)
        if target not in known
    )


def _page_number(url: str) -> int:
    """Return the number at the end of a page's file name or query, 0 if there is none."""
    found = re.search(r"(\d{1,6})(?:\.[a-z]{1,5})?$", url, re.IGNORECASE)
    return int(found[1]) if found else 0
