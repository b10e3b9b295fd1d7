"""Pages that are meant to hurt their reader, and pages whose links are written in odd ways."""

from __future__ import annotations

from tests.fakesite.answers import html, links, page
from tests.fakesite.server import Exchange, Handler

SCRIPT_TITLE = "<script>alert(1)</script>公告"
FORMULA_TITLE = '=cmd|"/c calc"!A1'
GBK_BROKEN = (
    "<html><head><title>无声明的国标码页面</title></head><body><p>这是一段中文，编码没有声明。"
    "政府信息公开指南和通知公告都在这里发布，请群众监督。</p>".encode("gbk")
    + b"<p>\xff\xff\x81\x20</p>"
    + "<p>后面的内容仍然应当读得出来。</p><a href='/plain/after-gbk'>继续</a></body></html>".encode(
        "gbk"
    )
)
FILE_NAME = "/plain/%E9%80%9A%E7%9F%A5%20(1).html"

ODD_LINKS = f"""
<p><a href="  /plain/spaces  ">两端有空格</a>
<a href="/plain/ta&#9;bs">制表符</a>
<a href="/pla
in/newline">换行</a>
<a href="/plain/one#part">锚点</a>
<a href="#here">页内</a>
<a href="">空</a>
<a href="/../../plain/above">越过根</a>
<a href="../plain/./dots/../dotted">点</a>
<a href="{FILE_NAME}">中文文件名</a>
<a href="/plain/通知 (1).html">同一个文件名</a>
<a href="JavaScript:void(0)">脚本</a>
<a href="mailto:office@example.invalid">信箱</a>
<a href="tel:057112345">电话</a>
<a href="data:text/html,hi">数据</a>
<a href="http://[broken/">坏地址</a>
<a href="http://name with space.invalid/">坏主机名</a>
<a href="/plain/quote&quot;s&amp;a=1">引号</a></p>
"""

HOSTILE: dict[str, Handler] = {
    "/pages/script-title": html(page(SCRIPT_TITLE)),
    "/pages/formula-title": html(page(FORMULA_TITLE)),
    "/pages/gbk-broken": html(GBK_BROKEN, kind="text/html"),
    "/pages/odd-links": html(page("写法奇怪的链接", ODD_LINKS)),
    "/pages/refresh": html(
        page("请稍候", head='<meta http-equiv="refresh" content="0; url=/plain/refreshed">')
    ),
    "/pages/nul-bytes": html(page("含空字节\0的页面", "<p>\0\0</p>")),
    "/pages/deep": html(page("套得很深的页面", "<div>" * 20_000)),
    "/pages/empty": html(b""),
    "/pages/not-html": html(b"\x89PNG\r\n\x1a\n" + bytes(500)),
}

REACHED: tuple[str, ...] = (
    "/plain/one",
    "/plain/two",
    "/plain/spaces",
    "/plain/tabs",
    "/plain/newline",
    "/plain/above",
    "/plain/dotted",
    "/plain/refreshed",
    "/plain/after-gbk",
    FILE_NAME,
)
"""Pages that the odd links lead to; each must be read under exactly this path."""


async def plain(exchange: Exchange) -> None:
    """Answer with a harmless page for the paths that exist, else 404."""
    if exchange.route in REACHED or exchange.route.startswith("/plain/quote"):
        await html(page("普通页面", links(["/"])))(exchange)
    else:
        await exchange.answer("404 Not Found")


async def calendar(exchange: Exchange) -> None:
    """Answer with one month of a calendar that has no end: `/cal/YYYY/MM` and its days."""
    _, _, year, month, *day = exchange.route.split("/")
    if day:
        body = links([f"/cal/{year}/{month}"])
    else:
        following = int(year) * 12 + int(month)
        days = [f"/cal/{year}/{month}/{d:02}" for d in range(1, 8)]
        body = links([f"/cal/{following // 12}/{following % 12 + 1:02}", *days])
    await html(page(f"{year}年{month}月日程", body))(exchange)


async def maze(exchange: Exchange) -> None:
    """Answer every number with a link to the next one."""
    await html(page("迷宫", links([f"/maze?n={_number(exchange) + 1}"])))(exchange)


async def sessions(exchange: Exchange) -> None:
    """Answer every session with a link that carries a new session number."""
    await html(page("会话", links([f"/sessions?jsessionid={_number(exchange) + 1}"])))(exchange)


def _number(exchange: Exchange) -> int:
    return int(exchange.request.path.rpartition("=")[2] or 0)
