"""Judging stored facts: seconds and memory for sites of growing size, up to 100,000 pages.

    python benchmarks/judging.py [PAGES ...] [--rulebook ID] [--reviews N]
    python benchmarks/judging.py --file SITE_FILE [--rulebook ID]

Each size runs in a process of its own: a site of columns, articles and a template link broken
on every page, 2 % of all link targets dead, N findings reviewed. Reported are the facts' own
memory, the seconds of processor time that judging takes, the most memory at any time, and the
microseconds a page: for a linear judge the last column stands still.

With a site file, as crawl_site.py and named_links.py keep them, its last night is judged instead,
with its texts and links: first what loading takes, then what judging takes.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import resource
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from checks.judge import judge
from checks.reviewing import evidence_digest
from checks.rulebook_file import load_rulebook
from model.fetch import FetchOutcome
from model.finding import Place
from model.judgement import Judgement
from model.page import LinkKind, ListItem, ListReading, ListState, PageFacts, PageKind
from model.review import Decision, Reach, Review, matter_of
from model.site import Column, ColumnKind, Register, Site
from model.snapshot import LedgerEntry, Snapshot, Soundness, Target
from scheduler.collecting import few_collections
from scheduler.judging import SINGLE_AUDIT, read_night

HOME = "http://www.bench.example/"
SITE = Site(code="9900000001", name="云湖区人民政府", home_url=HOME, unit="区政府办公室")
NIGHT = date(2026, 11, 24)
AT = datetime(2026, 11, 23, 18, tzinfo=UTC)
PER_COLUMN = 49
SIZES = (12_500, 25_000, 50_000, 100_000)


@dataclass(frozen=True, slots=True)
class Result:
    """One size: pages, findings, megabytes of facts, seconds, megabytes at most."""

    pages: int
    findings: int
    facts_mb: float
    seconds: float
    peak_mb: float


def snapshot(size: int) -> Snapshot:
    """Return a night of about `size` pages."""
    pages: dict[str, PageFacts] = {}
    columns, places, ledger, targets = [], [], [], {}
    kinds = list(ColumnKind)
    for at in range(size // (PER_COLUMN + 1)):
        url = f"{HOME}c{at}/"
        columns.append(
            Column(
                site_code=SITE.code,
                path=f"首页 > 栏目{at}",
                url=url,
                kind=kinds[at % len(kinds)],
                unit=f"单位{at % 60}",
            )
        )
        items = tuple(
            ListItem(
                f"信息{n}", f"{url}{n}.html", (NIGHT - timedelta(days=at % 90 + n)).isoformat()
            )
            for n in range(PER_COLUMN)
        )
        pages[url] = _page(
            url, PageKind.LIST, listing=ListReading(state=ListState.ITEMS, items=items)
        )
        for item in items:
            pages[item.url] = _page(
                item.url, PageKind.ARTICLE, published=item.date, title=item.title
            )
            places.append(Place(item.url, "页脚", "footer"))
            ledger.append(
                LedgerEntry(
                    item_url=item.url,
                    list_url=url,
                    title=item.title,
                    shown=item.date,
                    first_seen_on=NIGHT,
                )
            )
        dead = f"{HOME}gone/{at}.html"
        targets[dead] = _dead(dead, (Place(items[0].url, "附件", "article"),))
    shared = f"{HOME}broken.html"
    targets[shared] = _dead(shared, tuple(places))
    pages[HOME] = _page(HOME, PageKind.HOME, listing=pages[f"{HOME}c0/"].listing)
    return Snapshot(
        site=SITE,
        night_on=NIGHT,
        observed_at=AT,
        soundness=Soundness(sound=True),
        pages=pages,
        targets=targets,
        columns=tuple(columns),
        ledger=tuple(ledger),
    )


def _page(url: str, kind: PageKind, **facts: Any) -> PageFacts:
    return PageFacts(url=url, kind=kind, charset="utf-8", declared_charset="utf-8", **facts)


def _dead(url: str, places: tuple[Place, ...]) -> Target:
    return Target(
        url=url,
        kind=LinkKind.PAGE,
        outcome=FetchOutcome.NOT_FOUND,
        status=404,
        confirmed=True,
        failed_nights=3,
        places=places,
    )


def judge_file(path: Path, rulebook: str) -> None:
    """Judge the last night of a site file in this process."""
    night_on, home = last_night(path)
    site = Site(code="9900000001", name="云湖区人民政府", home_url=home, unit="区政府办公室")
    began = time.process_time()
    night = read_night(path, site, night_on, Register(), SINGLE_AUDIT)
    loaded = time.process_time() - began
    held = f"{len(night.pages)} pages, {len(night.texts)} texts"
    print(f"{held}: loaded in {loaded:.2f} s, {_peak_mb():.0f} MB")
    began = time.process_time()
    with few_collections():
        judgement = judge(night, load_rulebook(rulebook))
    seconds = time.process_time() - began
    print(
        f"judged in {seconds:.2f} s ({seconds / len(night.pages) * 1e6:.1f} us a page),"
        f" {len(judgement.findings)} findings, {_peak_mb():.0f} MB at most"
    )


def last_night(path: Path) -> tuple[date, str]:
    """Return the last night of a site file, and its home page."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        night, home = conn.execute("SELECT night, home FROM night ORDER BY night DESC").fetchone()
    return date.fromisoformat(night), str(home)


def reviewed(judgement: Judgement, count: int) -> tuple[Review, ...]:
    """Reject the first `count` findings."""
    return tuple(
        Review(
            id=at,
            decision=Decision.REJECTED,
            reach=Reach.ONCE,
            site_code=SITE.code,
            fingerprint=finding.fingerprint(SITE.code),
            check=finding.check,
            matter=matter_of(finding),
            digest=evidence_digest(finding),
            message=finding.message,
            reason="",
            who="",
            at=AT,
            from_on=NIGHT,
        )
        for at, finding in enumerate(judgement.findings[:count])
    )


def measure(size: int, rulebook: str, reviews: int) -> Result:
    """Judge one size in this process."""
    book = load_rulebook(rulebook)
    night = snapshot(size)
    decided: tuple[Review, ...] = ()
    if reviews:
        decided = reviewed(judge(night, book), reviews)
    gc.collect()
    facts_mb = _peak_mb()
    began = time.process_time()
    with few_collections():  # as a night does
        judgement = judge(night, book, reviews=decided)
    seconds = time.process_time() - began
    found = len(judgement.findings) + len(judgement.rejected)
    return Result(len(night.pages), found, facts_mb, seconds, _peak_mb())


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure every size, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), metavar="PAGES")
    parser.add_argument("--rulebook", default="check-2019")
    parser.add_argument("--reviews", type=int, default=0, metavar="N")
    parser.add_argument("--file", type=Path, metavar="SITE_FILE")
    given = parser.parse_args()
    if given.file:
        judge_file(given.file, given.rulebook)
        return
    print(
        f"{'pages':>8} {'findings':>9} {'facts MB':>9} {'seconds':>8} {'peak MB':>8} {'us/page':>8}"
    )
    context = multiprocessing.get_context("spawn")
    for size in given.sizes:
        with context.Pool(1) as pool:
            got = pool.apply(measure, (size, given.rulebook, given.reviews))
        print(
            f"{got.pages:>8} {got.findings:>9} {got.facts_mb:>9.0f} {got.seconds:>8.2f}"
            f" {got.peak_mb:>8.0f} {got.seconds / got.pages * 1e6:>8.1f}"
        )


if __name__ == "__main__":
    main()
