"""Kinds of elements: where they stand on a page or in a block, found in one pass.

What is looked for on a page is looked for among the few elements it can be.
"""

from __future__ import annotations

from extract.elements import Element

NAMED = "*"
"""The kind of the elements that have a class or an id, or are headings."""

VEILED = "?"
"""The kind of the elements that hide themselves by their own style."""

ADDRESSED = "@"
"""The kind of the elements whose attributes may hold addresses."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
Elements = dict[str, list[int]]
"""Elements in document order by kind: a tag, `NAMED`, `VEILED` or `ADDRESSED`."""


def add_elements(elements: list[Element], start: int, stop: int, out: Elements) -> None:
    """Add the elements from `start` to before `stop` to those known by kind."""
    for index in range(start, stop):
        element = elements[index]
        tag = element.tag
        found = out.get(tag)
        if found is None:
            out[tag] = [index]
        else:
            found.append(index)
        if element.names or tag in _HEADINGS:
            out.setdefault(NAMED, []).append(index)
        if element.addresses != ():
            out.setdefault(ADDRESSED, []).append(index)
        if element.veil:
            out.setdefault(VEILED, []).append(index)
