"""Browser 浏览器取页: list pages that only a script draws, drawn and read at the end of a crawl.

Reads   the night's pages whose list is SCRIPTED: no items and no readable data
Gives   drawings in the site file, each a reading made from what the browser drew; of a page
        that could not be drawn, why
Never   takes more than the night's budget, and never makes a page worse: what could not be
        drawn stays unread, which is our limit and not the unit's fault
"""

from __future__ import annotations

from dataclasses import replace

from crawler.browser_order import Order, ready_program
from crawler.browser_process import Sheet, draw_pages
from crawler.crawl import Crawl
from crawler.policy import READER_VERSION
from crawler.progress import log
from extract.page import read_page
from extract.rule_form import data_address
from model.drawing import DrawingFault
from model.page import ListState, PageKind
from model.url import absolute
from store.site_drawings import Waiting
from store.site_records import ReadPage

_READ = frozenset({ListState.ITEMS, ListState.UNDATED})


def draw_scripted(crawl: Crawl) -> int:
    """Draw the night's unreadable lists within the job's budget; return how many were read."""
    job = crawl.job
    if not job.browser_pages or crawl.stopping or crawl.breaker.own_site_is_left_alone:
        return 0
    waiting = _in_order(crawl, crawl.site.drawings.waiting(crawl.run.night))
    if not waiting:
        return 0
    program = ready_program()
    if program is None:
        log(job, "browser_missing", pages=len(waiting))
        return 0
    chosen = {page.url: page for page in waiting[: job.browser_pages]}
    order = Order(
        job=job,
        program=program,
        urls=tuple(chosen),
        home_chain=tuple(crawl.site.home_chain(crawl.run, job.site.home_url)),
        robots=crawl.memo["robots"],
        page_limit_s=job.browser_page_limit_s,
    )
    tried = read = 0
    for sheet in draw_pages(order, lambda: crawl.stopping):
        tried += 1
        page = chosen[sheet.url]
        fault = sheet.fault or _keep(crawl, page, sheet)
        if fault is None:
            read += 1
        else:
            crawl.site.keep_undrawn(crawl.run, page.address, fault)
        if fault is not None or sheet.refused:
            found = {"fault": fault.value if fault else "", "detail": sheet.detail}
            log(job, "browser_page", url=page.url, **found, refused=sheet.refused)
    if not tried and not crawl.stopping:
        log(job, "browser_does_not_start", program=program)
    log(job, "browser", waiting=len(waiting), read=read, given_up=len(chosen) - tried)
    return read


def _in_order(crawl: Crawl, waiting: tuple[Waiting, ...]) -> list[Waiting]:
    """Put the columns of the register first; leave out home and what has its data elsewhere."""
    pages = [
        page
        for page in waiting
        if not crawl.scope.is_home(page.url)
        and data_address(_rule(crawl, page.url), page.url) is None
    ]
    return sorted(pages, key=lambda page: (not crawl.reader.is_seed(page.url), page.url))


def _rule(crawl: Crawl, page_url: str) -> str:
    home = crawl.job.site.home_url
    return next((rule for url, rule in crawl.job.rules if absolute(home, url) == page_url), "")


def _keep(crawl: Crawl, page: Waiting, sheet: Sheet) -> DrawingFault | None:
    """Store what was drawn if it is a list now; return why not otherwise."""
    body = sheet.html.encode("utf-8", "replace")
    if len(body) > crawl.job.max_body_bytes:
        return DrawingFault.TOO_LARGE
    rule = _rule(crawl, page.url)
    reading = read_page(body, page.url, content_type="text/html; charset=utf-8", rule=rule)
    listing = reading.facts.listing
    if listing.state not in _READ or reading.facts.kind is not PageKind.LIST:
        return DrawingFault.NO_LIST
    facts = replace(reading.facts, listing=replace(listing, drawn=True))
    read_as = f"{READER_VERSION}|browser|{rule}"
    kept = ReadPage(body=body, read_as=read_as, facts=facts, links=reading.links, text=reading.text)
    crawl.site.keep_drawing(crawl.run, page.address, kept)
    return None
