"""Misbehaviour of guards in front of a site: they answer in its place, with whatever status."""

from __future__ import annotations

from model.fetch import FetchOutcome as O
from tests.fakesite.answers import html, page, status
from tests.fakesite.case import Case, case
from tests.fakesite.codes import CHALLENGE, NOT_THERE

_TEXT = "<p>区政府办公室组织召开专题会议，研究部署下一阶段重点工作，听取有关单位情况汇报。</p>" * 20


def stopped(title: str, words: str, charset: str = "utf-8") -> bytes:
    """Return what a guard tells a visitor whose request it stopped."""
    written = f"<html><head><title>{title}</title></head><body><p>{words}</p></body></html>"
    return written.encode(charset)


_SAFEDOG = stopped(
    "网站防火墙",
    "您的请求带有不合法参数，已被网站管理员设置拦截！可能原因：您提交的内容包含危险的攻击请求",
    "gb18030",
)

CASES: tuple[Case, ...] = (
    # 瑞数 answers 400 where its cookie is wrong or missing.
    case("/shield/400-script", status("400 Bad Request", CHALLENGE), O.BLOCKED),
    case("/shield/404-script.pdf", status("404 Not Found", CHALLENGE), O.BLOCKED),
    case(
        "/shield/404-gbk",
        status("404 Not Found", _SAFEDOG),
        O.BLOCKED,
    ),
    case("/shield/200-gbk", html(_SAFEDOG, kind="text/html"), O.BLOCKED),
    case(
        "/shield/500",
        status("500 Internal Server Error", stopped("拦截提示", "您的访问存在威胁，已被云锁拦截")),
        O.BLOCKED,
    ),
    case(
        "/shield/503-script",
        status(
            "503 Service Temporarily Unavailable",
            page("Just a moment...", '<div class="cf-browser-verification">Checking</div>'),
        ),
        O.BLOCKED,
    ),
    case(
        "/shield/503-too-often",
        status("503 Service Unavailable", stopped("提示", "您的访问过于频繁，请稍后再试")),
        O.BLOCKED,
    ),
    case(
        "/shield/404-captcha",
        status("404 Not Found", stopped("访问验证", "请拖动滑块")),
        O.BLOCKED,
    ),
    case("/shield/418", status("418 ", stopped("提示", "请求疑似攻击行为")), O.BLOCKED),
    case("/shield/468", status("468 "), O.BLOCKED),
    case("/shield/567", status("567 "), O.BLOCKED),
    # Reports about guards and missing pages are pages; so is a missing page that has a menu.
    case(
        "/shield/article",
        html(page("部署网站防火墙", _TEXT + "<p>攻击请求已被防火墙拦截。</p>")),
        O.ALIVE,
    ),
    case(
        "/shield/article-404",
        html(page("整改“页面不存在”问题", _TEXT + "<p>有的链接提示您访问的页面不存在。</p>")),
        O.ALIVE,
    ),
    case("/shield/none-404", status("404 Not Found", NOT_THERE + _TEXT.encode()), O.NOT_FOUND),
)
