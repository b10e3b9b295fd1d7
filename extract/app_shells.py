"""Application shells: pages that are nothing until a script has run, and lists kept in a frame.

Whether such a page is empty cannot be seen from its source: in doubt it was not read, which is
our limit, and never a blank column, which would be the unit's fault.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from extract.addresses import resolve
from extract.outline import Outline
from extract.script_signs import is_harmless
from model.page import LinkPosition

_BUNDLE = re.compile(
    r"^(?:app|main|index|entry|bundle|client|runtime|vendors?|polyfills?|chunk|umi|pages?)"
    r"(?:[._~-][\w~.-]*)?\.m?js$|[._-][0-9a-f]{6,32}(?:\.\w+)*\.m?js$|(?:^|[._-])chunk[._-]",
    re.IGNORECASE,
)
_BUNDLE_FOLDER = re.compile(r"/(?:_next|_nuxt|static/js|assets/js|dist|build)/", re.IGNORECASE)
_MOUNTS = frozenset({"app", "root", "__next", "__nuxt", "main-app", "vue-app", "react-root"})
_SKELETON = re.compile(r"skeleton|shimmer|placeholder|骨架", re.IGNORECASE)
_NEEDS_SCRIPT = re.compile(
    r"(?:开启|启用|打开|支持|允许|enable|requires?|without)\W{0,12}(?:浏览器)?\S{0,8}?(?:java\s?script|js|脚本)"
    r"|(?:java\s?script|脚本)\W{0,12}\S{0,4}(?:开启|启用|打开|enabled?|required|disabled)",
    re.IGNORECASE,
)
_BARRED = frozenset(
    {LinkPosition.NAVIGATION, LinkPosition.FOOTER, LinkPosition.BREADCRUMB, LinkPosition.HEAD}
)
_TINY = re.compile(r"^\s*[0-5](?:px)?\s*$")
_FEW_TEXTS = 40
"""A shell says little by itself: its header and footer at most."""


def needs_script(page: Outline) -> bool:
    """Whether the page itself shows that a script draws what it holds."""
    return (
        any(_is_bundle(page, index) for index in page.find("script"))
        or any(_SKELETON.search(page.names(index)) for index in page.find("div", "li", "ul", "p"))
        or any(_NEEDS_SCRIPT.search(page.text(index)) for index in page.find("noscript"))
    )


def is_shell(page: Outline) -> bool:
    """Whether the page is an empty element for a script to fill, and hardly anything else."""
    if len(page.texts) > _FEW_TEXTS:
        return False
    mounts = (index for index in page.find("div", "main", "section") if _is_mount(page, index))
    return any(not page.text(index).strip() for index in mounts) and needs_script(page)


def frames(page: Outline, base: str, where: list[LinkPosition]) -> tuple[str, ...]:
    """Return the addresses of frames that can be seen and may hold what the page is about."""
    shown = (
        page.get(index, "src").strip()
        for index in page.find("iframe", "frame")
        if where[index] not in _BARRED
        and not page.hidden[index]
        and not (_TINY.match(page.get(index, "height")) or _TINY.match(page.get(index, "width")))
    )
    found = (resolve(base, source) for source in shown if source not in {"", "about:blank"})
    return tuple(dict.fromkeys(address for address in found if address))


def same_host(address: str, base: str) -> bool:
    """Whether two addresses lie on one host: a foreign frame is a map or a video."""
    return urlsplit(address).netloc == urlsplit(base).netloc


def _is_bundle(page: Outline, index: int) -> bool:
    if page.get(index, "type").strip().lower() == "module":
        return True
    source = page.get(index, "src").split("?", 1)[0]
    if not source or is_harmless(page.get(index, "src")):
        return False
    file = source.rsplit("/", 1)[-1]
    return bool(_BUNDLE.search(file) or _BUNDLE_FOLDER.search(source))


def _is_mount(page: Outline, index: int) -> bool:
    return page.get(index, "id").strip().lower() in _MOUNTS
