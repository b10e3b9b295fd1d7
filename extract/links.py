"""Links 链接: everything a page asks a browser to open or load, absolute, in document order.

Navigation targets are `a`, `area`, `iframe`, `frame`, a refreshing `meta`, the whole address
that a click opens by script and one to choose in a list (`option`); images, styles, icons,
scripts, media, drawings and backgrounds are assets: a visitor misses them alike. An `a` that
leads to a picture is an attachment: a reader opens it, the page does not load it. Links in
comments are no links.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from extract.addresses import Need, as_sent, base_part, need, resolve
from extract.blocks import Placed
from extract.elements import BESIDE, OWN_TEXT, Addresses, Element
from extract.outline import Outline, collapse
from extract.positions import block_position
from extract.script_links import classes_set_by, opened_by
from extract.style_links import addresses_in, addresses_in_block
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
    "use": "href",  # of a drawing in the page (SVG), like the next one
    "image": "href",
}
_OPENED = {"a": "href", "area": "href", "iframe": "src", "frame": "src"}
_STYLED: Addresses = (("", False, ""),)
"""Stands for the addresses of a style block, which depend on the page."""
_WHITE = " \t\n\r\f"  # of HTML; a browser takes any other space for a part of the address
_WHOLE = re.compile(r"(?:https?:)?//[^\s/]", re.IGNORECASE)


def base_of(page: Outline, url: str) -> str:
    """Return the address that relative links are joined to: `<base href>`, else the page's own."""
    for index in page.find("base"):
        if "href" in page.elements[index].attributes:  # further ones count for nothing
            return absolute(url, _attribute(page.elements[index], "href")) or url
    return url


def links_of(page: Outline, base: str, where: list[LinkPosition]) -> tuple[Link, ...]:
    """Return the links of a page; the same address, position and text is given once.

    `base` is what `base_of` gives.
    """
    out: dict[Link, None] = {}
    loose = page.addressed()
    at = 0
    for placed in page.placed:
        stop = bisect_left(loose, placed.start)
        _add_links(page, loose[at:stop], base, where, out)
        at = stop
        above = block_position(page, placed, where)
        if above is None or _has_styles(placed):
            _add_links(page, range(placed.start, placed.stop), base, where, out)
        else:
            out.update(_block_links(page, placed, base, where, above))
    _add_links(page, loose[at:], base, where, out)
    return tuple(out)


def _has_styles(placed: Placed) -> bool:
    """Whether the links of a block depend on the classes of the page around it."""
    known: bool | None = placed.block.known("styles")
    if known is None:
        known = any(OWN_TEXT in e.attributes for e in placed.block.tables.elements)
        placed.block.remember("styles", known)
    return known


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
    question = (above, base_part(base, needs), page.charset)
    known: dict[Link, None] | None = block.links.get(question)
    if known is None:
        known = {}
        _add_links(page, range(placed.start, placed.stop), base, where, known)
        block.keep_links(question, known)
    return known


def _add_links(
    page: Outline, among: Iterable[int], base: str, where: list[LinkPosition], out: dict[Link, None]
) -> None:
    elements, charset = page.elements, page.charset
    for index in among:
        element = elements[index]
        found = element.addresses
        for written, opened, alt in addresses_of(element) if found is None else found:
            if not written:  # a style block: `_STYLED`
                _add_styled(page, index, base, where[index], out)
                continue
            target = resolve(base, as_sent(written, charset))
            if target is not None:
                text = link_text(page, index) if opened else alt
                out[_link(target, text, opened, where[index])] = None


def _add_styled(
    page: Outline, index: int, base: str, position: LinkPosition, out: dict[Link, None]
) -> None:
    css = page.elements[index].attributes.get(OWN_TEXT)
    if css and ("url(" in css or "import" in css):
        names = page.all_names() | classes_set_by(page.scripts)
        for written in addresses_in_block(css, names, frozenset(page.tags)):
            target = resolve(base, as_sent(written, page.charset)) if _leads(written) else None
            if target is not None:
                out[_link(target, "", opened=False, position=position)] = None


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
    attributes = element.attributes
    if OWN_TEXT in attributes:
        return _STYLED
    alt = (attributes.get("alt") or "").strip()[:_TEXT_CHARS] if "alt" in attributes else ""
    if element.tag == "a" and BESIDE.isdisjoint(attributes):
        written = _attribute(element, "href")  # most
        if written and written[:11].lower() != "javascript:":
            return ((written, True, alt),) if _leads(written) else ()
    found = _addresses(element)
    return tuple([(written, opened, alt) for written, opened in found if _leads(written)])


def _leads(written: str) -> bool:
    """Whether an address as written may lead to something on the web."""
    if not written or written[0] == "#" or (":" in written and _OTHER_SCHEME.match(written)):
        return False
    return not (("{" in written or "<%" in written) and _PROGRAM.search(written))


def _attribute(element: Element, name: str) -> str:
    return (element.attributes.get(name) or "").strip(_WHITE)


def _addresses(element: Element) -> Iterator[tuple[str, bool]]:
    tag, get = element.tag, partial(_attribute, element)
    if tag in _OPENED:
        written = get(_OPENED[tag]) or get("xlink:href")
        yield written, True
        if written[:11].lower() == "javascript:":
            yield from ((one, True) for one in opened_by(written[11:]))
    elif tag in _LOADED:
        yield get(_LOADED[tag]) or get("xlink:href"), False
        if tag in {"img", "source"}:
            yield from ((one, False) for one in _from_srcset(get("srcset")))
        elif tag == "video":
            yield get("poster"), False
    elif tag == "option":
        yield get("value") if _WHOLE.match(get("value")) else "", True
    elif tag == "link":
        if not frozenset(get("rel").lower().split()) & _NO_RESOURCE:
            yield get("href"), False
    elif tag == "meta" and get("http-equiv").lower() == "refresh":
        found = _REFRESH.match(get("content")[:2000])
        yield found[1] if found else "", True
    yield get("background"), False
    style = get("style")[:5000]
    if "(" in style:
        yield from ((one, False) for one in addresses_in(style))
    yield from ((one, True) for one in opened_by(get("onclick")))


def _from_srcset(srcset: str) -> Iterator[str]:
    if srcset and not srcset.startswith("data:"):
        for candidate in srcset.split(",")[:20]:
            yield candidate.strip().split(" ", 1)[0]
