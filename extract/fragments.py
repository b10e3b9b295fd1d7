"""Fragments 页内锚点: the `#id` parts of a page's links, and the ids it offers to others.

Routes of applications drawn by script (`#/`, `#!`) and the top of a page (`#`, `#top`) lead
nowhere in particular and are left out, as the standard does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from extract.decode import decode
from model.url import absolute

_TEXT_CHARS = 120
_ROUTES = ("/", "!")
_TEXT_FRAGMENT = ":~:"  # what stands behind it is words to be marked, not an id


@dataclass(frozen=True, slots=True)
class FragmentLink:
    """One link with a fragment: the address without it, the fragment decoded, the link's words."""

    url: str
    fragment: str
    text: str


@dataclass(frozen=True, slots=True)
class Fragments:
    """The links with fragments of one page, and the names it can be entered at."""

    links: tuple[FragmentLink, ...]
    names: frozenset[str]
    scripted: bool  # a script may add names that the page as sent does not have


def fragments_of(body: bytes, url: str, content_type: str = "") -> Fragments:
    """Return the fragments of a page as it was sent."""
    tree = LexborHTMLParser(decode(body, content_type).text)
    base_tag = tree.css_first("base[href]")
    written = (base_tag.attributes.get("href") or "") if base_tag is not None else ""
    base = absolute(url, written) or url if written else url
    names = {node.attributes.get("id") or "" for node in tree.css("[id]")}
    names |= {node.attributes.get("name") or "" for node in tree.css("a[name]")}
    return Fragments(
        links=tuple(dict.fromkeys(_links(tree, base))),
        names=frozenset(names - {""}),
        scripted=tree.css_first("script") is not None,
    )


def enters(names: frozenset[str], fragment: str) -> bool:
    """Whether a page can be entered at a fragment, as written or decoded."""
    return fragment in names or unquote(fragment) in names


def _links(tree: LexborHTMLParser, base: str) -> Iterator[FragmentLink]:
    for node in tree.css("a[href], area[href]"):
        written = (node.attributes.get("href") or "").strip()
        path, mark, fragment = written.partition("#")
        fragment = fragment.partition(_TEXT_FRAGMENT)[0]
        if not mark or not fragment or fragment.startswith(_ROUTES) or fragment.lower() == "top":
            continue
        target = absolute(base, path) if path else base  # with <base>, `#x` leaves the page too
        if target is not None:
            text = " ".join(node.text().split())[:_TEXT_CHARS]
            yield FragmentLink(target, fragment, text)
