"""Misbehaviour by saying something else than what is there: status, method, words."""

from __future__ import annotations

from model.fetch import FetchOutcome as O
from tests.fakesite.answers import by_method, html, page, redirect, status
from tests.fakesite.case import Case, case
from tests.fakesite.codes import FILE, NOT_THERE
from tests.fakesite.server import Exchange

_TEXT = "<p>区政府办公室组织召开专题会议，研究部署下一阶段重点工作，听取有关单位情况汇报。</p>" * 20
_SORRY = page("提示", "<p>抱歉，您要查看的文件不存在。</p>")
_REFRESH = '<meta http-equiv="refresh" content="0;url={}">'


async def only_with_referer(exchange: Exchange) -> None:
    """Give a picture only to who says on which page it stands, and 404 to others."""
    if exchange.request.headers.get("referer", "").startswith("http://127.0.0.1"):
        await exchange.answer("200 OK", b"\xff\xd8\xff", kind="image/jpeg")
    else:
        await exchange.answer("404 Not Found")


CASES: tuple[Case, ...] = (
    # Titles and short texts by which a page with status 200 says that there is nothing.
    case("/lies/title", html(page("404错误页", _TEXT)), O.SOFT_404),
    case("/lies/title-polite", html(page("抱歉，您访问的页面不存在", _TEXT)), O.SOFT_404),
    case("/lies/short", html(_SORRY), O.SOFT_404),
    case(
        "/lies/short-gbk",
        html(
            "<title>提示</title><p>该信息不存在或已被删除</p>".encode("gb18030"), kind="text/html"
        ),
        O.SOFT_404,
    ),
    case(
        "/lies/alert",
        html("<script>alert('该信息不存在！');history.go(-1);</script>".encode()),
        O.SOFT_404,
    ),
    case("/lies/page-for-a-file.pdf", html(_SORRY), O.SOFT_404),
    case("/lies/page-for-a-picture.jpg", html(_SORRY), O.SOFT_404),
    case("/lies/viewer.pdf", html(page("在线阅读", _TEXT)), O.ALIVE),
    case("/lies/road-404", html(page("404国道封闭施工的通告", _TEXT)), O.ALIVE),
    case("/lies/short-page", html(page("联系我们", "<p>电话：0571-12345</p>")), O.ALIVE),
    # HEAD is sent elsewhere than GET: what a reader gets counts.
    case("/lies/head-home.pdf", by_method(redirect("/"), FILE), O.ALIVE),
    case("/lies/head-login.pdf", by_method(redirect("/user/login.jsp"), FILE), O.ALIVE),
    case("/lies/head-200.pdf", by_method(FILE, status("404 Not Found")), O.NOT_FOUND),
    case("/lies/head-200.jpg", by_method(FILE, status("404 Not Found")), O.NOT_FOUND),
    case("/lies/head-200.xls", by_method(FILE, status("500 Error")), O.SERVER_ERROR),
    case("/lies/head-200-sorry.doc", by_method(FILE, html(_SORRY)), O.SOFT_404),
    case("/lies/head-home-gone.zip", by_method(redirect("/"), status("410 Gone")), O.NOT_FOUND),
    case("/lies/head-gone.pdf", by_method(redirect("/lies/no-such-page"), FILE), O.ALIVE),
    case("/lies/head-nowhere.pdf", by_method(status("302 Found"), FILE), O.ALIVE),
    case("/lies/referer.jpg", only_with_referer, O.ALIVE),
    # A redirect that names no target, with a page: browsers show the page.
    case("/lies/302-page", status("302 Found", page("通知", _TEXT)), O.ALIVE),
    # Readers sent on at once to what is missing find nothing.
    case(
        "/lies/refresh-gone",
        html(page("跳转", "<p>正在跳转</p>", _REFRESH.format("/lies/no-such-page"))),
        O.SOFT_404,
    ),
    case(
        "/lies/refresh-header-gone",
        html(page("跳转", "<p>正在跳转</p>"), headers=(("Refresh", "0; URL=/lies/no-such"),)),
        O.SOFT_404,
    ),
    case(
        "/lies/refresh-header",
        html(page("跳转", "<p>正在跳转</p>"), headers=(("Refresh", "0;url=/plain/one"),)),
        O.REDIRECTED,
    ),
    case("/lies/to-error-page", redirect("/lies/error/404.html"), O.SOFT_404),
)

BEHIND = {"/lies/error/404.html": html(NOT_THERE)}
