"""WordRule 用词规则: one way of writing that is wrong, and where it is not; lures 诱导词."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRule:
    """One wrong way of writing; `unless` are longer right words in which it may stand."""

    wrong: str
    right: str
    category: str  # as the list writes it: 错别字, 规范表述 …
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordList:
    """Rules by the wrong word, and right words and phrases in which nothing is wrong.

    `lures` are the office's beside the built-in ones, `no_lures` those it takes out of them.
    """

    rules: tuple[WordRule, ...] = ()
    allowed: frozenset[str] = frozenset()
    lures: tuple[str, ...] = ()
    no_lures: frozenset[str] = frozenset()

    def joined(self, other: WordList) -> WordList:
        """Return both lists as one; of two rules for one word that of `other` holds."""
        by_word = {rule.wrong: rule for rule in (*self.rules, *other.rules)}
        rules = tuple(by_word[word] for word in sorted(by_word))
        lures = tuple(dict.fromkeys((*self.lures, *other.lures)))
        no_lures = self.no_lures | other.no_lures
        return WordList(rules, self.allowed | other.allowed, lures, no_lures)
