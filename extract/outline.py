"""Outline: one page parsed once and walked once, as flat tables in document order.

Everything else reads these tables. The element at index `i` holds the elements and texts up
to `end[i]`, so climbing and slicing cost no further visit to the parser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser

from extract.nesting import bounded
from extract.walking import Tables, tables_of

_DIGIT = re.compile(r"\d")
_BLOCK_WORDS = """
    address article aside blockquote body br center dd div dl dt fieldset footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section table tbody td th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_WORDS.split())


class Outline:
    """The tables of a page with what is asked of them again and again."""

    __slots__ = (
        "_known", "_starts", "_whole", "_with_digits", "attributes", "by_tag", "comments",
        "elements", "ends", "first_text", "hidden", "item_titles", "parents", "scripts", "tags",
        "text_ends", "text_in", "texts",
    )  # fmt: skip

    def __init__(self, tables: Tables) -> None:
        self.elements = tables.elements
        self.tags = [e.tag for e in tables.elements]
        self.attributes = [e.attributes for e in tables.elements]
        self.parents = tables.parents
        self.ends = tables.ends
        self.hidden = tables.hidden
        self.texts = tables.texts
        self.text_in = tables.text_in
        self.first_text = tables.first_text
        self.text_ends = tables.text_ends
        self.scripts = tables.scripts
        self.comments = tables.comments
        self.by_tag: defaultdict[str, list[int]] = defaultdict(list)
        for index, tag in enumerate(self.tags):
            self.by_tag[tag].append(index)
        self._known: dict[int, str] = {}  # texts already put together
        self.item_titles: dict[int, str] = {}  # likewise, of links in lists
        self._whole: str | None = None  # all texts in one, for finding words
        self._starts: list[int] = []
        self._with_digits: list[int] | None = None

    def get(self, index: int, name: str) -> str:
        """Return an attribute as written, trimmed; "" where there is none."""
        return self.elements[index].get(name)

    def text(self, index: int) -> str:
        """Return the visible text of an element with white space collapsed."""
        start, stop = self.first_text[index], self.text_ends[index]
        if stop - start == 1:  # most links and headings
            shown = self.hidden[index] or not self.hidden[self.text_in[start]]
            return collapse(self.texts[start]) if shown else ""
        if start == stop:
            return ""
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = collapse("".join(self._pieces(index)))
        return known

    def names(self, index: int) -> str:
        """Return class and id of an element, "" where it has neither."""
        return self.elements[index].names

    def is_most(self, index: int) -> bool:
        """Whether an element holds more than half of the page's texts."""
        return 2 * len(self.text_range(index)) > len(self.texts) > 20

    def text_range(self, index: int) -> range:
        """Return the positions in `texts` of an element's texts."""
        return range(self.first_text[index], self.text_ends[index])

    def inside(self, index: int, outer: int) -> bool:
        """Whether element `index` is `outer` or stands in it."""
        return outer <= index < self.ends[outer]

    def find(self, *tags: str) -> list[int]:
        """Return the elements with one of these tags, in document order."""
        found: list[int] = []
        for tag in tags:
            found.extend(self.by_tag.get(tag, ()))
        return sorted(found) if len(tags) > 1 else found

    def children(self, index: int) -> list[int]:
        """Return the element children of an element."""
        out = []
        child = index + 1
        while child < self.ends[index]:
            out.append(child)
            child = self.ends[child]
        return out

    def block_of(self, index: int) -> int:
        """Return the nearest element at or above `index` that is laid out as a block."""
        while index > 0 and self.tags[index] not in _BLOCKS:
            index = self.parents[index]
        return index

    def texts_with(self, *words: str) -> list[int]:
        """Return the positions of the texts that hold one of these words, in order."""
        if self._whole is None:
            self._whole = "\0".join(self.texts)
            self._starts = list(accumulate((len(t) + 1 for t in self.texts), initial=0))
        whole, starts = self._whole, self._starts
        found: set[int] = set()
        for word in words:
            at = whole.find(word)
            while at >= 0:
                position = bisect_right(starts, at) - 1
                found.add(position)
                at = whole.find(word, starts[position + 1])
        return sorted(found)

    def texts_with_digits(self) -> list[int]:
        """Return the positions of the texts that hold a digit, in order."""
        if self._with_digits is None:
            self._with_digits = [k for k, text in enumerate(self.texts) if _DIGIT.search(text)]
        return self._with_digits

    def text_position(self, index: int) -> int:
        """Return the position in `texts` at which element `index` begins."""
        return self.first_text[index] if index < len(self.first_text) else len(self.texts)

    def _pieces(self, index: int) -> list[str]:
        out: list[str] = []
        block = -1
        for position in self.text_range(index):
            holder = self.text_in[position]
            if self.hidden[holder] and not self.hidden[index]:
                continue
            around = self.block_of(holder)
            if around != block and out:
                out.append(" ")
            block = around
            out.append(self.texts[position])
        return out


def collapse(text: str) -> str:
    """Return `text` trimmed, every run of white space made one space."""
    if text.isalnum():  # most Chinese words: nothing in them is white space
        return text
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def outline(markup: str) -> Outline:
    """Parse `markup` once with lexbor and return its tables."""
    root = LexborHTMLParser(bounded(markup) or "<html></html>").root
    return Outline(tables_of(root) if root is not None else Tables())
