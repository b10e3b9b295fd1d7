"""The second reader: a process that reads pages for a crawl on another core.

    python -m crawler.reading_process

Reads   frames on stdin: 4 bytes of length, then one marshalled page to read
Gives   a frame on stdout for each, in the same order: the page as it will be written
Never   touches the store or the network; it ends when its stdin does, so it cannot
        outlive its crawl
"""

from __future__ import annotations

import gc
import marshal
import signal
import sys
from typing import Any

from crawler.frames import framed, next_frame
from extract.page import read_page
from store.site_pages import Listed, PackedText, ReadyPage, Region, make_ready


def main() -> int:
    """Serve until stdin ends."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # meant for the crawl, which closes stdin
    gc.set_threshold(10_000, 20, 100)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (frame := next_frame(source)) is not None:
        body, url, content_type, rule, is_home, whole = marshal.loads(frame)  # noqa: S302
        reading = read_page(body, url, content_type=content_type, rule=rule, is_home=is_home)
        ready = make_ready(body, reading.facts, reading.links, whole=whole, text=reading.text)
        sink.write(framed(marshal.dumps(_plain(ready))))
        sink.flush()
    return 0


def ready_from(frame: bytes) -> ReadyPage:
    """Read what the process answered."""
    digest, size, packed, facts, listed, regions, text = marshal.loads(frame)  # noqa: S302
    return ReadyPage(
        digest=digest,
        size=size,
        packed=packed,
        facts=facts,
        listed=Listed(*listed) if listed else None,
        regions=tuple(
            Region(position=position, digest=sha, entries=entries)
            for position, sha, entries in regions
        ),
        text=PackedText(digest=text[0], size=text[1], packed=text[2]) if text else None,
    )


def _plain(page: ReadyPage) -> tuple[Any, ...]:
    regions = tuple((r.position, r.digest, r.entries) for r in page.regions)
    text = (page.text.digest, page.text.size, page.text.packed) if page.text else ()
    listed = tuple(page.listed) if page.listed else ()
    return (page.digest, page.size, page.packed, page.facts, listed, regions, text)


if __name__ == "__main__":
    sys.exit(main())
