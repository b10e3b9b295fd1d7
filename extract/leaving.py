"""Leaving 外部链接提示: whether a reader is warned before a link leads out of the government's web.

A warning is seen in the page's own mark-up and scripts: words such as 您访问的链接即将离开, or a
handler that asks. Script files are not read: where one might add a handler, nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.outline import Outline
from extract.script_signs import is_service
from model.leaving import Leaving, Warned
from model.page import LinkPosition
from model.url import absolute, host, own_domain

MOST_LINKS = 10
"""Links named of one page."""

_SCRIPT_CHARS = 100_000
_OFFICIAL = (".gov.cn", ".政务", ".xn--zfr164b", ".conac.cn")
_WARNS = re.compile(
    r"(?:即将|将要?|是否)(?:离开|跳转)|离开(?:本站|本网站|本网页|政府网站)|外(?:部|站)链接(?:提示|跳转)"
    r"|非政府网站"
)
_WORDS = ("离开", "跳转", "链接", "非政府")
_CONFIRMS = re.compile(
    r"\bconfirm\s*\(|layer\.confirm|openOutLink|outLink\s*\(|leave\w*\s*\(", re.I
)
_MARKED = re.compile(r"(?:^|[\s_-])(?:ext(?:ernal)?|out(?:er)?)[\s_-]?link|wailian|wbljtip", re.I)
_HANDLES = re.compile(
    r"addEventListener|\.on\s*\(\s*[\"']click|\.click\s*\(|\.bind\s*\(|\.delegate\s*\(|onclick\s*="
)


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
        target = page.get(index, "href")
        if not _leads_out(target, own):
            continue
        if _CONFIRMS.search(page.get(index, "onclick")):
            return Warned.YES
        doubt = doubt or bool(page.get(index, "onclick") or _MARKED.search(page.names(index)))
    for script in page.scripts:
        text = script[:_SCRIPT_CHARS]
        if _WARNS.search(text) or (_CONFIRMS.search(text) and "href" in text):
            return Warned.YES
        doubt = doubt or bool(_HANDLES.search(text))
    sources = (page.get(index, "src") for index in page.find("script"))
    return Warned.UNKNOWN if doubt or any(s and not is_service(s) for s in sources) else Warned.NO


@lru_cache(maxsize=4_096)
def _leads_out(url: str, own: str) -> bool:
    """Whether an address belongs neither to the site's own domain nor to a government."""
    name = host(url if not url.startswith("//") else f"http:{url}")
    return bool(name) and not name.endswith(_OFFICIAL) and own_domain(name) != own
