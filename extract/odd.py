"""Odd pages: what the fast parser cannot read is repaired with BeautifulSoup, and only that.

lexbor follows the HTML standard, as browsers do. It leaves a page empty where the markup hides
in a place the standard makes text or comment: after an unclosed comment, `<title>`, `<style>`,
`<script>` or `<textarea>`, or in an XML answer. BeautifulSoup with html.parser goes on there.
It costs about thirty times as much, so a page must show links in its bytes and none in its tree.
"""

from __future__ import annotations

import re

from extract.nesting import bounded
from extract.outline import Outline, outline

_LINK = re.compile(r"<a\s[^>]{0,300}?href", re.IGNORECASE)
_HIDING = re.compile(
    r"<!--|<!\[CDATA\[|<(?:title|style|script|textarea|noscript|xmp|select)\b", re.IGNORECASE
)
_CLOSED_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CLOSED = {
    f"</{tag}": re.compile(rf"<{tag}\b[^>]{{0,2000}}>.*?</{tag}", re.DOTALL | re.IGNORECASE)
    for tag in ("script", "style")
}
_MOST_CHARS = 2_000_000


def outline_of(markup: str) -> Outline:
    """Return the outline of a page, repaired first where the fast parser finds no links."""
    page = outline(markup)
    if "a" in page.tags or "frame" in page.tags or "iframe" in page.tags:
        return page
    repaired = _repaired(markup[:_MOST_CHARS])
    if repaired is None:
        return page
    again = outline(repaired)
    return again if "a" in again.tags else page


def _repaired(markup: str) -> str | None:
    """Return the markup with its unclosed hiding places opened, None if none hides a link."""
    if not _LINK.search(markup) or not _HIDING.search(markup):
        return None
    shown = _up_to_last(markup, "-->", _CLOSED_COMMENT)
    for end, pattern in _CLOSED.items():
        shown = _up_to_last(shown, end, pattern)
    if not _LINK.search(shown):
        return None  # the links stand in real comments or scripts: they are no links
    opened = _HIDING.sub(" ", shown)
    # html.parser reads a tag that nothing closes again from each "<" in it: that is quadratic.
    opened = opened[: opened.rfind(">") + 1]
    from bs4 import BeautifulSoup  # a tenth of a second that most crawls never need

    soup = BeautifulSoup(bounded(opened), "html.parser")
    return str(soup)


def _up_to_last(markup: str, end: str, closed: re.Pattern[str]) -> str:
    """Remove what is closed; behind the last `end` nothing is, and looking for it costs squares."""
    last = markup.lower().rfind(end)
    if last < 0:
        return markup
    last += len(end)
    return closed.sub("", markup[:last]) + markup[last:]
