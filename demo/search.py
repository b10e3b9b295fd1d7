"""The portal's search: it finds titles, until on the demo's own day its index is lost."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import parse_qs

from demo.items import Item
from demo.plan import PORTAL
from demo.portal_frame import NAME, SEARCH, Face, framed
from demo.resource import Resource
from demo.tags import page_tags

BROKEN_ON = 0  # night on which it finds nothing
_MOST = 20


def answer(target: str, items: Iterable[Item], night: int) -> Resource | None:
    """Return the answer to a request with its query; None if it does not ask the search."""
    path, _, query = target.partition("?")
    if path != SEARCH:
        return None
    words = next(iter(parse_qs(query).get("q", [""]))).strip()
    found = [] if night == BROKEN_ON or not words else [i for i in items if words in i.title]
    newest = sorted(found, key=lambda item: (item.on, item.number), reverse=True)[:_MOST]
    rows = "".join(f'<li><a href="{i.address}">{escape(i.title)}</a></li>\n' for i in newest)
    shown = f'<ul class="result">\n{rows}</ul>' if rows else "<p>没有找到相关结果</p>"
    body = f"<h3>检索：{escape(words)}</h3>\n{shown}"
    return Resource(body=framed(Face(title=f"检索_{NAME}", tags=page_tags(PORTAL), body=body)))
