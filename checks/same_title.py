"""Whether two lists mean the same item: titles compared without what only typesetting changes.

White space, punctuation, full-width forms and marks such as 【置顶】, 【转载】, （全文） do
not count. A list that cuts its titles short (…) means whatever begins so, if enough of it is
left to tell.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable

from checks.listed import plain_title

_MARKED = re.compile(
    r"^\s*(?:[【\[(（](?:转载|转发|时政|要闻|头条|图文|视频|国务院|中国政府网)[】\])）]|(?:转载|转发)[：:])"
    r"|[(（](?:附?全文|图|组图|附图)[)）]\s*$"
)
_CUT = ("…", "...", "．．．", "。。。")
FEWEST_CHARS = 12
"""Characters that a title cut short must still show: fewer begin many titles."""


def folded(title: str) -> str:
    """Return a title by its letters and digits alone."""
    plain = unicodedata.normalize("NFKC", _MARKED.sub("", plain_title(title)))
    return "".join(filter(str.isalnum, plain)).casefold()


class Titles:
    """The titles that are looked for; one lookup costs no more for many of them than for one."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._sorted = sorted({key for title in wanted if (key := folded(title))})
        self._known = frozenset(self._sorted)
        self._met: dict[str, tuple[str, ...]] = {}

    def of(self, shown: str) -> tuple[str, ...]:
        """Return the folded titles of the wanted ones that a shown title may mean."""
        found = self._met.get(shown)
        if found is None:
            found = self._met[shown] = self._search(shown)
        return found

    def _search(self, shown: str) -> tuple[str, ...]:
        key = folded(shown)
        if key in self._known:
            return (key,)
        if not shown.rstrip().endswith(_CUT) or len(key) < FEWEST_CHARS:
            return ()
        first = bisect_left(self._sorted, key)
        found = []
        for title in self._sorted[first:]:
            if not title.startswith(key):
                break
            found.append(title)
        return tuple(found) if len(found) == 1 else ()
