"""What the sites offer their readers, and where they fall short: forms, paper, telephones."""

from __future__ import annotations

from html import escape

from demo import words as w
from demo.plan import PORTAL, TOURISM
from model.finding import Verdict

FORMLESS = ("zwfw/bszn", 8)  # a guide that asks for a form and offers none
EMPTY_FORM = ("zwfw/bszn", 11)  # a guide whose form holds not one byte
DEAD_FORM = ("zwfw/bszn", 6)  # a guide whose sample is gone

PRINT = '<a href="javascript:window.print()">【打印】</a>'  # on the portal's articles only
LURE, LURE_TEXT = "http://wenlv.example/yule/", "棋牌游戏下载"  # in an article of the department
OUTSIDE = (
    "http://weixin.example/yunhu",
    "http://wenlv.example/yunhu",
    "http://piaowu.example/",
    LURE,
)
WARNED_LINK = (
    f'<a href="{OUTSIDE[0]}" onclick="return confirm('
    "'您访问的链接即将离开本网站，是否继续？')\">政务微信</a>"
)
UNWARNED_LINK = f'<a href="{OUTSIDE[1]}">文旅服务号</a>'

NEW_HOST = "piaowu.example"  # first linked to on the demo's own day, on the department's home
NEW_LINK = f'<p><a href="http://{NEW_HOST}/">演出票务</a></p>'

LURE_IN = ("col14", 3)

ONE_BROWSER = "<p>建议使用IE8以上浏览器访问本站</p>"  # on the department's home
SORTED = (  # on the portal's hub of services
    '<p>个人办事　法人办事　按部门查找</p><p><a href="/zwfw/bszn/">我要办事</a></p>'
)

WRONG_PHONE = "0680-5550190"  # on the contact page; duties and footers have the right one
MESSAGE_FIGURES = "留言办理统计数据"  # the portal publishes none


def contact() -> str:
    """Return the text of the portal's contact page."""
    return f"<p>　　单位名称：{w.OFFICE}</p><p>　　联系电话：{escape(WRONG_PHONE)}</p>"


POOR_GUIDE = ("事项名称", "申请条件", "办理地点", "联系电话")  # the other four classes are missing


def poor_guide(title: str) -> str:
    """Return the table of one of the department's guides."""
    values = (title, "本区居民", "文旅局一楼大厅", w.phone(w.CULTURE))
    rows = zip(POOR_GUIDE, values, strict=True)
    lines = "".join(f"<tr><td>{name}</td><td>{escape(text)}</td></tr>\n" for name, text in rows)
    return f'<table class="guide">\n{lines}</table>'


OFFER_FAULTS: tuple[tuple[str, str, str, Verdict, bool], ...] = (
    # check, site, subject, verdict, whether the subject is an address below the site
    ("leaving_unwarned", TOURISM, "/", Verdict.FAIL, True),
    ("print_unfit", TOURISM, "/", Verdict.SUSPECT, True),
    ("statistics_missing", PORTAL, MESSAGE_FIGURES, Verdict.SUSPECT, False),
    ("statistics_missing", TOURISM, "办件统计数据", Verdict.SUSPECT, False),
    ("guides_incomplete", TOURISM, "/", Verdict.SUSPECT, True),
    ("entrance_missing", TOURISM, "网上咨询建言渠道", Verdict.SUSPECT, False),
    ("services_unsorted", TOURISM, "办事服务分类", Verdict.SUSPECT, False),
    ("profile_incomplete", PORTAL, "领导信息", Verdict.SUSPECT, False),
    ("profile_incomplete", PORTAL, "机构职能：办公地址", Verdict.SUSPECT, False),
    ("profile_incomplete", PORTAL, "机构职能：办公时间", Verdict.SUSPECT, False),
    ("browser_bound", TOURISM, "/", Verdict.SUSPECT, True),
    ("office_data_contradicts", PORTAL, f"{w.OFFICE}#电话", Verdict.SUSPECT, False),
)
