"""Spelling: the wrong words of a text, found in one pass over it.

All wrong words are looked for at once (Aho-Corasick), of several that begin at one place the
longest. A hit is dropped when a right word, of the rule or of the list, covers it or reaches
across one of its edges: then the characters only stand side by side by chance, as in
工作|务必. That may hide a fault beside such a word; it keeps false hits away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from model.words import WordList, WordRule

_MOST_FOR_TABLE = 2_000
"""Wrong words for which the whole table of the automaton is written out: twice as fast, but some
five megabytes for a thousand words."""
_AROUND = 14  # characters of context on either side


@dataclass(frozen=True, slots=True)
class Hit:
    """One wrong word where it stands."""

    rule: WordRule
    start: int
    end: int


class Speller:
    """A word list made ready for looking."""

    def __init__(self, words: WordList) -> None:
        self._rules = [rule for rule in words.rules if rule.wrong not in words.allowed]
        small = len(self._rules) <= _MOST_FOR_TABLE
        self._finder = AhoCorasick(
            [rule.wrong for rule in self._rules],
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.DFA if small else None,
        )
        self._around = max(map(len, words.allowed), default=0)
        self._right = AhoCorasick(sorted(words.allowed)) if words.allowed else None

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield the wrong words of a text in their order."""
        for number, start, end in self._finder.find_matches_as_indexes(text):
            rule = self._rules[number]
            if not _covered(rule, text, start, end) and not self._parted(text, start, end):
                yield Hit(rule, start, end)

    def _parted(self, text: str, start: int, end: int) -> bool:
        """Whether a right word covers the hit or stands across one of its edges."""
        if self._right is None:
            return False
        first = max(0, start - self._around)
        near = text[first : end + self._around]
        low, high = start - first, end - first
        for _, begin, stop in self._right.find_matches_as_indexes(near, overlapping=True):
            if begin < low < stop or begin < high < stop or (begin <= low and high <= stop):
                return True
        return False


def _covered(rule: WordRule, text: str, start: int, end: int) -> bool:
    """Whether one of the rule's own longer right words stands around the hit."""
    for word in rule.unless:
        at = text.find(word, max(0, end - len(word)), start + len(word))
        if at >= 0 and at <= start and end <= at + len(word):
            return True
    return False


@lru_cache(maxsize=4)
def speller(words: WordList) -> Speller:
    """Return the list made ready, the last ones remembered: a night has many sites."""
    return Speller(words)


def context(text: str, start: int, end: int, cover: Callable[[str], str] = str) -> str:
    """Return the line around a place, cut short, with … where more follows.

    `cover` hides what must not be shown, in a line of the same length.
    """
    first = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    line = cover(text[first : stop if stop >= 0 else len(text)]).replace("\t", " ")
    low, high = max(0, start - first - _AROUND), end - first + _AROUND
    return f"{'…' if low else ''}{line[low:high]}{'…' if high < len(line) else ''}"
