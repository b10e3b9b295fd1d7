"""Stamps: the dates in the texts of a page that may belong to list items.

Complete dates, a month and day whose year stands elsewhere, and cards that show the day apart
from year and month. A date inside a title or a summary is no stamp.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from extract.dates import Shown, find_date, find_dates, month_day, on, read_date, relative_words
from extract.outline import Outline
from extract.texts import Texts

_YEAR_ONLY = re.compile(r"^\W{0,3}(20\d\d|19\d\d)\s?年?度?\W{0,3}$")
_YEAR_MONTH = re.compile(r"^\W{0,3}((?:19|20)\d\d)\s?[-./年]\s?(1[0-2]|0?[1-9])\s?月?\W{0,3}$")
_MONTH_ONLY = re.compile(r"^\W{0,2}(1[0-2]|0?[1-9])\s?月?\W{0,2}$")
_PARTING = re.compile(r"^\s{0,9}[-./年月]?\s{0,9}$")  # stands between the parts of a date
_DAY_ONLY = re.compile(r"^\W{0,2}(3[01]|[12]\d|0?[1-9])\s?[日号]?\W{0,2}$")
_SHORT_YEAR = re.compile(
    r"^\W{0,2}\d\d(?:([-./])\d\d\1\d\d|\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)\W{0,2}$"
)
_LABELLED = re.compile(r"(?:时间|日期|发布|公布|更新|于)\s*[：:]?\s*$")
_SAYS_PUBLISHED = re.compile(r"发布|公开|公布|发表|上网|(?:时间|日期)\s*[：:]")
_NOT_PUBLISHED = re.compile(
    r"截止|截至|结束|有效|成文|生成|开始|报名|实施|施行|失效|征集|起止|活动|公示期|公示时间|印发|签发|举办|会议|访谈|直播|考试|"
    r"召开|开标"
)
_NAMED_BY_DAY = re.compile(r"[\u4e00-\u9fff]{4}")
_UNTIL = re.compile(r"\s{0,3}(?:至|到|[-—~～]{1,2})\s{0,3}(?:20\d\d|\d{1,2}\s?[月.-])")
_HEADINGS = frozenset({"dt", "h1", "h2", "h3", "h4", "h5", "caption", "th"})
ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%#:~-]{4,300}", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MAY_DATE = re.compile(r"[\d今昨前刚]")  # figures, or words like 3天前
_LONGEST_TEXT, _MOST_STAMPS = 90, 5_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in the texts: complete, or a month and day whose year is still unknown."""

    position: int
    value: str | None
    month_day: tuple[int, int] | None
    doubt: int  # 0 labelled as published, 1 a date alone, 2 inside other words, 3 a deadline
    words: str = ""  # 3天前: a day only for who knows when the page was seen


def stamps_of(page: Outline) -> list[Stamp]:
    """Return the stamps of a page in document order; at most 5,000."""
    out: list[Stamp] = []
    texts = page.texts
    for position in page.gather_texts(_dated):
        bare = _bare(texts[position])
        if len(out) >= _MOST_STAMPS:
            break
        ahead = texts[position - 1].strip()[-8:] if position and len(bare) <= 24 else ""
        best = _best_date(page, position, bare, ahead)
        if best is not None:
            out.append(best)
            continue
        pair = month_day(bare)
        if pair is not None:
            year = _neighbour_year(page, position)
            value = on(year, *pair) if year else None
            doubt = _doubt(bare, ahead + bare)
            out.append(Stamp(position, value, None if value else pair, doubt))
        elif (words := relative_words(bare)) != "":
            out.append(Stamp(position, None, None, _doubt(bare, ahead + bare), words))
    return out


def _bare(text: str) -> str:
    """Return a text trimmed, without addresses: their digits spell no date shown to a reader."""
    bare = text.strip()
    if len(bare) <= 400 and ("http" in bare or "www." in bare):
        bare = ADDRESS.sub("", bare).strip()
    return bare


def _dated(texts: Texts) -> list[int]:
    """Return the texts that may be stamps, whatever stands around them."""
    return [
        k
        for k, text in enumerate(texts.all)
        if (len(text) <= _LONGEST_TEXT or _may_be_short(text))
        and _MAY_DATE.search(text)
        and _is_dated(text)
    ]


def _may_be_short(text: str) -> bool:
    """Whether a long text may be short without its edges and addresses."""
    return len(text.strip()) <= _LONGEST_TEXT or "http" in text or "www." in text


def _is_dated(text: str) -> bool:
    if not _DIGIT.search(text):
        return relative_words(text) != ""
    bare = _bare(text)
    if len(bare) > _LONGEST_TEXT:
        return False
    if find_date(bare) is not None or _SHORT_YEAR.match(bare):
        return True
    return bool(len(bare) <= 6 and _DAY_ONLY.match(bare)) or bool(
        month_day(bare) or relative_words(bare)
    )


def year_headings(page: Outline) -> list[tuple[int, int]]:
    """Return (text position, year) of every text that shows nothing but a year."""
    out = []
    for position in page.gather_texts(_years):
        year = _YEAR_ONLY.match(page.texts[position].strip())
        if year:
            out.append((position, int(year[1])))
    return out


def _years(texts: Texts) -> list[int]:
    return [k for k, t in enumerate(texts.all) if len(t) <= 12 and _YEAR_ONLY.match(t.strip())]


def is_date(text: str) -> bool:
    """Whether a text shows a date and nothing else."""
    bare = text.strip()
    if len(bare) > 24 or not _DIGIT.search(bare):
        return False
    found = find_date(bare)
    if found is not None and found.end - found.start >= len(bare) - 8:
        return True
    return bool(month_day(bare) or _YEAR_MONTH.match(bare) or _DAY_ONLY.match(bare))


def _doubt(bare: str, before: str) -> int:
    if _NOT_PUBLISHED.search(before):
        return 3
    if _SAYS_PUBLISHED.search(before):
        return 0
    return 1 if len(bare) <= 22 else 2


def _best_date(page: Outline, position: int, bare: str, ahead: str) -> Stamp | None:
    """Return the least doubtful date of a text, the first of equals."""
    best: Stamp | None = None
    behind = 0
    for found in islice(find_dates(bare), 4):
        label = bare[behind : found.start][-14:]
        behind = found.end
        if _fits(page, position, bare, found, label):
            doubt = _doubt(bare, label if label.strip() else ahead)
            if _UNTIL.match(bare, found.end):
                doubt = 3  # the first day of a period
            if best is None or doubt < best.doubt:
                best = Stamp(position, found.value, None, doubt)
    if best is not None or behind:
        return best
    value = read_date(bare) if _SHORT_YEAR.match(bare) else _card_date(page, position, bare)
    return Stamp(position, value, None, _doubt(bare, ahead)) if value else None


def _fits(page: Outline, position: int, bare: str, found: Shown, label: str) -> bool:
    """Whether a date stands for itself and is not a word of a title or a summary."""
    if _LABELLED.search(label):
        return True
    if found.end - found.start >= 0.4 * len(bare):
        rest = bare[found.end :]
        # 2024年5月6日空气质量日报 is a title: its day is what it is about.
        return not (_NAMED_BY_DAY.match(rest) and _link_above(page, page.text_in[position]))
    edge = found.start <= 2 or found.end >= len(bare) - 2
    marked = bare[:1] in "[【(（" or bare[-1:] in "]】)）"
    return edge and (marked or not _link_above(page, page.text_in[position]))


def _card_date(page: Outline, position: int, bare: str) -> str | None:
    """Read a card that shows the day apart from year and month; the day carries the stamp."""
    day = _DAY_ONLY.match(bare) if len(bare) <= 6 else None
    if day is None:
        return None
    for beside in (position + 1, position - 1):
        if 0 <= beside < len(page.texts) and len(page.texts[beside]) <= 20:
            month = _YEAR_MONTH.match(page.texts[beside].strip())
            if month and _close(page, position, beside):
                return on(int(month[1]), int(month[2]), int(day[1]))
    return _date_in_three(page, position, int(day[1]))


def _date_in_three(page: Outline, position: int, day: int) -> str | None:
    """Read a date whose year, month and day stand in three elements, in either order."""
    for step in (-1, 1):
        near = range(position + step, position + 5 * step, step)
        parts = [k for k in near if 0 <= k < len(page.texts) and not _PARTING.match(page.texts[k])]
        if len(parts) < 2 or not all(_close(page, position, k) for k in parts[:2]):
            continue
        month = _MONTH_ONLY.match(page.texts[parts[0]].strip()[:8])
        year = _YEAR_ONLY.match(page.texts[parts[1]].strip()[:12])
        if month and year:
            return on(int(year[1]), int(month[1]), day)
    return None


def _neighbour_year(page: Outline, position: int) -> int | None:
    for beside in (position + 1, position - 1):
        if 0 <= beside < len(page.texts) and len(page.texts[beside]) <= 12:
            year = _YEAR_ONLY.match(page.texts[beside].strip())
            heads = page.tags[page.block_of(page.text_in[beside])] in _HEADINGS
            if year and not heads and _close(page, position, beside):
                return int(year[1])
    return None


def _close(page: Outline, left: int, right: int) -> bool:
    """Whether two texts stand within two levels of a common element."""
    a, b = page.text_in[left], page.text_in[right]
    for _ in range(3):
        if a >= 0 and page.inside(b, a):
            return True
        a = page.parents[a] if a >= 0 else -1
    return False


def _link_above(page: Outline, index: int) -> int:
    for _ in range(6):
        if index < 0:
            return 0
        if page.tags[index] == "a":
            return index
        index = page.parents[index]
    return 0
