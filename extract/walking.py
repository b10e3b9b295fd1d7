"""Walking: from a parsed page to flat tables in document order, two ways with one result.

The fast way has lexbor write the tree out again and cuts that text at its brackets: the
parser has repaired everything, so every element is closed and every bracket in texts and
attributes is escaped. What such text cannot say for certain (templates, drawings, scripts
that write scripts) is walked node by node, which takes about five times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from operator import length_hint

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.blocks import FEWEST_PIECES, BlockMemory, Numbers, Tables, place, taken_out
from extract.cutting import Cut, put_back
from extract.elements import (
    Element,
    UncertainError,
    element,
    element_of,
    unescape_written,
    with_text,
)
from extract.nesting import FEW_TAGS, bounded
from extract.style_links import may_address

# More elements are no page for people; what follows is not looked at.
MAX_NODES = 200_000
MEMORY = BlockMemory()  # of this process


def tables_of(markup: str) -> Tables:
    """Parse a page and return its tables; blocks known by their markup are not parsed again."""
    few = len(markup) <= 3 * FEW_TAGS or markup.count("<") <= FEW_TAGS  # a tag takes three
    cut = MEMORY.cut(markup) if few else None
    if cut is not None:
        made = _tables_of_cut(cut)
        MEMORY.judge(cut.found, good=made is not None)
        if made is not None:
            MEMORY.seek(markup, made.placed)
            return made
    root = LexborHTMLParser(bounded(markup) or "<html></html>").root
    if root is None:
        return Tables()
    pieces = (root.html or "").split("<")
    if len(pieces) <= MAX_NODES:
        try:
            made = read_pieces(pieces, MEMORY)
        except UncertainError:
            pass
        else:
            MEMORY.seek(markup, made.placed)
            return made
    return walk(root)


def _tables_of_cut(cut: Cut) -> Tables | None:
    """Return the tables of a page, None where what was cut out may be read otherwise there."""
    root = LexborHTMLParser(cut.markup).root
    pieces = put_back(root.html or "", cut.found) if root is not None else None
    if pieces is None or len(pieces) > MAX_NODES:
        return None
    try:
        return read_pieces(pieces, MEMORY)
    except UncertainError:
        return None


def read_written(written: str, memory: BlockMemory | None = None) -> Tables:
    """Return the tables of a tree as lexbor writes it; UncertainError if it cannot be told."""
    return read_pieces(written.split("<"), memory)


def read_pieces(pieces: list[str], memory: BlockMemory | None = None) -> Tables:
    """Return the tables of a written tree cut at its brackets; UncertainError likewise.

    Blocks in `memory` are copied, and what is alike on its last pages becomes a block; the
    tables are the same without.
    """
    watch = _Watch(pieces, memory)
    made = _read(watch)
    if memory is not None:
        for span in memory.repeated(pieces, watch.spans):
            memory.keep(taken_out(span, pieces, made))
    return made


class _Watch:
    """Which elements of a page are blocks, or may be blocks later, while it is read."""

    def __init__(self, pieces: list[str], memory: BlockMemory | None) -> None:
        self.reading = iter(pieces)
        self.spans: list[Numbers | None] = []
        self._pieces = pieces
        self._memory = memory
        self._opened: list[tuple[int, int, int, int, int]] = []

    def opens(self, made: Tables, current: int) -> str | None:
        """Place the block that begins here and return the text behind it; None without one."""
        at = len(self._pieces) - 1 - length_hint(self.reading)
        block = self._memory.find(self._pieces, at) if self._memory is not None else None
        if block is None or (current >= 0 and made.hidden[current]):
            number, scripts, comments = len(self.spans), len(made.scripts), len(made.comments)
            self._opened.append((number, at, len(made.elements), scripts, comments))
            self.spans.append(None)
            return None
        place(block, made, current)
        closing: str = next(islice(self.reading, len(block.pieces) - 1, None))
        return closing[len(block.closing) :]

    def closes(self, made: Tables, *, hiding: bool) -> None:
        """Note where an element stood that may be a block on later pages."""
        number, start, index, scripts, comments = self._opened.pop()
        stop = len(self._pieces) - 1 - length_hint(self.reading)
        if stop - start >= FEWEST_PIECES and not hiding:
            kept = (scripts, len(made.scripts), comments, len(made.comments))
            self.spans[number] = (start, stop, index, *kept)


def _read(watch: _Watch) -> Tables:
    made = Tables()
    elements, parents, hidden, texts = made.elements, made.parents, made.hidden, made.texts
    ends, text_in, first_text, text_ends = made.ends, made.text_in, made.first_text, made.text_ends
    tags, nothing = made.tags, element("", {})
    current, holder, hiding, closing = -1, nothing, False, "/"
    reading = watch.reading
    next(reading)
    for piece in reading:
        tag, bracket, text = piece.partition(">")
        if tag == closing:
            ends[current] = len(elements)
            text_ends[current] = len(texts)
            current = parents[current]
            if holder.holds:
                watch.closes(made, hiding=current >= 0 and hidden[current])
            if current >= 0:
                holder, hiding = elements[current], hidden[current]
                closing = holder.closing
        elif tag[:3] == "!--":
            text = _take_comment(piece, reading, made)
        elif not bracket or tag[:1] == "/":  # a bracket in a broken name, or a wrong end
            raise UncertainError
        else:
            found = element_of(tag)
            behind = watch.opens(made, current) if found.holds else None
            if behind is not None:
                text = behind
            else:
                index = len(elements)
                elements.append(found)
                tags.append(found.tag)
                parents.append(current)
                ends.append(index + 1)
                hidden.append(hiding or found.hides)
                first_text.append(len(texts))
                text_ends.append(len(texts))
                if found.raw:
                    text = _take_raw(text, found, reading, made)
                elif found.closing:
                    current, holder, hiding = index, found, hidden[index]
                    closing = found.closing
        text = unescape_written(text) if "&" in text else text
        if text and not text.isspace() and not holder.silent:
            texts.append(text)
            text_in.append(current)
    return _closed(made, current)


def _closed(made: Tables, current: int) -> Tables:
    if current >= 0:
        raise UncertainError
    return made


def _take_comment(piece: str, pieces: Iterator[str], made: Tables) -> str:
    """Keep a comment and return the text behind it."""
    parts = [piece[3:]]
    while "-->" not in parts[-1]:
        parts.append(_next(pieces))
    comment, _, text = "<".join(parts).partition("-->")
    made.comments.append(comment.strip())
    return text


def _take_raw(text: str, found: Element, pieces: Iterator[str], made: Tables) -> str:
    """Keep the text of the element last made, a script or the like; return what follows."""
    parts = [text]
    closing = found.closing + ">"
    piece = _next(pieces)
    while not piece.startswith(closing):
        parts.append(piece)
        piece = _next(pieces)
    own = "<".join(parts)
    if found.tag == "script":
        if own:
            made.scripts.append(own)
    elif found.tag == "style":
        if may_address(own):
            made.elements[-1] = with_text(found, own)
    elif own and not found.silent and not own.isspace():
        made.texts.append(own)
        made.text_in.append(len(made.elements) - 1)
        made.text_ends[-1] = len(made.texts)
    return piece[len(closing) :]


def _next(pieces: Iterator[str]) -> str:
    piece = next(pieces, None)
    if piece is None:
        raise UncertainError
    return piece


def walk(root: LexborNode) -> Tables:
    """Return the tables of a parsed page, walked node by node."""
    made = Tables()
    index_of: dict[int, int] = {}
    text_before = -2  # where the text stands that was seen last: some repairs leave two in a row
    for node in root.traverse(include_text=True):
        tag = node.tag or ""
        above = node.parent
        parent = index_of.get(above.mem_id, -1) if above is not None else -1
        if tag == "-text":
            _keep_text(made, parent, node.text_content or "", joined=parent == text_before)
        elif tag == "-comment":
            made.comments.append(node.comment_content or "")
        elif not tag.startswith("-"):
            index_of[node.mem_id] = len(made.elements)
            found = element(tag, node.attributes or {})
            made.elements.append(found)
            made.tags.append(tag)
            made.parents.append(parent)
            made.hidden.append((parent >= 0 and made.hidden[parent]) or found.hides)
            made.first_text.append(len(made.texts))
            if len(made.elements) > MAX_NODES:
                break
        text_before = parent if tag == "-text" else -2
    _close(made)
    return made


def _keep_text(made: Tables, parent: int, text: str, *, joined: bool) -> None:
    holder = made.elements[parent] if parent >= 0 else None
    if holder is not None and holder.tag == "script":
        made.scripts.append(text)
    elif holder is not None and holder.tag == "style":
        if may_address(text):
            made.elements[parent] = with_text(holder, text)
    elif text and not text.isspace() and (holder is None or not holder.silent):
        if joined:
            made.texts[-1] += text
        else:
            made.texts.append(text)
            made.text_in.append(max(parent, 0))


def _close(made: Tables) -> None:
    """Compute the ends from the parents, last element first."""
    count = len(made.elements)
    made.ends = list(range(1, count + 1))
    made.text_ends = list(made.first_text)
    for position, holder in enumerate(made.text_in):
        made.text_ends[holder] = position + 1
    for index in range(count - 1, 0, -1):
        parent = made.parents[index]
        if parent >= 0:
            made.ends[parent] = max(made.ends[parent], made.ends[index])
            made.text_ends[parent] = max(made.text_ends[parent], made.text_ends[index])
    if count:
        made.ends[0], made.text_ends[0] = count, len(made.texts)
