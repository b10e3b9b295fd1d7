"""The Content-Type of an answer, where it says it twice, halfway or not at all. Pure.

As browsers take it (Fetch Standard, "extract a MIME type"): of several the last one that is a
type; a charset said earlier stays if the type is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+*-]+/[A-Za-z0-9!#$&^_.+*-]+")
_NO_TYPE = frozenset({"*/*", "unknown/unknown", "application/unknown"})
"""Browsers look into such a body instead, as into one without any type (MIME Sniffing, 7)."""


def content_type_of(values: Iterable[str]) -> str:
    """Return the one type that the headers of this name say, with its charset; "" for none."""
    return _chosen(",".join(values))


@lru_cache(maxsize=256)
def _chosen(said: str) -> str:
    chosen = essence = ""
    for value in said.split(","):
        named, _, rest = value.strip().partition(";")
        named = named.strip().lower()
        if _TYPE.fullmatch(named) is None or named in _NO_TYPE:
            continue
        if named != essence or "charset" in rest.lower():
            chosen, essence = value.strip(), named
    return chosen
