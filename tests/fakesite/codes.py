"""Misbehaviour by status: blocked, missing, broken, odd answers, and pages that lie about 404."""

from __future__ import annotations

import asyncio

from model.fetch import FetchOutcome as O
from tests.fakesite.answers import by_method, first_then, html, page, status
from tests.fakesite.case import Case, case
from tests.fakesite.server import Exchange

FILE = html(b"%PDF-1.4 a small file", kind="application/pdf")
GOOD = html(page("恢复后的页面"))
JSL = (
    b"<script>document.cookie=('_')+('_')+('jsl_clearance_s=1700000000.1|0|abc;max-age=3600;"
    b"path=/');location.href=location.pathname+location.search</script>"
)
CHALLENGE = (
    b"<!DOCTYPE html><html><head><meta charset=utf-8><title></title></head><body>"
    b"<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=51234;$_ts.cd='q8dA';</script>"
    b"</body></html>"
)
NOT_THERE = page(
    "页面不存在", "<div class='error'><h1>404</h1><p>抱歉，您访问的页面不存在或已删除。</p></div>"
)


async def head_hangs(exchange: Exchange) -> None:
    """Never answer HEAD, and GET at once."""
    if exchange.is_head:
        exchange.keep = False
        await asyncio.sleep(60)
    await FILE(exchange)


CASES: tuple[Case, ...] = (
    case("/status/404", status("404 Not Found", NOT_THERE), O.NOT_FOUND),
    case("/status/410", status("410 Gone"), O.NOT_FOUND),
    case(
        "/status/401",
        status("401 Unauthorized", headers=(("WWW-Authenticate", "Basic"),)),
        O.NEEDS_LOGIN,
    ),
    case("/status/403", status("403 Forbidden"), O.BLOCKED),
    case("/status/999", status("999 Request denied"), O.BLOCKED),
    case("/status/202", status("202 Accepted", CHALLENGE), O.BLOCKED),
    case(
        "/status/521",
        status("521 ", JSL, headers=(("Set-Cookie", "__jsluid_s=1; path=/"),)),
        O.BLOCKED,
    ),
    # A browser may ask in a way that suits the server: a person has to look.
    case("/status/400", status("400 Bad Request"), O.REJECTED),
    case("/status/400.pdf", status("400 Bad Request"), O.REJECTED),
    case("/status/500", status("500 Internal Server Error"), O.SERVER_ERROR),
    case("/status/502", status("502 Bad Gateway"), O.SERVER_ERROR),
    case("/status/520", status("520 ", page("Web server is returning an error")), O.SERVER_ERROR),
    case("/status/500-once", first_then(status("500 Internal Server Error"), GOOD), O.ALIVE),
    case(
        "/status/503-once",
        first_then(status("503 Service Unavailable", headers=(("Retry-After", "1"),)), GOOD),
        O.ALIVE,
    ),
    case("/status/204", status("204 No Content"), O.ALIVE),
    # Nobody asked whether it was modified: a reader sees an empty window.
    case("/status/304", status("304 Not Modified"), O.SERVER_ERROR),
    case("/status/404.pdf", status("404 Not Found"), O.NOT_FOUND),
    case("/status/head-405.pdf", by_method(status("405 Method Not Allowed"), FILE), O.ALIVE),
    case("/status/head-404.pdf", by_method(status("404 Not Found"), FILE), O.ALIVE),
    case("/status/head-403.pdf", by_method(status("403 Forbidden"), FILE), O.ALIVE),
    case("/status/head-500.pdf", by_method(status("500 Internal Server Error"), FILE), O.ALIVE),
    case("/status/head-hangs.pdf", head_hangs, O.ALIVE),
    case("/robots-says-no/page.html", html(page("不许抓取的页面")), O.ROBOTS_DENIED),
)

TOO_MANY: tuple[Case, ...] = (
    case("/busy/always", status("429 Too Many Requests"), O.BLOCKED),
    case(
        "/busy/once",
        first_then(status("429 Too Many Requests", headers=(("Retry-After", "1"),)), GOOD),
        O.ALIVE,
    ),
)
"""Apart from the rest: they make the crawler slow down for everybody."""
