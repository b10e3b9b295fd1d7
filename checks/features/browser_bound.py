"""Home page bound to one browser (首页依赖特定浏览器或插件).

Finds
    A home page with a Flash, Silverlight, ActiveX or Java element, a script in VBScript, or a
    sentence that asks for Internet Explorer.

Why
    The table of 2019 asks that the site is shown properly by the usual browsers. None of today's
    can show these.

Judges
    SUSPECT         such an element or sentence: there may be another way to the same content
    OK              none of them
    NOT_JUDGED      home was not read, or by a version that did not look for it. How a page
                    looks in each browser is not judged: staff try it (xunjian manual)

Remedy
    Replace the element; show video and pictures by what browsers can do themselves.

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
from model.finding import Finding, Place
from model.page_field import PageField


@check(title="首页依赖特定浏览器或插件", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if home needs what usual browsers lack."""
    home = whole.evidence.home
    signs = home.fields.get(PageField.BROWSER_BOUND)
    if signs is None:
        raise EvidenceMissing("首页由旧版程序读取，本项未判定")
    if signs:
        yield suspect(
            whole.subject,
            f"首页含有主流浏览器不能正常显示的内容（{signs}），请核实",
            places=(Place(home.url, "", ""),),
            signs=signs.split("、"),
        )
