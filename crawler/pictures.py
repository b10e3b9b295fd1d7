"""Pictures 截图取证: pages in which something was found, as the browser shows them.

Reads   wishes, and what the night's crawl learnt of the site's rules
Gives   a PNG for each wish that could be fulfilled, with its measures
Never   asks another way than the crawl: same guard, same rules, same pace, no images
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.browser_order import Order, ready_program
from crawler.browser_process import draw_pages
from crawler.progress import log
from model.crawl import CrawlJob
from model.picture import PictureWish

MOST_BYTES = 4_000_000
"""Of one file; the browser's own process already keeps to half of that."""

_PNG = b"\x89PNG\r\n\x1a\n"
_MEASURES = struct.Struct(">II")
_MEASURES_AT = 16  # PNG, ISO/IEC 15948, 11.2.2: IHDR stands first
_MOST_PIXELS = 4_000


@dataclass(frozen=True, slots=True)
class Taken:
    """One wish fulfilled."""

    wish: PictureWish
    png: bytes
    width: int
    height: int


def take_pictures(
    job: CrawlJob,
    wishes: Sequence[PictureWish],
    robots: Mapping[str, Any],
    home_chain: Sequence[str],
    stopping: Callable[[], bool],
) -> Iterator[Taken]:
    """Yield the pictures that could be taken; a page that asks for too much costs its own only."""
    program = ready_program()
    if program is None or not wishes:
        return
    by_page: dict[str, list[PictureWish]] = {}
    for wish in wishes:
        by_page.setdefault(wish.page, []).append(wish)
    order = Order(
        job=job,
        program=program,
        urls=tuple(by_page),
        home_chain=tuple(home_chain),
        robots=robots,
        page_limit_s=job.browser_page_limit_s,
        pictures={page: tuple(w.target for w in each) for page, each in by_page.items()},
    )
    for sheet in draw_pages(order, stopping):
        shown = {shot.target: shot.png for shot in sheet.shots}
        for wish in by_page[sheet.url]:
            png = shown.get(wish.target, b"")
            measures = measures_of(png)
            if measures is not None:
                yield Taken(wish, png, *measures)
                continue
            fault = sheet.fault.value if sheet.fault else "not_seen"
            log(job, "no_picture", page=wish.page, target=wish.target, fault=fault)


def measures_of(png: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG within our bounds, None for anything else."""
    if not png.startswith(_PNG) or not _MEASURES_AT + _MEASURES.size <= len(png) <= MOST_BYTES:
        return None
    width, height = _MEASURES.unpack_from(png, _MEASURES_AT)
    sound = 0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS
    return (width, height) if sound else None
