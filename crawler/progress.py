"""What a crawl says while it runs: JSON lines on stdout, structured one-liners on stderr."""

from __future__ import annotations

import json
import sys
from typing import TextIO

from model.crawl import CrawlJob


def print_progress(out: TextIO, pages: int, fetched: int, queued: int) -> None:
    """Write one progress line."""
    line = {"event": "progress", "pages": pages, "fetched": fetched, "queued": queued}
    print(json.dumps(line), file=out, flush=True)


def log(job: CrawlJob | None, event: str, **facts: object) -> None:
    """Write one structured line to stderr; values are JSON, so that no page can forge a line."""
    head = f"site={job.site.code} night={job.night_on} " if job is not None else ""
    tail = " ".join(f"{key}={json.dumps(value, default=str)}" for key, value in facts.items())
    print(f"{head}event={event} {tail}".rstrip(), file=sys.stderr, flush=True)  # noqa: T201


def say(sentence: str) -> None:
    """Write the one sentence that tells a person what is wrong."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
