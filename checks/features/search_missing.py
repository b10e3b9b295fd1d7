"""No search on the home page (首页没有搜索功能).

Finds
    A home page that offers neither a field to search with nor a link to a search page. Whether
    the search finds anything is not asked: that needs a request of its own.

Why
    The table of 2019 asks for a search that works.

Judges
    SUSPECT         nothing was found: a script may draw the field
    OK              a field or a link is there; if the linked page is dead, that is `link_dead`'s
    NOT_JUDGED      home was not read, or by a version that did not look for it

Remedy
    Put a search field on every page.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.evidence import Whole, site
from checks.found import suspect
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.page_field import PageField


@check(title="首页没有搜索功能", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the home page offers no search."""
    shown = whole.evidence.home.fields.get(PageField.SEARCH)
    if shown is None:
        raise EvidenceMissing("首页由旧版程序读取，本项未判定")
    if not shown:
        yield suspect(whole.subject, "首页没有读到站内搜索框或搜索入口，请核实")
