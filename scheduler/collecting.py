"""Fewer garbage collections while much is read or judged that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG, _OLDER, _OLD = 10_000, 20, 100
"""Allocations before a collection of the young, and how many of those before one of the older."""


@contextmanager
def few_collections() -> Iterator[None]:
    """Collect less often inside; a night makes millions of objects, and hardly any garbage.

    By Python's default a quarter of judging 50,000 pages is looking for garbage, more the larger
    the site is. The memory held at most was the same.
    """
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG, _OLDER, _OLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
