"""Western dates: English month names, and day, month and year between slashes.

`05/06/2024` may be two days: which it is, the page itself decides by another date of the same
form or by a day it writes for programs (`day_comes_first`); else it stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:])"
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_ENGLISH = re.compile(
    rf"(?<![a-z]){MONTH_NAME}\s{{0,3}}{_DAY}\s{{0,2}},?\s{{0,3}}{_YEAR}|"
    rf"(?<![\d./-]){_DAY}[\s.-]{{0,3}}(?:of\s)?{MONTH_NAME}[\s,-]{{0,3}}{_YEAR}",
    re.IGNORECASE,
)
_SLASHES = re.compile(
    r"(?<![\d./-])(0?[1-9]|[12]\d|3[01])/(0?[1-9]|[12]\d|3[01])/((?:19|20)\d\d)(?![\d/])"
)
_MONTH_DAY = re.compile(
    rf"{MONTH_NAME}\s{{0,3}}{_DAY}|{_DAY}[\s-]{{0,3}}{MONTH_NAME}", re.IGNORECASE
)
_LETTER_OR_SLASH = re.compile(r"[a-yA-Y/]")
_SIGNS = (*MONTHS, "/19", "/20")  # every western date holds one; finding none is cheap

Found = tuple[str, int, int]  # YYYY-MM-DD, where it begins and ends


def western_date(text: str, start: int = 0) -> Found | None:
    """Return the first date that can be only one day: `Nov 24, 2026`, `24/11/2026`."""
    if not _LETTER_OR_SLASH.search(text, start):
        return None
    lower = text.lower()
    if not any(sign in lower for sign in _SIGNS):
        return None
    best: Found | None = None
    for pattern, reading in ((_ENGLISH, _english), (_SLASHES, _clear)):
        for found in pattern.finditer(text, start):
            day = reading(found)
            if day is not None:
                if best is None or found.start() < best[1]:
                    best = day, found.start(), found.end()
                break
    return best


def two_way_date(text: str) -> tuple[re.Match[str], int, int, int] | None:
    """Return (match, first, second, year) of a date between slashes that may be two days."""
    for found in _SLASHES.finditer(text):
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second:
            return found, first, second, int(found[3])
    return None


def day_comes_first(texts: Iterable[str], told: Sequence[str]) -> bool | None:
    """Return whether the dates between slashes of a page begin with the day; None unknown.

    `told` are days the page writes for programs: they decide if just one order spells one.
    """
    orders: set[bool] = set()
    doubted: set[tuple[int, int, int]] = set()
    for text in texts:
        for found in _SLASHES.finditer(text):
            first, second = int(found[1]), int(found[2])
            if first > 12 or second > 12:
                orders.add(first > 12)
            elif first != second:
                doubted.add((first, second, int(found[3])))
    if not orders:
        known = {day[:10] for day in told}
        for first, second, year in doubted:
            orders |= {
                o for o in (True, False) if on_order(first, second, year, day_first=o) in known
            }
    return orders.pop() if len(orders) == 1 else None


def on_order(first: int, second: int, year: int, *, day_first: bool) -> str:
    """Return `YYYY-MM-DD` of figures whose order is known; both are at most 12."""
    month, day = (second, first) if day_first else (first, second)
    return f"{year:04d}-{month:02d}-{day:02d}"


def english_month(text: str) -> int:
    """Return the month that the first three letters of a name mean; 0 for none."""
    short = text[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def english_month_day(text: str) -> tuple[int, int] | None:
    """Return month and day of a text that is nothing but `Nov 24` or `24 Nov`."""
    found = _MONTH_DAY.fullmatch(text)
    if found is None:
        return None
    name, day = (found[1], found[2]) if found[1] else (found[4], found[3])
    return english_month(name), int(day)


def _english(found: re.Match[str]) -> str | None:
    name, day, year = found[1] or found[5], found[2] or found[4], found[3] or found[6]
    return _on(int(year), english_month(name), int(day))


def _clear(found: re.Match[str]) -> str | None:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if first > 12:
        return _on(year, second, first) if second <= 12 else None
    return _on(year, first, second) if second > 12 or first == second else None


def _on(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
