"""Harvest: what one answer means for its item: ask again, or settle it.

Reads   an item and the answer to its request
Gives   Again or Answered
Never   asks, waits or stores
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.answer import Answer
from crawler.asks import other_method
from crawler.classify import leads_to_login, location_of, outcome_of
from crawler.crawl import Crawl
from crawler.policy import BUSY_RETRIES
from crawler.robots import MAX_HOPS
from crawler.turns import Item
from crawler.waiting import asked_wait_s, used_up_s
from model.fetch import FetchOutcome
from store.site_records import Answered, AskKind

_BUSY = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Again:
    """Ask this item once more, not before `at` (seconds of the crawl's clock)."""

    item: Item
    at: float


def harvest(crawl: Crawl, item: Item, answer: Answer) -> Again | Answered:
    """Decide what an answer means for its item."""
    pace, now = crawl.pace_of(item.platform), crawl.now
    if answer.status in _BUSY:
        at = pace.busy(now, asked_wait_s(answer), item.busy)
        if at is not None and item.busy < BUSY_RETRIES:
            return Again(replace(item.again(), busy=item.busy + 1), at)
    else:
        pace.answered(answer.elapsed_s)
        used_up = used_up_s(answer)
        if used_up:
            pace.rest(now, used_up)
    if item.row.kind is AskKind.ROBOTS:
        return _robots(crawl, item, answer, now)
    step = other_method(item, answer)
    if step is not None:
        return Again(item.again(step), now)
    location = location_of(item.url, answer)
    if item.row.kind is AskKind.PROBE:
        crawl.reader.learn_not_found(item.row, answer, location)
        crawl.remember()
        return _answered(item, answer, outcome_of(answer))
    if location == item.url and answer.cookies and not item.cookie:
        return Again(replace(item.again(), cookie="; ".join(answer.cookies)), now)
    return _target(crawl, item, answer, location)


def _target(crawl: Crawl, item: Item, answer: Answer, location: str | None) -> Answered:
    # A page that was read already was judged to be one.
    outcome = outcome_of(answer) if answer.page is None else FetchOutcome.ALIVE
    row = item.row
    if outcome is FetchOutcome.REDIRECTED:
        if location is None:
            left = _answered(item, answer, FetchOutcome.NOT_FETCHED)
            return replace(left, detail="leads out of the web")
        if crawl.reader.is_error_page(row, location):
            return replace(_answered(item, answer, FetchOutcome.SOFT_404), location=location)
        if not crawl.scope.is_home(row.url) and leads_to_login(row.url, location):
            return replace(_answered(item, answer, FetchOutcome.NEEDS_LOGIN), location=location)
        return replace(_answered(item, answer, outcome), location=location)
    answered = _answered(item, answer, outcome)
    if row.kind is AskKind.PAGE and outcome is FetchOutcome.ALIVE:
        before = dict(crawl.memo["soft404"])
        answered = crawl.reader.read(row, answer, answered)
        if before != crawl.memo["soft404"]:
            crawl.remember()
    return answered


def _robots(crawl: Crawl, item: Item, answer: Answer, now: float) -> Again | Answered:
    location = location_of(item.url, answer)
    if location is not None and item.hops < MAX_HOPS:
        return Again(replace(item.again(), url=location, hops=item.hops + 1), now)
    crawl.robots.learn(item.row.url, answer)
    crawl.remember()
    pace = crawl.pace_of(item.platform)
    if pace.delay_s:
        pace.floor_s = max(pace.floor_s, crawl.robots.crawl_delay_s(item.row.url))
    return _answered(item, answer, outcome_of(answer))


def _answered(item: Item, answer: Answer, outcome: FetchOutcome) -> Answered:
    return Answered(
        outcome=outcome,
        status=answer.status,
        content_type=answer.content_type,
        detail=answer.detail,
        tries=item.row.tries + 1,
        requests=item.requests + 1,
    )
