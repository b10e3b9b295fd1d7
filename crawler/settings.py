"""Scrapy's settings, computed in one function; no other module knows their names."""

from __future__ import annotations

from typing import Any

_HANDLER = "crawler.handler.AnswerHandler"


def scrapy_settings(*, concurrency: int) -> dict[str, Any]:
    """Return the settings of one crawl with at most `concurrency` requests at a time.

    Everything that opens a port is off: REMOTE_CONTROL_ENABLED would run any Python it is
    sent. Pace, retries, redirects and robots.txt are this package's own, so the middlewares
    that do them are out.
    """
    return {
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "TWISTED_REACTOR_ENABLED": False,
        "ASYNCIO_EVENT_LOOP": "uvloop.Loop",
        "SCHEDULER": "crawler.frontier_scheduler.FrontierScheduler",
        "DOWNLOAD_HANDLERS": {
            "http": _HANDLER,
            "https": _HANDLER,
            "data": None,
            "file": None,
            "ftp": None,
            "s3": None,
        },
        "CONCURRENT_REQUESTS": concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "CONCURRENT_ITEMS": 1,  # 100 tasks a response otherwise
        "DOWNLOAD_DELAY": 0,  # the scheduler keeps the pace
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
