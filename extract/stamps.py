"""Stamps: the dates in the texts of a page that may belong to list items.

Complete dates, a month and day whose year stands elsewhere, and cards that show the day apart
from year and month. A date inside a title or a summary is no stamp.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice

from extract.cards import (
    DAY_ONLY,
    YEAR_MONTH,
    YEAR_ONLY,
    card_date,
    card_in_slashes,
    card_month_day,
    close_by,
)
from extract.dates import (
    Shown,
    date_in_url,
    find_date,
    find_dates,
    month_day,
    on,
    read_date,
    relative_words,
)
from extract.month_heads import days_below_months
from extract.outline import Outline
from extract.texts import Texts
from extract.western_dates import day_comes_first, on_order, two_way_date, western_date

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
_TOLD_YEAR = re.compile(r"\s{0,3}((?:19|20)\d\d)-\d\d-\d\d")  # of a time element
_MAY_DATE = re.compile(r"[\d今昨前刚]")  # figures, or words like 3天前
_LONGEST_TEXT, _MOST_STAMPS = 90, 5_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in the texts: complete, or a month and day whose year is still unknown."""

    position: int
    value: str | None
    month_day: tuple[int, int] | None
    doubt: int  # 0 labelled as published, 1 a date alone, 2 inside other words, 3 a deadline
    words: str = ""  # 3天前: a day only for who knows when the page was seen; 05/06/2024: none


def stamps_of(page: Outline) -> list[Stamp]:
    """Return the stamps of a page in document order; at most 5,000."""
    out, left = [], []
    for position in page.gather_texts(_dated):
        stamp = stamp_at(page, position)
        if stamp is None:
            left.append(position)
            continue
        out.append(stamp)
        if len(out) == _MOST_STAMPS:
            break
    below = days_below_months(page, left) if left else []
    if below:
        out += [Stamp(position, value, None, 1) for position, value in below]
        out = sorted(out, key=lambda stamp: stamp.position)[:_MOST_STAMPS]
    if any(stamp.words and "/" in stamp.words for stamp in out):
        out = _in_order_of_page(page, out)
    return out


def stamp_at(page: Outline, position: int) -> Stamp | None:
    """Return the stamp of one text, None where it shows none."""
    texts = page.texts
    bare = _bare(texts[position])
    ahead = _label_ahead(page, position) if position and len(bare) <= 24 else ""
    best = _best_date(page, position, bare, ahead)
    if best is not None:
        return best
    pair = month_day(bare) or card_month_day(page, position, bare)
    if pair is not None:
        year = _neighbour_year(page, position)
        value = on(year, *pair) if year else None
        doubt = _doubt(bare, ahead + bare)
        return Stamp(position, value, None if value else pair, doubt)
    apart = card_in_slashes(page, position, bare)
    clear = western_date(apart) if apart else None
    if clear is not None:
        return Stamp(position, clear[0], None, _doubt(bare, ahead + bare))
    words = relative_words(bare) or _two_ways(bare) or apart
    return Stamp(position, None, None, _doubt(bare, ahead + bare), words) if words else None


def _label_ahead(page: Outline, position: int) -> str:
    """Return the end of the text before a date; how a title ends (…工作会议) labels no date."""
    ahead = page.texts[position - 1].strip()[-8:]
    tells = _NOT_PUBLISHED.search(ahead) or _SAYS_PUBLISHED.search(ahead)
    return "" if tells and _link_above(page, page.text_in[position - 1]) else ahead


def _in_order_of_page(page: Outline, stamps: list[Stamp]) -> list[Stamp]:
    """Give 05/06/2024 its day where other dates or the addresses of the page show the order."""
    told = [date_in_url(page.get(index, "href")) for index in page.find("a")]
    texts = (page.texts[k] for k in page.texts_with("/", most=_LONGEST_TEXT))
    cards = (card_in_slashes(page, s.position, _bare(page.texts[s.position])) for s in stamps)
    first = day_comes_first(chain(texts, cards), [day for day in told if day is not None])
    return [stamp if first is None else _decided(stamp, day_first=first) for stamp in stamps]


def _decided(stamp: Stamp, *, day_first: bool) -> Stamp:
    found = two_way_date(stamp.words) if stamp.words else None
    if found is None:
        return stamp
    match, first, second, year = found
    day = on_order(first, second, year, day_first=day_first)
    value = read_date(day + stamp.words[match.end() :]) or day
    return Stamp(stamp.position, value, None, stamp.doubt)


def _two_ways(bare: str) -> str:
    """Return a date between slashes that may be two days, where the text shows little else."""
    found = two_way_date(bare) if "/" in bare and len(bare) <= 24 else None
    return bare[found[0].start() :].rstrip("])） ") if found is not None else ""


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
    return bool(len(bare) <= 6 and DAY_ONLY.match(bare)) or bool(
        month_day(bare) or relative_words(bare) or _two_ways(bare)
    )


def year_headings(page: Outline) -> list[tuple[int, int]]:
    """Return (text position, year) of every text that shows nothing but a year.

    Years that follow one another are a choice of years, and head nothing.
    """
    out: list[tuple[int, int]] = []
    for position in page.gather_texts(_years):
        year = YEAR_ONLY.match(page.texts[position].strip())
        if year:
            out.append((position, int(year[1])))
    shown = {position for position, _ in out}
    return [(k, year) for k, year in out if k - 1 not in shown and k + 1 not in shown]


def _years(texts: Texts) -> list[int]:
    return [k for k, t in enumerate(texts.all) if len(t) <= 12 and YEAR_ONLY.match(t.strip())]


def is_date(text: str) -> bool:
    """Whether a text shows a date and nothing else."""
    bare = text.strip()
    if len(bare) > 24 or not _DIGIT.search(bare):
        return False
    found = find_date(bare)
    if found is not None and found.end - found.start >= len(bare) - 8:
        return True
    return bool(
        month_day(bare) or YEAR_MONTH.match(bare) or DAY_ONLY.match(bare) or _two_ways(bare)
    )


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
    value = read_date(bare) if _SHORT_YEAR.match(bare) else card_date(page, position, bare)
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


def _neighbour_year(page: Outline, position: int) -> int | None:
    holder = page.text_in[position]
    told = _TOLD_YEAR.match(page.get(holder, "datetime")) if page.tags[holder] == "time" else None
    if told is not None:
        return int(told[1])
    for beside in (position + 1, position - 1):
        if 0 <= beside < len(page.texts) and len(page.texts[beside]) <= 12:
            year = YEAR_ONLY.match(page.texts[beside].strip())
            heads = page.tags[page.block_of(page.text_in[beside])] in _HEADINGS
            if year and not heads and close_by(page, position, beside):
                return int(year[1])
    return None


def _link_above(page: Outline, index: int) -> int:
    for _ in range(6):
        if index < 0:
            return 0
        if page.tags[index] == "a":
            return index
        index = page.parents[index]
    return 0
