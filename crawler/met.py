"""Met: how a run asks each address that it has met, one byte an address.

A portal names far more addresses than a crawl asks, and all of them must be recognised when
they are met again. Numbers of a site file are given out one after the other, so an array by
number holds a million in one megabyte.
"""

from __future__ import annotations

from collections.abc import Iterable

from store.site_records import AskKind

_KINDS = tuple(AskKind)
_CODES = {kind: code for code, kind in enumerate(_KINDS, start=1)}
_SKIPPED = 0x10
_ROOM = 4096


class Met:
    """What a run knows of addresses by their numbers."""

    def __init__(self, rows: Iterable[tuple[int, AskKind, str]] = ()) -> None:
        """Take (address, how it is asked, state) of what was met before."""
        self._codes = bytearray()
        for number, kind, state in rows:
            self.add(number, kind, skipped=state == "skipped")

    def __contains__(self, number: int) -> bool:
        return bool(self._code(number))

    def add(self, number: int, kind: AskKind, *, skipped: bool = False) -> None:
        """Remember how an address is asked, or that it is left out."""
        if number >= len(self._codes):
            self._codes.extend(bytes(number + _ROOM - len(self._codes)))
        self._codes[number] = _CODES[kind] | (_SKIPPED if skipped else 0)

    def asked_as(self, number: int) -> AskKind | None:
        """Return how an address is asked; None where it is unknown or left out."""
        code = self._code(number)
        return None if not code or code & _SKIPPED else _KINDS[code - 1]

    def is_settled(self, number: int) -> bool:
        """Whether nothing that is met later changes how an address is asked.

        One that was only checked may still turn out to be a page.
        """
        code = self._code(number)
        return bool(code) and code != _CODES[AskKind.CHECK]

    def _code(self, number: int) -> int:
        return self._codes[number] if number < len(self._codes) else 0
