"""Addresses joined once: the same navigation stands on thousands of pages.

`model.url.absolute` is the rule; this only remembers its answers under the part of the base
that matters: nothing for an absolute address, the origin for one from the root, the folder
for a plain relative one.
"""

from __future__ import annotations

import re
import string
from enum import IntEnum
from functools import lru_cache
from urllib.parse import quote

from model.url import absolute, is_plain_path, origin, without_session

_ODD = re.compile(r"[;\t\r\n]")  # joined by special rules
_SENT_AS_IS = string.punctuation + " \t\r\n"  # quoted later, where it must be
_LONGEST = 500  # characters of an address that is remembered
_WHOLE = re.compile(r"https?://[A-Za-z0-9]")
_PLAIN_ROOT = re.compile(r"https?://[a-z0-9][a-z0-9.:-]*+/")
_REMEMBERED = 8_192  # answers; about 2 MB


def resolve(base: str, written: str) -> str | None:
    """Return the address to request for a link as written on `base`; None if not http(s).

    A visitor's session is dropped: with it each page would name each link anew.
    """
    found = _resolved(base, written)
    return found if found is None or "=" not in found else without_session(found)


def _resolved(base: str, written: str) -> str | None:
    first = written[:1]
    if first == "h" and _WHOLE.match(written):
        root, rest, plain = "", written, False
    elif first == "/" and written[1:2] != "/":
        root, rest, plain = _parts(base)[0], written[1:], True
    elif first == "/" and written[2:3].isalnum():
        return _resolved("", f"{base.partition(':')[0]}:{written}")
    elif (first.isalnum() or first == ".") and ":" not in written:
        root, plain = _parts(base)[1:]
        rest = written[2:] if written[:2] == "./" else written
    else:
        return absolute(base, written)
    if plain and is_plain_path(rest):
        return root + rest
    return absolute(base, written) if _is_odd(written) else _joined(root, written)


def _is_odd(written: str) -> bool:
    return len(written) > _LONGEST or _ODD.search(written) is not None


def as_sent(written: str, charset: str) -> str:
    """Return an address as written with its arguments as a browser sends them from such a page.

    A path travels as UTF-8, whatever the page; arguments travel in the charset of the page.
    """
    if charset == "utf-8" or written.isascii() or "?" not in written:
        return written
    path, _, rest = written.partition("?")
    query, mark, fragment = rest.partition("#")
    try:
        sent = quote(query, safe=_SENT_AS_IS, encoding=charset, errors="strict")
    except (LookupError, UnicodeEncodeError):
        return written
    return f"{path}?{sent}{mark}{fragment}"


class Need(IntEnum):
    """How much of the base decides what an address as written leads to."""

    NOTHING = 0
    ORIGIN = 1
    FOLDER = 2
    WHOLE = 3


def need(written: str) -> Need:
    """Return how much of the base `resolve` looks at for an address as written."""
    first = written[:1]
    if _is_odd(written):
        return Need.WHOLE
    if _WHOLE.match(written):
        return Need.NOTHING
    if first == "/":
        return Need.ORIGIN
    return Need.FOLDER if (first.isalnum() or first == ".") and ":" not in written else Need.WHOLE


def base_part(base: str, needed: Need) -> str:
    """Return the part of the base that addresses of this need are joined to."""
    if needed is Need.NOTHING:
        return ""
    root, folder, _ = _parts(base)
    return {Need.ORIGIN: root, Need.FOLDER: folder}.get(needed, base)


@lru_cache(maxsize=64)
def _parts(base: str) -> tuple[str, str, bool]:
    """Return root and folder of a requested address with a slash at the end; whether plain."""
    plain = _PLAIN_ROOT.match(base)
    root = plain[0] if plain else origin(base) + "/"
    path = base.split("?", 1)[0].split("#", 1)[0]
    folder = path[: path.rindex("/") + 1] if path.count("/") > 2 else root
    return root, folder, folder == root or is_plain_path(folder[len(root) :])


@lru_cache(maxsize=_REMEMBERED)
def _joined(base: str, written: str) -> str | None:
    return absolute(base, written)
