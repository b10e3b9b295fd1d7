"""Dates near the title that are no plain whole date: what a page tells otherwise, read last.

A year of two figures, words like 3天前, a card with the day apart from the month, and a date
between slashes whose order only something else on the page can tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice

from extract.dates import labelled_date, read_date
from extract.moments import split_date
from extract.outline import Outline
from extract.stamps import stamp_at
from extract.western_dates import day_comes_first, on_order, two_way_date

_LABEL = re.compile(
    r"(?:(?:发布|发表|公开|公布|上网|发稿|刊发|上传|更新)(?:时间|日期)?|"
    r"(?:^|[\s|【\[(（〔　])(?:日\s{0,4}期|时\s{0,4}间))\s{0,4}[：:】〕\]]"
)
_SHORT_YEAR_FIRST = re.compile(
    r"^[\s\[(（【]{0,3}(\d\d(?:([-./])\d\d\2\d\d|\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日))"
    r"(?:$|[\s\])）】|｜]|来|作)"
)
_YEAR_FIRST = re.compile(r"^\s{0,9}(?:19|20)\d\d\s{0,9}[-/.年]?\s{0,9}$")
_DAY_FIGURES = re.compile(r"^\W{0,2}\d{1,2}(?:[-./]\d{1,2})?\W{0,2}$")
_MOST_DATES = 6  # of one text, looked at
_MOST_PIECES = 14  # texts of a block that shows a date in pieces
_META_LINE = 160  # characters; a longer block is prose
_PROSE = 30
_BEFORE, _AFTER = 6, 10  # texts around the title in which a card may stand


def told_near_title(
    page: Outline, near: range, title: range, listed: Collection[int], told: Sequence[str]
) -> tuple[str | None, str]:
    """Return (day, words) near the title: for pages that show no whole date.

    The day of a year in two figures or of a card; or words like 3天前 and 05/06/2024, which are
    no day by themselves. `near`, `title` and `listed` are positions of texts: around the title,
    of it, and of list items; `told` are days that the page writes for programs.
    """
    for position in near:
        text = page.texts[position]
        if len(text) > _META_LINE or page.hidden[page.text_in[position]]:
            continue
        if position >= title.stop and len(text) > _PROSE and "。" in text:
            break
        for label in islice(_LABEL.finditer(text), _MOST_DATES):
            rest = text[label.end() :]
            if not rest.strip() and position + 1 < len(page.texts):
                rest = page.texts[position + 1]
            day, words = labelled_date(rest)
            if day is not None or words:
                return day, words
        short = _SHORT_YEAR_FIRST.match(text) if position not in listed else None
        if short is not None and position not in title:
            return read_date(short[1]), ""
        if "/" in text and position not in listed:
            found = two_way_date(text)
            if found is not None:
                return _two_ways(page, text, found, told)
    return _on_a_card(page, title, listed), ""


def in_pieces(page: Outline, title: range) -> str | None:
    """Return a date near the title whose year stands in an element of its own."""
    for position in range(max(0, title.start - _BEFORE), min(len(page.texts), title.stop + _AFTER)):
        holder = page.text_in[position]
        if position in title or page.hidden[holder] or not _YEAR_FIRST.match(page.texts[position]):
            continue
        line = page.text_range(page.block_of(holder))
        if line.start == position and len(line) <= _MOST_PIECES:
            shown = split_date(" ".join(page.texts[k].strip() for k in line))
            if shown is not None:
                return shown
    return None


def _two_ways(
    page: Outline, text: str, found: tuple[re.Match[str], int, int, int], told: Sequence[str]
) -> tuple[str | None, str]:
    match, first, second, year = found
    texts = (page.texts[k] for k in page.texts_with("/", most=_META_LINE))
    order = day_comes_first(texts, told)
    if order is None:
        return None, match[0]
    day = on_order(first, second, year, day_first=order)
    return read_date(day + text[match.end() :]) or day, ""


def _on_a_card(page: Outline, title: range, listed: Collection[int]) -> str | None:
    """Return the date of a card beside the title that shows day, month and year apart."""
    for position in range(max(0, title.start - _BEFORE), min(len(page.texts), title.stop + _AFTER)):
        text = page.texts[position]
        if position in title or position in listed or not _DAY_FIGURES.match(text):
            continue
        if page.hidden[page.text_in[position]]:
            continue
        stamp = stamp_at(page, position)
        if stamp is not None and stamp.value is not None and stamp.doubt < 3:
            return stamp.value
    return None
