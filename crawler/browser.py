"""Browser 浏览器取页: list pages that only a script draws, drawn and read at the end of a crawl.

Reads   the night's pages whose list is SCRIPTED: no items and no readable data
Gives   drawings in the site file, each a reading made from what the browser drew
Never   takes more than the night's budget, and never makes a page worse: what could not be
        drawn stays unread, which is our limit and not the unit's fault
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

from crawler.browser_order import Order, browser_program, has_driver
from crawler.crawl import Crawl
from crawler.policy import READER_VERSION
from crawler.progress import log
from extract.page import read_page
from extract.rules import data_address
from model.page import ListState, PageKind
from model.url import absolute
from store.site_drawings import Waiting
from store.site_records import ReadPage

START_LIMIT_S = 20.0
"""For the browser to start, on top of its first page."""

MOST_STARTS = 3
"""Starts of a browser in one crawl: one that keeps dying is given up for the night."""

_READ = frozenset({ListState.ITEMS, ListState.UNDATED})


def draw_scripted(crawl: Crawl) -> int:
    """Draw the night's unreadable lists within the job's budget; return how many were read."""
    job = crawl.job
    if not job.browser_pages or crawl.stopping or crawl.breaker.own_site_is_left_alone:
        return 0
    waiting = _in_order(crawl, crawl.site.drawings.waiting(crawl.run))
    if not waiting:
        return 0
    program = browser_program()
    if program is None or not has_driver():
        log(job, "browser_missing", pages=len(waiting))
        return 0
    chosen = {page.url: page for page in waiting[: job.browser_pages]}
    read, left, starts = 0, list(chosen), 0
    while left and starts < MOST_STARTS and not crawl.stopping:
        starts += 1
        for line in _drawn(crawl, program, tuple(left)):
            left.remove(line["url"])
            read += _keep(crawl, chosen[line["url"]], line)
    log(job, "browser", waiting=len(waiting), read=read, given_up=len(left), starts=starts)
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


def _keep(crawl: Crawl, page: Waiting, line: dict[str, Any]) -> bool:
    """Store what was drawn if it is a list now; return whether it is."""
    if line["fault"]:
        log(crawl.job, "browser_page", url=page.url, fault=line["fault"], refused=line["refused"])
        return False
    body = line["html"].encode("utf-8", "replace")
    if len(body) > crawl.job.max_body_bytes:
        log(crawl.job, "browser_page", url=page.url, fault="too_large")
        return False
    rule = _rule(crawl, page.url)
    reading = read_page(body, page.url, content_type="text/html; charset=utf-8", rule=rule)
    listing = reading.facts.listing
    if listing.state not in _READ or reading.facts.kind is not PageKind.LIST:
        log(crawl.job, "browser_page", url=page.url, fault="no_list", refused=line["refused"])
        return False
    facts = replace(reading.facts, listing=replace(listing, drawn=True))
    read_as = f"{READER_VERSION}|browser|{rule}"
    kept = ReadPage(body=body, read_as=read_as, facts=facts, links=reading.links, text=reading.text)
    crawl.site.keep_drawing(crawl.run, page.address, kept)
    return True


def _drawn(crawl: Crawl, program: str, urls: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield one line a page until all are drawn or the browser is lost.

    The page at which it was lost is the first without a line: it is yielded as a fault.
    """
    job = crawl.job
    with tempfile.TemporaryDirectory(prefix="xunjian-browser-", ignore_cleanup_errors=True) as home:
        order = Order(
            job=job,
            program=program,
            urls=urls,
            home_chain=tuple(crawl.site.home_chain(crawl.run, job.site.home_url)),
            robots=crawl.memo["robots"],
            page_limit_s=job.browser_page_limit_s,
        )
        file = Path(home) / "order.json"
        file.write_text(order.to_json(), encoding="utf-8")
        child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "crawler.browser_child", str(file)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # The browser's profile lies in this folder and goes with it.
            env={**os.environ, "TMPDIR": home, "HOME": home, "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,
        )
        try:
            seen = 0
            for line in _lines(child, crawl):
                yield line
                seen += 1
            if seen < len(urls) and not crawl.stopping:
                yield {"url": urls[seen], "html": "", "refused": {}, "fault": "browser_lost"}
        finally:
            _end(child)


def _lines(child: subprocess.Popen[bytes], crawl: Crawl) -> Iterator[dict[str, Any]]:
    """Yield the child's lines; stop when it ends, stalls, or the crawl is to stop."""
    lines: SimpleQueue[bytes] = SimpleQueue()
    output = child.stdout
    assert output is not None

    def pump() -> None:
        for raw in output:
            lines.put(raw)
        lines.put(b"")

    Thread(target=pump, daemon=True).start()
    until = monotonic() + START_LIMIT_S + crawl.job.browser_page_limit_s
    while monotonic() < until and not crawl.stopping:
        try:
            raw = lines.get(timeout=0.5)
        except Empty:
            continue
        if not raw:
            return
        yield json.loads(raw)
        until = monotonic() + START_LIMIT_S + crawl.job.browser_page_limit_s


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child; Chromium goes when the pipe between the two closes."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdout is not None:
        child.stdout.close()
