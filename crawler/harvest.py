"""Harvest: what one answer means for its item: ask again, or settle it.

Reads   an item and the answer to its request
Gives   Again or Answered
Never   asks, waits or stores
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.answer import Answer
from crawler.asks import other_method, wastes_ranges
from crawler.classify import is_html, leads_to_login, location_of, outcome_of
from crawler.crawl import Crawl
from crawler.policy import BUSY_RETRIES
from crawler.robots import MAX_HOPS
from crawler.turns import Item, Step
from crawler.waiting import asked_wait_s, used_up_s
from extract.outside_look import look_at
from model.fetch import FetchOutcome
from model.url import authority
from store.site_records import Answered, AskKind, ReadFile

_BUSY = frozenset({429, 503})
_MOST_JARS = 1_000  # hosts whose cookies are remembered in one run
_MOST_COOKIE = 4_096  # characters, RFC 6265, 6.1


@dataclass(frozen=True, slots=True)
class Again:
    """Ask this item once more, not before `at` (seconds of the crawl's clock)."""

    item: Item
    at: float


def harvest(crawl: Crawl, item: Item, answer: Answer) -> Again | Answered:
    """Decide what an answer means for its item."""
    pace, now = crawl.pace_of(item.platform), crawl.now
    if item.step is Step.WHOLE:
        crawl.files.landed()
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
    if item.step is Step.WHOLE and crawl.files.settle(item.row, answer):
        crawl.remember()
    if wastes_ranges(item, answer) and crawl.reader.not_found.learn_ranges(item.url):
        crawl.remember()
    step = other_method(item, answer, inside=crawl.scope.contains(item.row.url))
    if step is not None:
        return Again(item.again(step), now)
    location = location_of(item.url, answer)
    if item.row.kind is AskKind.PROBE:
        crawl.reader.not_found.learn(item.row, answer, location)
        crawl.remember()
        return _answered(item, answer, outcome_of(answer))
    if location == item.url and answer.cookies and not item.cookie:
        return Again(replace(item.again(), cookie="; ".join(answer.cookies)), now)
    cookie = _cookie_of(crawl, item, answer) if location is not None else ""
    if cookie and item.row.second and not item.cookie:
        return Again(replace(item.again(), cookie=cookie), now)
    return _target(crawl, item, answer, location)


def _cookie_of(crawl: Crawl, item: Item, answer: Answer) -> str:
    """Return the cookies that redirects of a host have set, this one among them.

    They are brought along where a redirect has led nowhere: without them some hosts send
    every visitor in a circle.
    """
    name, jar = authority(item.url), crawl.cookies
    if answer.cookies and (name in jar or len(jar) < _MOST_JARS):
        pairs = dict(
            pair.partition("=")[::2]
            for pair in (*jar.get(name, "").split("; "), *answer.cookies)
            if pair
        )
        jar[name] = "; ".join(f"{key}={value}" for key, value in pairs.items())[:_MOST_COOKIE]
    return jar.get(name, "")


def _target(crawl: Crawl, item: Item, answer: Answer, location: str | None) -> Again | Answered:
    if answer.file is not None:
        return _file(crawl, item, answer, answer.file)
    # A page that was read already was judged to be one.
    outcome = outcome_of(answer) if answer.page is None else FetchOutcome.ALIVE
    row = item.row
    if outcome is FetchOutcome.REDIRECTED:
        if location is None:
            left = _answered(item, answer, FetchOutcome.NOT_FETCHED)
            return replace(left, detail="leads out of the web")
        if crawl.reader.not_found.is_error_page(row, location):
            return replace(_answered(item, answer, FetchOutcome.SOFT_404), location=location)
        if not crawl.scope.is_home(row.url) and leads_to_login(row.url, location):
            return replace(_answered(item, answer, FetchOutcome.NEEDS_LOGIN), location=location)
        return replace(_answered(item, answer, outcome), location=location)
    answered = _answered(item, answer, outcome)
    if crawl.files.wants(item, answer, outcome) and (file := _found_file(crawl, item, answer)):
        return file
    return answered if outcome is not FetchOutcome.ALIVE else _alive(crawl, item, answer, answered)


def _alive(crawl: Crawl, item: Item, answer: Answer, answered: Answered) -> Answered:
    """Return what a page that answered well says: that it is missing, or what it shows."""
    row = item.row
    if row.kind is AskKind.CHECK and is_html(answer.media_type):
        missing = crawl.reader.not_found.missing_as(row.url, answer.body)
        if missing is not None:
            return replace(answered, outcome=missing)
    if row.kind is AskKind.CHECK and item.step is Step.GET and not crawl.scope.contains(row.url):
        return replace(answered, look=look_at(answer.body, answer.content_type))
    if row.kind is AskKind.PAGE:
        before = dict(crawl.memo["soft404"])
        answered = crawl.reader.read(row, answer, answered)
        if before != crawl.memo["soft404"]:
            crawl.remember()
    return answered


def _found_file(crawl: Crawl, item: Item, answer: Answer) -> Again | Answered | None:
    """Return what follows of a target that turns out to be a file, None where nothing does."""
    settled = crawl.files.settled(item, answer)
    if settled is not None:
        return _file(crawl, item, answer, settled)
    if not crawl.files.has_room:
        return None
    crawl.files.promise(item.row)
    return Again(item.again(Step.WHOLE), crawl.now)


def _file(crawl: Crawl, item: Item, answer: Answer, file: ReadFile) -> Answered:
    """Settle an attachment that was looked into, alike by whatever method it was asked."""
    there = replace(_answered(item, answer, FetchOutcome.ALIVE), status=200, detail="", file=file)
    etag, modified = answer.header("etag"), answer.header("last-modified")
    known = crawl.files.known(item.row)
    if known is None or file.known != known.file:
        return replace(there, etag=etag, last_modified=modified)
    return replace(
        there,
        content_type=known.content_type,  # a 304 often has none
        etag=etag or known.etag,
        last_modified=modified or known.last_modified,
        not_modified=answer.status == 304,
    )


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
