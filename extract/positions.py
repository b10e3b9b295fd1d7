"""Where things stand on a page: head, navigation, breadcrumb, list, article, footer.

A position is inherited from the nearest ancestor that says what it is, by its element or by
the words in its class and id, as the usual content systems name them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.blocks import Placed
from extract.elements import has_word
from extract.outline import Outline
from model.page import LinkPosition

_BY_TAG = {
    "head": LinkPosition.HEAD,
    "nav": LinkPosition.NAVIGATION,
    "header": LinkPosition.NAVIGATION,
    "footer": LinkPosition.FOOTER,
}
_BREADCRUMB = re.compile(
    r"crumb|currentloc|curr?ent-?_?(?:pos|loc)|cur-?_?pos|(?<![a-z])dqwz|weizhi|"
    r"(?:^|[\s_-])(?:position|location|local|bread|path|mbx)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"foot|copy-?_?right|(?:^|[\s_-])(?:bottom|banquan|conac|jiucuo|beian)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(
    r"(?:^|\s)(?:header|head|top|topbar|topmenu|logo)(?:$|[\s_-]|\d)|"
    r"(?:^|[\s_-])(?:nav|navi|navbar|navigation|menu|mainmenu|daohang|dh|subnav|sidenav|leftnav)"
    r"(?:$|[\s_-]|\d)|nav(?:list|bar|menu|box)|"
    r"(?:main|top|site|sub|left|right|mobile|m)-?_?nav|head(?:er)?_?-?(?:nav|menu|top|box|er)|"
    r"^nav|menu$|nav$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"trs_editor|ucap-?content|view_?trs|"
    r"(?:^|[\s_-])(?!\w{2,9}[_-](?:info|meta|head|tit|top|date|time|sour|tool|bar|sub|desc|share|author))(?:zoom|vsb_content(?:_\d+)?|artibody|"
    r"article-?_?(?:content|body|con|text|main)?|news-?_?(?:content|body|text|con)|"
    r"content-?_?(?:text|body|main|detail)|text-?_?(?:content|con)|detail-?_?(?:content|con|main|text)|"
    r"pages_content|bt-content|xl_?con\d*|con_?txt|post-?_?(?:content|body))(?:$|[\s_-])",
    re.IGNORECASE,
)
# Every match holds one of these words, which are found many times faster than the pattern.
_NAMED = (
    (
        LinkPosition.BREADCRUMB,
        _BREADCRUMB,
        ("crumb", "cur", "dqwz", "weizhi", "posit", "loca", "bread", "path", "mbx"),
    ),
    (
        LinkPosition.FOOTER,
        _FOOTER,
        ("foot", "copy", "bottom", "banquan", "conac", "jiucuo", "beian"),
    ),
    (LinkPosition.ARTICLE, _ARTICLE, ("con", "trs", "zoom", "arti", "body", "text", "detail")),
    (LinkPosition.NAVIGATION, _NAVIGATION, ("nav", "head", "menu", "top", "logo", "daohang", "dh")),
)
_OWN_PARTS, _PIECES = frozenset({"header", "footer"}), frozenset({"article", "li", "td"})
_UNNAMED = frozenset({"a", "body", "img"})  # their classes say nothing
_LISTS = frozenset({"li", "tr", "dd", "dt"})
_DOUBTED = frozenset({LinkPosition.NAVIGATION, LinkPosition.FOOTER, LinkPosition.BREADCRUMB})
_STRONG = frozenset({LinkPosition.HEAD, LinkPosition.NAVIGATION, LinkPosition.FOOTER})


def positions(page: Outline) -> list[LinkPosition]:
    """Return the position of every element of the page."""
    out: list[LinkPosition] = []
    for placed in page.placed:
        _add_positions(page, placed.start, out)
        above = block_position(page, placed, out)
        if above is None:
            continue
        known = placed.block.known(above)
        if known is None:
            _add_positions(page, placed.stop, out)
            placed.block.remember(above, out[placed.start :])
        else:
            out += known
    _add_positions(page, len(page.tags), out)
    return out


def block_position(page: Outline, placed: Placed, where: list[LinkPosition]) -> LinkPosition | None:
    """Return the position around a block, if that alone decides the positions in it."""
    if page.is_most(placed.start):
        return None
    parent = page.parents[placed.start]
    return where[parent] if parent >= 0 else LinkPosition.OTHER


def _add_positions(page: Outline, stop: int, out: list[LinkPosition]) -> None:
    """Add the positions of the elements before `stop` that have none yet."""
    elements, parents, tags, ends = page.elements, page.parents, page.tags, page.ends
    other = LinkPosition.OTHER
    while len(out) < stop:
        index = len(out)
        parent = parents[index]
        above = out[parent] if parent >= 0 else other
        if above in _STRONG:  # and so is all that stands in the same element
            out += [above] * (min(ends[parent], stop) - index)
            continue
        element, tag = elements[index], tags[index]
        own = _BY_TAG.get(tag)
        if own is None and element.names and tag not in _UNNAMED:
            own = _named(element.names)
        if own is None:  # most
            out.append(LinkPosition.LIST if above is other and tag in _LISTS else above)
            continue
        if tag in _OWN_PARTS and parent >= 0 and tags[parent] in _PIECES:
            own = None  # the head or foot of one item or article, not of the page
        # A block around most of the page is no menu, whatever its class is called.
        if own in _DOUBTED and tag not in _BY_TAG and page.is_most(index):
            own = None
        if own is None and above is other and tag in _LISTS:
            own = LinkPosition.LIST
        out.append(own or above)


@lru_cache(maxsize=4_096)
def _named(names: str) -> LinkPosition | None:
    for position, pattern, words in _NAMED:
        if has_word(names, words) and pattern.search(names):
            return position
    return None
