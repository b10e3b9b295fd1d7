"""Blocks: parts of pages that stood on an earlier page letter by letter, read only once.

Headers, menus and footers are the same on every page of a site. An element that is written
alike on two pages is remembered with its tables; where it stands again they are copied, and
what was found in it alone (links, names, words) is found in its memory. What depends on the
page around a block is never remembered here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extract.cutting import Cut, StandIn, cut, stand_in
from extract.element_kinds import Elements, add_elements
from extract.elements import Element
from extract.texts import Texts

FEWEST_PIECES = 16  # written brackets; shorter elements are read as quickly as compared
_LONGEST = 20_000  # brackets of a page that may be kept for comparing
_MOST_PIECES = 12_000  # brackets in all blocks; about 5 MB, then all are forgotten
_MOST_ALIKE = 16  # blocks with the same first bracket
_MOST_ANSWERS = 24  # in one block, then they are forgotten
_PAGES = 3  # last pages to compare with
_MOST_CUT = 24  # blocks looked for in the markup
_MOST_FOLDERS = 16  # for which the links of one block are kept
_TRUST = 4  # failures without a success, then a block is not cut out any more


class Span(NamedTuple):
    """Where an element stands on its page: brackets, element, and what is kept apart of it."""

    start: int
    stop: int  # the bracket of its end tag
    element: int
    scripts: int
    scripts_end: int
    comments: int
    comments_end: int


Numbers = tuple[int, int, int, int, int, int, int]
"""A span not yet named as such: hundreds are made for each page, few are used."""


@dataclass(slots=True)
class Tables:
    """What a walk finds; `texts[k]` stands in element `text_in[k]`. Scripts are kept apart."""

    elements: list[Element] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)  # -1 for the root
    ends: list[int] = field(default_factory=list)  # index of the first element after it
    hidden: list[bool] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    text_in: list[int] = field(default_factory=list)
    first_text: list[int] = field(default_factory=list)  # texts before the element began
    text_ends: list[int] = field(default_factory=list)  # position after its last text
    scripts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Block:
    """An element with all that stands in it; indices count from the element, 0."""

    pieces: list[str]  # as written, cut at the brackets, without its end tag
    closing: str  # the end tag as written without its first bracket
    tables: Tables
    answers: dict[Hashable, Any] = field(default_factory=dict)
    links: dict[Hashable, Any] = field(default_factory=dict)  # by the part of the base they need
    texts: Texts = field(init=False)
    kinds: Elements | None = None
    moved: tuple[tuple[int, int], tuple[list[int], ...]] | None = None  # as last placed
    sought: bool = False  # whether its markup was looked for

    def __post_init__(self) -> None:
        self.texts = Texts(self.tables.texts)

    def own_elements(self) -> Elements:
        """Return the elements of the block by kind, counted from its own."""
        if self.kinds is None:
            self.kinds = {}
            add_elements(self.tables.elements, 0, len(self.tables.elements), self.kinds)
        return self.kinds

    def known(self, question: Hashable) -> Any:
        """Return the remembered answer to a question about this block alone, or None."""
        return self.answers.get(question)

    def remember(self, question: Hashable, answer: Any) -> None:
        """Keep the answer to a question about this block alone."""
        if len(self.answers) >= _MOST_ANSWERS:
            self.answers.clear()
        self.answers[question] = answer

    def keep_links(self, question: Hashable, links: Any) -> None:
        """Keep the links of this block where they depend on the page's address and position."""
        if len(self.links) >= _MOST_FOLDERS:
            self.links.clear()
        self.links[question] = links


@dataclass(slots=True, eq=False)
class Placed:
    """A block on a page: the index of its element and the position of its first text."""

    block: Block
    start: int
    first_text: int
    stop: int  # index of the first element after the block
    text_stop: int  # position of the first text after the block


class BlockMemory:
    """The blocks that one process remembers; only the last pages and 12,000 brackets."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[Block]] = {}
        self.pieces = 0  # in all blocks
        self._pages: deque[tuple[list[str], dict[str, Numbers]]] = deque(maxlen=_PAGES)
        self._cut: list[StandIn] = []  # the last used first

    def cut(self, markup: str) -> Cut | None:
        """Return the markup with stand-ins for what is known of it, None if nothing is."""
        return cut(markup, self._cut) if self._cut else None

    def judge(self, found: list[StandIn], *, good: bool) -> None:
        """Learn whether the stand-ins of a page were read as they must be."""
        for block in found:
            block.trust = _TRUST if good else block.trust - 1
        if not good:
            self._cut = [block for block in self._cut if block.trust]
        elif self._cut[: len(found)] != found:  # the next page is likely to have the same
            self._cut = [*found, *(block for block in self._cut if block not in found)]

    def seek(self, markup: str, placed: Iterable[Placed]) -> None:
        """Look once for the markup of every block placed on a page, to cut it out later."""
        for block in [p.block for p in placed if not p.block.sought]:
            block.sought = True
            found = stand_in(markup, block.pieces, block.closing)
            if found is not None:
                self._cut.insert(0, found)
                del self._cut[_MOST_CUT:]

    def find(self, pieces: list[str], start: int) -> Block | None:
        """Return the block that is written from piece `start` on, None if none is known."""
        alike = self._blocks.get(pieces[start])
        for number, block in enumerate(alike or ()):
            own = block.pieces
            stop = start + len(own)
            if stop >= len(pieces) or pieces[start + 1] != own[1] or pieces[stop - 1] != own[-1]:
                continue  # most of what begins alike
            if pieces[start:stop] == own:
                if alike and number:  # the next page is likely to have the same
                    alike.insert(0, alike.pop(number))
                return block if pieces[stop].startswith(block.closing) else None
        return None

    def repeated(self, pieces: list[str], spans: Iterable[Numbers | None]) -> list[Span]:
        """Return the outermost of these elements that one of the last pages has too.

        `spans` are in the order of their starts; the page itself becomes one of the last pages.
        """
        if len(pieces) > _LONGEST:
            return []
        named: dict[str, Numbers] = {}
        found: list[Span] = []
        behind = 0
        for span in spans:
            if span is None:
                continue
            start, stop = span[0], span[1]
            named.setdefault(pieces[start], span)
            if start >= behind and self._was_seen(pieces, start, stop):
                found.append(Span(*span))
                behind = stop
        self._pages.appendleft((pieces, named))
        return found

    def keep(self, block: Block) -> None:
        """Remember a block; where too much is remembered, all else is forgotten."""
        if self.pieces + len(block.pieces) > _MOST_PIECES:
            self._blocks.clear()
            self._cut.clear()
            self.pieces = 0
        alike = self._blocks.setdefault(block.pieces[0], [])
        alike.insert(0, block)
        self.pieces += len(block.pieces)
        if len(alike) > _MOST_ALIKE:
            self.pieces -= len(alike.pop().pieces)

    def forget(self) -> None:
        """Forget everything, as a new process would."""
        self._blocks.clear()
        self._pages.clear()
        self._cut.clear()
        self.pieces = 0

    def _was_seen(self, pieces: list[str], start: int, stop: int) -> bool:
        for others, named in self._pages:
            span = named.get(pieces[start])
            if span is None or span[1] - span[0] != stop - start:
                continue
            first, behind = span[0], span[1]
            if others[first + 1] != pieces[start + 1] or others[behind - 1] != pieces[stop - 1]:
                continue
            if others[first:behind] == pieces[start:stop]:
                return True
        return False


def place(block: Block, made: Tables, parent: int) -> None:
    """Add the tables of a block at the end of a page's, below element `parent`."""
    own = block.tables
    start, first = len(made.elements), len(made.texts)
    stop, text_stop = start + len(own.elements), first + len(own.texts)
    made.placed.append(Placed(block, start, first, stop, text_stop))
    if block.moved is None or block.moved[0] != (start, first):
        block.moved = (start, first), _moved(own, start, first)
    parents, ends, text_in, first_text, text_ends = block.moved[1]
    made.elements += own.elements
    made.tags += own.tags
    made.parents += parents
    made.parents[start] = parent
    made.ends += ends
    made.hidden += own.hidden
    made.texts += own.texts
    made.text_in += text_in
    made.first_text += first_text
    made.text_ends += text_ends
    made.scripts += own.scripts
    made.comments += own.comments


def taken_out(span: Span, pieces: list[str], made: Tables) -> Block:
    """Return an element of a page as a block."""
    start, stop = span.element, made.ends[span.element]
    first, last = made.first_text[start], made.text_ends[start]
    tables = Tables(
        elements=made.elements[start:stop],
        tags=made.tags[start:stop],
        parents=[i - start for i in made.parents[start:stop]],
        ends=[i - start for i in made.ends[start:stop]],
        hidden=made.hidden[start:stop],
        texts=made.texts[first:last],
        text_in=[i - start for i in made.text_in[first:last]],
        first_text=[k - first for k in made.first_text[start:stop]],
        text_ends=[k - first for k in made.text_ends[start:stop]],
        scripts=made.scripts[span.scripts : span.scripts_end],
        comments=made.comments[span.comments : span.comments_end],
    )
    return Block(pieces[span.start : span.stop], made.elements[start].closing + ">", tables)


def _moved(own: Tables, start: int, first: int) -> tuple[list[int], ...]:
    """Return parents, ends, text_in, first_text and text_ends of a block on a page."""
    return (
        [start + i for i in own.parents],
        [start + i for i in own.ends],
        [start + i for i in own.text_in],
        [first + k for k in own.first_text],
        [first + k for k in own.text_ends],
    )
