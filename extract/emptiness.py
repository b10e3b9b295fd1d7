"""Emptiness: why a list page shows no items — really empty 空白, or drawn by a script.

The two are never mixed up: a blank column is a fault of the unit, an unread one is ours.
"""

from __future__ import annotations

import re

from extract.outline import Outline
from model.page import LinkPosition

_LISTS = frozenset({"ul", "ol", "table", "tbody", "dl"})
_NAMED = re.compile(
    r"list|news|items?|content|data|result|(?:^|[\s_-])(?:lb|nr|con|main)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SAYS_EMPTY = re.compile(
    r"^\W{0,6}(?:(?:很抱歉|对不起|抱歉)\W{0,3})?(?:(?:当前|该|本|此)?(?:栏目|列表|页面)?\S{0,4})?(?:暂无|暂时没有|没有|无)(?:相关|任何|更多|可显示)?的?"
    r"(?:数据|内容|信息|记录|文章|资料|结果|公告|通知)?\S{0,8}$|"
    r"^\W{0,6}(?:(?:本|该|此)?(?:栏目|页面|内容|信息|数据))?(?:正在|尚在|还在)?"
    r"(?:更新|建设|整理|完善|准备)中\W{0,8}$"
)
_LOADING = re.compile(r"(?:正在|数据)?加载中|正在加载|loading|请稍[候后]", re.IGNORECASE)
_MUSTACHE = re.compile(r"\{\{.{1,80}?\}\}|<%=|v-for|ng-repeat")
_ASKS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\b|\bfetch\s*\(|axios|XMLHttpRequest|dataproxy|\.jpage\s*\(|\.load\s*\(|"
    r"new\s+Vue|createApp|laytpl|juicer|layui|artTemplate|template\s*\(|ReactDOM"
)
# What is asked for is a list by its address, whoever fills it in: a function of another file.
_ASKS_LIST = re.compile(
    r"(?:\$\.(?:ajax|get|post|getJSON)|fetch|axios(?:\.\w+)?|\.load|\.open)\s*\([^;]{0,200}?[\"'][^\"'\n]{0,120}"
    r"(?:list|news|article|column|channel|catalog|info|content|page|query|data)",
    re.IGNORECASE,
)
_FILLS = re.compile(
    r"innerHTML|\.html\s*\(|\.append\s*\(|\.prepend\s*\(|\.load\s*\(|\.jpage|insertAdjacent|el\s*:|mount|document\.write"
)
_LIST_SCRIPT = re.compile(r"list|page|load|data|query|ajax|render|column|channel", re.IGNORECASE)
_LIBRARY = re.compile(
    r"jquery|min\.js|swiper|bootstrap|layui|echarts|share|stat|analytics|common|nav|slide",
    re.IGNORECASE,
)
_BARRED = frozenset(
    {LinkPosition.NAVIGATION, LinkPosition.FOOTER, LinkPosition.BREADCRUMB, LinkPosition.HEAD}
)
_SHOWN = frozenset({"a", "img", "input", "iframe", "embed", "object", "video", "audio", "canvas"})
_SCRIPT_CHARS = 60_000
_PROSE, _FEW_PICTURES = 80, 3
_MOST_INSIDE = 60  # elements; an empty place for items holds fewer


def empty_places(page: Outline, where: list[LinkPosition]) -> list[int]:
    """Return the places for items that hold none: empty list elements and list-named blocks."""
    out = []
    for index, tag in enumerate(page.tags):
        listed = tag in _LISTS or (tag in {"div", "section"} and _is_named(page, index))
        if not listed or where[index] in _BARRED or page.hidden[index]:
            continue
        texts = page.text_range(index)
        if len(texts) > 3 or _holds_items(page, index):
            continue
        shown = "".join(page.texts[k] for k in texts).strip()
        if not shown or (len(shown) <= 40 and (_SAYS_EMPTY.match(shown) or _LOADING.search(shown))):
            out.append(index)
    return out


def says_empty(page: Outline, where: list[LinkPosition]) -> bool:
    """Whether the page says in words that there is nothing (暂无信息)."""
    return any(
        len(text) <= 30 and _SAYS_EMPTY.match(text.strip())
        for position, text in enumerate(page.texts)
        if "无" in text or "没有" in text or "中" in text
        if where[page.text_in[position]] not in _BARRED
    )


def shows_content(page: Outline, where: list[LinkPosition]) -> bool:
    """Whether a page shows text or pictures of its own: no list is missing there."""
    prose = (
        len(text) >= _PROSE
        and where[page.text_in[position]] not in _BARRED
        and not page.hidden[page.text_in[position]]
        for position, text in enumerate(page.texts)
    )
    if any(prose):
        return True
    pictured = {
        page.parents[index]
        for index in page.find("img")
        if where[index] not in _BARRED and page.tags[page.parents[index]] == "a"
    }
    return len(pictured) >= _FEW_PICTURES


def drawn_by_script(page: Outline, places: list[int]) -> bool:
    """Whether a script fills one of `places`, or the list is a template waiting for data."""
    if any(_MUSTACHE.search(text[:500]) for text in page.texts if "{{" in text or "<%" in text):
        return True
    if any(_LOADING.search(text) for text in page.texts if len(text) <= 20):
        return True
    names = {n for place in places for n in _handles(page, place)}
    asks = False
    for script in page.scripts:
        part = script[:_SCRIPT_CHARS]
        if _FILLS.search(part) and any(_mentions(part, name) for name in names):
            return True
        asks = asks or bool(_ASKS.search(part) and (_FILLS.search(part) or _ASKS_LIST.search(part)))
    if asks:
        return True
    return bool(names) and any(_may_draw(page.get(i, "src")) for i in page.find("script"))


def _is_named(page: Outline, index: int) -> bool:
    return bool(_NAMED.search(page.names(index)))


def _holds_items(page: Outline, index: int) -> bool:
    if page.ends[index] - index > _MOST_INSIDE:
        return True
    return not _SHOWN.isdisjoint(page.tags[index + 1 : page.ends[index]])


def _handles(page: Outline, index: int) -> set[str]:
    """Return the id and classes by which a script may take hold of an element or its parent."""
    out: set[str] = set()
    for element in (index, page.parents[index]):
        if element >= 0 and page.tags[element] not in {"body", "html"}:
            out.update(page.get(element, "class").split()[:4])
            out.add(page.get(element, "id"))
    return {name for name in out if len(name) >= 3}


def _mentions(script: str, name: str) -> bool:
    return any(f"{mark}{name}{end}" in script for mark in "#.'\"" for end in "'\" ,:>")


def _may_draw(source: str) -> bool:
    file = source.rsplit("/", 1)[-1].split("?", 1)[0]
    return bool(file and _LIST_SCRIPT.search(file) and not _LIBRARY.search(file))
