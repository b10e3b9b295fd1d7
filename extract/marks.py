"""Footer marks 网站标识 of RULES 4.2: who runs the site, and by which registrations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from extract.elements import has_word
from extract.outline import Outline, collapse
from model.page import Link, LinkKind, LinkPosition, Marks

_ICP = re.compile(
    r"[\u4e00-\u9fa5]\s?ICP\s?[备证]\s?\d{6,10}(?:\s?号(?:\s?[-－]\s?\d{1,3})?)?", re.IGNORECASE
)
_POLICE = re.compile(r"[\u4e00-\u9fa5]\s?公网安备\s*\d{11,14}\s?号?")
_CODE = re.compile(r"标识码\s*[：:]?\s*((?:bm\d{8})|\d{10})(?!\d)", re.IGNORECASE)
_ANCHOR = re.compile(
    r"标识码|ICP\s?备|公网安备|版权所有|主办(?:单位|方)?\s*[：:]|备案(?:编|序)?号", re.IGNORECASE
)
# Every anchor holds one of these; finding a plain word is many times faster than the pattern.
_ANCHOR_WORDS = ("标识码", "版权所有", "主办", "备")
_ICP_WORD = re.compile("[Ii][Cc][Pp]")
_STOP = (
    r"(?=$|\s|[|｜丨　]|承办|技术支持|运行维护|运维|维护|地址|邮编|邮政|网站标识|版权|备案|"
    r"联系|电话|[\u4e00-\u9fa5]ICP)"
)
_ORGANIZER = re.compile(r"主\s?办(?:单位|方)?\s*[：:]\s*(\S{2,40}?)" + _STOP)
_UNDERTAKER = re.compile(r"承\s?办(?:单位|方)?\s*[：:]\s*(\S{2,40}?)" + _STOP)
_CONTACT = re.compile(
    r"(?:联系(?:电话|方式|我们)|(?:服务|咨询|值班|办公|网站)?电话|热线)\s*[：:]\s*((?:\+?\d[\d()（）-]{5,20})(?:转\d{1,6})?)"
)
_PHONE = re.compile(r"(0(?<!\d0)\d{2,3}[-－ ]?\d{7,8})(?!\d)")
_MAPS = frozenset({"网站地图", "站点地图", "网站导航图"})
_JIUCUO = re.compile(r"//(?:zfwzzc|zfwzgl|pucha)\.|[?&]site_?code=|jiucuo", re.IGNORECASE)
_JIUCUO_WORDS = ("zfwz", "pucha", "site", "jiucuo")  # every match holds one
_JIUCUO_TEXTS = frozenset({"我为政府网站找错", "政府网站找错", "我为政府网站“找错”"})
_FRAMED = re.compile(r"foot|bottom|copyright|banquan|dibu|inc_", re.IGNORECASE)
_EMBLEM = re.compile(r"conac|dangzheng|dzjg|/(?:red|blue)(?:_?\d{0,3})?\.png", re.IGNORECASE)
_EMBLEM_WORDS = ("conac", "dangzheng", "dzjg", "red", "blue")  # every match holds one
_BEFORE, _AFTER = 40, 40  # texts around an anchor that still belong to the footer


def marks_of(page: Outline, where: list[LinkPosition], links: Iterable[Link]) -> Marks:
    """Return the footer marks of a page; `unreadable` where a script or frame draws the footer."""
    text = _footer_text(page, where)
    links = tuple(links)
    addresses = "\n".join([link.url for link in links])
    called = "\n".join([link.text for link in links])
    may_report = "找错" in called or has_word(addresses, _JIUCUO_WORDS)
    jiucuo_url, jiucuo_code = _jiucuo(page, links) if may_report else (None, None)
    code = _CODE.search(text) if "标识码" in text else None
    registered = _ICP_WORD.search(text)
    icp = _last(_ICP, text, registered[0]) if registered else None
    police = _last(_POLICE, text, "公网安备")
    organizer = _first(_ORGANIZER, text, "主")
    found = bool(code or icp or police or organizer)
    return Marks(
        icp=icp.replace(" ", "") if icp else None,
        police=police,
        code=code[1].lower() if code else None,
        organizer=organizer,
        undertaker=_first(_UNDERTAKER, text, "承"),
        contact=_first(_CONTACT, text, "联系", "电话", "热线")
        or (_first(_PHONE, text) if found else None),
        emblem="conac.cn" in addresses or _emblem(page),
        jiucuo_url=jiucuo_url,
        jiucuo_code=jiucuo_code,
        sitemap_url=_sitemap(links) if "图" in called else None,
        unreadable=not found and _drawn_elsewhere(page),
    )


def _footer_text(page: Outline, where: list[LinkPosition]) -> str:
    """Return the text around the last words that only a footer uses, blocks set apart."""
    likely = page.texts_with(*_ANCHOR_WORDS, most=499)
    anchors = [k for k in likely if _ANCHOR.search(page.texts[k])]
    if anchors:
        # Footers are short: anchors far above the last one belong to an article.
        stop = min(len(page.texts), anchors[-1] + _AFTER)
        first = next(k for k in anchors if k >= anchors[-1] - 2 * _BEFORE)
        chosen = range(max(0, first - _BEFORE), stop)
    else:
        chosen = range(max(0, len(page.texts) - _BEFORE), len(page.texts))
    out: list[str] = []
    block = before = -1
    within = anchors and where[page.text_in[anchors[-1]]] is LinkPosition.ARTICLE
    for position in chosen:
        holder = page.text_in[position]
        place = where[holder]
        if not anchors and place is not LinkPosition.FOOTER:
            continue
        if place is LinkPosition.ARTICLE and not within:
            continue  # of a short page: its telephones are not the site's
        if holder != before:
            around = page.block_of(holder)
            if around != block:
                out.append(" ")
            block, before = around, holder
        out.append(page.texts[position])
    return collapse("".join(out))


def _start(text: str, words: tuple[str, ...]) -> int:
    """Return where a pattern can match first that has one of `words` after two characters."""
    places = [at for at in map(text.find, words) if at >= 0]
    return max(0, min(places) - 2) if places else len(text)


def _first(pattern: re.Pattern[str], text: str, *words: str) -> str | None:
    start = _start(text, words) if words else 0
    found = pattern.search(text, start) if start < len(text) else None
    return found[1].strip(" ：:|") if found else None


def _last(pattern: re.Pattern[str], text: str, word: str) -> str | None:
    at = text.find(word)
    found = pattern.findall(text, max(0, at - 2)) if at >= 0 else None
    return str(found[-1]).strip() if found else None


def _jiucuo(page: Outline, links: tuple[Link, ...]) -> tuple[str | None, str | None]:
    """Return the address and the site code of the entry 我为政府网站找错."""
    for link in links:
        if link.kind is LinkKind.ASSET and "js" not in link.url:
            continue
        if link.text in _JIUCUO_TEXTS or _is_jiucuo(link.url):
            return link.url, _code_of(urlsplit(link.url).query) or _code_beside(page)
    return None, None


@lru_cache(maxsize=4_096)
def _is_jiucuo(url: str) -> bool:
    return has_word(url, _JIUCUO_WORDS) and bool(_JIUCUO.search(url))


@lru_cache(maxsize=4_096)
def _is_emblem(source: str) -> bool:
    part = source[:300]
    return has_word(part, _EMBLEM_WORDS) and bool(_EMBLEM.search(part))


def _sitemap(links: tuple[Link, ...]) -> str | None:
    named = (x.url for x in links if "图" in x.text and x.text.replace(" ", "") in _MAPS)
    return next(named, None)


def _code_of(query: str) -> str | None:
    for name, value in parse_qsl(query):
        if name.lower().replace("_", "") == "sitecode" and value:
            return value.strip()[:40]
    return None


def _code_beside(page: Outline) -> str | None:
    """Return the code written on the script element that draws the entry."""
    for index in page.find("script"):
        code = page.get(index, "sitecode") or page.get(index, "site_code")
        if code:
            return code[:40]
    return None


def _emblem(page: Outline) -> bool:
    for index in page.find("script", "img"):
        if _is_emblem(page.get(index, "src")):
            return True
    return any("conac" in script[:50_000] for script in page.scripts)


def _drawn_elsewhere(page: Outline) -> bool:
    """Whether an included frame or script may hold the footer, or a script draws the whole page."""
    for index in page.find("iframe", "frame", "script", "object"):
        source = (page.get(index, "src") or page.get(index, "data"))[:300]
        if source and _FRAMED.search(source.rsplit("/", 1)[-1] + " " + page.get(index, "id")):
            return True
    return sum(map(len, page.texts)) < 200 and bool(page.scripts or page.find("script"))
