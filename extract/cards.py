"""Cards: dates whose day, month and year stand in elements of their own, in any order."""

from __future__ import annotations

import re

from extract.dates import on
from extract.outline import Outline
from extract.western_dates import MONTH_NAME, english_month

YEAR_ONLY = re.compile(r"^\W{0,3}(20\d\d|19\d\d)\s?年?度?\W{0,3}$")
YEAR_MONTH = re.compile(r"^\W{0,3}((?:19|20)\d\d)\s?[-./年]\s?(1[0-2]|0?[1-9])\s?月?\W{0,3}$")
_ENGLISH_MONTH = re.compile(
    rf"^\W{{0,2}}{MONTH_NAME}(?:[\s,]{{0,3}}((?:19|20)\d\d))?\W{{0,2}}$", re.IGNORECASE
)
_MONTH_NAMED = re.compile(r"^\W{0,2}(1[0-2]|0?[1-9])\s?月\W{0,2}$")
_MONTH_ONLY = re.compile(r"^\W{0,2}(1[0-2]|0?[1-9])\s?月?\W{0,2}$")
_PARTING = re.compile(r"^\s{0,9}[-./年月]?\s{0,9}$")  # stands between the parts of a date
_MOST_MONTHS = 12
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption"})
_ENTRIES = frozenset({"li", "dd", "tr", "p"})
_MAX_CLIMB = 6
DAY_ONLY = re.compile(r"^\W{0,2}(3[01]|[12]\d|0?[1-9])\s?[日号]?\W{0,2}$")


def card_date(page: Outline, position: int, bare: str) -> str | None:
    """Read a card that shows the day apart from year and month; the day carries the stamp."""
    day = DAY_ONLY.match(bare) if len(bare) <= 6 else None
    if day is None:
        return None
    for beside in (position + 1, position - 1):
        if 0 <= beside < len(page.texts) and len(page.texts[beside]) <= 20:
            month = _year_and_month(page.texts[beside].strip())
            if month is None or not close_by(page, position, beside):
                continue
            if not _heads_others(page, position, beside):
                return on(*month, int(day[1]))
    return _date_in_three(page, position, int(day[1]))


def _year_and_month(text: str) -> tuple[int, int] | None:
    found = YEAR_MONTH.match(text)
    if found is not None:
        return int(found[1]), int(found[2])
    english = _ENGLISH_MONTH.match(text)
    return (int(english[2]), english_month(english[1])) if english and english[2] else None


def card_month_day(page: Outline, position: int, bare: str) -> tuple[int, int] | None:
    """Return month and day of a card that shows them apart and no year: 24, and 11月 or Nov."""
    day = DAY_ONLY.match(bare) if len(bare) <= 6 else None
    if day is None:
        return None
    for beside in (position + 1, position - 1):
        if 0 <= beside < len(page.texts) and len(page.texts[beside]) <= 20:
            month = _month_alone(page.texts[beside].strip())
            if month and close_by(page, position, beside) and on(2024, month, int(day[1])):
                return month, int(day[1])
    return None


def _month_alone(text: str) -> int:
    """Return the month that a text names and nothing else; 0 for none."""
    named = _MONTH_NAMED.match(text)
    if named is not None:
        return int(named[1])
    english = _ENGLISH_MONTH.match(text)
    return english_month(english[1]) if english is not None and not english[2] else 0


def _date_in_three(page: Outline, position: int, day: int) -> str | None:
    """Read a date whose year, month and day stand in three elements, in either order."""
    for step in (-1, 1):
        near = range(position + step, position + 5 * step, step)
        parts = [k for k in near if 0 <= k < len(page.texts) and not _PARTING.match(page.texts[k])]
        if len(parts) < 2 or not all(close_by(page, position, k) for k in parts[:2]):
            continue
        parting = page.texts[position + 1 : parts[0]] if step == 1 else []
        if "/" in "".join(parting) and day <= _MOST_MONTHS:
            continue  # 06/12 2026 is as likely the twelfth of June
        written = page.texts[parts[0]].strip()
        numbered = _MONTH_ONLY.match(written[:8])
        month = int(numbered[1]) if numbered else _month_alone(written[:12])
        year = YEAR_ONLY.match(page.texts[parts[1]].strip()[:12])
        if month and year:
            return on(int(year[1]), month, day)
    return None


def card_in_slashes(page: Outline, position: int, bare: str) -> str:
    """Return `07/05/2024` of a card whose figures stand apart between slashes, empty for none.

    Which of the two is the month the card alone does not say.
    """
    first = DAY_ONLY.match(bare) if len(bare) <= 6 else None
    if first is None:
        return ""
    near = range(position + 1, min(position + 5, len(page.texts)))
    parts = [k for k in near if not _PARTING.match(page.texts[k])][:2]
    if len(parts) < 2 or not all(close_by(page, position, k) for k in parts):
        return ""
    if "/" not in "".join(page.texts[position + 1 : parts[0]]):
        return ""
    second = DAY_ONLY.match(page.texts[parts[0]].strip()[:8])
    year = YEAR_ONLY.match(page.texts[parts[1]].strip()[:12])
    return f"{first[1]}/{second[1]}/{year[1]}" if second and year else ""


def entry_above(page: Outline, index: int) -> int:
    """Return the entry of a list that holds an element outside any link, -1 for none."""
    for _ in range(_MAX_CLIMB):
        if index < 0 or page.tags[index] == "a":
            break
        if page.tags[index] in _ENTRIES:
            return index
        index = page.parents[index]
    return -1


def _heads_others(page: Outline, day: int, month: int) -> bool:
    """Whether a month is the heading of the entries around it, not part of the day's own."""
    if page.tags[page.block_of(page.text_in[month])] not in HEADINGS:
        return False
    entry = entry_above(page, page.text_in[day])
    return entry >= 0 and not page.inside(page.text_in[month], entry)


def close_by(page: Outline, left: int, right: int) -> bool:
    """Whether two texts stand within two levels of a common element."""
    a, b = page.text_in[left], page.text_in[right]
    for _ in range(3):
        if a >= 0 and page.inside(b, a):
            return True
        a = page.parents[a] if a >= 0 else -1
    return False
