"""A night by plan on a site of which one page in a hundred changed, and what it found.

    python benchmarks/changed_night.py http://127.0.0.1:8081/ FOLDER

FOLDER is the served folder of the generated portal (columns `zwgk/c000`, `zwgk/c001` …). Night 1
reads everything, night 2 is by plan with nothing changed; then one article in a hundred pages
is published (a new file, and a new first item on its column's list), night 3 is by plan again.
Printed: processor seconds of each night and its share of the first, and how many of the new items
were found on the night they appeared. The folder is put back as it was.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.crawl_site import FIRST_NIGHT, child_of, job_of  # noqa: E402

SHARE = 0.01
NEW_DAY = "2026-11-25"


def main() -> int:
    """Run three nights and print them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("url", help="home address of the served site")
    parser.add_argument("folder", type=Path, help="its folder")
    told = parser.parse_args()
    told.concurrency, told.full, told.by_plan = 16, False, True
    with tempfile.TemporaryDirectory() as temporary:
        site_file = Path(temporary) / "site.db"
        first, pages = 0.0, 0
        print("night            requests  processor s  share of the first")
        for number, name in enumerate(("all", "unchanged", "1 % changed")):
            undo = publish(told.folder, int(SHARE * pages / 2)) if number == 2 else {}
            try:
                job = job_of(told, site_file, number)
                summary, _, cpu, _ = child_of(job, Path(temporary) / "job.json", None)
            finally:
                put_back(undo)
            first, pages = first or cpu, summary.pages
            print(f"{name:15}  {summary.fetched:8}  {cpu:11.2f}  {100 * cpu / first:17.1f} %")
            if undo:
                found = seen(site_file, [path for path, old in undo.items() if old is None])
                wanted = sum(old is None for old in undo.values())
                print(f"{found} of {wanted} new items found on the night they appeared")
    return 0


def publish(folder: Path, count: int) -> dict[Path, bytes | None]:
    """Publish one new article in each of the first `count` columns; return what stood before."""
    undo: dict[Path, bytes | None] = {}
    for number, column in enumerate(sorted((folder / "zwgk").iterdir())[:count]):
        page = column / "index.html"
        old = next(column.glob("20*/t*.html"))
        new = old.with_name(f"t20261125_9{number:06d}.html")
        undo[page], undo[new] = page.read_bytes(), None
        new.write_bytes(old.read_bytes().replace(b"</h1>", b" (new)</h1>", 1))
        address = "/" + new.relative_to(folder).as_posix()
        item = f'<li><span class="date">{NEW_DAY}</span><a href="{address}">新公告{number}</a></li>'
        mark = b'<ul class="list">'
        page.write_bytes(page.read_bytes().replace(mark, mark + item.encode(), 1))
    return undo


def put_back(undo: dict[Path, bytes | None]) -> None:
    """Write back what stood before."""
    for path, old in undo.items():
        if old is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(old)


def seen(site_file: Path, new: list[Path]) -> int:
    """Count the new articles that the ledger first saw on the third night and that were read."""
    night = FIRST_NIGHT.fromordinal(FIRST_NIGHT.toordinal() + 2).isoformat()
    db = sqlite3.connect(site_file)
    try:
        rows = db.execute(
            "SELECT DISTINCT a.url FROM ledger l JOIN address a ON a.id = l.item"
            " JOIN observation o ON o.address = a.id AND o.outcome = 'alive'"
            " WHERE l.first_seen_on = ?",
            (night,),
        ).fetchall()
    finally:
        db.close()
    names = {url.rsplit("/", 1)[-1] for (url,) in rows}
    return sum(path.name in names for path in new)


if __name__ == "__main__":
    sys.exit(main())
