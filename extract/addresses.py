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
        return _joined(_parts(base)[0], written)
    if first.isalnum() or first == ".":
        return _joined(_parts(base)[1], written)
    return absolute(base, written)


@lru_cache(maxsize=64)
def _parts(base: str) -> tuple[str, str]:
    """Return root and folder of a base address, each with a slash at its end."""
    root = origin(base) + "/"
    path = base.split("?", 1)[0].split("#", 1)[0]
    return root, path[: path.rindex("/") + 1] if path.count("/") > 2 else root


@lru_cache(maxsize=_REMEMBERED)
def _joined(base: str, written: str) -> str | None:
    return absolute(base, written)
