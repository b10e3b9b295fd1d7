"""Crawl one served site twice, as two nights, and print what each night cost.

    python benchmarks/crawl_site.py http://127.0.0.1:8081/ [--nights 2] [--keep FOLDER]
        [--curve FILE.svg]

Every limit is off (pace, caps, second pass stays on), so only use it on a server of your own.
Each night is the real child process, `python -m crawler.run`. Printed per night: pages and
requests a second, processor seconds (children of the child included) per 1,000 pages,
peak resident memory of the crawl, and how much the site file grew per page. `--curve` draws
the memory of the crawl and of its second reader over the pages of the first night.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.curve import draw  # noqa: E402
from model.clock import at_china  # noqa: E402
from model.crawl import CrawlJob, CrawlSummary  # noqa: E402
from model.site import Site  # noqa: E402

FIRST_NIGHT = date(2026, 11, 24)


def main() -> int:
    """Run the nights and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("url", help="home address of a served site")
    parser.add_argument("--nights", type=int, default=2)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--full", action="store_true", help="ask without conditions every night")
    parser.add_argument("--by-plan", action="store_true", help="ask what the plan says is due")
    parser.add_argument("--keep", type=Path, help="folder for the site file (default: temporary)")
    parser.add_argument("--curve", type=Path, help="SVG of memory over pages, first night")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = told.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print("night   pages/s  req/s  cpu s/1000 pages  peak MB  bytes/page  seconds  summary")
        for number in range(told.nights):
            night(told, folder, number)
    return 0


def night(told: argparse.Namespace, folder: Path, number: int) -> None:
    """Crawl one night and print its row."""
    site_file = folder / "site.db"
    before = site_file.stat().st_size if site_file.exists() else 0
    curve = told.curve if number == 0 else None
    summary, seconds, cpu, peak = child_of(
        job_of(told, site_file, number), folder / "job.json", curve
    )
    grown = site_file.stat().st_size - before
    pages = max(summary.pages, 1)
    print(
        f"{number + 1:5d} {pages / seconds:9.1f} {summary.fetched / seconds:6.0f}"
        f" {1000 * cpu / pages:17.2f} {peak / 1e6:8.1f} {grown / pages:11.0f} {seconds:8.2f}"
        f"  {summary.pages} pages, {summary.fetched} requests,"
        f" {summary.not_modified} not modified, {summary.dead} dead",
        flush=True,
    )


def job_of(told: argparse.Namespace, site_file: Path, number: int) -> CrawlJob:
    night_on = FIRST_NIGHT + timedelta(days=number)
    site = Site(
        code="3301990001", name="基准网站", home_url=told.url, unit="基准单位", allow_private=True
    )
    return CrawlJob(
        site=site,
        night_on=night_on,
        at=at_china(night_on, clock_time(2, 0)),
        site_file=str(site_file),
        rate_per_s=0,
        max_per_template=10_000_000,
        allow_private=True,
        check_external=False,
        concurrency=told.concurrency,
        full=told.full,
        by_plan=told.by_plan,
    )


def child_of(
    job: CrawlJob, path: Path, curve: Path | None
) -> tuple[CrawlSummary, float, float, int]:
    """Run the child; return its summary, wall seconds, processor seconds and peak bytes."""
    path.write_text(job.to_json(), encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    started = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-m", "crawler.run", str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    )
    assert child.stdout is not None
    lines: list[str] = []
    samples: list[tuple[int, float, float]] = []
    for line in child.stdout:
        lines.append(line)
        told = json.loads(line) if line.startswith("{") else {}
        if curve is not None and told.get("event") == "progress":
            samples.append((told["pages"], *_memory_mb(child.pid)))
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - started
    if child.returncode != 0 or not lines:
        raise SystemExit(f"the crawl ended with {child.returncode}")
    if curve is not None and samples:
        draw(
            curve,
            f"Memory of a crawl of {samples[-1][0]:,} pages",
            "pages read",
            "MB",
            {
                "crawl": [(pages, mine) for pages, mine, _ in samples],
                "second reader": [(pages, other) for pages, _, other in samples],
            },
        )
    summary = CrawlSummary.from_json(lines[-1])
    return summary, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def _memory_mb(pid: int) -> tuple[float, float]:
    """Return the resident memory of a process and of its children."""
    try:
        process = psutil.Process(pid)
        others = sum(child.memory_info().rss for child in process.children())
        return process.memory_info().rss / 1e6, others / 1e6
    except psutil.Error:
        return 0.0, 0.0


if __name__ == "__main__":
    sys.exit(main())
