"""Misbehaviour by redirect: loops, endless chains, cookies, odd bytes, private addresses."""

from __future__ import annotations

from model.fetch import FetchOutcome as O
from tests.fakesite.answers import html, page, raw, redirect
from tests.fakesite.case import Case, case
from tests.fakesite.server import Exchange, Handler

CHINESE = "/moves/" + "".join(f"%{byte:02X}" for byte in "中文".encode("gbk"))


async def endless_chain(exchange: Exchange) -> None:
    """Redirect to the same path with the next number, for ever."""
    number = int(exchange.request.path.partition("=")[2] or 0)
    await redirect(f"/moves/chain?n={number + 1}")(exchange)


async def long_chain(exchange: Exchange) -> None:
    """Redirect to the same path with one less, down to a page."""
    left = int(exchange.route.rpartition("/")[2])
    await redirect(f"/moves/long/{left - 1}" if left else "/plain/one")(exchange)


async def cookie_gate(exchange: Exchange) -> None:
    """Redirect to itself until the cookie that it sets comes back."""
    if "seen=1" in exchange.request.headers.get("cookie", ""):
        await html(page("带着 cookie 才给看的页面"))(exchange)
    else:
        await redirect("/moves/cookie", headers=(("Set-Cookie", "seen=1; path=/"),))(exchange)


async def cookie_circle(exchange: Exchange) -> None:
    """Redirect to where a cookie is set and back again, until it is brought along."""
    if "way=2" in exchange.request.headers.get("cookie", ""):
        await html(page("绕一圈才给看的页面"))(exchange)
    else:
        await redirect("/moves/sets-cookie")(exchange)


CASES: tuple[Case, ...] = (
    case("/moves/a", redirect("/moves/b"), O.REDIRECT_LOOP),
    case("/moves/self", redirect("/moves/self"), O.REDIRECT_LOOP),
    case("/moves/chain", endless_chain, O.REDIRECT_LOOP),
    # Browsers send the cookie back and get through.
    case("/moves/cookie", cookie_gate, O.ALIVE),
    case("/moves/cookie-circle", cookie_circle, O.ALIVE),
    case("/moves/backslash", redirect("\\plain\\two"), O.REDIRECTED),
    # Longer than is wise, and browsers go along.
    case("/moves/long/12", long_chain, O.REDIRECTED),
    case("/moves/permanent", redirect("/plain/one", "301 Moved Permanently"), O.REDIRECTED),
    case("/moves/relative", redirect("../plain/two", "303 See Other"), O.REDIRECTED),
    case("/moves/gone", redirect("/status/404"), O.NOT_FOUND),
    # A redirect that names no target leaves every reader with nothing.
    case("/moves/nowhere", redirect(""), O.SERVER_ERROR),
    case(
        "/moves/gbk",
        raw(
            b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: /moves/"
            + "中文".encode("gbk")
            + b"\r\n\r\n"
        ),
        O.REDIRECTED,
    ),
    # To a mail program: a reader who clicks gets what was promised, and we cannot look.
    case("/moves/mail", redirect("mailto:nobody@example.invalid"), O.NOT_FETCHED),
    case("/moves/members", redirect("/login?return=/moves/members"), O.NEEDS_LOGIN),
    case(
        "/moves/metadata", redirect("http://169.254.169.254/latest/meta-data/"), O.PRIVATE_ADDRESS
    ),
    case("/moves/mapped", redirect("http://[::ffff:127.0.0.1]:9/"), O.PRIVATE_ADDRESS),
)

BEHIND: dict[str, Handler] = {
    "/moves/b": redirect("/moves/a"),
    **{f"/moves/long/{left}": long_chain for left in range(12)},
    "/moves/sets-cookie": redirect(
        "/moves/cookie-circle", headers=(("Set-Cookie", "way=2; path=/"),)
    ),
    CHINESE: html(page("跳转后的中文地址")),
    "/login": html(
        page(
            "统一身份认证平台",
            '<form action="/login" method="post"><label>用户名<input name="username"></label>'
            '<label>密码<input type="password" name="password"></label>'
            "<button>登录</button></form>",
        )
    ),
}
