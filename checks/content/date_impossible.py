"""Day that no calendar has (日期不存在).

Finds
    Days written in the text of a page or an attachment as 2月30日 or 2019年2月29日: a month or a
    day that does not exist. Without a year, 2月29日 is a day; by the moon (农历), so is 2月30日.

Why
    A deadline on a day that does not exist misleads whoever relies on it; it is the mistake
    in figures that a machine can prove.

Judges
    SUSPECT         such a day stands in the text: a person confirms it, always
    OK              the text was read and holds none
    NOT_JUDGED      no texts were kept for this night

Remedy
    Correct the day.

Units
    Days of the calendar in common use.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.content_texts import PageText, page_texts
from checks.found import suspect
from checks.registry import NoOptions, check
from model.finding import Finding


@check(title="日期不存在", over=page_texts, options=NoOptions)
def judge(page: PageText, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding for every impossible day of the page."""
    for day, around in {said.what: said.around for said in reversed(page.facts.days)}.items():
        yield suspect(
            f"{page.subject}#{day}",
            f"“{day}”这一天不存在，请核实，原文：{around}",
            places=page.places(around),
            phrase=day,
            context=around,
        )
