"""Words of a notice that stands in for a whole site: closed, under repair, without filing. Pure.

A provider shows 未备案 in place of a site that lacks its filing (备案), an office shows 停机维护 at
every address while its server is worked on, both with status 200. Nothing of the page that was
asked for is there, and nobody knows for how long: what is found so is a suspicion (疑似). Such
words alone prove nothing, since footers name who maintains a site and articles announce when;
they count on a page that says hardly anything else and leads almost nowhere.
"""

from __future__ import annotations

import re

from crawler.plain_text import shown_text, shown_title

_MOST_BYTES = 8_192
_MOST_CHARS = 200
_FILING_CHARS = 600
"""Visible characters, title included; providers explain at length how to file."""
_MOST_LINKS = 4

_SITE = r"(?:网站|站点|本站|系统|平台|服务器)"
_CLOSED = re.compile(
    rf"{_SITE}[^。；;]{{0,16}}?(?:关闭|关停|停止(?:服务|访问|运行|使用)"
    rf"|暂停(?:服务|访问|使用|开放|运行)|停用|停机)(?!窗|按钮|后)"
    rf"|{_SITE}[^。；;]{{0,8}}?(?:正在|处于)[^。；;]{{0,8}}?(?:维护|升级|检修|改版|割接)"
    rf"|{_SITE}(?:停机|升级|检修|改版)?(?:维护|升级|检修|改版)(?:中|期间)"
    r"|(?:停机|升级|系统)维护[^。；;]{0,30}?(?:恢复|谅解|稍[后候]|无法访问|暂停)"
    r"|\b(?:site|website) is (?:temporarily )?(?:closed|unavailable|down for|under maintenance)"
    r"|\bunder maintenance\b",
    re.IGNORECASE,
)
_UNFILED = re.compile(
    r"(?:网站|域名|站点|网址)[^。；;]{0,20}?(?:未|没有|尚无|暂无)[^。；;]{0,24}?备案"
    r"|(?:未备案|备案)[^。；;]{0,12}?(?:有误|异常|注销|失效|过期|被取消)"
)
_STOPPED = re.compile(r"(?:无法|不能|暂停|停止|禁止|阻断|关闭|拦截|限制)")
_PAPER = re.compile(r"^\s*关于|(?:办法|规定|须知|制度|指南|条例|通知|通告)(?:$|\s?[-_|—])")
"""Titles of papers and articles, which may be short."""
_LINK = re.compile(rb"<(?:a\s[^>]{0,400}?href|frame\s|iframe\s|form\s)", re.IGNORECASE)
_WORDS = ("维护", "关闭", "关停", "暂停", "停止", "停用", "停机", "升级", "检修", "改版", "备案")
_HINTS = (
    *(word.encode(charset) for word in _WORDS for charset in ("utf-8", "gb18030")),
    b"maintenance",
    b"temporarily",
)


def says_closed(body: bytes) -> bool:
    """Whether a page only says that its site is closed, under repair or not filed."""
    if len(body) > _MOST_BYTES or not any(hint in body for hint in _HINTS):
        return False
    if len(_LINK.findall(body)) > _MOST_LINKS or _PAPER.search(shown_title(body)):
        return False
    text = shown_text(body)
    if len(text) <= _MOST_CHARS and _CLOSED.search(text):
        return True
    return (
        len(text) <= _FILING_CHARS
        and _UNFILED.search(text) is not None
        and _STOPPED.search(text) is not None
    )
