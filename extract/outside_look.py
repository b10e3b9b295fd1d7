"""What a page of another site shows: title, words, language, signs of a name that was sold.

Reads   the beginning of a body
Gives   OutsideLook, None for what is no page
Never   decides: a parking page is a sign that a person looks at
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from extract.decode import decode
from model.outside import OutsideLook, OutsideSign

MOST_BYTES = 65_536
MOST_CHARS = 200
_ENOUGH_WORDS = 40
"""Letters below which a page's language says nothing."""
_CHINESE = 0.15
"""Share of Han characters among the letters of a Chinese page; others have next to none."""
_HAN = re.compile("[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_SPACE = re.compile(r"\s+")
_SALE = re.compile(
    r"域名\s{0,2}(?:正在\s{0,2})?(?:出售|转让|待售|求购)|(?:出售|转让|购买)(?:此|本|该)域名|"
    r"(?:this|the)\s+domain\s+(?:name\s+)?(?:\S+\s+){0,2}(?:is|may\s+be)\s+(?:\S+\s+){0,2}for\s+sale|"
    r"domain\s+(?:name\s+)?(?:is\s+)?for\s+sale|buy\s+this\s+domain|make\s+an\s+offer",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"域名(?:停放|停靠|已过期|已到期|到期)|(?:此|本|该)域名(?:尚未|还没有)(?:建站|使用|绑定)|"
    r"domain\s+(?:has\s+)?(?:expired|been\s+parked)|parked\s+(?:domain|free)|domain\s+parking",
    re.IGNORECASE,
)
_DEFAULT = re.compile(
    r"welcome to nginx|apache2? (?:ubuntu |debian |centos )?default page|it works!|iis windows|"
    r"internet information services|恭喜，?\s*站点创建成功|没有找到站点|test page for the",
    re.IGNORECASE,
)
_SHORT_PAGE = 1_500
"""Characters above which words of sale are an article's subject: such pages say little else."""


def look_at(body: bytes, content_type: str = "") -> OutsideLook | None:
    """Return what the beginning of a page shows; None for an empty body."""
    if not body.strip():
        return None
    tree = LexborHTMLParser(decode(body[:MOST_BYTES], content_type).text)
    title = _tidy(_text(tree, "title"))
    words = _tidy(" ".join(_metas(tree)))
    shown = _shown(tree)
    return OutsideLook(
        title=title[:MOST_CHARS],
        words=words[:MOST_CHARS],
        chinese=_is_chinese(f"{title}{shown}"),
        signs=tuple(_signs(title, shown)),
    )


def _signs(title: str, shown: str) -> list[OutsideSign]:
    if len(shown) > _SHORT_PAGE:
        return []
    text, found = f"{title}\n{shown}", []
    for sign, pattern in (
        (OutsideSign.FOR_SALE, _SALE),
        (OutsideSign.PARKED, _PARKED),
        (OutsideSign.DEFAULT, _DEFAULT),
    ):
        if pattern.search(text):
            found.append(sign)
    return found


def _is_chinese(text: str) -> bool | None:
    letters = len(_LETTER.findall(text))
    if letters < _ENOUGH_WORDS:
        return None
    return len(_HAN.findall(text)) >= _CHINESE * letters


def _metas(tree: LexborHTMLParser) -> list[str]:
    wanted = ("description", "keywords")
    return [
        meta.attributes.get("content") or ""
        for meta in tree.css("meta[name][content]")
        if (meta.attributes.get("name") or "").lower() in wanted
    ]


def _shown(tree: LexborHTMLParser) -> str:
    for node in tree.css("script, style, noscript, template"):
        node.decompose()
    return _tidy(tree.body.text(separator=" ") if tree.body is not None else "")


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return node.text() if node is not None else ""


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
