"""Wrong word on a page (错别字与表述错误).

Finds
    Words of the list of wrong writings in the texts of pages and attachments: our
    list (checks/words/words.csv) and the office's (words.csv in its workspace). Of words that begin
    at one place the longest counts; a hit that a right word covers or crosses is none.

Why
    国办秘函〔2019〕19号 vetoes serious misstatements; the census of 2015 failed sites for more
    than a few wrong words. Every other mistake costs the site its reader's trust.

Judges
    SUSPECT         a wrong word stands in the text: a person confirms it, always
    OK              the text was read and holds none
    NOT_JUDGED      no texts were kept for this night

Remedy
    Correct the page. A right word that is taken for a wrong one is added to the office's list
    as 放行, for all sites, or rejected with `xunjian review`, once, here or everywhere.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.content_texts import PageText, page_texts
from checks.found import suspect
from checks.registry import check
from checks.wording import Said
from model.finding import Finding

SEVERE = "严重表述错误"
"""The category that a veto row counts; every other one is an ordinary mistake."""


@dataclass(frozen=True, slots=True)
class Options:
    """Whether the row counts the words of the severe category, or all others."""

    severe: bool


@check(title="文字表述差错", over=page_texts, options=Options)
def judge(page: PageText, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding for every wrong word of the page, with its first place there."""
    met: dict[str, list[Said]] = {}
    for said in page.facts.words:
        if said.hit is not None and (said.hit.rule.category == SEVERE) == options.severe:
            met.setdefault(said.what, []).append(said)
    for word, places in met.items():
        first = places[0]
        if first.hit is None:
            continue
        rule = first.hit.rule
        times = f"（共{len(places)}处）" if len(places) > 1 else ""
        yield suspect(
            f"{page.subject}#{word}",
            f"“{word}”疑为{rule.category}，建议改为“{rule.right}”{times}，原文：{first.around}",
            places=page.places(first.around),
            phrase=word,
            suggestion=rule.right,
            category=rule.category,
            context=first.around,
            times=len(places),
        )
