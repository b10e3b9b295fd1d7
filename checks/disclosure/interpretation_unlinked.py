"""Document and interpretation not linked to each other (政策文件与解读未相互关联).

Finds
    A policy document whose page does not link to an interpretation of it that the site lists, or
    whose interpretation's page does not link back. Menus and columns at the side are no link.

Why
    The table of 2019 samples documents and interpretations for links both ways: who reads one is
    to find the other.

Judges
    SUSPECT         one of the two links is missing: a script may draw it, so a person looks
    OK              every interpretation of the document is linked with it both ways
    NOT_APPLICABLE  the document is older than the row asks, or no interpretation is known
    NOT_JUDGED      the document shows no date

Remedy
    Put the link to the interpretation on the document's page, and the other way round.

Units
    Documents; days in China time, the day `since` itself is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.found import silent, suspect
from checks.interpretations import Interpreted, interpreted
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding, Place, Verdict


@dataclass(frozen=True, slots=True)
class Options:
    """The first day of documents that the row asks about."""

    since: date


@check(title="政策文件与解读未相互关联", over=interpreted, options=Options)
def judge(one: Interpreted, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if a link between the two is missing."""
    if not one.pairs:
        yield silent(one.subject, Verdict.NOT_APPLICABLE)
        return
    on = one.document.listed_on
    if on is None:
        raise EvidenceMissing(f"“{one.document.title}”未注明日期，是否应与解读关联未判定")
    if on < options.since:
        yield silent(one.subject, Verdict.NOT_APPLICABLE)
        return
    wrong = [pair for pair in one.pairs if not (pair.forth and pair.back)]
    if not wrong:
        return
    first = wrong[0]
    said = []
    if not first.forth:
        said.append("文件页没有解读的链接")
    if not first.back:
        said.append("解读页没有文件的链接")
    more = f"（共{len(wrong)}篇解读有此情况）" if len(wrong) > 1 else ""
    yield suspect(
        one.subject,
        f"“{one.document.title}”与解读“{first.other.title}”没有相互关联：{'，'.join(said)}"
        f"{more}，请核实",
        places=tuple(Place(pair.other.page.url, pair.other.title, "") for pair in wrong),
        title=one.document.title,
        interpretation=first.other.page.url,
        forth=first.forth,
        back=first.back,
    )
