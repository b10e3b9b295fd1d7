"""What the texts of a night say that should not be there: read in one pass, remembered.

Texts are taken one at a time, so that memory does not grow with the site.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from checks.offices import OfficeFact, office_facts
from checks.private_numbers import Number, private_numbers
from checks.spelling import Hit, context, speller
from checks.word_file import built_in_words
from model.masking import mask_all
from model.snapshot import Snapshot

_DAY = re.compile(
    r"(?:([12][0-9]{3})年)?(?<![0-9.\-—~])(?<![0-9]至)([0-9]{1,2}) ?月(?:份)? ?([0-9]{1,2}) ?日"
)
_MONTH = re.compile(r"[0-9] ?月")
_BEFORE_MONTH, _BEHIND_MONTH = 6, 8  # characters of a day before the month's last figure, and after
_MOON = re.compile(r"(?:农历|阴历|旧历|夏历|彝历|藏历)[^\n，。；、）)]{0,12}$")
_MOON_DAYS = 30  # of a month by the moon, the second one included
_LEAP = 2000  # a year in which every month has its most days


@dataclass(frozen=True, slots=True)
class Said:
    """One thing met in a text: what, and the words around it, masked; none around numbers."""

    what: str
    around: str
    hit: Hit | None = None
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What one page's text holds."""

    words: tuple[Said, ...] = ()
    numbers: tuple[Said, ...] = ()
    days: tuple[Said, ...] = ()
    offices: tuple[OfficeFact, ...] = ()


def read_texts(snapshot: Snapshot) -> dict[str, TextFacts]:
    """Return what each text holds, by address, in the order of the texts."""
    words = speller(built_in_words().joined(snapshot.words))
    nothing = TextFacts()
    facts: dict[str, TextFacts] = {}
    for url, said in snapshot.texts.items():
        page = snapshot.pages.get(url)
        title = page.title if page is not None and page.title else ""
        text = said if title in said else f"{title}\n{said}"
        wrong = tuple(
            Said(hit.rule.wrong, _shown(text, hit.start, hit.end), hit=hit)
            for hit in words.hits(text)
        )
        numbers = tuple(
            Said(number.kind, "", number=number)
            for number in private_numbers(text, snapshot.night_on)
        )
        days = tuple(impossible_days(text))
        # Forms and lists name the desk of one matter: they say nothing about an office.
        offices = () if url in snapshot.attachments else tuple(office_facts(said))
        found = bool(wrong or numbers or days or offices)
        facts[url] = TextFacts(wrong, numbers, days, offices) if found else nothing
    return facts


def impossible_days(text: str) -> Iterator[Said]:
    """Yield the days of a text that no calendar has, such as 2月30日."""
    for found in _days(text):
        year, month, day = int(found[1] or _LEAP), int(found[2]), int(found[3])
        most = monthrange(year, month)[1] if 1 <= month <= 12 else 0
        if _MOON.search(text[max(0, found.start() - 16) : found.start()]):
            most = _MOON_DAYS if most else 0
        if not 1 <= day <= most:
            yield Said(found[0], _shown(text, *found.span()))


def _days(text: str) -> Iterator[re.Match[str]]:
    """Yield the days that a text writes with 月 and 日, looked for around a figure before 月 alone.

    Most texts say 每月 or 本月 somewhere, and the whole pattern at every place is slow.
    """
    done = 0
    for near in _MONTH.finditer(text) if "月" in text else ():
        start, end = max(done, near.start() - _BEFORE_MONTH), near.end() + _BEHIND_MONTH
        found = _DAY.search(text, start, end) if near.start() >= done else None
        if found is not None:
            done = found.end()
            yield found


def _shown(text: str, start: int, end: int) -> str:
    return context(text, start, end, mask_all)
