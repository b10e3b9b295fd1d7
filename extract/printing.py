"""Printing 打印: whether a page is made for paper: a style of its own, or a function to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from extract.elements import has_word
from extract.outline import Outline
from model.page import LinkPosition

_PRINTS = re.compile(r"\bprint(?:Page|Article|Div|Content|me|it)?\s*\(", re.I)
_CONTROLS = ("a", "button", "input", "span", "img")
_ON_PAPER = re.compile(r"@media[^{]{0,80}\bprint\b", re.I)
_SCRIPT_CHARS = 60_000
_LONGEST = 12  # characters of a control that says 打印
_NOT_IN = frozenset({LinkPosition.LIST, LinkPosition.NAVIGATION, LinkPosition.FOOTER})


def print_sign(page: Outline, where: Sequence[LinkPosition], markup: str) -> str:
    """Return the first sign that a page can be printed well, in Chinese; "" for none.

    Style sheets kept in files are not read.
    """
    if "@" in markup and "@media" in markup and _ON_PAPER.search(markup):
        return "打印样式"
    for index in page.find("link", "style"):
        if "print" in page.get(index, "media").lower():
            return "打印样式"
    for position in page.texts_with("打印", most=_LONGEST):
        if where[page.text_in[position]] not in _NOT_IN:
            return "打印功能"
    if page.gather(_printing, *_CONTROLS) or any(
        _may_print(s[:_SCRIPT_CHARS]) for s in page.scripts
    ):
        return "打印功能" if _PRINTS.search(markup) else ""  # looked at last: it is long
    return ""


def _printing(page: Outline, among: Iterable[int]) -> list[int]:
    """Return the links and buttons that print."""
    elements = page.elements
    return [index for index in among if _prints(elements[index].attributes)]


def _prints(attributes: Mapping[str, str | None]) -> bool:
    """Whether a click prints."""
    for name in ("onclick", "href"):
        written = attributes.get(name)
        if written and "(" in written and _may_print(written):
            return True
    return False


def _may_print(script: str) -> bool:
    return has_word(script, ("print",)) and _PRINTS.search(script) is not None
