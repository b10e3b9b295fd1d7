"""Addresses joined once: the same navigation stands on thousands of pages.

`model.url.absolute` is the rule; this only remembers its answers under the part of the base
that matters: nothing for an absolute address, the origin for one from the root, the folder
for a plain relative one.
"""

from __future__ import annotations

from functools import lru_cache

from model.url import absolute, origin

_REMEMBERED = 30_000  # answers; about 6 MB


def resolve(base: str, written: str) -> str | None:
    """Return the address to request for a link as written on `base`; None if not http(s)."""
    if len(written) > 500:
        return absolute(base, written)
    if written[:7] == "http://" or written[:8] == "https://":
        return _joined("", written)
    first = written[:1]
    if first == "/" and written[1:2] != "/":
        return _joined(origin(base) + "/", written)
    if first.isalnum() or first == ".":
        return _joined(base.split("?", 1)[0].split("#", 1)[0].rsplit("/", 1)[0] + "/", written)
    return absolute(base, written)


@lru_cache(maxsize=_REMEMBERED)
def _joined(base: str, written: str) -> str | None:
    return absolute(base, written)
