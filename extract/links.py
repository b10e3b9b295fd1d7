"""Links 链接: everything a page asks a browser to open or load, absolute, in document order.

Navigation targets are `a`, `area`, `iframe`, `frame` and a refreshing `meta`; images, styles,
icons, scripts, media and backgrounds are assets. An `a` that leads to a picture is an
attachment: a reader opens it, the page does not load it. Links in comments are no links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.addresses import resolve
from extract.outline import Outline, collapse
from model.page import Link, LinkKind, LinkPosition
from model.url import absolute, extension

_TEXT_CHARS = 120
_FILE_WORDS = """
    pdf doc docx docm dot dotx wps wpt xls xlsx xlsm xlt et ett csv ppt pptx pps ppsx dps rtf
    ofd ceb cebx caj zip rar 7z tar gz tgz bz2 xz exe msi apk iso dmg mp3 mp4 m4v m4a avi mov
    wmv wma flv rm rmvb mpg mpeg mkv wav ogg webm swf jpg jpeg png gif bmp webp svg tif tiff
    psd ai epub mobi dwg odt ods odp
"""
_FILES = frozenset(_FILE_WORDS.split())
# rel values that name a host to warm up or a service, not a resource of the page.
_NO_RESOURCE = frozenset(
    {"dns-prefetch", "preconnect", "pingback", "edituri", "wlwmanifest", "profile", "schema.dc"}
)
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]{1,30}:", re.IGNORECASE)
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*url\s*=\s*[\"']?\s*([^\"'\s]+)", re.IGNORECASE)
_STYLE_URL = re.compile(r"url\(\s*[\"']?([^\"')\s]{1,2000})[\"']?\s*\)", re.IGNORECASE)
_LOADED = {
    "img": "src",
    "script": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "track": "src",
    "object": "data",
    "input": "src",
}
_OPENED = {"a": "href", "area": "href", "iframe": "src", "frame": "src"}


def base_of(page: Outline, url: str) -> str:
    """Return the address that relative links are joined to: `<base href>`, else the page's own."""
    for index in page.find("base"):
        written = page.get(index, "href")
        if written:
            return absolute(url, written) or url
    return url


def links_of(page: Outline, url: str, where: list[LinkPosition]) -> tuple[Link, ...]:
    """Return the links of a page; the same address, position and text is given once."""
    base = base_of(page, url)
    resolved: dict[str, str | None] = {}
    out: dict[tuple[str, LinkPosition, str, LinkKind], Link] = {}
    for index, written, opened in _written(page):
        if not written or written[0] == "#" or _OTHER_SCHEME.match(written):
            continue
        if written not in resolved:
            resolved[written] = resolve(base, written)
        target = resolved[written]
        if target is None:
            continue
        kind = _kind_opened(target) if opened else LinkKind.ASSET
        text = link_text(page, index) if opened else page.get(index, "alt")[:_TEXT_CHARS]
        key = (target, where[index], text, kind)
        if key not in out:
            out[key] = Link(target, text, kind, where[index])
    return tuple(out.values())


def link_text(page: Outline, index: int) -> str:
    """Return what a reader sees on a link: its text, else a picture's alt, else its title."""
    text = page.text(index)
    if not text:
        pictures = [i for i in range(index, page.ends[index]) if page.tags[i] == "img"]
        text = next((collapse(page.get(i, "alt")) for i in pictures if page.get(i, "alt")), "")
    return (text or collapse(page.get(index, "title")))[:_TEXT_CHARS]


def _written(page: Outline) -> Iterator[tuple[int, str, bool]]:
    """Yield (element, address as written, whether a reader opens it)."""
    for index, tag in enumerate(page.tags):
        if not page.attributes[index]:
            continue
        if tag in _OPENED:
            yield index, page.get(index, _OPENED[tag]), True
        elif tag in _LOADED:
            yield index, page.get(index, _LOADED[tag]), False
            if tag in {"img", "source"}:
                yield from ((index, one, False) for one in _from_srcset(page.get(index, "srcset")))
        elif tag == "link":
            rel = frozenset(page.get(index, "rel").lower().split())
            if not rel & _NO_RESOURCE:
                yield index, page.get(index, "href"), False
        elif tag == "meta" and page.get(index, "http-equiv").lower() == "refresh":
            found = _REFRESH.match(page.get(index, "content")[:2000])
            yield index, found[1] if found else "", True
        if "background" in page.attributes[index]:
            yield index, page.get(index, "background"), False
        style = page.attributes[index].get("style")
        if style and "url(" in style:
            for found in _STYLE_URL.finditer(style[:5000]):
                yield index, found[1], False


def _from_srcset(srcset: str) -> Iterator[str]:
    if srcset and not srcset.startswith("data:"):
        for candidate in srcset.split(",")[:20]:
            yield candidate.strip().split(" ", 1)[0]


@lru_cache(maxsize=30_000)
def _kind_opened(target: str) -> LinkKind:
    return LinkKind.ATTACHMENT if extension(target) in _FILES else LinkKind.PAGE
