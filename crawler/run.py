"""Entry of the child process: one site, one crawl, one exit code.

    python -m crawler.run JOB.json

stdout carries progress lines and, last, the summary; stderr short structured lines.
Exit codes: 0 done, 2 the job is wrong, 3 it could not be completed (what was stored stays).
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

from scrapy.crawler import AsyncCrawlerProcess

from crawler.browser import draw_scripted
from crawler.control import control
from crawler.crawl import Crawl
from crawler.ending import end
from crawler.inquiries import inquire
from crawler.lock import Locked, hold
from crawler.progress import log, say
from crawler.second_reader import ReaderDied
from crawler.settings import scrapy_settings
from crawler.spider import SiteSpider
from crawler.vetting import refuse
from model.crawl import CrawlJob
from model.errors import WatchError
from store.database import DatabaseError, storage_trouble
from store.site_file import SiteFile


def main(arguments: list[str]) -> int:
    """Run the job named on the command line and return the exit code."""
    if len(arguments) != 1:
        say("用法：python -m crawler.run 任务文件.json")
        return 2
    try:
        job = CrawlJob.from_json(Path(arguments[0]).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as cause:
        say(f"巡检任务文件 {arguments[0]} 读不出来（{cause}），请重新生成")
        return 2
    reason = refuse(job)
    if reason:
        say(reason)
        return 2
    try:
        with hold(Path(job.site_file)):
            return crawl_site(job)
    except Locked:
        say(f"{job.site.name}的数据文件正被另一个巡检进程使用，请待其结束后再试")
        return 3
    except WatchError as cause:
        say(str(cause))
        return cause.exit_code
    except (OSError, DatabaseError) as cause:
        trouble = storage_trouble(cause)
        if not trouble:
            raise
        say(f"{job.site.name}巡检中断：{trouble}；已存数据保留，再次运行会接着进行")
        return 3


def crawl_site(job: CrawlJob) -> int:
    """Crawl one site and print its summary; return the exit code."""
    started = monotonic()
    _quiet_log()
    gc.set_threshold(10_000, 20, 100)  # long-lived rows: the default collects for nothing
    gc.freeze()  # what was imported stays
    site = SiteFile(Path(job.site_file), keep_bodies=job.keep_bodies)
    try:
        process = AsyncCrawlerProcess(settings=scrapy_settings(concurrency=job.concurrency))
        crawl = Crawl.open(job, site)
        log(job, "begin", run=crawl.run.id, resumed=crawl.run.resumed)
        if not job.obey_robots:
            log(job, "robots_overridden", home=job.site.home_url)
        crawler = process.create_crawler(SiteSpider)
        process.crawl(crawler, crawl=crawl)
        _stop_on_signals(crawl)
        process.start(install_signal_handlers=False)
        crawl.gathering.end()
        control(crawl)
        draw_scripted(crawl)
        inquire(crawl)
        summary = end(crawl, seconds=monotonic() - started)
        if crawl.outside is not None:
            crawl.outside.close()
    finally:
        site.close()
    log(
        job,
        "end",
        reason=summary.reason,
        pages=summary.pages,
        fetched=summary.fetched,
        links=summary.links,
        dead=summary.dead,
        seconds=summary.seconds,
    )
    print(summary.to_json(), flush=True)  # noqa: T201
    if crawl.broken is not None and (trouble := storage_trouble(crawl.broken)):
        say(f"{job.site.name}巡检中断：{trouble}；已存数据保留，再次运行会接着进行")
    elif isinstance(crawl.broken, ReaderDied):
        cause = "读取网页的辅助进程意外终止（可能因内存不足）"
        say(f"{job.site.name}巡检中断：{cause}；已存数据保留，再次运行会接着进行")
    elif crawl.broken is not None:
        say(f"{job.site.name}巡检中断：程序出错（{type(crawl.broken).__name__}），已存数据保留")
    elif crawl.stopping:
        say(f"{job.site.name}巡检被要求停止，已存数据保留，再次运行会接着进行")
    return 3 if crawl.stopping else 0


def _quiet_log() -> None:
    """Send errors of the libraries to stderr, and nothing below an error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.ERROR)
    handler.setFormatter(logging.Formatter("event=log logger=%(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def _stop_on_signals(crawl: Crawl) -> None:
    """Let SIGTERM and SIGINT end the crawl: what is under way is let go, the frontier stays."""

    def stop() -> None:
        crawl.stopping = True
        closing = loop.create_task(crawl.transport.close())
        closing.add_done_callback(lambda _: None)

    loop = asyncio.get_event_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
