"""Scrapy's settings, computed in one function; no other module knows their names."""

from __future__ import annotations

from typing import Any


def scrapy_settings(*, concurrency: int) -> dict[str, Any]:
    """Return the settings of one crawl with at most `concurrency` requests at a time.

    Everything that opens a port is off: REMOTE_CONTROL_ENABLED would run any Python it is
    sent. Pace, retries, redirects and robots.txt are this package's own, so the downloader
    with its delays and the middlewares that do them are out.
    """
    return {
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "TWISTED_REACTOR_ENABLED": False,
        "ASYNCIO_EVENT_LOOP": "uvloop.Loop",
        "SCHEDULER": "crawler.frontier_scheduler.FrontierScheduler",
        "DOWNLOADER": "crawler.downloader.LaneDownloader",
        "LOG_FORMATTER": "crawler.quiet.QuietFormatter",
        "CONCURRENT_REQUESTS": concurrency,
        "CONCURRENT_ITEMS": 1,  # 100 tasks a response otherwise
        "ROBOTSTXT_OBEY": False,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_LEVEL": "ERROR",
        "URLLENGTH_LIMIT": 0,
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "DOWNLOADER_MIDDLEWARES": {},
        "SPIDER_MIDDLEWARES": {},
        "EXTENSIONS": {},
        "STATS_DUMP": False,
    }
