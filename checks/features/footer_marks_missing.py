"""Footer marks missing (网站标识缺失).

Finds
    Pages without one of the marks every government site must show in its footer, and a home
    page without the entry 我为政府网站找错. One finding per mark, with all pages that lack it.

Why
    By the marks a reader tells a real government site from a fake one (国办发〔2017〕47号).

Judges
    FAIL            a page whose footer was read lacks the mark
    SUSPECT         only pages that are neither home, list nor article lack it: such a page may
                    be a frame or a fragment that has no footer of its own
    NOT_JUDGED      no page to look at, or every footer is drawn by script or stands in a frame,
                    such pages apart

Remedy
    Put the mark into the footer template.

Units
    Pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter

from checks.evidence import Whole, site
from checks.found import fail, silent, suspect, unjudged
from checks.registry import check
from model.finding import Finding, Place, Verdict
from model.page import PageKind


class Mark(StrEnum):
    """The marks a rulebook may demand; the names of `Marks`."""

    ICP = "icp"
    POLICE = "police"
    CODE = "code"
    ORGANIZER = "organizer"
    CONTACT = "contact"
    EMBLEM = "emblem"
    JIUCUO = "jiucuo"
    SITEMAP = "sitemap"


class Where(StrEnum):
    """Which pages must carry the marks."""

    ALL = "all"
    HOME = "home"


MARK_NAMES = {
    Mark.ICP: "ICP备案编号",
    Mark.POLICE: "公安机关备案标识",
    Mark.CODE: "网站标识码",
    Mark.ORGANIZER: "主办单位",
    Mark.CONTACT: "联系方式",
    Mark.EMBLEM: "党政机关网站标识",
    Mark.JIUCUO: "“我为政府网站找错”入口",
    Mark.SITEMAP: "网站地图",
}


@dataclass(frozen=True, slots=True)
class Options:
    """The marks demanded, and on which pages."""

    marks: tuple[Mark, ...]
    pages: Where


_FIELDS = {mark: f"{mark.value}_url" for mark in (Mark.JIUCUO, Mark.SITEMAP)}


@check(title="网站标识缺失", over=site, options=Options)
def judge(whole: Whole, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield one verdict for each demanded mark."""
    evidence = whole.evidence
    pages = (evidence.home,) if options.pages is Where.HOME else evidence.pages
    for mark in options.marks:
        shown = attrgetter(_FIELDS.get(mark, mark.value))
        without = [page for page in pages if not shown(page.marks)]
        carrying = len(pages) - len(without)
        lacking = [page for page in without if not page.marks.unreadable]
        looked = carrying + len(lacking)
        others = all(page.kind is PageKind.OTHER for page in lacking)
        # Frames of a site whose footers cannot be read say nothing about those footers.
        if not looked or (not carrying and others and looked < len(pages)):
            yield unjudged(mark.value, f"页脚由脚本或框架生成，{MARK_NAMES[mark]}未判定")
        elif not lacking:
            yield silent(mark.value, Verdict.OK)
        else:
            stray = others and carrying > 0
            yield (suspect if stray else fail)(
                mark.value,
                _message(mark, options.pages, looked, len(lacking))
                + ("（可能是没有页脚的框架页，请核实）" if stray else ""),
                places=tuple(Place(page.url, "", "") for page in lacking),
                mark=mark.value,
                pages_checked=looked,
                pages_missing=len(lacking),
                pages_unreadable=len(pages) - looked,
            )


def _message(mark: Mark, where: Where, looked: int, lacking: int) -> str:
    if where is Where.HOME:
        return f"首页缺少{MARK_NAMES[mark]}"
    return f"{looked}个页面中有{lacking}个缺少{MARK_NAMES[mark]}"
