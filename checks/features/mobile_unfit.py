"""Home page not made for small screens (首页未适配移动端).

Finds
    A home page without the element that tells a telephone how wide to draw it (viewport).

Why
    国办发〔2017〕47号 asks that pages can be read on mobile devices. The wording of the clause was
    not seen, so this never costs points.

Judges
    SUSPECT         the element is missing: the site may send telephones to another address
    OK              the element is there
    NOT_JUDGED      home was not read, or by a version that did not look for it

Remedy
    Add the element and a layout that fits small screens.

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


@check(title="首页未适配移动端", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the home page does not say how wide it is."""
    shown = whole.evidence.home.fields.get(PageField.VIEWPORT)
    if shown is None:
        raise EvidenceMissing("首页由旧版程序读取，本项未判定")
    if not shown:
        yield suspect(whole.subject, "首页未声明移动端显示宽度（viewport），请核实手机浏览效果")
