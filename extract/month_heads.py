"""Month headings: 2026年10月 above items that show nothing but their day."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.cards import HEADINGS, YEAR_MONTH, entry_above
from extract.dates import on
from extract.outline import Outline
from extract.texts import Texts

# A lone figure is as often the number of a page or of an entry.
_DAY = re.compile(r"^\W{0,2}(?:(3[01]|[12]\d|0[1-9])|(3[01]|[12]\d|0?[1-9])\s?[日号])\W{0,2}$")


def days_below_months(page: Outline, positions: list[int]) -> list[tuple[int, str]]:
    """Return (text position, date) of each text that shows a day below a month's heading."""
    days = [(k, day) for k in positions if (day := _day(page.texts[k]))]
    heads = _month_headings(page) if days else []
    if not heads:
        return []
    out = []
    for position, day in days:
        above = bisect_left(heads, (position, 0, 0))
        date = on(*heads[above - 1][1:], day) if above else None
        if date and entry_above(page, page.text_in[position]) >= 0:
            out.append((position, date))
    return out


def _day(text: str) -> int:
    found = _DAY.match(text.strip()) if len(text) <= 12 else None
    return int(found[1] or found[2]) if found else 0


def _month_headings(page: Outline) -> list[tuple[int, int, int]]:
    """Return (text position, year, month) of every heading that shows a month and nothing else."""
    out = []
    for position in page.gather_texts(_months):
        block = page.block_of(page.text_in[position])
        found = YEAR_MONTH.match(page.texts[position].strip())
        if found and page.tags[block] in HEADINGS and len(page.text_range(block)) == 1:
            out.append((position, int(found[1]), int(found[2])))
    return out


def _months(texts: Texts) -> list[int]:
    return [k for k, t in enumerate(texts.all) if len(t) <= 20 and YEAR_MONTH.match(t.strip())]
