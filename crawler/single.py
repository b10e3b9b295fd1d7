"""A page or file fetched for `xunjian read`: redirects followed hop by hop, nothing stored."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from crawler.answer import Answer, Ask, Want
from crawler.classify import is_html, is_list_data
from crawler.transport import Transport
from extract.file_signs import is_file
from model.clock import SystemClock, china_day
from model.crawl import CrawlJob
from model.errors import JobFailed, WatchError
from model.fetch import FetchOutcome
from model.site import Site
from model.url import absolute, authority

MAX_HOPS = 8
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One page or file as the server sent it, unpacked."""

    url: str
    content_type: str
    body: bytes


def fetch_page(url: str, *, user_agent: str, allow_private: bool = False) -> FetchedPage:
    """Fetch one page; JobFailed with one Chinese sentence when there is none.

    Private addresses are refused, at every hop, unless `allow_private`; then only the host
    and port that were asked for may be private.
    """
    address = absolute(url, url)
    if address is None:
        raise WatchError(f"“{url}”不是网址，应以 http:// 或 https:// 开头")
    return asyncio.run(_fetch(address, user_agent, allow_private=allow_private))


async def _fetch(url: str, user_agent: str, *, allow_private: bool) -> FetchedPage:
    allowed = authority(url) if allow_private else None
    now = SystemClock().now()
    site = Site(code="single", name=authority(url), home_url=url, unit="")
    job = CrawlJob(
        site=site, night_on=china_day(now), at=now, site_file="", max_body_bytes=MAX_BYTES
    )
    transport = Transport(job, user_agent, lambda name: name == allowed)
    try:
        for _ in range(MAX_HOPS):
            answer = await transport.ask(Ask(url=url, method="GET", want=Want.WHOLE))
            target = _next(url, answer)
            if target is None:
                return _page(url, answer)
            url = target
    finally:
        await transport.close()
    raise JobFailed(f"{url}：{FetchOutcome.REDIRECT_LOOP.sentence}")


def _next(url: str, answer: Answer) -> str | None:
    if answer.status is None or not 300 <= answer.status < 400:
        return None
    location = answer.header("location")
    return absolute(url, location) if location else None


def _page(url: str, answer: Answer) -> FetchedPage:
    if answer.failure is not None:
        raise JobFailed(f"{url}：{answer.failure.sentence}")
    if answer.too_large:
        raise JobFailed(f"{url}：{FetchOutcome.TOO_LARGE.sentence}")
    if answer.status != 200:
        raise JobFailed(f"{url}：服务器返回状态 {answer.status}，没有可读的网页")
    readable = is_html(answer.media_type, answer.body) or is_list_data(answer.media_type)
    if not answer.body or not (readable or is_file(answer.body, url) or not answer.media_type):
        raise JobFailed(f"{url}：内容为空或不是网页（{answer.content_type or '未说明类型'}）")
    return FetchedPage(url, answer.content_type, answer.body)
