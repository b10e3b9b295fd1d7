"""Control 对照: whether the site still answers us, where it says that some links are dead.

Some shields do not say that they turn a crawler away: they answer 404 or 500 to everything it
asks from then on, lead it to an error page, or let no connection through. So where links of the
site failed, the home page and two pages that were read before are asked once more at the end.

Reads   what failed in the run, and which pages were read first
Gives   whether the site is left alone: then the night is not sound, and nothing it saw is held
        against anyone
Never   changes what was observed
"""

from __future__ import annotations

import asyncio

from crawler.crawl import Crawl
from crawler.late_asks import LateAsks
from crawler.progress import log
from model.fetch import FetchOutcome

_RULES = "/robots.txt"  # most sites have none, and nothing follows
PAUSE_S = 2.0
"""Before the home page is asked a second time: one bad moment is no shield."""


def control(crawl: Crawl) -> None:
    """Ask what was alive once more if links of the site failed, and draw the conclusion."""
    if crawl.stopping or crawl.breaker.own_site_is_left_alone or not _is_called_for(crawl):
        return
    asks = LateAsks(crawl)
    answers = asks.do(lambda: _still_answers(crawl, asks))
    crawl.site.keep_inquiries(crawl.run, (), asks.requests)
    if not answers and not asks.halted:
        crawl.breaker.leave_own_alone(asks.requests)
        crawl.remember()
        log(crawl.job, "turned_away", asked=asks.requests)


def _is_called_for(crawl: Crawl) -> bool:
    """Whether own links failed on a site whose home page was there."""
    view = crawl.site.view(crawl.run)
    failed = [one.url for n, one in view.seen.items() if view.end(n).outcome.is_failure]
    if not any(crawl.scope.contains(url) and not url.endswith(_RULES) for url in failed):
        return False
    return view.end(crawl.site.address(crawl.job.site.home_url)).outcome.is_fine


async def _still_answers(crawl: Crawl, asks: LateAsks) -> bool:
    home = crawl.job.site.home_url
    if not await _is_there(crawl, asks, home):
        await asyncio.sleep(PAUSE_S)
        if not await _is_there(crawl, asks, home):
            return False
    # A home page may come from a cache in front of the shield.
    there = [await _is_there(crawl, asks, url) for url in crawl.witnesses]
    return not there or any(there)


async def _is_there(crawl: Crawl, asks: LateAsks, url: str) -> bool:
    found = await asks.ask(url)
    if found.left_for:  # as it may have led before
        return True
    if found.outcome is not FetchOutcome.ALIVE:
        return False
    return crawl.reader.not_found.missing_as(found.url, found.answer.body) is None
