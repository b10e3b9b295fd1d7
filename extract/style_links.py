"""Addresses in styles: the pictures that a browser loads because of them. Pure.

Of a style block only rules count that may apply: every class, id and element their selector
names stands on the page, or is a class that its scripts set. Fonts are left out: a browser takes
one of several, or another font.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

_MOST_CHARS = 100_000
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ADDRESS = re.compile(
    r"url\(\s*(?:\"([^\"]{1,2000})\"|'([^']{1,2000})'|([^\"'()\s]{1,2000}))\s*\)", re.IGNORECASE
)
_IMPORT = re.compile(
    r"@import\s+(?:url\(\s*)?(?:\"([^\"]{1,2000})\"|'([^']{1,2000})'|([^\"'()\s;]{1,2000}))",
    re.IGNORECASE,
)
_NAME = re.compile(r"[.#](-?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*)")
_TAG = re.compile(r"(?:^|[\s>+~])([A-Za-z][A-Za-z0-9]*)")
_GIVEN = frozenset({"html", "body", "head"})


def may_address(css: str) -> bool:
    """Whether a style may hold an address at all."""
    return "(" in css or "@" in css


def addresses_in(style: str) -> Iterator[str]:
    """Yield the addresses in the value of a `style` attribute, as written."""
    for found in _ADDRESS.finditer(style):
        yield found[1] or found[2] or found[3]


def addresses_in_block(css: str, names: Set[str], tags: Set[str]) -> Iterator[str]:
    """Yield the addresses in a style block that may apply on a page.

    `names` are the page's classes and ids, `tags` the names of its elements.
    """
    css = _COMMENT.sub(" ", css[:_MOST_CHARS])
    for found in _IMPORT.finditer(css):
        yield found[1] or found[2] or found[3]
    for part in css.split("}"):
        before, brace, rule = part.rpartition("{")
        if not brace or "(" not in rule:
            continue
        selector = before.rpartition("{")[2].rpartition(";")[2].strip()
        if _may_apply(selector, names, tags):
            yield from addresses_in(rule)


def _may_apply(selector: str, names: Set[str], tags: Set[str]) -> bool:
    if selector.startswith("@"):
        return False
    return any(
        set(_NAME.findall(each)) <= names
        and all(tag in tags or tag in _GIVEN for tag in map(str.lower, _TAG.findall(each.strip())))
        for each in selector.split(",")
    )
