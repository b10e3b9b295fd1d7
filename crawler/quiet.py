"""Scrapy's log lines of this crawl: none for an answer, errors as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.logformatter import LogFormatter

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response


class QuietFormatter(LogFormatter):
    """Writes no line for each answer: nobody reads it, and making it costs time."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> None:  # type: ignore[override]
        """Return nothing, which Scrapy takes as no line."""
