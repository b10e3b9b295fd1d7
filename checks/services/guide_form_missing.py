"""Guide that asks for a form and offers none (办事指南没有提供表格).

Finds
    A guide of a service whose text names a form (申请表, 登记表, 样表 …) and that links to no file.

Why
    The table of 2019 samples whether the blank form and a filled one can be downloaded.

Judges
    SUSPECT         a form is named and no file is there: it may lie behind another page, so a
                    person looks
    OK              a file is there, or no form is named
    NOT_JUDGED      silently, where the page shows no guide, or was read by an older version

Remedy
    Put the blank form and a filled sample on the guide.

Units
    Files linked on the page outside its frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.articles import Article, guides
from checks.found import suspect
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.page_field import PageField


@check(title="办事指南没有提供表格", over=guides, options=NoOptions)
def judge(guide: Article, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the named form is not offered."""
    fields = guide.page.fields
    if PageField.FILES not in fields:
        raise EvidenceMissing("")
    named = fields.get(PageField.FORM_NAMED, "")
    if named and fields[PageField.FILES] == "0":
        yield suspect(
            guide.subject,
            f"办事指南提到“{named}”，页面上没有可以下载的表格，请核实",
            title=guide.title,
            form=named,
        )
