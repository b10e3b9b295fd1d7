"""Let a run know a million addresses, and print what each costs in memory.

    python benchmarks/frontier_memory.py [--lists 1000] [--each 1000]

A home page links to LISTS pages, each of these to EACH others; their answers are stored and
the next level is planned and loaded with the crawl's own parts, as in a crawl. Memory is the
process's own, now and at its highest, before the lists were known and after.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from datetime import time as clock_time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.crawl_site import FIRST_NIGHT  # noqa: E402
from crawler.crawl import Crawl  # noqa: E402
from model.clock import at_china  # noqa: E402
from model.crawl import CrawlJob  # noqa: E402
from model.fetch import FetchOutcome  # noqa: E402
from model.page import Link, LinkKind, LinkPosition, PageFacts, PageKind  # noqa: E402
from model.site import Site  # noqa: E402
from store.site_file import SiteFile  # noqa: E402
from store.site_records import Answered, ReadPage, Row  # noqa: E402

HOME = "http://127.0.0.1:1/"


def main() -> int:
    """Print the memory before and after."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--lists", type=int, default=1000)
    parser.add_argument("--each", type=int, default=1000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "site.db"
        site = SiteFile(path)
        crawl = Crawl.open(_job(path), site)
        site.gather()
        _answer(crawl, [f"list/{number}.html" for number in range(told.lists)])
        gc.collect()
        before = _mb()
        _answer(crawl, [], told.each)
        rows = crawl.plan.next_turn()
        gc.collect()
        after, known = _mb(), told.lists * told.each
        site.end_gathering()
        waiting = site.frontier.queued(crawl.run)
        print(f"{known:,} further addresses, {waiting:,} wait, {len(rows):,} of them loaded")
        print(f"before {before:.0f} MB, after {after:.0f} MB, highest {_peak_mb():.0f} MB")
        print(f"{1e6 * (after - before) / known:.0f} bytes for each further known address")
        site.close()
    return 0


def _answer(crawl: Crawl, links: list[str], each: int = 0) -> None:
    """Answer whole turns until the level is through, with links or `each` new ones a page."""
    rows = crawl.plan.next_turn()
    while rows:
        level = rows[0].level
        for row in rows:
            names = links or [f"a/{row.seq}/{number}.html" for number in range(each)]
            crawl.site.record(crawl.run, row, _page(row, names))
            crawl.site.commit()
        if not crawl.site.frontier.queued(crawl.run) or rows[0].level != level:
            return
        rows = crawl.plan.next_turn()


def _page(row: Row, names: list[str]) -> Answered:
    links = tuple(
        Link(url=HOME + name, text="", kind=LinkKind.PAGE, position=LinkPosition.LIST)
        for name in names
    )
    facts = PageFacts(url=row.url, kind=PageKind.LIST, charset="utf-8", declared_charset=None)
    page = ReadPage(body=row.url.encode(), read_as="1", facts=facts, links=links)
    return Answered(outcome=FetchOutcome.ALIVE, status=200, page=page)


def _job(path: Path) -> CrawlJob:
    return CrawlJob(
        site=Site(code="3301990001", name="基准网站", home_url=HOME, unit="基准单位"),
        night_on=FIRST_NIGHT,
        at=at_china(FIRST_NIGHT, clock_time(2, 0)),
        site_file=str(path),
        max_per_template=10_000_000,
        allow_private=True,
        obey_robots=False,
    )


def _mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


def _peak_mb() -> float:
    text = Path("/proc/self/status").read_text()
    line = next(line for line in text.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main())
