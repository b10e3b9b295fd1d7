"""Outline: one page parsed once and walked once, as flat tables in document order.

Everything else reads these tables. The element at index `i` holds the elements and texts up
to `end[i]`, so climbing and slicing cost no further visit to the parser.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.nesting import bounded

_SILENT = frozenset({"style", "template", "textarea", "select", "option"})
_BLOCK_WORDS = """
    address article aside blockquote body br center dd div dl dt fieldset footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol p pre section table tbody td th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_WORDS.split())
# More elements are no page for people; what follows is not looked at.
_MAX_NODES = 200_000
_NO_ATTRIBUTES: Mapping[str, str | None] = {}


@dataclass(slots=True)
class Outline:
    """The tables; `texts[k]` stands in element `text_in[k]`. Scripts are kept apart."""

    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)  # -1 for the root
    attributes: list[Mapping[str, str | None]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # index of the first element after it
    hidden: list[bool] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    text_in: list[int] = field(default_factory=list)
    first_text: list[int] = field(default_factory=list)  # texts before the element began
    text_ends: list[int] = field(default_factory=list)  # position after its last text
    scripts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    by_tag: dict[str, list[int]] = field(default_factory=dict)
    known: dict[int, str] = field(default_factory=dict)  # texts already put together

    def get(self, index: int, name: str) -> str:
        """Return an attribute as written, trimmed; "" where there is none."""
        return (self.attributes[index].get(name) or "").strip()

    def text(self, index: int) -> str:
        """Return the visible text of an element with white space collapsed."""
        known = self.known.get(index)
        if known is None:
            known = self.known[index] = collapse("".join(self._pieces(index)))
        return known

    def names(self, index: int) -> str:
        """Return class and id of an element, "" where it has neither."""
        own = self.attributes[index]
        if not own:
            return ""
        return f"{own.get('class') or ''} {own.get('id') or ''}".strip()[:300]

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

    def element_of_text(self, position: int) -> int:
        """Return the element in which the text at `position` stands."""
        return self.text_in[position]

    def text_position(self, index: int) -> int:
        """Return the position in `texts` at which element `index` begins."""
        return self.first_text[index] if index < len(self.first_text) else len(self.texts)

    def element_at(self, position: int) -> int:
        """Return the first element that begins at or after a text position."""
        return bisect_left(self.first_text, position)

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
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def outline(markup: str) -> Outline:
    """Parse `markup` once with lexbor and return its tables."""
    made = Outline()
    root = LexborHTMLParser(bounded(markup) or "<html></html>").root
    if root is not None:
        _walk(root, made)
    _close(made)
    return made


def _walk(root: LexborNode, made: Outline) -> None:
    index_of: dict[int, int] = {}
    tags, parents, attributes = made.tags, made.parents, made.attributes
    by_tag = made.by_tag
    hidden, texts, text_in, first_text = made.hidden, made.texts, made.text_in, made.first_text
    for node in root.traverse(include_text=True):
        tag = node.tag or ""
        above = node.parent
        parent = index_of.get(above.mem_id, -1) if above is not None else -1
        if tag == "-text":
            holder = tags[parent] if parent >= 0 else ""
            if holder == "script":
                made.scripts.append(node.text_content or "")
            elif holder not in _SILENT:
                text = node.text_content
                if text and not text.isspace():
                    texts.append(text)
                    text_in.append(max(parent, 0))
        elif tag == "-comment":
            made.comments.append(node.comment_content or "")
        elif not tag.startswith("-"):
            index_of[node.mem_id] = len(tags)
            by_tag.setdefault(tag, []).append(len(tags))
            tags.append(tag)
            parents.append(parent)
            own: Mapping[str, str | None] = node.attributes or _NO_ATTRIBUTES
            attributes.append(own)
            hidden.append((parent >= 0 and hidden[parent]) or _is_hidden(own))
            first_text.append(len(texts))
            if len(tags) > _MAX_NODES:
                break


def _is_hidden(own: Mapping[str, str | None]) -> bool:
    if not own:
        return False
    style = own.get("style")
    return bool(style and "none" in style and "display:none" in style.lower().replace(" ", ""))


def _close(made: Outline) -> None:
    """Compute the ends from the parents, last element first."""
    count = len(made.tags)
    ends = list(range(1, count + 1))
    text_ends = list(made.first_text)
    for position, holder in enumerate(made.text_in):
        text_ends[holder] = position + 1
    for index in range(count - 1, 0, -1):
        parent = made.parents[index]
        if parent >= 0:
            ends[parent] = max(ends[parent], ends[index])
            text_ends[parent] = max(text_ends[parent], text_ends[index])
    if count:
        ends[0], text_ends[0] = count, len(made.texts)
    made.ends, made.text_ends = ends, text_ends
