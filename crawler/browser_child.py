"""The browser's own process: draws pages with Chromium and prints what they became.

    python -m crawler.browser_child ORDER.json

One JSON line a page on stdout: `{"url", "html", "asked", "refused", "fault"}`; `fault` is ""
or a short word, and then there is no `html`. Its parent may kill it at any time; Chromium
hangs on a pipe of this process and ends with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from playwright.async_api import Error as BrowserError
from playwright.async_api import Page, Request, Route, async_playwright

from crawler.browser_answers import Answers, Wish
from crawler.browser_order import Order
from crawler.policy import DEFAULT_USER_AGENT

QUIET_S = 0.8
"""A page that has asked for nothing this long has drawn its list."""

_TICK_S = 0.1
_NO_WAY_OUT = (
    "--proxy-server=http://127.0.0.1:9",  # the discard port: what is not answered by us fails
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)


@dataclass(slots=True)
class _Activity:
    """What a page is waiting for."""

    opened: bool = False  # the page itself was sent; it may not lead elsewhere
    under_way: int = 0
    last_at: float = field(default_factory=monotonic)


async def draw_all(order: Order) -> None:
    """Draw every page of an order, one after the other."""
    answers = Answers(order.job, list(order.home_chain), dict(order.robots))
    async with async_playwright() as engine:
        browser = await engine.chromium.launch(
            executable_path=order.program,
            args=list(_NO_WAY_OUT),
            chromium_sandbox=os.geteuid() != 0,  # Chromium has no sandbox for root
        )
        for url in order.urls:
            context = await browser.new_context(
                user_agent=order.job.user_agent or DEFAULT_USER_AGENT,
                accept_downloads=False,
                service_workers="block",
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                viewport={"width": 1280, "height": 1600},
            )
            answers.begin_page()
            html, fault = "", ""
            try:
                html = await asyncio.wait_for(_drawn(context, answers, url), order.page_limit_s)
            except TimeoutError:
                fault = "timeout"
            except BrowserError as cause:
                fault = str(cause).splitlines()[0][:200] or "error"
            _print(
                url=url, html=html, asked=answers.asked, refused=dict(answers.refused), fault=fault
            )
            with contextlib.suppress(BrowserError, TimeoutError):
                await asyncio.wait_for(context.close(), 5)
            if not browser.is_connected():
                break
        with contextlib.suppress(BrowserError, TimeoutError):
            await asyncio.wait_for(browser.close(), 5)
    await answers.close()


async def _drawn(context: Any, answers: Answers, url: str) -> str:
    """Return the document of a page once its scripts have come to rest."""
    activity = _Activity()

    async def handle(route: Route, request: Request) -> None:
        if request.is_navigation_request() and request.frame.parent_frame is None:
            if activity.opened:
                await route.fulfill(status=204)  # the page stays where it is
                return
            activity.opened = True
        activity.under_way += 1
        try:
            await _handle(route, request, answers)
        except BrowserError:
            pass  # the page has gone meanwhile
        finally:
            activity.under_way -= 1
            activity.last_at = monotonic()

    await context.route("**/*", handle)
    page: Page = await context.new_page()
    context.on("page", lambda opened: asyncio.ensure_future(opened.close()))
    await page.goto(url, wait_until="commit", timeout=0)
    while activity.under_way or monotonic() - activity.last_at < QUIET_S:
        await asyncio.sleep(_TICK_S)
    drawn: str = await page.evaluate("document.documentElement.outerHTML")
    return drawn


async def _handle(route: Route, request: Request, answers: Answers) -> None:
    wish = Wish(
        url=request.url,
        method=request.method,
        resource=request.resource_type,
        content_type=request.headers.get("content-type", "") if request.method == "POST" else "",
        body=request.post_data_buffer or b"",
    )
    answer = await answers.answer(wish)
    if answer.failure is not None or answer.status is None or answer.too_large:
        await route.abort("blockedbyclient")
        return
    await route.fulfill(
        status=answer.status,
        body=answer.body,
        headers={"content-type": answer.content_type, "access-control-allow-origin": "*"},
    )


def _print(**line: object) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(draw_all(Order.from_json(Path(sys.argv[1]).read_text(encoding="utf-8"))))
