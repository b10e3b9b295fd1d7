"""What the answer of a site's search shows: the item that was asked for, others, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.decode import decode
from extract.links import base_of
from extract.odd import outline_of
from extract.outline import Outline
from extract.script_signs import shows_drawing, unknown_script
from model.url import absolute, key

_NOTHING = re.compile(
    r"(?:没有|未能?|无法|并未)(?:找到|检索到|搜索到|查询到|查到|搜到)[^。，\n]{0,16}"
    r"|(?:暂?无|没有)(?:任何)?(?:相关|符合|匹配|检索|搜索|查询)[^。，\n]{0,8}(?:结果|信息|内容|记录|数据)"
    r"|(?:找到|检索到|搜索到|共有?|约)\s*0\s*(?:条|个|篇|项)[^。，\n]{0,8}"
    r"|(?<![\d.])0\s*(?:条|个|篇|项)(?:相关)?(?:结果|记录|信息)"
)
_WORDS = ("没有", "未", "无", "0", "暂无", "无法")
_CUT = re.compile(r"(?:…|\.\.\.|。。。)+$")
_BLANK = re.compile(r"\s+")
_SHARED = 4  # characters in a row that make a link related
_SHORTEST_CUT = 8


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The facts of one answer; see `model.inquiry.SearchTry`."""

    hit: bool
    said: str
    related: int
    scripted: bool


def words_for(title: str) -> str:
    """Return the words to ask for a title: its longest run without punctuation, at most 20."""
    runs = re.findall(r"[\u4e00-\u9fffA-Za-z0-9]+", title)
    return max(runs, key=len, default="")[:20]


def read_search_answer(
    body: bytes, url: str, content_type: str, words: str, item_url: str
) -> SearchAnswer:
    """Return what the answer to a question for `words` shows; never raises on any bytes."""
    page = outline_of(decode(body, content_type).text)
    base = base_of(page, url)
    hit, related = False, 0
    for index in page.find("a"):
        text = _BLANK.sub("", page.text(index) or page.get(index, "title"))
        hit = hit or _is_item(text, words) or _leads_to(base, page.get(index, "href"), item_url)
        related += _shares(text, words)
    return SearchAnswer(hit=hit, said=_said(page), related=related, scripted=_is_drawn(page))


def _is_item(text: str, words: str) -> bool:
    """Whether a link bears the words, or begins as they do and is cut short."""
    if words in text:
        return True
    short = _CUT.sub("", text)
    return short != text and len(short) >= _SHORTEST_CUT and words.startswith(short)


def _leads_to(base: str, href: str, item_url: str) -> bool:
    target = absolute(base, href) if href else None
    return target is not None and key(target) == key(item_url)


def _shares(text: str, words: str) -> bool:
    return any(words[at : at + _SHARED] in text for at in range(len(words) - _SHARED + 1))


def _said(page: Outline) -> str:
    for position in page.texts_with(*_WORDS, most=200):
        if page.hidden[page.text_in[position]]:
            continue
        found = _NOTHING.search(page.texts[position])
        if found:
            return found[0].strip()[:40]
    return ""


def _is_drawn(page: Outline) -> bool:
    places = page.find("body")[:1] or [0]
    return shows_drawing(page, places) or bool(unknown_script(page))
