"""The search form of a page: its address, the field for the words and what it sends besides.

A form counts whose field is called as a search is. One without an address of its own, or that
stops its own sending, is asked by a script; how, nobody can tell from the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.decode import decode
from extract.links import base_of
from extract.odd import outline_of
from extract.outline import Outline
from model.search_form import SearchForm, SearchWay
from model.url import absolute

MOST_GIVEN = 20
"""Other fields of a form; a search has a handful."""

_VALUE_CHARS = 200
_TEXT_FIELDS = frozenset({"", "text", "search"})
_WORDS = ("搜", "检索", "关键", "search", "query", "keyword", "sw", "qt", "title")
_CALLED = ("name", "id", "class", "placeholder", "value", "title")
_FORM_NAMES = ("search", "sousuo", "jiansuo")
_BUTTONS = frozenset({"搜索", "检索", "站内搜索", "全站搜索", "全文检索", "智能搜索", "站内检索"})
_FEW_TEXTS = 8  # of a block that holds a field and its button
_STOPPED = re.compile(r"return\s+false\s*;?\s*$|preventDefault", re.IGNORECASE)
_SENDING = frozenset({"submit", "image"})
_HIDDEN = frozenset({"hidden"})
_TICKED = frozenset({"checkbox", "radio"})
_GB = frozenset({"gb2312", "gbk", "gb18030"})


def is_search_field(page: Outline, index: int) -> bool:
    """Whether an input is one to write words into, and called as searches are."""
    if page.get(index, "type").lower() not in _TEXT_FIELDS:
        return False
    called = " ".join(page.get(index, name) for name in _CALLED).lower()
    return any(word in called for word in _WORDS) or _in_search(page, index)


def _in_search(page: Outline, field: int) -> bool:
    """Whether the form around a field that is called by nothing is a search by its own words.

    Its address or name, or its button, has to say so; a button 查询 asks for one's own matter.
    """
    form = _form_of(page, field)
    if form < 0:
        return _beside_button(page, field)
    named = " ".join(page.get(form, name) for name in ("action", "name", "id", "class")).lower()
    if any(word in named for word in _FORM_NAMES):
        return True
    inside = range(form + 1, page.ends[form])
    buttons = (
        page.get(i, "value") or page.get(i, "alt")
        for i in inside
        if page.get(i, "type").lower() in _SENDING
    )
    written = (page.texts[k].strip() for k in page.text_range(form))
    return any(text.replace(" ", "") in _BUTTONS for text in (*buttons, *written))


def _beside_button(page: Outline, field: int) -> bool:
    """Whether a field without a form stands in one small block with the word 搜索."""
    block = page.parents[field]
    for _ in range(2):
        if block < 0 or page.tags[block] in {"body", "html"}:
            break
        texts = page.text_range(block)
        if len(texts) <= _FEW_TEXTS and any(
            page.texts[k].strip().replace(" ", "") in _BUTTONS for k in texts
        ):
            return True
        block = page.parents[block]
    return False


def _form_of(page: Outline, field: int) -> int:
    """Return the form around a field, -1 without one."""
    form = page.parents[field]
    while form >= 0 and page.tags[form] != "form":
        form = page.parents[form]
    return form


def search_form(page: Outline, base: str, charset: str) -> SearchForm | None:
    """Return the page's search form, one that can be asked before others; None without any.

    `base` is the address that links are joined to, `charset` the page's own.
    """
    best: SearchForm | None = None
    for field in page.find("input"):
        if not is_search_field(page, field):
            continue
        found = _form_around(page, field, base, charset)
        if found.way is SearchWay.GET:
            return found
        best = best if best is not None and best.way is SearchWay.POST else found
    return best


def search_form_in(body: bytes, url: str) -> SearchForm | None:
    """Return the search form of a page given by its bytes."""
    decoded = decode(body)
    page = outline_of(decoded.text)
    return search_form(page, base_of(page, url), decoded.charset)


def _form_around(page: Outline, field: int, base: str, charset: str) -> SearchForm:
    form = _form_of(page, field)
    name = page.get(field, "name")
    if form < 0 or not name:
        return SearchForm(way=SearchWay.SCRIPT)
    written = page.get(form, "action")
    action = absolute(base, written) if written.strip("#") else None
    stopped = _STOPPED.search(page.get(form, "onsubmit"))
    if action is None or stopped or not _can_send(page, form):
        return SearchForm(way=SearchWay.SCRIPT)
    way = SearchWay.POST if page.get(form, "method").lower() == "post" else SearchWay.GET
    given = tuple(_given(page, form, field))[:MOST_GIVEN]
    accepted = page.get(form, "accept-charset").lower()
    sent_in = accepted if accepted in {*_GB, "utf-8"} else charset
    return SearchForm(
        way=way,
        action=action,
        field=name,
        given=given,
        charset="gb18030" if sent_in in _GB else "utf-8",
    )


def _can_send(page: Outline, form: int) -> bool:
    """Whether the form sends without a script: by a button, or by Enter in its only field."""
    inside = range(form + 1, page.ends[form])
    buttons = [i for i in inside if page.tags[i] in {"button", "input"}]
    texts = 0
    for index in buttons:
        kind = page.get(index, "type").lower()
        if kind in _SENDING or (page.tags[index] == "button" and not kind):
            return True
        texts += page.tags[index] == "input" and kind in _TEXT_FIELDS
    return texts == 1


def _given(page: Outline, form: int, field: int) -> Iterator[tuple[str, str]]:
    for index in range(form + 1, page.ends[form]):
        name = page.get(index, "name")
        if not name or index == field:
            continue
        value = page.get(index, "value")[:_VALUE_CHARS]
        kind = page.get(index, "type").lower()
        ticked = kind in _TICKED and "checked" in page.elements[index].attributes
        if page.tags[index] == "input" and (kind in _HIDDEN or ticked):
            yield name, value
        elif page.tags[index] == "select":
            yield name, _chosen(page, index)[:_VALUE_CHARS]


def _chosen(page: Outline, select: int) -> str:
    options = [i for i in range(select + 1, page.ends[select]) if page.tags[i] == "option"]
    chosen = [i for i in options if "selected" in page.elements[i].attributes]
    return page.get((chosen or options)[0], "value") if options else ""
