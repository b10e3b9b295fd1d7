"""Outline: one page parsed once and walked once, as flat tables in document order.

Everything else reads these tables. The element at index `i` holds the elements and texts up
to `end[i]`, so climbing and slicing cost no further visit to the parser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

from extract.blocks import Placed, Tables
from extract.element_kinds import ADDRESSED, NAMED, VEILED, Elements, add_elements
from extract.texts import FindTexts, Texts, with_words
from extract.walking import tables_of

_BLOCK_WORDS = """
    address article aside blockquote body br center dd div dl dt fieldset footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section table tbody td th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_WORDS.split())


class Outline:
    """The tables of a page with what is asked of them again and again."""

    __slots__ = (
        "_found", "_known", "_loose", "_loose_texts", "_names", "charset", "comments", "elements",
        "ends", "first_text", "hidden", "item_titles", "parents", "placed", "scripts", "tags",
        "text_ends", "text_in", "texts",
    )  # fmt: skip

    def __init__(self, tables: Tables) -> None:
        self.elements = tables.elements
        self.tags = tables.tags
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
        self._known: dict[int, str] = {}  # texts already put together
        self.item_titles: dict[int, str] = {}  # likewise, of links in lists
        self._found: dict[str, list[int]] = {}  # elements already looked for, by tag
        self._loose: Elements | None = None
        self._names: Set[str] | None = None
        self._loose_texts: tuple[Sequence[int], Texts] | None = None
        self.charset = "utf-8"  # in which its links send arguments

    def get(self, index: int, name: str) -> str:
        """Return an attribute as written, trimmed; "" where there is none."""
        return self.elements[index].get(name)

    def text(self, index: int) -> str:
        """Return the visible text of an element with white space collapsed."""
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = self._text(index)
        return known

    def _text(self, index: int) -> str:
        start, stop = self.first_text[index], self.text_ends[index]
        if stop - start == 1:  # most links and headings
            shown = self.hidden[index] or not self.hidden[self.text_in[start]]
            return collapse(self.texts[start]) if shown else ""
        return collapse("".join(self._pieces(index))) if start < stop else ""

    def names(self, index: int) -> str:
        """Return class and id of an element, "" where it has neither."""
        return self.elements[index].names

    def is_most(self, index: int) -> bool:
        """Whether an element holds more than half of the page's texts."""
        return 2 * (self.text_ends[index] - self.first_text[index]) > len(self.texts) > 20

    def text_range(self, index: int) -> range:
        """Return the positions in `texts` of an element's texts."""
        return range(self.first_text[index], self.text_ends[index])

    def inside(self, index: int, outer: int) -> bool:
        """Whether element `index` is `outer` or stands in it."""
        return outer <= index < self.ends[outer]

    def find(self, *tags: str) -> list[int]:
        """Return the elements with one of these tags, in document order."""
        if len(tags) == 1:
            return self._with_tag(tags[0])
        return sorted(index for tag in tags for index in self._with_tag(tag))

    def gather(self, find: Find, *kinds: str) -> list[int]:
        """Return the elements that `find` finds among those of some kinds, in document order.

        A kind is a tag, `NAMED` or `VEILED`. What is found may depend on nothing outside each
        element: blocks remember the answer.
        """
        out = find(self, self._of_kinds(kinds))
        alone = len(out)
        for placed in self.placed:
            known = placed.block.answers.get(find)
            start = placed.start
            if known is None:
                own = (i for kind in kinds for i in placed.block.own_elements().get(kind, ()))
                known = [i - start for i in find(self, sorted(start + i for i in own))]
                placed.block.remember(find, known)
            if known:
                out += [start + i for i in known]
        if len(out) > alone > 0:
            out.sort()
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
        tags = self.tags
        while index > 0 and tags[index] not in _BLOCKS:
            index = self.parents[index]
        return index

    def gather_texts(self, find: FindTexts, *given: Any) -> list[int]:
        """Return the positions of the texts that `find` finds among some texts, asked for all.

        What it finds may depend on nothing but these texts and what is `given` besides.
        """
        loose, texts = self._loose_texts or self._text_list()
        out = [loose[k] for k in find(texts, *given)]
        alone = len(out)
        question = (find, *given) if given else find
        for placed in self.placed:
            known = placed.block.answers.get(question)
            if known is None:
                known = find(placed.block.texts, *given)
                placed.block.remember(question, known)
            if known:
                first = placed.first_text
                out += [first + k for k in known]
        if len(out) > alone > 0:
            out.sort()
        return out

    def texts_with(self, *words: str, most: int = 1_000_000) -> list[int]:
        """Return the positions of the texts of at most `most` characters with one of the words."""
        return self.gather_texts(with_words, words, most)

    def text_position(self, index: int) -> int:
        """Return the position in `texts` at which element `index` begins."""
        return self.first_text[index] if index < len(self.first_text) else len(self.texts)

    def _text_list(self) -> tuple[Sequence[int], Texts]:
        """Return the positions and texts that stand in no block."""
        if not self.placed:
            made: tuple[Sequence[int], Texts] = range(len(self.texts)), Texts(self.texts)
        else:
            positions: list[int] = []
            texts: list[str] = []
            at = 0
            for placed in self.placed:
                positions += range(at, placed.first_text)
                texts += self.texts[at : placed.first_text]
                at = placed.text_stop
            positions += range(at, len(self.texts))
            made = positions, Texts([*texts, *self.texts[at:]])
        self._loose_texts = made
        return made

    def _of_kinds(self, kinds: tuple[str, ...]) -> Sequence[int]:
        """Return the elements of some kinds that stand in no block."""
        if self._loose is None:
            self._loose = {}
            at = 0
            for placed in self.placed:
                add_elements(self.elements, at, placed.start, self._loose)
                at = placed.stop
            add_elements(self.elements, at, len(self.elements), self._loose)
        if len(kinds) == 1:
            return self._loose.get(kinds[0], ())
        return sorted(index for kind in kinds for index in self._loose.get(kind, ()))

    def veiled(self) -> list[int]:
        """Return the elements that hide themselves by their own style."""
        return self._with_tag(VEILED)

    def all_names(self) -> Set[str]:
        """Return every class and id of the page, cut where an element has very many."""
        if self._names is None:
            whole = {self.elements[index].names for index in self._with_tag(NAMED)}
            self._names = frozenset(name for names in whole for name in names.split())
        return self._names

    def addressed(self) -> Sequence[int]:
        """Return the elements outside of blocks whose attributes may hold addresses."""
        return self._of_kinds((ADDRESSED,))

    def _with_tag(self, tag: str) -> list[int]:
        found = self._found.get(tag)
        if found is None:
            found = list(self._of_kinds((tag,)))
            alone = len(found)
            for placed in self.placed:
                own = placed.block.own_elements().get(tag)
                if own:
                    start = placed.start
                    found += [start + i for i in own]
            if len(found) > alone > 0:
                found.sort()
            self._found[tag] = found
        return found

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


Find = Callable[[Outline, Iterable[int]], list[int]]


def collapse(text: str) -> str:
    """Return `text` trimmed, every run of white space made one space."""
    if text.isalnum():  # most Chinese words: nothing in them is white space
        return text
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def outline(markup: str) -> Outline:
    """Parse `markup` once with lexbor and return its tables."""
    return Outline(tables_of(markup))
