"""Measure reading: milliseconds a page, by folder, of pages that were not read before.

    python benchmarks/read_pages.py DIR [DIR ...] [--most 400]

Every DIR is one family: all its *.html files, read once, in the order of their names and in
one process, after the first fifth was read to warm up (as in a crawl, where the navigation
of a site is known after a few pages). Processor time, the best of three runs.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path
from time import process_time

from extract.decode import decode
from extract.outline import outline
from extract.page import read_page

RUNS = 3


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
    print(f"{'family':24}{'pages':>6}{'KB':>8}{'tables ms':>11}{'whole ms':>10}")
    for folder in asked.folders:
        runs = [_in_new_process(folder, asked.most) for _ in range(RUNS)]
        pages, kilobytes = runs[0][:2]
        tables, whole = min(run[2] for run in runs), min(run[3] for run in runs)
        name = folder.resolve().name[:23]
        print(f"{name:24}{pages:6.0f}{kilobytes:8.1f}{tables:11.3f}{whole:10.3f}")


def measure(folder: Path, most: int) -> tuple[float, float, float, float]:
    """Return pages, KB a page, ms a page for decoding and tables alone, ms a page in all."""
    files = sorted(folder.rglob("*.html"))
    files = files[:: max(1, len(files) // most)][:most]
    pages = [
        (file.read_bytes(), f"http://www.example.gov.cn/{file.relative_to(folder).as_posix()}")
        for file in files
    ]
    if not pages:
        sys.exit(f"{folder}: no *.html")
    warm = len(pages) // 5
    for body, url in pages[:warm]:
        read_page(body, url)
    pages = pages[warm:]
    start = process_time()
    for body, url in pages:
        read_page(body, url)
    middle = process_time()
    for body, _ in pages:
        outline(decode(body, "").text)
    end = process_time()
    count = len(pages)
    size = sum(len(body) for body, _ in pages) / count / 1000
    return count, size, 1000 * (end - middle) / count, 1000 * (middle - start) / count


def _in_new_process(folder: Path, most: int) -> list[float]:
    command = [sys.executable, __file__, str(folder), "--most", str(most), "--one-run"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return [float(word) for word in answer.stdout.split()]


if __name__ == "__main__":
    main()
