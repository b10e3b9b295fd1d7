"""Handlers for the fake server: small builders of ordinary and of wrong answers."""

from __future__ import annotations

from collections.abc import Iterable

from tests.fakesite.server import Exchange, Handler

Headers = tuple[tuple[str, str], ...]


def page(title: str, body: str = "", head: str = "") -> bytes:
    """Return an HTML page in UTF-8; `title` and the rest are written as they are."""
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{title}</title>{head}</head><body>{body}</body></html>"
    ).encode()


def links(targets: Iterable[str]) -> str:
    """Return one paragraph with a link for each target, hrefs as written."""
    return "".join(
        f'<p><a href="{t}">{t.rsplit("/", 1)[-1] or "首页"}的链接</a></p>' for t in targets
    )


def html(
    content: bytes, *, headers: Headers = (), kind: str = "text/html; charset=utf-8"
) -> Handler:
    """Answer 200 with a body."""

    async def handle(exchange: Exchange) -> None:
        await exchange.answer("200 OK", content, kind=kind, headers=headers)

    return handle


def status(line: str, content: bytes = b"", *, headers: Headers = ()) -> Handler:
    """Answer with another status line, e.g. `403 Forbidden`."""

    async def handle(exchange: Exchange) -> None:
        await exchange.answer(line, content, headers=headers)

    return handle


def redirect(location: str, line: str = "302 Found", headers: Headers = ()) -> Handler:
    """Answer with a redirect; `location` is written as it is."""
    return status(line, headers=(("Location", location), *headers))


def raw(data: bytes) -> Handler:
    """Write bytes that need not be HTTP, and close."""

    async def handle(exchange: Exchange) -> None:
        exchange.keep = False
        await exchange.raw(data)

    return handle


def first_then(first: Handler, then: Handler, times: int = 1) -> Handler:
    """Answer the first `times` requests one way and all later ones another way."""
    left = [times]

    async def handle(exchange: Exchange) -> None:
        if left[0] > 0:
            left[0] -= 1
            await first(exchange)
        else:
            await then(exchange)

    return handle


def by_method(head: Handler, get: Handler) -> Handler:
    """Answer HEAD one way and everything else another way."""

    async def handle(exchange: Exchange) -> None:
        await (head if exchange.is_head else get)(exchange)

    return handle
