"""Probing 探测: one visit to a home page, as a visitor makes it, and what came of it.

Reads   a site's home address
Gives   a Probe: opened or not, seconds, cause; redirects are followed within the same limit
Never   connects to a private address the register does not allow
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from crawler.answer import Answer, Ask, Want
from crawler.classify import outcome_of
from crawler.transport import Transport
from model.clock import Clock, china_day
from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from model.probe import Probe
from model.site import Site
from model.url import absolute, authority

MAX_HOPS = 8
AT_ONCE = 64
"""Visits under way at a time: thousands of sites fit into their minutes."""
_OPEN = frozenset({FetchOutcome.ALIVE, FetchOutcome.TOO_LARGE})


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit that was made to one site."""

    site: Site
    probe: Probe


def visit_all(
    sites: Sequence[Site], *, clock: Clock, user_agent: str, limit_s: float, again: bool = False
) -> list[Visit]:
    """Visit the home pages at the same time; one visit ends after `limit_s` seconds at most."""
    return asyncio.run(_visit_all(sites, clock, user_agent, limit_s, again=again))


async def _visit_all(
    sites: Sequence[Site], clock: Clock, user_agent: str, limit_s: float, *, again: bool
) -> list[Visit]:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(site: Site) -> Visit:
        async with room:
            return Visit(site, await _visit(site, clock.now(), user_agent, limit_s, again=again))

    return list(await asyncio.gather(*(one(site) for site in sites)))


async def _visit(
    site: Site, at: datetime, user_agent: str, limit_s: float, *, again: bool
) -> Probe:
    """Visit one home page; a connection of its own, as a new visitor has."""
    job = CrawlJob(
        site=site,
        night_on=china_day(at),
        at=at,
        site_file="",
        connect_timeout_s=limit_s,
        first_byte_timeout_s=limit_s,
        total_timeout_s=limit_s,
    )
    allowed = authority(site.home_url) if site.allow_private else None
    transport = Transport(job, user_agent, lambda name: name == allowed)
    started = monotonic()
    try:
        async with asyncio.timeout(limit_s):
            outcome, detail = await _open(transport, site.home_url)
    except TimeoutError:
        outcome, detail = FetchOutcome.TIMEOUT_BODY, ""
    finally:
        await transport.close()
    return Probe(
        at=at,
        ok=outcome in _OPEN,
        seconds=min(monotonic() - started, limit_s),
        cause=outcome,
        detail=detail,
        again=again,
    )


async def _open(transport: Transport, url: str) -> tuple[FetchOutcome, str]:
    cookies: tuple[str, ...] = ()
    for _ in range(MAX_HOPS):
        headers = (("Cookie", "; ".join(cookies)),) if cookies else ()
        answer = await transport.ask(Ask(url=url, method="GET", want=Want.HTML, headers=headers))
        outcome = outcome_of(answer)
        if outcome is not FetchOutcome.REDIRECTED:
            return outcome, _detail(answer)
        target = absolute(url, answer.header("location"))
        if target is None:
            return FetchOutcome.SERVER_ERROR, _detail(answer)
        # A visitor's browser keeps the cookie with which a home page leads to itself.
        cookies = answer.cookies if authority(target) == authority(url) else ()
        url = target
    return FetchOutcome.REDIRECT_LOOP, ""


def _detail(answer: Answer) -> str:
    return answer.detail if answer.status is None else str(answer.status)
