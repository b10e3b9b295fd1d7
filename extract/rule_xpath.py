"""XPath in reading rules: read with lxml, on pages that have such a rule only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from cssselect import HTMLTranslator, SelectorError
from lxml import etree, html

from extract.rule_form import is_xpath

_CSS = HTMLTranslator()
_HTML = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Tree:
    """One page as lxml reads it; parts of a rule are XPath, or CSS made XPath."""

    def __init__(self, root: Any) -> None:
        self._root = root

    def find(self, part: str) -> list[Any]:
        """Return the elements that a part finds on the page."""
        found = _evaluated(part, "descendant-or-self::", self._root)
        return [one for one in found if not isinstance(one, str)]

    def first(self, item: Any, part: str, *, itself: str = "") -> Any:
        """Return the first element or text that a part finds inside an item, None for nothing.

        The item itself where it is of the tag `itself`.
        """
        if itself and item.tag == itself:
            return item
        return next(iter(_evaluated(part, "descendant::", item)), None)

    def text(self, found: Any, separator: str = "") -> str:
        """Return what an element or a text says."""
        return found if isinstance(found, str) else separator.join(found.itertext())


def tree_of(markup: str) -> Tree | None:
    """Return a page, or XML that is none, as lxml reads it; None where there is nothing to read."""
    text = _NOT_XML.sub("", markup)
    try:
        if not _HTML.search(text[:5_000]):
            data = _xml(text)
            if data is not None:
                return Tree(data)
        return Tree(html.document_fromstring(text))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _xml(text: str) -> Any:
    """Return the root of a text that is well-formed XML, None for any other."""
    bare = _DECLARATION.sub("", text, count=1).lstrip()
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(bare, parser) if bare.startswith("<") else None
    except etree.XMLSyntaxError:
        return None


def xpath_fault(part: str) -> str:
    """Say what is wrong with an XPath, "" when it can be used."""
    try:
        etree.XPath(part)(html.document_fromstring("<p></p>"))
    except (etree.XPathError, ValueError):
        return f"“{part}”不是有效的 XPath"
    return ""


def _evaluated(part: str, axis: str, node: Any) -> list[Any]:
    """Return the elements and texts that a part finds from a node; [] where it cannot be run."""
    try:
        found = _compiled(part, axis)(node)
    except etree.XPathError:
        return []
    if isinstance(found, str):
        return [found] if found else []
    if not isinstance(found, list):
        return []  # a number or a truth
    return [one for one in found if isinstance(one, str | etree._Element)]


@lru_cache(maxsize=256)
def _compiled(part: str, axis: str) -> etree.XPath:
    """Return a part as XPath; raises ValueError for CSS that cannot be made one."""
    if is_xpath(part):
        # From an item on, `//a` means the whole page: what is meant is inside the item.
        inside = axis == "descendant::" and part.startswith("//")
        return etree.XPath(f".{part}" if inside else part)
    try:
        return etree.XPath(_CSS.css_to_xpath(part, prefix=axis))
    except SelectorError as cause:
        raise ValueError(part) from cause
