"""Cutting out: known blocks are taken out of the markup before it is parsed.

Three quarters of a page stand on other pages of its site letter by letter. A block whose
markup is known leaves a stand-in: its own start tag and end tag around a text that proves in
the parsed page that the parser stood where it reads the block alike. What the parser would
write for the block is then put back. Where the proof fails, the page is parsed as it is.

Why the proof holds. HTML's tree construction (WHATWG HTML, 13.2.6) depends on the tokenizer's
state, the insertion mode, the stack of open elements, the list of active formatting elements,
the form pointer and the frameset flag. The stand-in begins with the block's own start tag, so it
is inserted as the block would be, and it is written back letter by letter only if
- the tokenizer stood outside of comments, scripts and attributes: the probing end tags are gone;
- `<tr>` was ignored: the mode is "in body", no table, cell or caption is open;
- the text behind it stands in the block's element alone: no formatting element waits to be
  opened again; and the end tags of all of them changed nothing: none is open around it;
- no `<select>` is open around it, and no form or button where the block holds one: a second one
  would have ended the first, or not been there.
Templates, drawings and formulas have states of their own: a page that holds one is parsed whole.
`written_markup` admits only blocks that then depend on nothing else: every element is closed in
its order, list entries stand in their lists, cells in their tables, nothing that opens a
paragraph's end stands in a paragraph, and some text or entry sets the frameset flag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

from selectolax.lexbor import LexborHTMLParser

MARK = "\uf0f3"  # of private use: a page that has it is parsed as it is
_FEWEST_CHARS = 1_000  # shorter markup is parsed as quickly as taken out
_MOST_TRIED = 6  # places in the markup where a block may stand
_MOST_TOKENS = 4_000
_FEW = 8  # blocks, the last used first; where so many are not on a page, the rest are not either
_FORMATTING_WORDS = "a b big code em font i nobr s small strike strong tt u"
_FORMATTING = frozenset(_FORMATTING_WORDS.split())
_PROBES = {
    "form": "<form></form>",
    "button": "<button></button>",
    "input": "<input>",
}
_BLOCK_WORDS = """
    address article aside center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr li main nav ol p section table ul
"""
_BLOCKS = frozenset(_BLOCK_WORDS.split())  # their start tags end an open paragraph
_ROOTS = _BLOCKS - {"dd", "dt", "li", "form", "table", "p", "hr", "fieldset"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_VOID = frozenset({"br", "hr", "img", "input"})
_PARENTS = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "option": frozenset({"select"}),
}
_ONLY = {  # what may stand directly in these; no text
    "table": frozenset({"thead", "tbody", "tfoot", "tr"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
    "select": frozenset({"option"}),
    "option": frozenset[str](),
}
_ASUNDER = ("template", "svg", "math")  # states of their own, which no stand-in tells
_ALONE = frozenset({"a", "form", "button", "nobr", "select"})  # not in their own kind
_RAW = frozenset({"script", "style"})
_KNOWN = (
    _FORMATTING
    | _BLOCKS
    | _VOID
    | _RAW
    | _PARENTS.keys()
    | _ONLY.keys()
    | {"button", "label", "span"}
)
_SPACE = r"[ \t\n\f\r]"
_VALUE = r"(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\f\r\"'=<>`]++)"
# Groups are atomic, not possessive: before Python 3.11.5 a possessive one could fail to match.
_ATTRIBUTE = rf"(?:{_SPACE}++[a-zA-Z_:@][\w:.@-]*+(?>(?:{_SPACE}*+={_SPACE}*+{_VALUE})?))"
_TOKEN = re.compile(
    rf"<(?:(?P<ends>/)?(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<said>(?>{_ATTRIBUTE}*)){_SPACE}*+/?>"
    rf"|!--(?!-?>)(?>(?:[^-]++|-(?!-))*)-->)|(?P<text>[^<]++)",
    re.ASCII,
)
_RAW_TEXT = re.compile(r"(?>(?:[^<]++|<(?![/!]))*)(?=</)")
_NAMES = re.compile(r'="([^"&]*)"')
_ENDS = "".join(f"</{tag}>" for tag in sorted(_FORMATTING))
_numbers = count()


@dataclass(slots=True, eq=False)
class StandIn:
    """The markup of a block, what stands in for it, and how the parser writes both."""

    markup: str
    opening: str  # start tag as in the markup
    stands: str
    shown: list[str]  # as written by the parser, cut at the brackets, without the end tag
    own: list[str]  # likewise, of the block itself
    closing: str
    trust: int = 4


@dataclass(frozen=True, slots=True)
class Cut:
    """A page's markup without its known blocks, and these in their order."""

    markup: str
    found: list[StandIn]


def stand_in(markup: str, pieces: list[str], closing: str) -> StandIn | None:
    """Return the stand-in of a block that the parser wrote as `pieces` for a part of `markup`.

    None where no part of the markup is read so for certain wherever the proof holds.
    """
    head = pieces[0].partition(">")[0]
    tag = head.partition(" ")[0]
    written = "<" + "<".join(pieces) + "<" + closing
    if tag not in _ROOTS or len(written) < _FEWEST_CHARS:
        return None
    names = _NAMES.findall(head)
    tried = 0
    for begins in re.finditer(rf"<{tag}(?={_SPACE}|>)", markup, re.IGNORECASE):
        opening = _TOKEN.match(markup, begins.start())
        if opening is None or not all(name in opening[0] for name in names):
            continue
        tried += 1
        if tried > _MOST_TRIED:
            break
        found = written_markup(markup, begins.start())
        if found is not None and _reads_as(found[0], written):
            return _made(*found, opening[0], pieces, closing)
    return None


def cut(markup: str, known: list[StandIn]) -> Cut | None:
    """Return the markup with stand-ins for the known blocks in it; None where none is found."""
    places: list[tuple[int, int]] = []
    behind = 0
    for number, block in enumerate(known):
        if number == behind + _FEW:
            break
        at = markup.find(block.opening)
        for _ in range(_MOST_TRIED):
            if at < 0 or markup.startswith(block.markup, at):
                break
            at = markup.find(block.opening, at + 1)
        if at >= 0 and markup.startswith(block.markup, at):
            places.append((at, number))
            behind = number
    if not places or MARK in markup:
        return None
    places.sort()
    parts: list[str] = []
    found: list[StandIn] = []
    behind = 0  # characters
    for at, number in places:
        block = known[number]
        if at >= behind:  # else it stands in the one before
            parts += (markup[behind:at], block.stands)
            found.append(block)
            behind = at + len(block.markup)
    parts.append(markup[behind:])
    return Cut("".join(parts), found)


def put_back(written: str, found: list[StandIn]) -> list[str] | None:
    """Return the pieces of a page written by the parser, with the blocks back in their places.

    None where a stand-in was not read as it must be.
    """
    pieces = written.split("<")
    if written.count(MARK) != len(found) or _is_asunder(written, pieces):
        return None
    at = 0
    for block in found:
        try:
            at = pieces.index(block.shown[0], at)
        except ValueError:
            return None
        stop = at + len(block.shown)
        if pieces[at:stop] != block.shown or stop >= len(pieces):
            return None
        if not pieces[stop].startswith(block.closing):
            return None
        pieces[at:stop] = block.own
        at += len(block.own)
    return pieces


def _is_asunder(written: str, pieces: list[str]) -> bool:
    for tag in _ASUNDER:
        if f"<{tag}" in written:  # hardly ever
            return any(piece.startswith(_ASUNDER) for piece in pieces)
    return False


def written_markup(markup: str, start: int) -> tuple[str, frozenset[str]] | None:
    """Return the element at `start` as in the markup, and the tags in it.

    None where it depends on anything but itself and what a stand-in proves.
    """
    opened: list[str] = []
    tags: set[str] = set()
    at, shown = start, False
    for _ in range(_MOST_TOKENS):
        token = _TOKEN.match(markup, at)
        if token is None:
            return None
        at = token.end()
        text, name = token["text"], token["name"]
        if text is not None:
            if not _may_hold_text(opened[-1], text):
                return None
            shown = shown or not text.isspace()
        elif name is None:  # a comment
            if opened[-1] in _ONLY:
                return None
        elif token["ends"]:
            if token["said"] or name.lower() != opened.pop():
                return None
            if not opened:
                return (markup[start:at], frozenset(tags)) if shown else None
        else:
            tags.add(name.lower())
            at = _opened(markup, token, opened)
            if at < 0:
                return None
    return None


def _opened(markup: str, token: re.Match[str], opened: list[str]) -> int:
    """Return the position behind a start tag, or behind a whole script; -1 if it may not stand."""
    tag = token["name"].lower()
    if not _may_stand(tag, opened):
        return -1
    if tag in _RAW:
        raw = _RAW_TEXT.match(markup, token.end())
        closing = f"</{tag}>"
        stop = raw.end() + len(closing) if raw is not None else 0
        return stop if raw is not None and markup[raw.end() : stop].lower() == closing else -1
    if tag not in _VOID:
        opened.append(tag)
        if token[0].endswith("/>"):
            return -1
    return token.end()


def _may_hold_text(holder: str, text: str) -> bool:
    if "\0" in text or MARK in text:
        return False
    return holder not in _ONLY or holder == "option" or not text.strip(" \t\n\f\r")


def _may_stand(tag: str, opened: list[str]) -> bool:
    """Whether a start tag below these open elements ends none of them and looks for no other."""
    if tag not in _KNOWN:
        return False
    if not opened:
        return tag in _ROOTS
    parent = opened[-1]
    if parent in _ONLY and tag not in _ONLY[parent]:
        return False
    if tag in _PARENTS and parent not in _PARENTS[tag]:
        return False
    if tag in _BLOCKS and "p" in opened:
        return False
    if tag in _HEADINGS and not _HEADINGS.isdisjoint(opened):
        return False
    return tag not in _ALONE or tag not in opened


def _reads_as(markup: str, written: str) -> bool:
    """Whether the parser writes an element alone in a body so."""
    page = LexborHTMLParser(f"<!DOCTYPE html><html><head></head><body>{markup}</body></html>")
    root = page.root
    return root is not None and root.html == f"<html><head></head><body>{written}</body></html>"


def _made(
    markup: str, tags: frozenset[str], opening: str, pieces: list[str], closing: str
) -> StandIn:
    asked = "<select></select>" + "".join(p for tag, p in _PROBES.items() if tag in tags)
    text = f"{MARK}{next(_numbers)}."
    stands = f"{opening}<tr>{text}{_ENDS}{asked}<{closing}"
    shown = f"{pieces[0].partition('>')[0]}>{text}{asked}".split("<")
    return StandIn(markup, opening, stands, shown, pieces, closing)
