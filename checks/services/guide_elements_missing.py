"""Guide without all its elements (办事指南要素缺失).

Finds
    A guide of a service that lacks, or leaves empty, at least as many of the eight classes of
    elements as the row says: 事项名称, 设定依据, 申请条件, 办理材料, 办理地点, 办理时间, 联系电话,
    办理流程. A page shows that it is a guide by at least three of them.

Why
    The tables of 2015 and 2019 charge missing classes: who lacks one makes the way twice.

Judges
    SUSPECT         classes are missing or empty: they may stand under words we do not know, or
                    in an attachment, so a person looks
    OK              fewer are missing than the row says
    NOT_JUDGED      silently, where the page does not show three classes: it may be no guide, a
                    picture or a file

Remedy
    Complete the guide in the text of the page.

Units
    Classes of elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.articles import Article, guides
from checks.found import suspect
from checks.options import require_positive
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.page_field import FIELD_NAMES, GUIDE_CLASSES, PageField


@dataclass(frozen=True, slots=True)
class Options:
    """From how many missing classes on a guide counts."""

    classes: int

    def __post_init__(self) -> None:
        require_positive(self, "classes")


@check(title="办事指南要素缺失", over=guides, options=Options)
def judge(guide: Article, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if too many classes are missing or empty."""
    lacking = missing_classes(guide)
    if lacking is None:
        raise EvidenceMissing("")
    if len(lacking) < options.classes:
        return
    empty = [field for field in lacking if field in guide.page.fields]
    absent = [field for field in lacking if field not in guide.page.fields]
    parts = [f"缺少{_named(absent)}"] if absent else []
    parts += [f"{_named(empty)}为空"] if empty else []
    yield suspect(
        guide.subject,
        f"办事指南{'，'.join(parts)}，请核实",
        title=guide.title,
        missing=len(lacking),
        absent=[FIELD_NAMES[field] for field in absent],
        empty=[FIELD_NAMES[field] for field in empty],
    )


def missing_classes(guide: Article) -> tuple[PageField, ...] | None:
    """Return the classes a guide lacks or leaves empty; None if the page shows no guide."""
    fields = guide.page.fields
    if not any(field in fields for field in GUIDE_CLASSES):
        return None
    return tuple(field for field in GUIDE_CLASSES if not fields.get(field))


def _named(fields: list[PageField]) -> str:
    return "、".join(FIELD_NAMES[field] for field in fields)
