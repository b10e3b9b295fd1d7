"""Hidden links 暗链: links out of the site that a page holds and no visitor sees.

Seen is what the page itself writes: styles on elements, a marquee of no size, and scripts that
write links or hide an element by its name. Styles of sheets are not computed. Links to
government hosts and to the site's own are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.elements import Element, veil_of
from extract.links import link_text
from extract.outline import Outline
from model.hidden import HiddenLink, Veil
from model.url import absolute, host, own_domain

MAX_LINKS = 30
"""Hosts kept of one page, each with its first link and the texts of all."""

_TEXT_CHARS = 80
_OFFICIAL = (".gov.cn", ".edu.cn", ".mil.cn")
_WRITTEN = re.compile(
    r"<a\b[^>]{0,300}?href\s*=\s*\\?[\"']?((?:https?:)?//[^\"'\s>\\]{4,300})", re.IGNORECASE
)
_WRITTEN_STYLE = re.compile(r"style\s*=\s*\\?[\"']([^\"'>]{3,300})", re.IGNORECASE)
_WRITES = re.compile(r"document\.write(?:ln)?\s*\(\s*([\"'])(.{1,600}?)\1\s*\)", re.DOTALL)
_OPENS = re.compile(
    r"<(div|span|p|ul|font|marquee)\b[^>]{0,100}?style\s*=\s*\\?[\"']?([^\"'>\\]{3,300})",
    re.IGNORECASE,
)
_HIDDEN_BY_SCRIPT = re.compile(
    r"getElementById\(\s*[\"']([\w-]{1,60})[\"']\s*\)\.style\.(?:display\s*=\s*[\"']none"
    r"|visibility\s*=\s*[\"']hidden)"
)


def hidden_links(page: Outline, url: str) -> tuple[HiddenLink, ...]:
    """Return the hidden links of a page, one a host; none on most pages."""
    found: dict[str, HiddenLink] = {}
    veiled = page.veiled()
    if veiled:
        behind = -1
        for index in veiled:
            if index >= behind:
                veil = page.elements[index].veil
                behind = page.ends[index]
                _add(found, page, range(index, behind), url, veil)
    for number, script in enumerate(page.scripts):
        if "document.write" in script and "style" in script:
            _add_written(found, script, url)
            if _opens_veil(script):
                _add_behind(found, page, number, url)
        if ".style." in script and "getElementById" in script:
            for name in _HIDDEN_BY_SCRIPT.findall(script):
                for index in _named(page, name):
                    _add(found, page, range(index, page.ends[index]), url, Veil.SCRIPT)
    return tuple(found.values())[:MAX_LINKS] if found else ()


def _named(page: Outline, name: str) -> Iterator[int]:
    return (i for i, each in enumerate(page.elements) if each.attributes.get("id") == name)


def _add(found: dict[str, HiddenLink], page: Outline, among: range, url: str, veil: str) -> None:
    for index in among:
        if page.tags[index] == "a":
            inner = next((e.veil for e in _around(page, index, among.start) if e.veil), veil)
            _keep(found, page.get(index, "href"), link_text(page, index), url, inner)


def _around(page: Outline, index: int, outer: int) -> Iterator[Element]:
    while index >= outer:
        yield page.elements[index]
        index = page.parents[index]


def _add_written(found: dict[str, HiddenLink], script: str, url: str) -> None:
    veils = [veil for style in _WRITTEN_STYLE.findall(script) if (veil := veil_of(style))]
    if veils:
        for target in _WRITTEN.findall(script):
            _keep(found, target, "", url, Veil.SCRIPT)


def _opens_veil(script: str) -> bool:
    """Whether a script writes an element that hides what follows it, and does not close it."""
    written = "".join(text for _, text in _WRITES.findall(script))
    opened = [tag for tag, style in _OPENS.findall(written) if veil_of(style)]
    return any(written.lower().count(f"</{tag.lower()}") == 0 for tag in opened)


def _add_behind(found: dict[str, HiddenLink], page: Outline, number: int, url: str) -> None:
    """Add the links from one script, that opens a veil, to the next: that is to close it."""
    holders = [i for i in page.find("script") if not page.get(i, "src")]
    if len(holders) != len(page.scripts) or number + 1 >= len(holders):
        return  # which element is whose cannot be told
    if "document.write" in page.scripts[number + 1]:
        _add(found, page, range(holders[number] + 1, holders[number + 1]), url, Veil.SCRIPT)


def _keep(found: dict[str, HiddenLink], written: str, text: str, url: str, veil: str) -> None:
    if not written.lower().startswith(("http:", "https:", "//")):
        return
    target = absolute(url, written)
    name = host(target) if target else ""
    if target is None or not name or name.endswith(_OFFICIAL):
        return
    if own_domain(name) != own_domain(host(url)):
        first = found.get(name)
        if first is None:
            found[name] = HiddenLink(target, text, Veil(veil))
        elif text and len(first.text) < _TEXT_CHARS:
            found[name] = first._replace(text=f"{first.text} {text}".strip()[:_TEXT_CHARS])
