"""The browser's own process: draws pages with Chromium and prints what they became.

    python -m crawler.browser_child ORDER.json

A JSON line on stdout once the browser runs, then one a page: `{"url", "html", "asked",
"refused", "fault", "detail", "pictures": [{"target", "png"}]}`; with a `fault` there is no
`html`. Exit code 0 means that no page is to blame for those left. Its parent may kill it at any
time; Chromium hangs on a pipe of this process and ends with it.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import sys
from pathlib import Path

from playwright.async_api import Browser, async_playwright
from playwright.async_api import Error as BrowserError

from crawler.browser_answers import Answers
from crawler.browser_camera import HEIGHT, WIDTH, pictures_of
from crawler.browser_order import Order
from crawler.browser_visit import Visit
from crawler.policy import DEFAULT_USER_AGENT
from model.drawing import DrawingFault

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
    "--js-flags=--max-old-space-size=512",
)
_NO_CALLS = """for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel',
  'WebTransport']) { try { delete globalThis[name]; } catch (e) {} }"""
"""Calls between browsers go around every proxy; no list of a column needs them."""

_CLOSE_S = 5.0


async def draw_all(order: Order) -> None:
    """Draw every page of an order, one after the other, as long as the browser lives."""
    styles = bool(order.pictures)
    answers = Answers(order.job, list(order.home_chain), dict(order.robots), styles=styles)
    async with async_playwright() as engine:
        browser = await engine.chromium.launch(
            executable_path=order.program,
            args=list(_NO_WAY_OUT),
            chromium_sandbox=os.geteuid() != 0,  # Chromium has no sandbox for root
        )
        _print(started=True)
        for url in order.urls:
            await _draw(browser, answers, order, url)
            if not browser.is_connected():
                break
        with contextlib.suppress(BrowserError, TimeoutError):
            await asyncio.wait_for(browser.close(), _CLOSE_S)
    await answers.close()


async def _draw(browser: Browser, answers: Answers, order: Order, url: str) -> None:
    """Draw one page in a context of its own and print its line."""
    answers.begin_page()
    html, pictures, fault, detail = "", [], "", ""
    context = None
    visit = Visit(answers, order.page_limit_s)
    try:
        async with asyncio.timeout(order.page_limit_s):
            context = await browser.new_context(
                user_agent=order.job.user_agent or DEFAULT_USER_AGENT,
                accept_downloads=False,
                service_workers="block",
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                viewport={"width": WIDTH, "height": HEIGHT},
            )
            await context.add_init_script(_NO_CALLS)
            page = await visit.open(context, url)
            html = await visit.document(page, order.job.max_body_bytes)
            # Of a page that did not answer well a picture would show something else.
            if url in order.pictures and visit.answered_well:
                async for target, png in pictures_of(page, order.pictures[url]):
                    pictures.append({"target": target, "png": base64.b64encode(png).decode()})
    except TimeoutError:
        fault = DrawingFault.TIMEOUT
    except BrowserError as cause:
        lost = visit.crashed or not browser.is_connected()
        fault = DrawingFault.LOST if lost else DrawingFault.UNANSWERED
        detail = str(cause).splitlines()[0][:200]
    visit.end()
    _print(
        url=url,
        html="" if fault else html,
        asked=answers.asked,
        refused=dict(answers.refused),
        fault=fault,
        detail=detail,
        pictures=pictures,
    )
    if context is not None:
        with contextlib.suppress(BrowserError, TimeoutError):
            await asyncio.wait_for(context.close(), _CLOSE_S)


def _print(**line: object) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(draw_all(Order.from_json(Path(sys.argv[1]).read_text(encoding="utf-8"))))
