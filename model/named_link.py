"""NamedLink 入口链接: a link by the words that a reader clicks on, wherever on a site it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

SHORT = 14
"""Characters of the name of an entrance; what is longer is a title."""


@dataclass(frozen=True, slots=True, order=True)
class NamedLink:
    """One address under one name, with one of the pages that show it."""

    url: str
    text: str
    page: str


class NamedLinks(Protocol):
    """The links of a night, asked for by words."""

    def having(self, words: Sequence[str], most_chars: int = SHORT) -> tuple[NamedLink, ...]:
        """Return the links whose text holds one of the words and is not longer, by address."""
        ...


class ListedLinks:
    """Links given one by one."""

    def __init__(self, links: Sequence[NamedLink] = ()) -> None:
        self._links = tuple(sorted(links))

    def having(self, words: Sequence[str], most_chars: int = SHORT) -> tuple[NamedLink, ...]:
        """Return the links whose text holds one of the words and is not longer, by address."""
        return tuple(
            link
            for link in self._links
            if len(link.text) <= most_chars and any(word in link.text for word in words)
        )
