"""No warning before a link leaves for another site (跳转外部链接没有提示).

Finds
    A home page with links to sites that are no government's and not of its own domain, which
    warns nobody: no words such as 您访问的链接即将离开, no page in between, no handler that asks.

Why
    国办发〔2017〕47号: who leaves for a non-government link is told first. A link through a page of
    the site's own (/leave.html?to=…) is a warning and no such link.

Judges
    FAIL            such links, and no script on the page that might ask
    OK              a warning is there, or no link leaves
    NOT_JUDGED      a script that was not read may ask; home was not read, or by a version that
                    did not look for it

Remedy
    Let a script ask before such links open; it is one script for the whole site.

Units
    Links of the home page, at most ten named.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.evidence import Whole, site
from checks.found import fail
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding, Place
from model.leaving import Warned, leaving_in
from model.page_field import PageField


@check(title="跳转外部链接没有提示", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if readers of the home page leave unwarned."""
    home = whole.evidence.home
    shown = home.fields.get(PageField.LEAVING)
    if shown is None:
        raise EvidenceMissing("首页由旧版程序读取，本项未判定")
    if not shown:
        return
    leaving = leaving_in(shown)
    if leaving.warned is Warned.UNKNOWN:
        raise EvidenceMissing("首页的脚本文件可能带有离站提示，程序不读取脚本文件，本项未判定")
    if leaving.warned is Warned.NO:
        yield fail(
            whole.subject,
            f"首页有{len(leaving.links)}个链接指向非政府网站，跳转前没有提示",
            places=(Place(home.url, "", ""),),
            links=list(leaving.links),
        )
