"""Elements: what a start tag says, taken apart once and remembered.

The same navigation, classes and footers stand on every page of a site, so most start tags
of a page were seen before; their attributes are read from memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

OWN_TEXT = "<text>"
_REMEMBERED = 4_096  # start tags; about 3 MB
_LONGEST = 1_000  # characters; pictures written into a tag are not remembered
_ATTRIBUTE = re.compile(r' (=?[^ =]*)(?:="([^"]*)")?')
_SILENT = frozenset({"style", "template", "textarea", "select", "option"})
_RAW_WORDS = "script style xmp iframe noembed noframes"
_RAW = frozenset(_RAW_WORDS.split())
_VOID_WORDS = """
    area base basefont bgsound br col embed frame hr img input keygen link meta param source track
    wbr
"""
_OFF_SCREEN = re.compile(r"(?:left|top|margin-left|margin-top|text-indent):-\d{3,}(?:px|em|;|$)")
_NO_SIZE = re.compile(
    r"font-size:(?:0|1px)(?:px|pt|em|%)?(?:;|$|!)|opacity:0(?:\.0+)?(?:;|$|!)"
    r"|clip:rect\((?:0|1px)(?:px)?[,0]|transform:scale\(0\)"
)
_FLAT = re.compile(r"(?:^|;)(?:max-)?(?:width|height):(?:0|1px)(?:px)?(?:;|$|!)")
_ONE_COLOUR = r":(#[0-9a-f]{6}|#[0-9a-f]{3}|white|black)(?:;|$|!)"
_COLOUR = re.compile(rf"(?:^|;)color{_ONE_COLOUR}")
_BEHIND = re.compile(rf"(?:^|;)background(?:-color)?{_ONE_COLOUR}")
_VOID = frozenset(_VOID_WORDS.split())
# What stands in these is written in ways of its own.
_UNCERTAIN = frozenset({"template", "svg", "math", "plaintext"})
_HOLDING_WORDS = """
    article aside center div dl footer form header main nav ol section table tbody ul
"""
_HOLDING = frozenset(_HOLDING_WORDS.split())
_ADDRESSED_WORDS = """
    a area audio embed frame iframe image img input link meta object option script source track
    use video
"""
_ADDRESSED = frozenset(_ADDRESSED_WORDS.split())  # whose attributes open or load something
BESIDE = frozenset({"style", "background", "onclick", OWN_TEXT})
"""Attributes of any element that may hold addresses."""


Addresses = tuple[tuple[str, bool, str], ...]  # as written, whether a reader opens it, alt


class UncertainError(Exception):
    """Raised where a written tree could mean more than one tree."""


@dataclass(slots=True, eq=False)  # not frozen: that makes it three times as slow to build
class Element:
    """What a start tag says; elements with the same start tag share one."""

    tag: str
    attributes: Mapping[str, str | None]
    names: str  # class and id, "" where it has neither
    hides: bool  # `display: none`
    closing: str  # its end tag as written without brackets; "" where it has none
    silent: bool  # its own texts are not for reading
    raw: bool  # its text is written without escapes
    holds: bool  # holds parts of a page, and may be the same on many
    addresses: Addresses | None = None  # found by extract/links.py when first asked for
    veil: str = ""  # how its own style keeps it from being seen: a value of Veil

    def get(self, name: str) -> str:
        """Return an attribute as written, trimmed; "" where there is none."""
        return (self.attributes.get(name) or "").strip()


def element_of(written: str) -> Element:
    """Return the element of a start tag as lexbor writes it, without its brackets.

    UncertainError where what stands in it cannot be told from the written tree.
    """
    return _remembered(written) if len(written) <= _LONGEST else _taken_apart(written)


def element(tag: str, attributes: Mapping[str, str | None]) -> Element:
    """Return an element from its parts."""
    closing, silent, raw, holds, addressed = _told_by(tag)
    style = attributes.get("style")
    return Element(
        tag,
        attributes,
        _names(attributes) if "class" in attributes or "id" in attributes else "",
        bool(style and "display:none" in style.lower().replace(" ", "")),
        closing,
        silent,
        raw,
        holds,
        None if addressed or not BESIDE.isdisjoint(attributes) else (),
        (veil_of(style) if style else "") or _plain_veil(tag, attributes),
    )


@lru_cache(maxsize=256)
def _told_by(tag: str) -> tuple[str, bool, bool, bool, bool]:
    """Return what a tag alone says: end tag, whether silent, raw, holding and addressed."""
    closing = "" if tag in _VOID else f"/{tag}"
    return closing, tag in _SILENT, tag in _RAW, tag in _HOLDING, tag in _ADDRESSED


def _names(attributes: Mapping[str, str | None]) -> str:
    own = attributes.get("class") or ""
    if "id" in attributes:
        own = f"{own} {attributes['id'] or ''}"
    return own.strip()[:300]


def with_text(found: Element, text: str) -> Element:
    """Return a style element that keeps its text, as an attribute no markup can have."""
    return element(found.tag, {**found.attributes, OWN_TEXT: text})


def veil_of(style: str) -> str:
    """Return how a style hides its element, as a value of Veil; "" where it does not."""
    low = style.lower().replace(" ", "")
    if "display:none" in low or "visibility:hidden" in low:
        return "hidden"
    if _OFF_SCREEN.search(low):
        return "off_screen"
    if _NO_SIZE.search(low) or ("overflow:hidden" in low and _FLAT.search(low)):
        return "no_size"
    pair = colours_of(low)
    return "same_colour" if pair and pair[0] == pair[1] else ""


def colours_of(style: str) -> tuple[str, str] | None:
    """Return text and background colour of a style as `#rrggbb`; None unless it gives both."""
    if "color" not in style.lower():
        return None
    low = style.lower().replace(" ", "")
    own, behind = _COLOUR.search(low), _BEHIND.search(low)
    return (_plain_colour(own[1]), _plain_colour(behind[1])) if own and behind else None


def _plain_colour(written: str) -> str:
    named = {"white": "#ffffff", "black": "#000000"}.get(written, written)
    return "#" + "".join(2 * c for c in named[1:]) if len(named) == 4 else named


def _plain_veil(tag: str, attributes: Mapping[str, str | None]) -> str:
    if tag != "marquee":
        return "hidden" if "hidden" in attributes else ""
    sizes = (attributes.get("width") or "", attributes.get("height") or "")
    return "no_size" if any(size.strip("px ") in {"0", "1", "2", "3"} for size in sizes) else ""


def _taken_apart(written: str) -> Element:
    tag, _, rest = written.partition(" ")
    if tag in _UNCERTAIN:
        raise UncertainError
    attributes: dict[str, str | None] = dict(_ATTRIBUTE.findall(written, len(tag)) if rest else ())
    if "&" in rest:
        attributes = {name: unescape_written(value or "") for name, value in attributes.items()}
    return element(tag, attributes)


_remembered = lru_cache(maxsize=_REMEMBERED)(_taken_apart)


def has_word(text: str, words: Iterable[str]) -> bool:
    """Whether a text may hold one of these words in any case; certain where False."""
    if "\u017f" in text or "\u0131" in text:  # patterns count them as s and i
        return True
    low = text.lower()
    for word in words:  # noqa: SIM110 - `any` takes twice as long
        if word in low:
            return True
    return False


def unescape_written(text: str) -> str:
    """Undo the five escapes with which lexbor writes texts and attributes."""
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", "\xa0")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )
