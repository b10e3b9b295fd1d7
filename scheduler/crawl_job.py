"""The crawl as a job: a child process a crawl, never two at once on one platform."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import crawler
from extract.rule_form import data_address
from model.crawl import CrawlJob, CrawlSummary
from model.errors import JobFailed, WatchError
from model.settings import Settings
from model.site import Register, Site
from model.url import host, is_private_ip, literal_ip
from scheduler.workspace import Workspace

Progress = Callable[[int, int, int], None]
_children: set[subprocess.Popen[str]] = set()
_stopping = threading.Event()
log = logging.getLogger("xunjian.crawl")


def stop_crawls() -> None:
    """Ask every running crawl to stop cleanly and start no further one.

    Their frontiers stay in the site files; the same night run again goes on from there.
    """
    _stopping.set()
    for child in list(_children):
        child.terminate()


def stopping() -> bool:
    """Whether `stop_crawls` was called in this process."""
    return _stopping.is_set()


def run_crawl(job: CrawlJob, progress: Progress) -> CrawlSummary:
    """Run one crawl in a child process and return its figures.

    `progress` gets pages, requests and queue length about once a second. Raises JobFailed
    when the crawl could not be completed; what it stored stays and the next call resumes.
    """
    if stopping():
        raise JobFailed(f"{job.site.name}：收到停止信号，没有开始抓取")
    with tempfile.TemporaryDirectory(prefix="xunjian-") as folder:
        job_file = Path(folder) / "job.json"
        job_file.write_text(job.to_json(), encoding="utf-8")
        errors = (Path(folder) / "stderr").open("w+b")
        with (
            errors,
            subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "crawler.run", str(job_file)],
                stdout=subprocess.PIPE,
                stderr=errors,
                env=_environment(),
                text=True,
                encoding="utf-8",
            ) as child,
        ):
            _children.add(child)
            try:
                summary = _follow(child, progress)
            except BaseException:
                child.terminate()
                raise
            finally:
                _children.discard(child)
            code = child.wait()
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
        for line in said:
            log.info("%s", line)
        if code != 0 or summary is None:
            reason = said[-1] if said else f"抓取进程异常退出（代码 {code}）"
            if reason.isascii():
                reason = f"抓取进程出错（{reason}），已存数据保留，可再运行一次"
            raise JobFailed(f"{job.site.name}：抓取未完成，{reason}")
        return summary


def run_all(jobs: Sequence[CrawlJob], crawl: Callable[[CrawlJob], None], *, parallel: int) -> None:
    """Call `crawl` for every job, `parallel` platforms at a time; one platform in turn."""
    lanes: dict[str, list[CrawlJob]] = {}
    for job in jobs:
        lanes.setdefault(platform_key(job.site), []).append(job)

    def drive(lane: list[CrawlJob]) -> None:
        for job in lane:
            crawl(job)

    with ThreadPoolExecutor(max_workers=max(1, parallel)) as pool:
        try:
            for done in [pool.submit(drive, lane) for lane in lanes.values()]:
                done.result()
        except BaseException:
            stop_crawls()
            raise
    if stopping():
        raise JobFailed("收到停止信号，本夜未做完；再运行一次即可接着做")


def platform_key(site: Site) -> str:
    """Return the key by which pace is kept: the configured platform, else the host name."""
    return site.platform or host(site.home_url)


def nightly_job(
    workspace: Workspace,
    register: Register,
    site: Site,
    night_on: date,
    at: datetime,
    *,
    full: bool = False,
    wanted: tuple[str, ...] = (),
) -> CrawlJob:
    """Return the nightly crawl of one site by the office's settings; `wanted` is asked anyhow."""
    crawl_settings = workspace.settings.crawl
    columns = register.columns_of(site.code)
    return CrawlJob(
        site=site,
        night_on=night_on,
        at=at,
        site_file=str(workspace.site_file(site.code)),
        seeds=tuple(url for column in columns for url in addresses_of(column.url, column.rule)),
        rules=tuple(
            (url, c.rule) for c in columns if c.rule for url in addresses_of(c.url, c.rule)
        ),
        rate_per_s=crawl_settings.rate_per_s,
        day_rate_per_s=crawl_settings.day_rate_per_s,
        day_from=crawl_settings.day_from,
        day_until=crawl_settings.day_until,
        max_pages=crawl_settings.max_pages,
        max_depth=crawl_settings.max_depth,
        allow_private=site.allow_private,
        check_external=crawl_settings.external,
        obey_robots=crawl_settings.obey_robots and site.code not in crawl_settings.agreed_codes,
        second_pass=True,
        user_agent=user_agent(workspace.settings),
        first_byte_timeout_s=crawl_settings.first_byte_timeout_s,
        max_body_bytes=crawl_settings.max_page_mb * 1_000_000,
        concurrency=crawl_settings.concurrency,
        attachments=crawl_settings.attachments_a_night if crawl_settings.attachments_text else 0,
        max_attachment_bytes=crawl_settings.max_attachment_mb * 1_000_000,
        browser_pages=crawl_settings.browser_pages,
        try_search=crawl_settings.try_search,
        home_scripts=crawl_settings.home_scripts,
        certificates=True,
        engine_pages=crawl_settings.search_engine_pages,
        pace_folder=str(workspace.root / "data" / "pace"),
        full=full,
        outside_file=str(workspace.root / "data" / "outside.db"),
        wanted=wanted,
        by_plan=crawl_settings.by_plan and not full,
    )


def addresses_of(url: str, rule: str) -> tuple[str, ...]:
    """Return a column's address, and that of its data where its rule names one."""
    data = data_address(rule, url) if rule else None
    return (url,) if data is None else (url, data)


def user_agent(settings: Settings) -> str:
    """Return a User-Agent that says who asks and how to reach them."""
    office = settings.office
    reach = " ".join(part for part in (office.phone, office.email) if part)
    contact = f"; {reach}" if reach.isascii() and reach else ""
    return f"Mozilla/5.0 (compatible; xunjian/0.1; government website compliance monitor{contact})"


def require_leave(url: str, *, allow_private: bool) -> None:
    """Refuse a loopback or private address that the call did not allow."""
    addresses = _addresses(url)
    if not allow_private and addresses and all(is_private_ip(a) for a in addresses):
        raise WatchError(f"{host(url)} 是本机或内网地址，确要检查请加 --allow-private")


def require_polite(url: str, rate_per_s: float) -> None:
    """Refuse a pace of 0 (no limit) for anything but loopback and private addresses."""
    if rate_per_s > 0:
        return
    addresses = _addresses(url)
    if not addresses or not all(is_private_ip(a) for a in addresses):
        raise WatchError(
            f"{host(url)} 不是本机或内网地址，不能不限速抓取，请把 --rate 设为大于 0 的数，例如 2"
        )


def _follow(child: subprocess.Popen[str], progress: Progress) -> CrawlSummary | None:
    summary = None
    assert child.stdout is not None
    for line in child.stdout:
        try:
            event = json.loads(line)
        except json.JSONDecodeError:
            continue
        if event.get("event") == "done":
            summary = CrawlSummary.from_json(line)
        elif event.get("event") == "progress":
            progress(event["pages"], event["fetched"], event["queued"])
    return summary


def _environment() -> dict[str, str]:
    source = str(Path(crawler.__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": f"{source}{os.pathsep}{known}" if known else source,
        "PYTHONIOENCODING": "utf-8",
    }


def _addresses(url: str) -> set[str]:
    literal = literal_ip(url)
    if literal:
        return {literal}
    try:
        return {str(info[4][0]) for info in socket.getaddrinfo(host(url), None)}
    except OSError:
        return set()
