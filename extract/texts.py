"""Texts: the texts of a page or of a block, put together once for all that is looked for in them.

Looking for a word in all texts at once takes a fraction of asking each; most words are in none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

LINE, SHORT = 120, 500
"""Characters of the texts that are put together once, in two sets; longer ones are prose."""

_PARTED = "\0"  # no word holds it


class Texts:
    """Some texts in document order, and the short ones of them as one string."""

    __slots__ = ("_lines", "_short", "all")

    def __init__(self, texts: Sequence[str]) -> None:
        self.all = texts
        self._lines: _Joined | None = None
        self._short: _Joined | None = None

    def with_words(self, words: Sequence[str], most: int) -> list[int]:
        """Return the numbers of the texts of at most `most` characters with one of the words."""
        joined = self._joined(most)
        whole, texts, starts = joined.whole, joined.texts, joined.starts
        found: set[int] = set()
        for word in words:
            at = whole.find(word) if _may_hold(whole, word) else -1
            while at >= 0:
                place = bisect_right(starts, at) - 1
                if len(texts[place]) <= most:
                    found.add(place)
                at = whole.find(word, starts[place + 1])
        return sorted(joined.numbers[place] for place in found) if found else []

    def _joined(self, most: int) -> _Joined:
        if most > SHORT:
            return _Joined(self.all, most)
        if most > LINE:
            if self._short is None:
                self._short = _Joined(self.all, SHORT)
            return self._short
        if self._lines is None:
            self._lines = _Joined(self.all, LINE)
        return self._lines


def _may_hold(whole: str, word: str) -> bool:
    """Whether a text may hold a word: one letter is found many times faster than several."""
    for letter in word:  # noqa: SIM110 - `all` takes twice as long
        if letter not in whole:
            return False
    return True


class _Joined:
    """Texts of at most so many characters, each behind a mark; `starts` says where, to the end."""

    __slots__ = ("numbers", "starts", "texts", "whole")

    def __init__(self, texts: Sequence[str], most: int) -> None:
        self.numbers = [k for k, text in enumerate(texts) if len(text) <= most]
        self.texts = [texts[k] for k in self.numbers]
        self.whole = _PARTED + _PARTED.join(self.texts)
        self.starts = list(accumulate([len(text) + 1 for text in self.texts], initial=0))


FindTexts = Callable[..., list[int]]  # of Texts and what else is given: the numbers of those found


def with_words(texts: Texts, words: Sequence[str], most: int) -> list[int]:
    """Return what `Texts.with_words` does, as a question that a block can remember."""
    return texts.with_words(words, most)
