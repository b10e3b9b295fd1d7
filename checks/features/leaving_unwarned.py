"""No warning before a link leaves for another site (跳转外部链接没有提示).

Finds
    A home page with links to sites that are no government's and not of its own domain, which
    warns nobody: no words such as 您访问的链接即将离开, no page in between, no handler that asks.

Why
    国办发〔2017〕47号: who leaves for a non-government link is told first. A link through a page of
    the site's own (/leave.html?to=…) is a warning and no such link.

Judges
    FAIL            such links, and the page has no script that might ask
    SUSPECT         such links, and neither the page nor any of its script files, all looked into,
                    holds what might ask: a person clicks one
    OK              a warning is there, or no link leaves
    NOT_JUDGED      a script asks for something, and nobody can tell for what; a script file was
                    not looked into ([crawl] home_scripts; of other hosts none is); home was not
                    read, or by a version that did not look for it

Remedy
    Let a script ask before such links open; it is one script for the whole site.

Units
    Links of the home page, at most ten named; libraries and known services count as no script.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.evidence import Whole, site
from checks.found import fail, suspect
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
    warned, scripts = leaving.warned, whole.evidence.snapshot.home_scripts
    if warned is Warned.YES or (scripts is not None and scripts.warns):
        return
    if warned is Warned.UNKNOWN or (scripts is not None and scripts.asks):
        raise EvidenceMissing("首页的脚本带有弹出提示的代码，是否用于离站提示无法判断，本项未判定")
    if warned is Warned.FILES and (scripts is None or scripts.unread):
        raise EvidenceMissing("首页引用的脚本文件可能带有离站提示，没有全部读取，本项未判定")
    word, doubt = (
        (fail, "") if warned is Warned.NO else (suspect, "（脚本文件中也没有见到），请核实")
    )
    yield word(
        whole.subject,
        f"首页有{len(leaving.links)}个链接指向非政府网站，跳转前没有提示{doubt}",
        places=(Place(home.url, "", ""),),
        links=list(leaving.links),
        scripts=scripts.read if scripts is not None else 0,
    )
