"""Nesting: markup that opens thousands of elements and closes none is cut before it is parsed.

The standard's tree construction looks up the stack of open elements again and again, so its time
grows with the square of the depth: 200 KB of `<ul><li>` take 11 seconds. Browsers stop nesting at
512 levels; no page for people comes near.
"""

from __future__ import annotations

import re

FEW_TAGS = 6_000  # at most this many can cost half a second even if all are nested
_DEEPEST = 1_500
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,11})")
_CLOSING_WORDS = """
    area base br col dd dt embed hr img input li link meta option p param source td th tr track
    wbr tbody thead
"""
_CLOSES_ITSELF = frozenset(_CLOSING_WORDS.split())


def bounded(markup: str) -> str:
    """Return `markup`, cut where more than 1,500 elements stand open inside one another."""
    if markup.count("<") <= FEW_TAGS:
        return markup
    depth = 0
    for tag in _TAG.finditer(markup):
        if tag[2].lower() in _CLOSES_ITSELF:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEEPEST:
            return markup[: tag.start()]
    return markup
