"""The end of a crawl: figures and soundness of the night are settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from crawler.crawl import Crawl
from crawler.policy import NO_WAY_OUT
from crawler.progress import log
from crawler.recrawl import next_visit
from crawler.soundness import Health, soundness
from crawler.way_out import Heard, not_believed
from model.crawl import CrawlSummary
from model.fetch import FetchOutcome
from model.url import host
from store.site_records import Answered, AskKind, Visit

_READ = frozenset({FetchOutcome.ALIVE, FetchOutcome.REDIRECTED})


def end(crawl: Crawl, *, seconds: float) -> CrawlSummary:
    """Settle the night of a crawl that ran dry, reached its cap or was stopped."""
    site, run = crawl.site, crawl.run
    complete = not crawl.stopping
    capped = "max_pages" in site.frontier.skipped(run)
    reason = "finished"
    if crawl.broken is not None:
        reason = "failed"
    elif crawl.stopping:
        reason = "stopped"
    elif capped:
        reason = "max_pages"
    pages = [number for number, kind in _asked(crawl) if kind is AskKind.PAGE]
    before = site.runs.pages_before(run)
    if complete:
        _doubt_silence(crawl)
    own = {
        n: how for n, how in crawl.memo["weak_tls"].items() if crawl.scope.contains(f"https://{n}/")
    }
    site.set_weak_tls(run, own)
    summary = site.figures(
        run,
        reason=reason,
        seconds=seconds,
        complete=complete,
        entries=crawl.plan.entries if crawl.plan.by_plan else (),
    )
    if complete:
        first = crawl.run.previous_night is None or not site.visits.any
        site.plan_visits(run, partial(_next_visit, crawl, first))
    view = site.view(run)
    home = site.address(crawl.job.site.home_url)
    ending = view.end(home)
    health = Health(
        home_read=ending.outcome in _READ
        and ending.last is not None
        and ending.last.reading is not None,
        home_closed=ending.outcome is FetchOutcome.CLOSED_NOTICE,
        outcomes=tuple(
            view.seen[number].outcome if number in view.seen else FetchOutcome.ALIVE
            for number in pages
        ),
        pages=summary.pages,
        pages_before=before,
        standing=summary.pages - len(pages) if crawl.plan.by_plan else 0,
        capped=capped,
        aborted=crawl.stopping,
        left_alone=crawl.breaker.own_site_is_left_alone,
    )
    site.settle(run, soundness(health), close=complete)
    return summary


def _next_visit(crawl: Crawl, first: bool, visit: Visit) -> tuple[str, int, str, date]:
    return next_visit(
        visit,
        crawl.run.night_on,
        first_night=first,
        inside=crawl.scope.contains(visit.url),
        is_seed=crawl.reader.is_seed(visit.url),
    )


def _doubt_silence(crawl: Crawl) -> None:
    """Take back what was concluded about other sites if the monitor had no way out."""
    view = crawl.site.view(crawl.run)
    checked = [number for number, kind in _asked(crawl) if kind is AskKind.CHECK]
    seen = [one for one in map(view.find, checked) if one is not None]
    heard = (
        Heard(one.address, host(one.url), one.outcome, one.status)
        for one in seen
        if not crawl.scope.contains(one.url)
    )
    doubted = not_believed(heard)
    unknown = Answered(outcome=FetchOutcome.NOT_FETCHED, detail=NO_WAY_OUT, requests=0)
    for row in crawl.site.frontier.rows(crawl.run, doubted):
        crawl.site.record(crawl.run, row, replace(unknown, tries=row.tries))
    if doubted:
        log(crawl.job, "no_way_out", addresses=len(doubted))


def _asked(crawl: Crawl) -> Iterator[tuple[int, AskKind]]:
    known = crawl.site.frontier.known(crawl.run)
    return ((number, kind) for number, kind, state in known if state == "done")
