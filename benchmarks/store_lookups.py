"""Ask a site file what the checks ask, and print how long it took and what links cost.

    python benchmarks/store_lookups.py SITE_FILE

SITE_FILE is one that was crawled, for example by crawl_site.py --keep FOLDER. Every figure
is the best of RUNS, the file opened before and each question asked once before.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from store.site_night import NightView  # noqa: E402
from store.site_schema import open_site  # noqa: E402
from store.site_targets import Targets  # noqa: E402

RUNS = 5
T = TypeVar("T")
LINK_TABLES = (
    *("anchor", "anchor_set", "linkset", "linkset_digest"),
    *("reading_own", "reading_layout", "layout", "layout_set"),
)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", type=Path, metavar="SITE_FILE")
    told = parser.parse_args()
    conn = open_site(told.file, create=False).conn
    night = conn.execute("SELECT max(night) FROM night").fetchone()[0]
    pages = conn.execute("SELECT count(*) FROM reading").fetchone()[0]
    links = conn.execute("SELECT count(*) FROM link").fetchone()[0]
    print(f"{pages} pages: {_link_bytes(conn) / pages:.0f} bytes of links a page, both directions")
    print(f"({links} links are kept: equal regions of pages once)")
    view = NightView(conn, night, fine=False)
    dead = [number for number, seen in view.seen.items() if seen.outcome.is_failure]
    targets = Targets(conn, view, frozenset())
    for name, asked in (("one dead address", dead[:1]), (f"all {len(dead)} of them", dead)):
        places, ms = _timed(lambda asked=asked: targets.places(asked))
        found = sum(map(len, places.values()))
        print(f"every page that links to {name}: {ms:.2f} ms, {found} places")
    lists = [row[0] for row in conn.execute("SELECT DISTINCT list FROM ledger LIMIT 200")]
    newest, ms = _timed(lambda: [_newest(conn, number) for number in lists])
    print(f"newest item of {len(newest)} columns: {ms:.2f} ms")
    return 0


def _newest(conn: sqlite3.Connection, number: int) -> tuple[str, str] | None:
    newest: tuple[str, str] | None = conn.execute(
        "SELECT max(shown), title FROM ledger WHERE list = ?", (number,)
    ).fetchone()
    return newest


def _link_bytes(conn: sqlite3.Connection) -> int:
    """Return the bytes of the link tables and of their indexes."""
    names = [
        name
        for (name,) in conn.execute(
            "SELECT name FROM sqlite_master WHERE tbl_name IN"
            f" ({','.join('?' * len(LINK_TABLES))})",
            LINK_TABLES,
        )
    ]
    marks = ",".join("?" * len(names))
    found = conn.execute(f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({marks})", names)
    return int(found.fetchone()[0])


def _timed(ask: Callable[[], T]) -> tuple[T, float]:
    answer, best = ask(), float("inf")
    for _ in range(RUNS):
        started = time.perf_counter()
        answer = ask()
        best = min(best, time.perf_counter() - started)
    return answer, 1000 * best


if __name__ == "__main__":
    sys.exit(main())
