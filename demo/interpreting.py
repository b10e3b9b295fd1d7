"""Policies and their interpretations on the portal: what belongs together, and what lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from demo.items import Item

FILES, READINGS = ("zwgk/zcwj", "zwgk/gfxwj"), "zwgk/zcjd"
OF_OTHER_NAMES = {2: 11, 3: 20, 6: 14, 7: 23, 10: 17}  # normative documents to interpretations
UNLINKED = ("zwgk/zcwj", 8)  # its interpretation links to it, it does not link back
UNEXPLAINED = ("zwgk/gfxwj", 11)  # a normative document without interpretation

Items = Mapping[str, tuple[Item, ...]]
_NAMED = re.compile("《(.+?)》")


def related(item: Item, items: Items) -> str:
    """Return the links to what belongs to a page, as HTML; "" for pages of other columns."""
    here = (item.column.folder, item.index)
    if here == UNLINKED:
        return ""
    word = "相关文件" if item.column.folder == READINGS else "相关解读"
    return "".join(
        f'<p>　　{word}：<a href="{other.address}">{escape(other.title)}</a></p>\n'
        for other in _belonging(item, items)
    )


def _belonging(item: Item, items: Items) -> Iterator[Item]:
    if item.column.folder == READINGS:
        for folder in FILES:
            yield from (one for one in items[folder] if _belongs(one, item))
    elif item.column.folder in FILES:
        yield from (one for one in items[READINGS] if _belongs(item, one))


def _belongs(file: Item, reading: Item) -> bool:
    if file.index < 0:  # a decision that only ends another
        return False
    if file.column.folder == FILES[1] and OF_OTHER_NAMES.get(file.index) == reading.index:
        return True
    named = _NAMED.search(reading.title)
    return named is not None and named[1] in file.title
