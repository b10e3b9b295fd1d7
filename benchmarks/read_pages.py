"""Measure reading: milliseconds a page, by folder, of pages that were not read before.

    python benchmarks/read_pages.py DIR [DIR ...] [--most 400]

Every DIR is one family: all its *.html files, read once, in the order of their names and in
one process, after the first fifth was read to warm up (as in a crawl, where the navigation
of a site is known after a few pages). Processor time, the best of three runs.

tables  decoding, parsing and the tables of the page
hot     these, and links, tags, title and text: what every page is asked for
deep    the rest of the whole reading: dates, lists, pager, breadcrumb, marks, fields, source
ready   hashing, packing and encoding of what was read, as for the store
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import subprocess
import sys
from pathlib import Path
from time import process_time

from extract.article_text import article_text
from extract.decode import decode
from extract.links import base_of, links_of
from extract.odd import outline_of
from extract.page import read_page
from extract.positions import positions
from extract.tags import metas_of, page_tags
from extract.titles import title_of
from model.page import PageKind
from store.site_pages import make_ready

RUNS = 3
COLUMNS = ("tables", "hot", "deep", "whole", "ready")


def main() -> None:
    """Print one line a family."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--most", type=int, default=400, help="pages of a family (400)")
    parser.add_argument("--one-run", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one_run:
        print(*measure(asked.folders[0], asked.most))
        return
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}")
    print(f"{'family':24}{'pages':>6}{'KB':>8}" + "".join(f"{c + ' ms':>10}" for c in COLUMNS))
    for folder in asked.folders:
        runs = [_in_new_process(folder, asked.most) for _ in range(RUNS)]
        pages, kilobytes = runs[0][:2]
        tables, hot, whole, ready = (min(times) for times in list(zip(*runs, strict=True))[2:])
        name = folder.resolve().name[:23]
        times = (tables, hot, whole - hot, whole, ready)
        print(f"{name:24}{pages:6.0f}{kilobytes:8.1f}" + "".join(f"{t:10.3f}" for t in times))


def measure(folder: Path, most: int) -> tuple[float, ...]:
    """Return pages, KB a page, and ms a page: tables, hot path, all of it, made ready."""
    files = sorted(folder.rglob("*.html"))
    files = files[:: max(1, len(files) // most)][:most]
    pages = [
        (file.read_bytes(), f"http://www.example.gov.cn/{file.relative_to(folder).as_posix()}")
        for file in files
    ]
    if not pages:
        sys.exit(f"{folder}: no *.html")
    gc.set_threshold(10_000, 20, 100)  # as the processes of a crawl
    warm = len(pages) // 5
    for body, url in pages[:warm]:
        read_page(body, url)
    pages = pages[warm:]
    gc.collect()
    start = process_time()
    readings = [read_page(body, url) for body, url in pages]
    whole = process_time() - start
    gc.collect()
    started = process_time()
    for (body, _), reading in zip(pages, readings, strict=True):
        make_ready(body, reading.facts, reading.links, whole=False, text=reading.text)
    ready = process_time() - started
    started = process_time()
    for body, url in pages:
        _hot(body, url)
    hot = process_time() - started
    started = process_time()
    for body, _ in pages:
        outline_of(decode(body, "").text)
    tables = process_time() - started
    size = sum(len(body) for body, _ in pages) / len(pages) / 1000
    return len(pages), size, *(1000 * t / len(pages) for t in (tables, hot, whole, ready))


def _hot(body: bytes, url: str) -> None:
    """Read of a page what a reader without dates and lists reads, by the same functions."""
    page = outline_of(decode(body, "").text)
    where = positions(page)
    links_of(page, base_of(page, url), where)
    title = title_of(page, page_tags(metas_of(page)), where, None)
    article_text(page, where, frozenset(), title.element, PageKind.ARTICLE)


def _in_new_process(folder: Path, most: int) -> list[float]:
    command = [sys.executable, __file__, str(folder), "--most", str(most), "--one-run"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(word) for word in answer.stdout.split()]


if __name__ == "__main__":
    main()
