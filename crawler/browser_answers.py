"""Answers for a browser: whatever a page's scripts ask for is asked by us, with our manners.

The browser itself has no way out. Every request it makes comes here, and goes through the
same guard against private addresses, the same robots rules and the same pace as the crawl.

Reads   a Wish of the browser
Gives   an Answer; a refusal is one too, with its reason in `detail`
Never   follows a redirect unchecked, sends a form, or asks other sites for more than scripts
        (and, for a picture, styles)
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

import tldextract

from crawler.answer import Answer, Ask, Want
from crawler.classify import location_of, outcome_of
from crawler.platforms import Platforms, shared_moments
from crawler.policy import BREAK_AFTER, DEFAULT_USER_AGENT, MAX_REDIRECTS
from crawler.robots import Robots
from crawler.scope import Scope
from crawler.transport import Transport
from crawler.waiting import asked_wait_s
from model.clock import SystemClock
from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from model.url import absolute, authority, host, origin

MOST_REQUESTS = 120
"""Requests that one page may cost its server; a list needs its scripts and its data."""

MOST_SENT_BYTES = 16 * 1024
"""Of a data request's own body; a query for the first page of a list is far smaller."""

MOST_KEPT_BYTES = 32_000_000
"""Of scripts and styles that the next pages will ask for again."""

_BUSY = frozenset({429, 503})
_AS_GET = frozenset({301, 302, 303})
"""Redirects after which browsers send no data again (Fetch standard, HTTP-redirect fetch, 12)."""

_TURNED_AWAY = frozenset(
    {
        FetchOutcome.BLOCKED,
        FetchOutcome.TIMEOUT_CONNECT,
        FetchOutcome.TIMEOUT_FIRST_BYTE,
        FetchOutcome.TIMEOUT_BODY,
    }
)
_NEEDED = frozenset({"document", "script", "xhr", "fetch"})
_SHARED = frozenset({"script", "stylesheet"})
_ASKED_DATA = frozenset({"xhr", "fetch"})
_names = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One request that the browser would make; `resource` is the browser's word for its kind."""

    url: str
    method: str = "GET"
    resource: str = "document"
    content_type: str = ""
    body: bytes = b""


class Answers:
    """Asks on behalf of the pages of one site; what was answered once is kept for all of them."""

    def __init__(
        self, job: CrawlJob, chain: list[str], robots_memo: dict[str, Any], *, styles: bool = False
    ) -> None:
        self._job = job
        self._needed = _NEEDED | {"stylesheet"} if styles else _NEEDED
        self._scope = Scope(job)
        self._scope.widen(chain)
        agent = job.user_agent or DEFAULT_USER_AGENT
        self._robots = Robots(agent, robots_memo)
        self._ruled = set(robots_memo)
        self._transport = Transport(job, agent, self._scope.may_be_private)
        own = self._scope.platform(job.site.home_url)
        self._platforms = Platforms(job, own, shared_moments(job), SystemClock())
        pace = self._platforms.pace_of(own)
        # One delay between the crawl's last request and the browser's first.
        pace.rest(monotonic(), pace.delay_s)
        self._kept: dict[str, Answer] = {}
        self._kept_bytes = 0
        self._turned_away = 0  # answers of the site in a row
        self._doors: dict[str, asyncio.Lock] = {}
        self._home = _registered(job.site.home_url)
        self.refused: Counter[str] = Counter()  # reasons, for the page being drawn
        self.asked = 0  # requests sent for the page being drawn

    def begin_page(self) -> None:
        """Begin to count for another page."""
        self.refused.clear()
        self.asked = 0

    async def answer(self, wish: Wish) -> Answer:
        """Return what the server says, or a refusal."""
        kept = self._kept.get(wish.url) if wish.method == "GET" else None
        if kept is not None:
            return kept
        asked = wish
        for _ in range(MAX_REDIRECTS):
            reason = self._reason(asked)
            if reason:
                return self._refuse(reason)
            answer = await self._ask(asked)
            location = location_of(asked.url, answer)
            if location is None:
                self._keep(wish, answer)
                return answer
            asked = replace(asked, url=location)
            if answer.status in _AS_GET:
                asked = replace(asked, method="GET", body=b"", content_type="")
        return self._refuse("redirects")

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.close()

    def _reason(self, wish: Wish) -> str:
        """Return why a wish is not for us, "" if it is."""
        if absolute(wish.url, wish.url) is None:
            return "not_http"
        if wish.resource not in self._needed:
            return "not_needed"
        if self._turned_away >= BREAK_AFTER:
            return "left_alone"
        inside = self._scope.contains(wish.url)
        if wish.method != "GET" and not (
            wish.method == "POST"
            and inside
            and wish.resource in _ASKED_DATA
            and len(wish.body) <= MOST_SENT_BYTES
        ):
            return "sends"
        related = inside or (self._home != "" and _registered(wish.url) == self._home)
        return "" if related or wish.resource in _SHARED else "other_site"

    def _keep(self, wish: Wish, answer: Answer) -> None:
        """Keep what further pages will want as well; data and documents are each page's own."""
        size = self._kept_bytes + len(answer.body)
        shared = wish.method == "GET" and wish.resource in _SHARED
        if shared and answer.failure is None and size <= MOST_KEPT_BYTES:
            self._kept[wish.url] = answer
            self._kept_bytes = size

    async def _ask(self, wish: Wish) -> Answer:
        url = wish.url
        if not await self._allows(url):
            return self._refuse("robots")
        if self.asked >= MOST_REQUESTS:
            return self._refuse("too_many")
        await self._turn(url)
        headers = (("Content-Type", wish.content_type),) if wish.content_type else ()
        answer = await self._transport.ask(
            Ask(url=url, method=wish.method, want=Want.WHOLE, headers=headers, body=wish.body)
        )
        pace = self._platforms.pace_of(self._scope.platform(url))
        if answer.status in _BUSY:
            pace.busy(monotonic(), asked_wait_s(answer), 0)
        else:
            pace.answered(answer.elapsed_s)
        if self._scope.contains(url):
            away = outcome_of(answer) in _TURNED_AWAY
            self._turned_away = self._turned_away + 1 if away else 0
        if answer.failure is not None:
            self.refused[str(answer.failure)] += 1
        return answer

    async def _allows(self, url: str) -> bool:
        if not self._job.obey_robots:
            return True
        rules = origin(url)
        if rules not in self._ruled:
            self._ruled.add(rules)
            await self._turn(url)
            ask = Ask(url=f"{rules}/robots.txt", method="GET", want=Want.TEXT)
            self._robots.learn(f"{rules}/robots.txt", await self._transport.ask(ask))
        return self._robots.allows(url, is_home=self._scope.is_home(url))

    async def _turn(self, url: str) -> None:
        """Wait until the platform of an address may be asked."""
        self.asked += 1
        platform = self._scope.platform(url)
        if not self._scope.contains(url):
            self._platforms.learn({host(url)})
        pace = self._platforms.pace_of(platform)
        if pace.delay_s and self._scope.contains(url):
            delay = self._robots.crawl_delay_s(f"{origin(url)}/robots.txt")
            pace.floor_s = max(pace.floor_s, delay)
        async with self._doors.setdefault(platform, asyncio.Lock()):
            while pace.next_at > monotonic() or not pace.take(monotonic()):
                await asyncio.sleep(max(pace.next_at - monotonic(), 0.005))

    def _refuse(self, reason: str) -> Answer:
        self.refused[reason] += 1
        return Answer(failure=FetchOutcome.NOT_FETCHED, detail=reason)


def _registered(url: str) -> str:
    """Return the registered domain of an address; an IP address is none."""
    found = _names(authority(url))
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else ""
