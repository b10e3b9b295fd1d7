"""Words by which a page with status 200 says that there is nothing. Pure.

A phrase alone proves nothing: reports about dead links hold it too. It counts in a title that
begins with it, on a page that says hardly anything else, and in the message of a script that
is all there is. What is found so is a suspicion (疑似), never more.
"""

from __future__ import annotations

import re

from crawler.plain_text import in_words, shown_text, shown_title

_TITLE_BYTES = 4_096
_TEXT_BYTES = 8_192
_TEXT_CHARS = 160
"""Visible characters, title included: an apology and a way back."""

_THINGS = r"(?:页面|网页|网址|信息|文件|内容|文章|附件|图片|资源|栏目|链接|地址|站点|记录|数据)"
_GONE = r"(?:不存在|未找到|找不到|没有找到|无法找到|(?:已|已经|被|已被)(?:删除|移除|撤下|下线))"
_FINDS_NONE = r"(?:找不到|未找到|没有找到|无法找到|不存在)"
_PHRASE = re.compile(
    rf"(?:{_THINGS}\s?[^\s，。；,;]{{0,12}}?\s?{_GONE}"
    rf"|{_FINDS_NONE}\s?[^\s，。；,;]{{0,12}}?{_THINGS})(?![”』」])"
    r"|\bnot found\b|cannot be found",
    re.IGNORECASE,
)
_POLITE = (
    r"(?:[\W_]|很?抱歉|对不起|您|你|所|要|想|访问|查看|浏览|请求|查找|打开|的|该|此|当前"
    r"|提示(?:信息)?|错误|出错了?|http|status|error)*"
)
_TITLE = re.compile(
    rf"{_POLITE}(?:{_THINGS}{_GONE}|{_FINDS_NONE}.{{0,6}}{_THINGS}"
    r"|404(?=$|[\s_|:：,，.。!！–—-]|页|错误|error|not|未找到)|(?:page |file )?not found)",
    re.IGNORECASE,
)
_ALERT = re.compile(rb"\balert\(\s*[\"']([^\"']{2,200})[\"']")
_ALERT_BYTES = 2_048
_WORDS = ("不存在", "找到", "不到", "删除", "移除", "撤下", "下线", "ound")
_HINTS = tuple({word.encode(charset) for word in _WORDS for charset in ("utf-8", "gb18030")})


def says_missing(body: bytes) -> bool:
    """Whether a page says of itself that there is nothing at its address."""
    title = shown_title(body[:_TITLE_BYTES])
    if title and _TITLE.match(title):
        return True
    if len(body) > _TEXT_BYTES or not any(hint in body for hint in _HINTS):
        return False
    text = shown_text(body)
    if not text and len(body) <= _ALERT_BYTES:
        told = _ALERT.search(body)
        text = in_words(told[1]) if told else ""
    return len(text) <= _TEXT_CHARS and _PHRASE.search(text) is not None


def mentions_missing(body: bytes) -> bool:
    """Whether a page holds such a phrase anywhere."""
    return _PHRASE.search(shown_text(body)) is not None
