"""One visit of the browser to one page: whatever the page wishes is answered here, or refused.

Reads   the address of a page
Gives   the page at rest, its document, and how it was answered
Never   lets a page lead elsewhere, open windows, ask its reader, save files or open sockets;
        each of these is counted among the refusals
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Download,
    Page,
    Request,
    Route,
    WebSocketRoute,
)
from playwright.async_api import Error as BrowserError

from crawler.answer import Answer
from crawler.browser_answers import Answers, Wish
from crawler.classify import outcome_of
from model.fetch import FetchOutcome

QUIET_S = 0.8
"""A page that has asked for nothing this long has drawn its list."""

SETTLE_SHARE = 0.6
"""Of a page's time, after which it is read as it stands: some pages never stop asking."""

_TICK_S = 0.1
_LOCAL_FILE = "Not allowed to load local resource"  # Chromium's words on its console


class Visit:
    """Opens one page and stands between it and the world."""

    def __init__(self, answers: Answers, limit_s: float) -> None:
        self._answers = answers
        self._until = monotonic() + limit_s * SETTLE_SHARE
        self._opened = False  # the page itself was sent; it may not lead elsewhere
        self._under_way: set[asyncio.Task[None]] = set()
        self._last_at = monotonic()
        self.crashed = False
        self.answered_well = False

    async def open(self, context: BrowserContext, url: str) -> Page:
        """Return the page once its scripts have come to rest, or its time is up."""
        await context.route("**/*", self._handle)
        await context.route_web_socket("**/*", self._refuse_socket)
        page = await context.new_page()
        context.on("page", self._close_window)
        page.on("dialog", self._dismiss)
        page.on("download", self._cancel)
        page.on("console", self._listen)
        page.on("crash", self._note_crash)
        await page.goto(url, wait_until="commit", timeout=0)
        while not self._at_rest and monotonic() < self._until and not self.crashed:
            await asyncio.sleep(_TICK_S)
        self.end()
        return page

    async def document(self, page: Page, most: int) -> str:
        """Return the document as it stands, cut behind `most` characters."""
        code = "(most) => document.documentElement.outerHTML.slice(0, most + 1)"
        drawn = await page.evaluate(code, most)
        return drawn if isinstance(drawn, str) else ""

    def end(self) -> None:
        """Let go of what is still under way: nobody waits for it any more."""
        self._opened = True
        self._until = 0.0
        for task in self._under_way:
            task.cancel()

    @property
    def _at_rest(self) -> bool:
        return not self._under_way and monotonic() - self._last_at >= QUIET_S

    async def _handle(self, route: Route, request: Request) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        try:
            with suppress(BrowserError):  # the page has gone meanwhile
                await self._answer(route, request)
        except asyncio.CancelledError:
            with suppress(BrowserError):
                await route.abort("blockedbyclient")
        finally:
            self._under_way.discard(task)
            self._last_at = monotonic()

    async def _answer(self, route: Route, request: Request) -> None:
        is_page = False
        if request.is_navigation_request():
            is_page = request.frame.parent_frame is None
            if is_page and self._opened:
                self._count("leads_away")
                await route.fulfill(status=204)  # the page stays where it is
                return
        self._opened = self._opened or is_page
        sends = request.method == "POST"
        answer = await self._answers.answer(
            Wish(
                url=request.url,
                method=request.method,
                resource=request.resource_type,
                content_type=request.headers.get("content-type", "") if sends else "",
                body=request.post_data_buffer or b"",
            )
        )
        if is_page:
            self.answered_well = outcome_of(answer) is FetchOutcome.ALIVE
        await _fulfil(route, answer)

    def _count(self, reason: str) -> None:
        self._answers.refused[reason] += 1

    async def _refuse_socket(self, socket: WebSocketRoute) -> None:
        self._count("websocket")
        with suppress(BrowserError):
            await socket.close()

    async def _close_window(self, window: Page) -> None:
        self._count("window")
        with suppress(BrowserError):
            await window.close()

    async def _dismiss(self, dialog: Dialog) -> None:
        self._count("dialog")
        self._last_at = monotonic()  # its script goes on only now
        with suppress(BrowserError):
            await dialog.dismiss()

    async def _cancel(self, download: Download) -> None:
        self._count("download")
        with suppress(BrowserError):
            await download.cancel()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.text.startswith(_LOCAL_FILE):
            self._count("local_file")

    def _note_crash(self, _page: Page) -> None:
        self.crashed = True


async def _fulfil(route: Route, answer: Answer) -> None:
    if answer.failure is not None or answer.status is None or answer.too_large:
        await route.abort("blockedbyclient")
        return
    await route.fulfill(
        status=answer.status,
        body=answer.body,
        headers={"content-type": answer.content_type, "access-control-allow-origin": "*"},
    )
