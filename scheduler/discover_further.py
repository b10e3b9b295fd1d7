"""Further pages of lists that only a script asks for: discovery reads them back through a year.

No visitor's link leads there, so the crawl of the site leaves them out; the columns' figures
for a year need them. One more crawl, of lists alone, follows each as far as it must.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from model.crawl import CrawlJob
from model.discovery import ProposedColumn
from model.errors import WatchError
from model.snapshot import Snapshot
from scheduler.crawl_job import run_crawl
from scheduler.progress import ProgressBoard
from store.snapshots import load_snapshot

FURTHER_FILE = "further.db"
MOST_PAGES = 20
"""Pages or groups of one list, the first included."""

_BACK = timedelta(days=366)


def cut_short(columns: Iterable[ProposedColumn], snapshot: Snapshot) -> tuple[str, ...]:
    """Return the lists whose figures are bounds since a page that they name was not read."""
    return tuple(
        url
        for one in columns
        if one.rhythm.partial
        and (page := snapshot.page_at(one.column.url)) is not None
        and any(snapshot.page_at(address) is None for address in page.listing.pager)
        and (url := page.url)
    )


def with_further(
    snapshot: Snapshot, lists: tuple[str, ...], job: CrawlJob, board: ProgressBoard
) -> Snapshot:
    """Return the night with the further pages of these lists; as it is where none can be read."""
    board.say(f"读 {len(lists)} 个栏目后面的列表")
    back_to = snapshot.night_on - _BACK
    file = Path(job.site_file).with_name(FURTHER_FILE)
    further = replace(
        job,
        site_file=str(file),
        seeds=lists,
        rules=(),
        seeds_only=True,
        lists_back_to=tuple((url, back_to) for url in lists),
        list_pages=MOST_PAGES,
        check_external=False,
        second_pass=False,
        certificates=False,
        try_search=False,
        attachments=0,
        browser_pages=0,
    )
    try:
        run_crawl(further, lambda pages, fetched, queued: None)
        read = load_snapshot(file, site=job.site, night_on=job.night_on)
    except WatchError:
        board.say("栏目后面的列表没有读到，更新次数只是下限")
        return snapshot
    finally:
        board.crawl_ends(job.site.name)
    return replace(snapshot, pages={**read.pages, **snapshot.pages})
