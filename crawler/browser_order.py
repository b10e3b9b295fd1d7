"""Order: what the browser's process is told, as JSON; and whether this machine has a browser."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from model.crawl import CrawlJob

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
"""Names under which the system may have a browser that Playwright can drive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The pages to be drawn, and with which manners."""

    job: CrawlJob
    program: str  # path of the browser
    urls: tuple[str, ...]
    home_chain: tuple[str, ...]  # the home address and what it is redirected to
    robots: Mapping[str, Any]  # what the crawl learnt of robots.txt
    page_limit_s: float
    pictures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By page the links whose pictures are wanted, "" for its top; none: documents only."""

    def to_json(self) -> str:
        """Return the order as JSON text."""
        rest = {
            "program": self.program,
            "urls": self.urls,
            "home_chain": self.home_chain,
            "robots": dict(self.robots),
            "page_limit_s": self.page_limit_s,
            "pictures": dict(self.pictures),
        }
        return json.dumps({"job": self.job.to_json(), **rest}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Order:
        """Read what `to_json` wrote."""
        raw = json.loads(text)
        return cls(
            job=CrawlJob.from_json(raw["job"]),
            program=raw["program"],
            urls=tuple(raw["urls"]),
            home_chain=tuple(raw["home_chain"]),
            robots=raw["robots"],
            page_limit_s=raw["page_limit_s"],
            pictures={url: tuple(links) for url, links in raw["pictures"].items()},
        )


def browser_program() -> str | None:
    """Return the path of the system's browser, None if there is none."""
    return next((path for path in map(shutil.which, PROGRAMS) if path), None)


def has_driver() -> bool:
    """Whether the extra `xunjian[browser]` is installed."""
    return importlib.util.find_spec("playwright") is not None


def ready_program() -> str | None:
    """Return the path of a browser that can be used, None where it or its driver is missing."""
    return browser_program() if has_driver() else None
