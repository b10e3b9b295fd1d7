"""Offers: what a page gives its reader by its elements, beside the labelled fields.

The home page: a search, a width for small screens, what extract/access.py reads, warnings of
links that leave. An article: whether it can be printed. A guide: its files and the form it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from extract.access import access_fields
from extract.bound import bound_signs
from extract.leaving import leaving_of
from extract.links import base_of
from extract.outline import Outline
from extract.printing import print_sign
from extract.search_forms import is_search_field, search_form
from model.page import Link, LinkKind, LinkPosition
from model.page_field import GUIDE_CLASSES, PageField

_MOST_CHARS = 60
_SEARCHES = frozenset({"搜索", "站内搜索", "检索", "高级搜索", "高级检索", "全站搜索", "智能搜索"})
_SEARCH_PATH = re.compile(r"/j?(?:search|sousuo|jiansuo)(?=[/.?_]|$)", re.IGNORECASE)
_FORM = re.compile(r"(?:申请|登记|审批|申报|备案|报名|信息|承诺)(?:表|书)|样表|范本|空白表格")
_FORM_WORDS = ("表", "申请书", "承诺书", "范本")
_FRAME = frozenset({LinkPosition.NAVIGATION, LinkPosition.FOOTER, LinkPosition.HEAD})


def home_offers(
    page: Outline,
    where: Sequence[LinkPosition],
    metas: Mapping[str, str],
    links: Sequence[Link],
    url: str,
    charset: str,
) -> dict[str, str]:
    """Return what the home page offers, "" for what it does not."""
    base = base_of(page, url)
    form = search_form(page, base, charset)
    entry = next((link.url for link in links if _leads_to_search(link)), None)
    search = entry or ("有" if any(is_search_field(page, i) for i in page.find("input")) else "")
    leaving = leaving_of(page, base, where)
    own = {
        PageField.SEARCH: search,
        PageField.SEARCH_FORM: form.to_text() if form else "",
        PageField.VIEWPORT: metas.get("viewport", "").strip()[:_MOST_CHARS],
        PageField.LEAVING: leaving.to_text() if leaving else "",
        PageField.BROWSER_BOUND: "、".join(bound_signs(page)),
    }
    return {str(name): value for name, value in own.items()} | access_fields(page)


def article_offers(
    page: Outline,
    where: Sequence[LinkPosition],
    links: Iterable[Link],
    labelled: Mapping[str, str],
    markup: str,
) -> dict[str, str]:
    """Return what an article, or another page with the fields of a guide, offers."""
    own = {PageField.PRINT: print_sign(page, where, markup)}
    if any(field in labelled for field in GUIDE_CLASSES):
        files = {x.url for x in links if _is_file(x)}
        own |= {PageField.FILES: str(len(files)), PageField.FORM_NAMED: _form_named(page, where)}
    return {str(name): value for name, value in own.items()}


def _leads_to_search(link: Link) -> bool:
    """Whether a link is called a search, or is a sign without words that leads to one."""
    text = link.text.replace(" ", "")
    if link.kind is LinkKind.ASSET:
        return False  # the picture of a button
    return text in _SEARCHES or (not text and bool(_SEARCH_PATH.search(link.url)))


def _is_file(link: Link) -> bool:
    return link.kind is LinkKind.ATTACHMENT and link.position not in _FRAME


def _form_named(page: Outline, where: Sequence[LinkPosition]) -> str:
    for position in page.texts_with(*_FORM_WORDS):
        found = _FORM.search(page.texts[position])
        if found and where[page.text_in[position]] not in _FRAME:
            return found[0]
    return ""
