"""Publishing time not in the form asked for (发布时间格式不规范).

Finds
    Articles that show a publishing day without the hour and minute, and articles whose
    `PubDate` tag is not written `YYYY-MM-DD HH:MM`. One finding for what is shown, one for
    the tag, with all pages.

Why
    国办发〔2017〕47号 asks for the time in the form YYYY-MM-DD HH:MM on the page and in the tag.

Judges
    FAIL            the tag is written otherwise
    SUSPECT         the page shows a day alone: the time may stand where we did not read it
    OK              a shown time with seconds says more than is asked for
    NOT_JUDGED      no article shows a date, or none has the tag

Remedy
    Correct the template that prints the time.

Units
    Pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.evidence import Whole, site
from checks.found import fail, silent, suspect, unjudged
from checks.registry import NoOptions, check
from model.finding import Finding, Place, Verdict
from model.page import FactSource, PageFacts, PageKind

_TAG = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
_DAY_ALONE = len("2018-07-01")


@check(title="发布时间格式不规范", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a verdict for the shown time and one for the tag."""
    articles = whole.evidence.pages_by_kind[PageKind.ARTICLE]
    shown = [(p, p.dates[FactSource.VISIBLE]) for p in articles if FactSource.VISIBLE in p.dates]
    tags = [(p, p.tags["PubDate"].strip()) for p in articles if p.tags.get("PubDate", "").strip()]
    bare = [p for p, text in shown if len(text) == _DAY_ALONE]
    wrong = [(p, text) for p, text in tags if not _TAG.fullmatch(text)]
    if not shown:
        yield unjudged("visible", "没有读到注明发布时间的内容页，显示格式未判定")
    elif bare:
        yield suspect(
            "visible",
            f"{len(shown)}个内容页中有{len(bare)}个只显示发布日期、没有时分，请核实",
            places=_places(bare),
            pages_checked=len(shown),
            pages_wrong=len(bare),
        )
    else:
        yield silent("visible", Verdict.OK)
    if not tags:
        yield unjudged("tag", "没有读到带 PubDate 标签的内容页，标签格式未判定")
    elif wrong:
        yield fail(
            "tag",
            f"{len(tags)}个内容页中有{len(wrong)}个的 PubDate 标签未按“年-月-日 时:分”书写，"
            f"如“{wrong[0][1][:40]}”",
            places=_places([p for p, _ in wrong]),
            pages_checked=len(tags),
            pages_wrong=len(wrong),
        )
    else:
        yield silent("tag", Verdict.OK)


def _places(pages: list[PageFacts]) -> tuple[Place, ...]:
    return tuple(Place(page.url, "", "") for page in pages)
