"""Too many guides without their elements (服务不实用：办事指南要素缺失).

Finds
    A site of whose guides so many lack so many of the eight classes of elements that the veto
    is met; a site with fewer matters than the row counts, if all of them do.

Why
    One of the vetoes of 2019. The figures are from memory, so the row is not verified.

Judges
    SUSPECT         enough guides lack enough classes: whether they do, a person sees on the pages
    OK              fewer do
    NOT_JUDGED      no guide was read

Remedy
    Complete the guides in the text of their pages.

Units
    Guides; classes of elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.articles import guides
from checks.evidence import Whole, site
from checks.found import suspect
from checks.options import require_positive
from checks.registry import check
from checks.services.guide_elements_missing import missing_classes
from model.errors import EvidenceMissing
from model.finding import Finding, Place


@dataclass(frozen=True, slots=True)
class Options:
    """From how many missing classes on a guide counts, and how many such guides fail a site."""

    classes: int
    guides: int

    def __post_init__(self) -> None:
        require_positive(self, "classes", "guides")


@check(title="办事指南普遍缺少要素", over=site, options=Options)
def judge(whole: Whole, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if too many guides are incomplete."""
    read = [(guide.subject, missing_classes(guide)) for guide in guides(whole.evidence)]
    judged = [(url, lacking) for url, lacking in read if lacking is not None]
    if not judged:
        raise EvidenceMissing("没有读到办事指南，要素是否齐全未判定")
    poor = [url for url, lacking in judged if len(lacking) >= options.classes]
    if len(poor) < min(options.guides, len(judged)):
        return
    yield suspect(
        whole.subject,
        f"{len(judged)}个办事指南中有{len(poor)}个缺少{options.classes}类及以上要素，请核实",
        places=tuple(Place(url, "", "") for url in poor),
        guides=len(judged),
        incomplete=len(poor),
    )
