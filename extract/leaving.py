"""Leaving 外部链接提示: whether a reader is warned before a link leads out of the government's web.

A warning is seen in the page's own mark-up and scripts: words such as 您访问的链接即将离开, or a
link that asks when it is clicked. Scripts kept in files are looked into by themselves
(`script_warns`); as long as one was not, nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.decode import decode
from extract.links import base_of
from extract.odd import outline_of
from extract.outline import Outline
from extract.script_signs import is_service
from model.leaving import Leaving, Warned
from model.page import LinkPosition
from model.url import absolute, host, own_domain

MOST_LINKS = 10
"""Links named of one page."""

_SCRIPT_CHARS = 600_000
_OFFICIAL = (".gov.cn", ".政务", ".xn--zfr164b", ".conac.cn")
_WARNS = re.compile(
    r"(?:即将|将要?|是否)(?:离开|跳转)|离开(?:本站|本网站|本网页|政府网站)|外(?:部|站)链接(?:提示|跳转)"
    r"|非政府网站"
)
_WORDS = ("离开", "跳转", "链接", "非政府")
_CONFIRMS = re.compile(r"\bconfirm\s*\(|layer\.confirm|\b(?:open)?outlink\s*\(", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:confirm|alert)\s*\(|\blayer\.|\.dialog\s*\(|\.modal\s*\(|\b(?:open)?out_?link|\bext_?link"
    r"|\bwailian|\bleave(?:site|page|link|\.html)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?:^|[\s_-])(?:ext(?:ernal)?|out(?:er)?)[\s_-]?link|wailian|wbljtip", re.I)
_LIBRARY = re.compile(
    r"(?:^|[._-])(?:jquery|swiper|bootstrap|vue|react|echarts|super-?slide|html5shiv|respond|wow|"
    r"lazyload|qrcode|slick|masonry|es5-shim|polyfill)(?:[._-]|$)",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def script_warns(script: str) -> Warned:
    """Return whether a script warns; UNKNOWN where it asks for something, and not for what."""
    text = script[:_SCRIPT_CHARS]
    if "\\u" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if _WARNS.search(text):
        return Warned.YES
    return Warned.UNKNOWN if _ASKS.search(text) else Warned.NO


def script_files(page: Outline, base: str) -> tuple[str, ...]:
    """Return the script files that may warn: all but libraries and known services."""
    written = (page.get(index, "src") for index in page.find("script"))
    found = (absolute(base, source) for source in written if source and not _is_known(source))
    return tuple(dict.fromkeys(source for source in found if source))


def script_files_in(body: bytes, url: str) -> tuple[str, ...]:
    """Return the script files of a page given by its bytes that may warn."""
    page = outline_of(decode(body).text)
    return script_files(page, base_of(page, url))


def _is_known(source: str) -> bool:
    name = source.split("?", 1)[0].rsplit("/", 1)[-1]
    return is_service(source) or bool(_LIBRARY.search(name))


def leaving_of(page: Outline, url: str, where: Sequence[LinkPosition]) -> Leaving | None:
    """Return how the page warns of links that leave; None where no link does.

    Frames and the emblem of 党政机关网站标识, which every site must link, are left out.
    """
    own = own_domain(host(url))
    out: dict[str, None] = {}
    for index in page.find("a", "area"):
        target = absolute(url, page.get(index, "href"))
        if target and where[index] is not LinkPosition.HEAD and _leads_out(target, own):
            out[target] = None
    return Leaving(_warned(page, own), tuple(out)[:MOST_LINKS]) if out else None


def _warned(page: Outline, own: str) -> Warned:
    likely = page.texts_with(*_WORDS)
    if any(_WARNS.search(page.texts[k]) for k in likely):
        return Warned.YES
    doubt = False
    for index in page.find("a", "area"):
        if not _leads_out(page.get(index, "href"), own):
            continue
        if _CONFIRMS.search(page.get(index, "onclick")):
            return Warned.YES
        doubt = doubt or bool(page.get(index, "onclick") or _MARKED.search(page.names(index)))
    answers = {script_warns(script) for script in page.scripts}
    if Warned.YES in answers:
        return Warned.YES
    if doubt or Warned.UNKNOWN in answers:
        return Warned.UNKNOWN
    return Warned.FILES if script_files(page, "http://x/") else Warned.NO


@lru_cache(maxsize=4_096)
def _leads_out(url: str, own: str) -> bool:
    """Whether an address belongs neither to the site's own domain nor to a government."""
    name = host(url if not url.startswith("//") else f"http:{url}")
    return bool(name) and not name.endswith(_OFFICIAL) and own_domain(name) != own
