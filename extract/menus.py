"""Menus 网站导航: under which headings the nested lists of a page place each of its links.

Where pages show no 当前位置, the menu of the home page is the only place that says which column
stands above which. A heading may be a link of its own or mere words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from extract.decode import decode
from extract.links import base_of, link_text
from extract.odd import outline_of
from extract.outline import Outline
from model.url import absolute

Menu = Mapping[str, tuple[str, ...]]
"""The names above and at each address, the outermost first; the deepest place of several."""

_HOME = re.compile(r"^(?:网站|返回)?首\s{0,3}页$|^home$", re.IGNORECASE)
_LISTS = frozenset({"ul", "ol", "dl"})
_LONGEST_NAME, _MOST_STEPS, _MOST_CLIMB, _MOST_LINKS = 24, 5, 30, 3_000


def menu_of(body: bytes, url: str, content_type: str = "") -> Menu:
    """Return the place of every address that the nested lists of a page link to."""
    page = outline_of(decode(body, content_type).text)
    base = base_of(page, url)
    out: dict[str, tuple[str, ...]] = {}
    for link in page.gather(_addressed, "a")[:_MOST_LINKS]:
        name = link_text(page, link).strip()
        address = absolute(base, page.get(link, "href"))
        if not address or not _is_name(name):
            continue
        steps = (*_above(page, link, name), name)
        if len(steps) > len(out.get(address, ())):
            out[address] = steps
    return {address: steps for address, steps in out.items() if len(steps) > 1}


def _addressed(page: Outline, among: Iterable[int]) -> list[int]:
    return [i for i in among if page.elements[i].attributes.get("href")]


def _is_name(text: str) -> bool:
    return 2 <= len(text) <= _LONGEST_NAME and not _HOME.match(text)


def _above(page: Outline, link: int, name: str) -> tuple[str, ...]:
    """Return the headings of the entries that hold the list of a link, the outermost first."""
    found: list[str] = []
    index, inner = page.parents[link], -1
    for _ in range(_MOST_CLIMB):
        if index < 0 or len(found) >= _MOST_STEPS:
            break
        if page.tags[index] in _LISTS:
            inner = index
        elif page.tags[index] == "li" and inner >= 0:
            heading = _heading(page, index, inner)
            if not heading:
                return ()  # a list of lists without headings says nothing
            if heading != name:
                found.append(heading)
            inner = -1
        index = page.parents[index]
    return tuple(reversed(found))


def _heading(page: Outline, entry: int, inner: int) -> str:
    """Return the one name that stands in an entry before the list in it, "" if there is none."""
    before = range(page.first_text[entry], page.first_text[inner])
    shown = [text for k in before if (text := " ".join(page.texts[k].split()))]
    return shown[0] if len(shown) == 1 and _is_name(shown[0]) else ""
