"""Links 链接: everything a page asks a browser to open or load, absolute, in document order.

Navigation targets are `a`, `area`, `iframe`, `frame` and a refreshing `meta`; images, styles,
icons, scripts, media and backgrounds are assets. An `a` that leads to a picture is an
attachment: a reader opens it, the page does not load it. Links in comments are no links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.addresses import Need, as_sent, base_part, need, resolve
from extract.blocks import Placed
from extract.elements import Addresses, Element
from extract.outline import Outline, collapse
from extract.positions import block_position
from model.page import Link, LinkKind, LinkPosition
from model.url import absolute

_TEXT_CHARS = 120
_REMEMBERED = 4_096  # start tags and links; about 4 MB
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
_PROGRAM = re.compile(r"\{\{|\$\{|<%|\{%")
"""A template's own words in an address: a script fills it in, or was to."""
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
_ADDRESSED = frozenset({*_LOADED, *_OPENED, "link", "meta"})


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
    out: dict[Link, None] = {}
    at = 0
    for placed in page.placed:
        _add_links(page, range(at, placed.start), base, where, out)
        at = placed.stop
        above = block_position(page, placed, where)
        if above is None:
            _add_links(page, range(placed.start, at), base, where, out)
        else:
            out.update(_block_links(page, placed, base, where, above))
    _add_links(page, range(at, len(page.elements)), base, where, out)
    return tuple(out)


def _block_links(
    page: Outline, placed: Placed, base: str, where: list[LinkPosition], above: LinkPosition
) -> dict[Link, None]:
    """Return the links of a block, remembered for the part of the base that decides them."""
    block = placed.block
    needs = block.known(base_part)
    if needs is None:
        written = (w for e in block.tables.elements for w, _, _ in addresses_of(e))
        needs = max(map(need, written), default=Need.NOTHING)
        block.remember(base_part, needs)
    question = ("links", above, base_part(base, needs), page.charset)
    known: dict[Link, None] | None = block.known(question)
    if known is None:
        known = {}
        _add_links(page, range(placed.start, placed.stop), base, where, known)
        block.remember(question, known)
    return known


def _add_links(
    page: Outline, among: range, base: str, where: list[LinkPosition], out: dict[Link, None]
) -> None:
    elements = page.elements
    for index in among:
        for written, opened, alt in addresses_of(elements[index]):
            target = resolve(base, as_sent(written, page.charset))
            if target is not None:
                text = link_text(page, index) if opened else alt
                out[_link(target, text, opened, where[index])] = None


@lru_cache(maxsize=_REMEMBERED)
def _link(target: str, text: str, opened: bool, position: LinkPosition) -> Link:
    file = not opened or _ending(target) in _FILES
    kind = (LinkKind.ATTACHMENT if opened else LinkKind.ASSET) if file else LinkKind.PAGE
    return Link(target, text, kind, position)


def _ending(target: str) -> str:
    """Return the ending of a requested address, which has a path and no fragment."""
    name = target.partition("?")[0].rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def link_text(page: Outline, index: int) -> str:
    """Return what a reader sees on a link: its text, else a picture's alt, else its title."""
    text = page.text(index)
    if not text:
        pictures = [i for i in range(index, page.ends[index]) if page.tags[i] == "img"]
        text = next((collapse(page.get(i, "alt")) for i in pictures if page.get(i, "alt")), "")
    return (text or collapse(page.get(index, "title")))[:_TEXT_CHARS]


def addresses_of(element: Element) -> Addresses:
    """Return the addresses of a start tag: as written, whether a reader opens it, its alt."""
    if element.addresses is None:
        element.addresses = _written(element)
    return element.addresses


def _written(element: Element) -> Addresses:
    styled = "style" in element.attributes or "background" in element.attributes
    if not styled and element.tag not in _ADDRESSED:
        return ()
    alt = (element.attributes.get("alt") or "").strip()[:_TEXT_CHARS]
    return tuple(
        (written, opened, alt)
        for written, opened in _addresses(element)
        if written and written[0] != "#" and not _OTHER_SCHEME.match(written)
        if not _PROGRAM.search(written)
    )


def _addresses(element: Element) -> Iterator[tuple[str, bool]]:
    tag, get = element.tag, element.get
    if tag in _OPENED:
        yield get(_OPENED[tag]), True
    elif tag in _LOADED:
        yield get(_LOADED[tag]), False
        if tag in {"img", "source"}:
            yield from ((one, False) for one in _from_srcset(get("srcset")))
    elif tag == "link":
        if not frozenset(get("rel").lower().split()) & _NO_RESOURCE:
            yield get("href"), False
    elif tag == "meta" and get("http-equiv").lower() == "refresh":
        found = _REFRESH.match(get("content")[:2000])
        yield found[1] if found else "", True
    yield get("background"), False
    style = get("style")[:5000]
    if "(" in style:
        for found in _STYLE_URL.finditer(style):
            yield found[1], False


def _from_srcset(srcset: str) -> Iterator[str]:
    if srcset and not srcset.startswith("data:"):
        for candidate in srcset.split(",")[:20]:
            yield candidate.strip().split(" ", 1)[0]
