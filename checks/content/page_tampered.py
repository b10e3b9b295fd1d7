"""Title changed beyond recognition (疑似篡改).

Finds
    A page whose title shares no two characters in a row with the oldest title kept of it, or
    has become a lure (gambling, fake papers …), or holds several, and fights none of them.

Why
    Defacement shows in the title first: search engines index it. 国办秘函〔2019〕19号 vetoes an
    attack that is not handled in time.

Judges
    SUSPECT         such a title, with the one before: a person looks, always
    OK              titles as they were, or changed in part
    NOT_JUDGED      no page was read

Remedy
    Restore the page, find how it was changed, report it. A page that was rightly renamed is
    rejected with `xunjian review`.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import suspect
from checks.lures import lures_in
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding, Place
from model.masking import mask_all
from model.words import WordList

_SHORTEST = 4  # characters of a title that can be compared


@dataclass(frozen=True, slots=True)
class Titled:
    """One page with its title, and the oldest one kept where that was another."""

    subject: str
    title: str
    before: str
    owner: Owner
    words: WordList


def titled_pages(evidence: Evidence) -> Iterator[Titled]:
    """Give every page that has a title."""
    if not evidence.snapshot.pages:
        raise EvidenceMissing("本次没有读到网页，篡改未判定")
    before, words = evidence.snapshot.titles_before, evidence.snapshot.words
    for page in evidence.pages:
        if page.title:
            owner = evidence.ownership.of(page.url)
            was, now = mask_all(before.get(page.url, "")), mask_all(page.title)
            yield Titled(page.url, now, was, owner, words)


@check(title="疑似网页篡改", over=titled_pages, options=NoOptions)
def judge(page: Titled, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the title is a stranger's."""
    lures = lures_in(page.title, page.words)
    changed = bool(page.before) and (bool(lures) or is_strange(page.before, page.title))
    if changed or len(lures) > 1:
        was = f"原为“{page.before}”，" if page.before else ""
        words = f"，含“{'、'.join(lures)}”" if lures else ""
        yield suspect(
            page.subject,
            f"网页标题{was}现为“{page.title}”{words}，请核实是否被篡改",
            places=(Place(page.subject, page.title, "head"),),
            before=page.before or None,
            after=page.title,
            lures=list(lures),
        )


def is_strange(before: str, now: str) -> bool:
    """Whether a title shares no two characters in a row with another one; short ones never."""
    if min(len(before), len(now)) < _SHORTEST:
        return False
    return _pairs(before.lower()).isdisjoint(_pairs(now.lower()))


def _pairs(text: str) -> set[str]:
    plain = "".join(char for char in text if char.isalnum())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
