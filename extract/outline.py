"""Outline: one page parsed once and walked once, as flat tables in document order.

Everything else reads these tables. The element at index `i` holds the elements and texts up
to `end[i]`, so climbing and slicing cost no further visit to the parser.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from extract.blocks import Placed, Tables
from extract.walking import tables_of

_BLOCK_WORDS = """
    address article aside blockquote body br center dd div dl dt fieldset footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section table tbody td th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_WORDS.split())


class Outline:
    """The tables of a page with what is asked of them again and again."""

    __slots__ = (
        "_known", "_loose", "by_tag", "charset", "comments", "elements", "ends",
        "first_text", "hidden", "item_titles", "parents", "placed", "scripts", "tags",
        "text_ends", "text_in", "texts",
    )  # fmt: skip

    def __init__(self, tables: Tables) -> None:
        self.elements = tables.elements
        self.tags = [e.tag for e in tables.elements]
        self.parents = tables.parents
        self.ends = tables.ends
        self.hidden = tables.hidden
        self.texts = tables.texts
        self.text_in = tables.text_in
        self.first_text = tables.first_text
        self.text_ends = tables.text_ends
        self.scripts = tables.scripts
        self.comments = tables.comments
        self.placed: list[Placed] = tables.placed
        self.by_tag = self._by_tag()
        self._known: dict[int, str] = {}  # texts already put together
        self.item_titles: dict[int, str] = {}  # likewise, of links in lists
        self._loose: tuple[list[int], list[str]] | None = None
        self.charset = "utf-8"  # in which its links send arguments

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

    def gather(self, find: Find) -> list[int]:
        """Return the elements that `find` finds in a range of elements, asked for the whole page.

        What it finds may depend on nothing outside the range: blocks remember the answer.
        """
        out: list[int] = []
        at = 0
        for placed in self.placed:
            out += find(self, at, placed.start)
            at = placed.stop
            known = placed.block.known(find)
            if known is None:
                known = [i - placed.start for i in find(self, placed.start, at)]
                placed.block.remember(find, known)
            if known:
                out += [placed.start + i for i in known]
        out += find(self, at, len(self.elements))
        return out

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

    def gather_texts(self, find: FindTexts, *given: Any) -> list[int]:
        """Return the positions of the texts that `find` finds among some texts, asked for all.

        What it finds may depend on nothing but these texts and what is `given` besides.
        """
        if not self.placed:
            return find(self.texts, *given)
        loose, texts = self._loose_texts()
        out = [loose[k] for k in find(texts, *given)]
        question = (find, *given)
        for placed in self.placed:
            known = placed.block.known(question)
            if known is None:
                known = find(placed.block.tables.texts, *given)
                placed.block.remember(question, known)
            if known:
                out += [placed.first_text + k for k in known]
        out.sort()
        return out

    def texts_with(self, *words: str, most: int = 1_000_000) -> list[int]:
        """Return the positions of the texts of at most `most` characters with one of the words."""
        return self.gather_texts(_with_words, words, most)

    def text_position(self, index: int) -> int:
        """Return the position in `texts` at which element `index` begins."""
        return self.first_text[index] if index < len(self.first_text) else len(self.texts)

    def _loose_texts(self) -> tuple[list[int], list[str]]:
        """Return the positions and texts that stand in no block."""
        if self._loose is None:
            positions: list[int] = []
            at = 0
            for placed in self.placed:
                positions += range(at, placed.first_text)
                at = placed.text_stop
            positions += range(at, len(self.texts))
            self._loose = positions, [self.texts[k] for k in positions]
        return self._loose

    def _by_tag(self) -> dict[str, list[int]]:
        out: defaultdict[str, list[int]] = defaultdict(list)
        at = 0
        for placed in self.placed:
            for index in range(at, placed.start):
                out[self.tags[index]].append(index)
            at = placed.stop
            known = placed.block.known("tags")
            if known is None:
                known = defaultdict(list)
                for index in range(placed.start, at):
                    known[self.tags[index]].append(index - placed.start)
                placed.block.remember("tags", known)
            for tag, found in known.items():
                out[tag] += [placed.start + i for i in found]
        for index in range(at, len(self.tags)):
            out[self.tags[index]].append(index)
        return out

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


Find = Callable[[Outline, int, int], list[int]]
FindTexts = Callable[..., list[int]]  # of a list of texts: the numbers of those found


def _with_words(texts: list[str], words: tuple[str, ...], most: int) -> list[int]:
    chosen = [k for k, text in enumerate(texts) if len(text) <= most]
    whole = "\0".join([texts[k] for k in chosen])
    starts: list[int] = []
    found: set[int] = set()
    for word in words:
        at = whole.find(word)
        while at >= 0:
            starts = starts or list(accumulate((len(texts[k]) + 1 for k in chosen), initial=0))
            number = bisect_right(starts, at) - 1
            found.add(chosen[number])
            at = whole.find(word, starts[number + 1])
    return sorted(found)


def collapse(text: str) -> str:
    """Return `text` trimmed, every run of white space made one space."""
    if text.isalnum():  # most Chinese words: nothing in them is white space
        return text
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def outline(markup: str) -> Outline:
    """Parse `markup` once with lexbor and return its tables."""
    return Outline(tables_of(markup))
