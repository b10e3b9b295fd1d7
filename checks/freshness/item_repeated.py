"""The same item twice in one column (重复发布、旧稿新发).

Finds
    Two items of one column with the same title and different addresses: on the same day a
    duplicate; on different days an item that may have been published again under a new date.

Why
    Old items given out as new ones make a silent column look alive (通报中的“旧稿新发”); it is
    named beside forged publishing dates.

Judges
    SUSPECT         the later of exactly two such items, dated at most `most_days` apart. Never
                    FAIL: two different matters may bear one title, so a person compares them
    OK              no title comes twice; a title that comes three times or more on different
                    days is a series (招聘公告, 会议通报), as is one that returns after longer; or
                    both texts were kept, and less than half of the shorter stands in the other
    NOT_JUDGED      the column was not read, or none of its items has a date

Remedy
    Withdraw the copy; correct an item where it stands, under the day it was published.

Units
    Characters of a title without white space; days in China time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checks.columns import DatedItem
from checks.found import in_words, suspect
from checks.listed import ColumnItems, column_items, plain_title
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.site import ColumnKind

_PIECE = 8  # letters
_FEWEST_PIECES = 60  # a shorter text, or one that is an attachment, cannot tell


@dataclass(frozen=True, slots=True)
class Options:
    """Shortest title that can tell two items apart, and most days between the two."""

    least_chars: int
    most_days: int


def applies(listed: ColumnItems, _options: Options) -> bool:
    """Judge columns that hold items of their own."""
    return listed.column.column.kind is not ColumnKind.NAVIGATION and not listed.column.blank


@check(title="信息重复发布", over=column_items, options=Options, applies=applies)
def judge(listed: ColumnItems, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding for each item that repeats an earlier one."""
    listed.column.require()
    if not listed.items:
        raise EvidenceMissing("栏目信息未注明日期，无法比对是否重复发布")
    same: dict[str, list[DatedItem]] = {}
    for item in listed.items:
        title = plain_title(item.title)
        if len(title) >= options.least_chars:
            same.setdefault(title, []).append(item)
    for items in same.values():
        if len(items) != 2:
            continue
        older, newer = sorted(items, key=lambda item: (item.on, item.url))
        days = (newer.on - older.on).days
        if days <= options.most_days and not _tell_apart(listed.texts, older.url, newer.url):
            yield _finding(older, newer, days)


def _tell_apart(texts: Mapping[str, str], one: str, other: str) -> bool:
    """Whether the two texts are known and report different matters under one title."""
    pieces = sorted((_pieces(texts.get(url, "")) for url in (one, other)), key=len)
    return len(pieces[0]) >= _FEWEST_PIECES and 2 * len(pieces[0] & pieces[1]) < len(pieces[0])


def _pieces(text: str) -> frozenset[str]:
    """Return every run of eight letters of a text, figures and signs left out: days may differ."""
    plain = "".join(sign for sign in text if sign.isalpha())
    return frozenset(plain[at : at + _PIECE] for at in range(len(plain) - _PIECE + 1))


def _finding(older: DatedItem, newer: DatedItem, days: int) -> Finding:
    if days:
        message = (
            f"标题相同的信息先后注明{in_words(older.on)}、{in_words(newer.on)}发布，"
            "疑似旧稿新发，请核实"
        )
    else:
        message = f"同一栏目中有2条标题相同的信息，均注明{in_words(newer.on)}发布，疑似重复发布"
    return suspect(
        newer.url,
        message,
        kind="republished" if days else "duplicate",
        days=days,
        title=newer.title,
        shown=newer.on.isoformat(),
        earlier_shown=older.on.isoformat(),
        earlier_url=older.url,
    )
