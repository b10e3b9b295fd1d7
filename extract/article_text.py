"""Text of a page for the content checks: what its author wrote, without what surrounds it.

Left out are menus, headers, footers, breadcrumbs, hidden texts and the rows of lists (they are
read as list items). One line a block; the cells of a table row are kept apart by tabs, so that
a name and its number stay on one line.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from extract.outline import Outline, collapse
from model.page import LinkPosition, PageKind

MAX_CHARS = 1_000_000
"""Characters of one page's text; what follows is not kept."""

_BARRED = (
    LinkPosition.HEAD,
    LinkPosition.NAVIGATION,
    LinkPosition.FOOTER,
    LinkPosition.BREADCRUMB,
)
_CELLS = frozenset({"td", "th"})
_FEW_CHARS = 80  # a named article with less may be an empty frame around nothing


def article_text(
    page: Outline,
    where: Sequence[LinkPosition],
    listed: Container[int],
    title_element: int,
    kind: PageKind,
) -> str:
    """Return the text of a page; "" where nothing is left. `listed` are texts of list items.

    Of an article it is what stands in the element that content systems name as its text, or,
    where none is named, everything from the title on.
    """
    if kind is PageKind.ARTICLE:
        named = [k for span in _named(page, where) for k in span if k not in listed]
        text = _lines(page, where, named)
        if len(text) > _FEW_CHARS:
            return text
    start = page.text_position(title_element) if title_element >= 0 else 0
    chosen = [k for k in range(start, len(page.texts)) if k not in listed]
    return _lines(page, where, chosen, menus=False)


def _named(page: Outline, where: Sequence[LinkPosition]) -> Iterable[range]:
    """Yield the texts of every outermost element that is named as the article."""
    at, count = 0, len(where)
    while at < count:
        try:
            at = where.index(LinkPosition.ARTICLE, at)
        except ValueError:
            return
        yield page.text_range(at)
        at = page.ends[at]


def _lines(
    page: Outline, where: Sequence[LinkPosition], positions: list[int], *, menus: bool = True
) -> str:
    """Return the lines of some texts; without `menus` links that fill a list entry are left out."""
    broken = {page.text_position(index) for index in page.find("br")}
    texts, text_in = page.texts, page.text_in
    lines: list[str] = []
    line: list[str] = []
    holder, block, row, before = -1, -1, -1, -1
    shown, around = False, -1
    for position in positions:
        if text_in[position] != holder:
            holder = text_in[position]
            place = where[holder]
            shown = not page.hidden[holder] and place not in _BARRED
            around = page.block_of(holder) if shown else -1
            if shown and not menus and place is LinkPosition.LIST:
                shown = not _fills_its_entry(page, holder, around)
        if not shown:
            continue
        if around != block:
            beside = _row_of(page, around)
            if row >= 0 and beside == row and line:
                line.append("\t")
            else:
                _end(line, lines)
            block, row = around, beside
        elif position in broken or not broken.isdisjoint(range(before + 1, position)):
            _end(line, lines)
        line.append(texts[position])
        before = position
    _end(line, lines)
    return "\n".join(lines)[:MAX_CHARS]


def _fills_its_entry(page: Outline, holder: int, block: int) -> bool:
    """Whether a text stands in a link that is all of its list entry, as in side columns."""
    while holder > block and page.tags[holder] != "a":
        holder = page.parents[holder]
    return holder > block and page.text_range(holder) == page.text_range(block)


def _row_of(page: Outline, block: int) -> int:
    """Return the table row whose cell a block is, or fills; -1 where it is in none."""
    for index in (block, page.parents[block]):
        if index >= 0 and page.tags[index] in _CELLS:
            return page.parents[index]
    return -1


def _end(line: list[str], lines: list[str]) -> None:
    """Move a line to the lines before it, white space collapsed between its cells."""
    if not line:
        return
    if "\t" in line:
        text = "\t".join([cell for cell in map(collapse, "".join(line).split("\t")) if cell])
    else:
        text = collapse("".join(line))
    if text:
        lines.append(text)
    line.clear()
