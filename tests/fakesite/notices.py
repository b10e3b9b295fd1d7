"""Misbehaviour by notice: with status 200, a site is closed, under repair or not filed."""

from __future__ import annotations

from model.fetch import FetchOutcome as O
from tests.fakesite.answers import html, page, redirect
from tests.fakesite.case import Case, case

_TEXT = "<p>区政府办公室组织召开专题会议，研究部署下一阶段重点工作，听取有关单位情况汇报。</p>" * 6
UNFILED = page(
    "网站暂时无法访问",
    "<h2>该网站暂时无法进行访问</h2><p>该网站未根据有关规定进行备案，或备案信息有误。</p>"
    "<p>网站管理员请尽快办理备案手续。</p><a href='/plain/filing'>办理指引</a>",
)
REPAIR = page("系统维护中", "<p>系统正在停机维护，预计18:00恢复，不便之处敬请谅解。</p>")

CASES: tuple[Case, ...] = (
    case("/notice/unfiled", html(UNFILED), O.CLOSED_NOTICE),
    case("/notice/closed.html", html(page("提示", "<p>网站暂时关闭</p>")), O.CLOSED_NOTICE),
    case("/notice/repair.html", html(REPAIR), O.CLOSED_NOTICE),
    case(
        "/notice/repair-gbk.html",
        html(
            "<title>提示</title><p>本站正在升级改版，暂停服务</p>".encode("gb18030"),
            kind="text/html",
        ),
        O.CLOSED_NOTICE,
    ),
    case("/notice/for-a-file.pdf", html(REPAIR), O.CLOSED_NOTICE),
    case("/notice/led-there", redirect("/notice/behind"), O.CLOSED_NOTICE),
    # Articles about all this, and a footer that names who maintains the site, are pages.
    case(
        "/notice/article",
        html(page("关于网站停机维护的通知", "<p>因机房改造，本网站11月8日停机维护。</p>")),
        O.ALIVE,
    ),
    case(
        "/notice/report",
        html(page("清理未备案网站", _TEXT + "<p>未备案的网站已关闭。</p>")),
        O.ALIVE,
    ),
    case(
        "/notice/footer",
        html(page("联系我们", "<p>电话：0571-12345 网站维护：区信息中心 备案号：浙A备2号</p>")),
        O.ALIVE,
    ),
)

BEHIND = {"/notice/behind": html(UNFILED)}
