"""Articles not made for paper (文章页没有打印样式和打印功能).

Finds
    A site on none of whose articles a style for paper (media=print, @media print) or a function
    to print was seen.

Why
    A basic of page design: what people bring to the counter is printed. No official row asks
    for it.

Judges
    SUSPECT         no article shows any: a style sheet kept in a file is not read, so a person
                    opens the print preview
    OK              one does: articles of a site share their template
    NOT_JUDGED      no article was read, or by a version that did not look for it

Remedy
    Add a style for paper to the template of articles, and a button that prints.

Units
    Articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.evidence import Whole, site
from checks.found import suspect
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding, Place
from model.page import PageKind
from model.page_field import PageField

_MOST_PLACES = 5


@check(title="文章页不便打印", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if no article can be seen to be made for paper."""
    articles = whole.evidence.pages_by_kind[PageKind.ARTICLE]
    looked_at = [page for page in articles if PageField.PRINT in page.fields]
    if not looked_at:
        raise EvidenceMissing("没有读到文章页，是否便于打印未判定")
    if any(page.fields[PageField.PRINT] for page in looked_at):
        return
    yield suspect(
        whole.subject,
        f"{len(looked_at)}个文章页都没有见到打印样式或打印功能，请打开打印预览核实",
        places=tuple(Place(page.url, "", "") for page in looked_at[:_MOST_PLACES]),
        articles=len(looked_at),
    )
