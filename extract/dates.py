"""Dates 日期 as Chinese sites write them, normalised to `YYYY-MM-DD[ HH:MM[:SS]]` as shown.

Impossible dates are refused. A relative word (今天, 3天前) needs the day on which the page
was seen; without it, and for a month and day without a year, nothing is guessed.
Every pattern is bounded, so no text can make a search slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.western_dates import english_month_day, western_date
from model.relative_day import relative_day

_WIDE = {ord("０") + n: str(n) for n in range(10)}
_WIDE |= {ord("："): ":", ord("－"): "-", ord("．"): ".", ord("／"): "/", 0xA0: " ", 0x3000: " "}
_IS_WIDE = re.compile(f"[{''.join(map(chr, _WIDE))}]")
_DAY = (
    r"(?<![\d.])((?:19|20)\d\d)\s{0,2}([-./年])\s{0,2}(1[0-2]|0?[1-9])\s{0,2}[-./月]\s{0,2}"
    r"(3[01]|[12]\d|0?[1-9])(?:\s{0,2}日|(?!\d)|(?=\d\d:\d\d))"
)
_TIME = (
    r"(?:\s{0,20}(?:[T,，-]|星期[一二三四五六日天]|周[一二三四五六日天])?\s{0,20}(上午|下午|凌晨|早上|早晨|清晨|中午|傍晚|晚上|夜间)?\s{0,3}"
    r"([01]?\d|2[0-3])\s?[:时]\s?([0-5]\d)(?:\s?[:分]\s?([0-5]\d))?(?:\s?([AaPp])\.?[Mm]\b)?)?"
)
_FULL = re.compile(_DAY + _TIME)
_BEHIND_DAY = re.compile(_TIME)
_SHORT_YEAR = re.compile(
    r"(?<![\d./第-])(\d\d)(?:([-./])(1[0-2]|0[1-9])\2(3[01]|[12]\d|0[1-9])(?![\d./-])|"
    r"\s?年\s?(1[0-2]|0?[1-9])\s?月\s?(3[01]|[12]\d|0?[1-9])\s?日)"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)")
_CHINESE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_CHINESE_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_MONTH_DAY = re.compile(
    r"(?<![\d./-])(1[0-2]|0?[1-9])(?:([-./])|月)(3[01]|[12]\d|0?[1-9])(?:日|(?![\d./月年%-]))"
)
_RELATIVE_HINT = re.compile(r"[今昨前刚]")
_RELATIVE_ALONE = re.compile(
    r"(?:(?:发布|更新)?(?:时间|日期|于)?[:：]?\s?)?(?:(?:今天|今日|昨天|昨日|前天)\s?(?:\d{1,2}:\d\d)?|刚刚|"
    r"\d{1,3}\s?(?:天|日|小时|分钟|周|个月)[之以]?前)(?:发布|更新)?"
)
_WORDS_FIRST = re.compile(
    r"(?:(?:今天|今日|昨天|昨日|前天)(?:\s?\d{1,2}:\d\d)?|刚刚|"
    r"\d{1,3}\s?(?:天|日|小时|分钟|周|个月)[之以]?前)(?![\w])"
)
_IN_URL = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:"
    r"(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d{3})|"  # t20230608_2213652
    r"[-/_](1[0-2]|0?[1-9])[-/_](3[01]|[12]\d|0?[1-9])(?!\d)|"  # /2016/11/22/, /2020-04/22/
    r"/(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d))"  # /2024/0510/
)
# A file's own number may look like a year (/2015.html), and so may a column's of VSB: only
# folders spell one.
_YEAR_IN_URL = re.compile(
    r"(?<!\d)(20\d\d)(?:(1[0-2]|0[1-9])|[-/](1[0-2]|0?[1-9]))/|(?<!/info)/(20\d\d)/"
)
_YEAR_LIKE = re.compile(r"[12１２][90９０]\d\d")  # every full date has one
_AROUND = " \t\r\n[]()（）【】《》·|/\xa0\u3000／"
_LONGEST = 20_000
_LINE, _REMEMBERED = 160, 2_048  # characters of a text that is asked several times; such texts


@dataclass(frozen=True, slots=True)
class Shown:
    """One date in a text: its normalised value and where it stands."""

    value: str
    start: int
    end: int


def read_date(text: str, *, seen_on: date | None = None) -> str | None:
    """Return the first date in a short text, normalised; None if there is none to trust."""
    if not text:
        return None
    found = find_date(text)
    if found is not None:
        return found.value
    plain = _narrow(text[:_LONGEST])
    for reading in (_short_year, _compact, _chinese):
        value = reading(plain)
        if value is not None:
            return value
    told = relative_day(plain, seen_on) if seen_on is not None else None
    return told.isoformat() if told is not None else None


def find_date(text: str, start: int = 0) -> Shown | None:
    """Return the first date with a four-digit year at or after `start`."""
    return _first(text, start) if len(text) > _LINE else _first_of_line(text, start)


def _first(text: str, start: int) -> Shown | None:
    if not _YEAR_LIKE.search(text, start):
        return None
    plain = _narrow(text[:_LONGEST])
    western = western_date(plain, start)
    for found in _FULL.finditer(plain, start):
        value = _full_value(found)
        if value is not None:
            if western is not None and western[1] < found.start():
                break
            return Shown(value, found.start(), found.end())
    return _timed(plain, *western) if western is not None else None


def _timed(plain: str, day: str, start: int, end: int) -> Shown:
    """Add the time that stands behind a day."""
    time = _BEHIND_DAY.match(plain, end)
    if time is None or time[2] is None:
        return Shown(day, start, end)
    return Shown(_with_time(day, *time.groups()), start, time.end())


_first_of_line = lru_cache(maxsize=_REMEMBERED)(_first)


def _narrow(text: str) -> str:
    """Return `text` with wide digits and marks as plain ones; most texts have none."""
    return text.translate(_WIDE) if _IS_WIDE.search(text) else text


def find_dates(text: str) -> Iterator[Shown]:
    """Yield every date with a four-digit year in a text, in order."""
    found = find_date(text)
    while found is not None:
        yield found
        found = find_date(text, found.end)


def month_day(text: str) -> tuple[int, int] | None:
    """Return month and day of a text like `[06-01]` or `6月1日` that shows nothing else."""
    plain = text.strip(_AROUND)
    if len(plain) > 14:
        return None
    plain = _narrow(plain)
    found = _MONTH_DAY.fullmatch(plain)
    if found is None:
        pair = english_month_day(plain)
        return pair if pair is not None and on(2024, *pair) else None
    # "4.1" is a version or a clause, "1-2" a range: figures alone must look like a date.
    if found[2] and (len(found[1] + found[3]) < 3 or (found[2] == "." and len(plain) < 5)):
        return None
    month, day = int(found[1]), int(found[3])
    return (month, day) if on(2024, month, day) else None


def labelled_date(text: str) -> tuple[str | None, str]:
    """Return what stands right behind a label: a day with a year of two figures, or words.

    (`YYYY-MM-DD`, "") of `26年6月8日`, `20260608` or `二〇二六年六月八日`;
    (None, words) of `3天前` or `昨天 10:20`; (None, "") else.
    """
    plain = _narrow(text[:24]).lstrip()
    for pattern, reading in _BEHIND_LABEL:
        found = pattern.match(plain)
        if found is not None:
            return reading(found[0]), ""
    words = _WORDS_FIRST.match(plain)
    return None, words[0].strip() if words else ""


def relative_words(text: str) -> str:
    """Return words like `3天前` or `昨天 10:20` of a text that shows nothing else, else ""."""
    if len(text) > 40 or not _RELATIVE_HINT.search(text):
        return ""
    plain = _narrow(text).strip(_AROUND)
    return plain if _RELATIVE_ALONE.fullmatch(plain) else ""


def day_of(shown: str) -> date:
    """Return the calendar day of a normalised date."""
    return date.fromisoformat(shown[:10])


def date_in_url(url: str) -> str | None:
    """Return the day that the digits of an address spell, None if they spell none."""
    for found in _IN_URL.finditer(url[:2000]):
        day = on(
            int(found[1]),
            int(found[2] or found[4] or found[6]),
            int(found[3] or found[5] or found[7]),
        )
        if day:
            return day
    return None


def year_in_url(url: str) -> int | None:
    """Return the year that the folders of an address spell, alone or with a month."""
    found = _YEAR_IN_URL.search(url[:2000].partition("?")[0])
    if found:
        return int(found[1] or found[4])
    day = date_in_url(url)
    return int(day[:4]) if day else None


def on(year: int, month: int, day: int) -> str | None:
    """Return `YYYY-MM-DD`, None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _full_value(found: re.Match[str]) -> str | None:
    day = on(int(found[1]), int(found[3]), int(found[4]))
    if day is None or found[6] is None:
        return day
    return _with_time(day, *found.groups()[4:])


def _with_time(
    day: str, half: str | None, hours: str, minutes: str, seconds: str | None, letter: str | None
) -> str:
    hour = _hour(int(hours), half or "", (letter or "").lower())
    if hour is None:
        return day
    return f"{day} {hour:02d}:{minutes}" + (f":{seconds}" if seconds else "")


def _hour(hour: int, half: str, letter: str) -> int | None:
    """Return the hour of 24; None where twelve o'clock of a half day may be either."""
    if letter:
        return hour if hour > 12 else hour % 12 + (12 if letter == "p" else 0)
    if hour == 12 and half in {"晚上", "夜间", "上午"}:
        return None
    if hour == 12 and half in {"凌晨", "清晨"}:
        return 0
    late = half in {"下午", "傍晚", "晚上", "夜间"} or (half == "中午" and hour < 3)
    return hour + 12 if late and hour < 12 else hour


def _short_year(text: str) -> str | None:
    found = _SHORT_YEAR.search(text)
    if found is None:
        return None
    year = int(found[1])
    month, day = (found[3], found[4]) if found[3] else (found[5], found[6])
    # Government sites began in the nineties: 00 to 69 is this century.
    return on(2000 + year if year < 70 else 1900 + year, int(month), int(day))


def _compact(text: str) -> str | None:
    found = _COMPACT.search(text)
    return on(int(found[1]), int(found[2]), int(found[3])) if found else None


def _chinese(text: str) -> str | None:
    found = _CHINESE.search(text)
    if found is None:
        return None
    year = int("".join(str(_CHINESE_DIGITS[c]) for c in found[1]))
    return on(year, _number(found[2]), _number(found[3])) if year >= 1900 else None


def _number(text: str) -> int:
    """Read 一 to 三十一."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE_DIGITS.get(text, 0)
    return 10 * _CHINESE_DIGITS.get(tens, 1 if not tens else 0) + _CHINESE_DIGITS.get(ones, 0)


_BEHIND_LABEL = ((_SHORT_YEAR, _short_year), (_COMPACT, _compact), (_CHINESE, _chinese))
"""Dates that are believed behind a label only: elsewhere they may be numbers or document dates."""
