"""Vetting of a job before anything is asked: what would be rude or cannot work is refused."""

from __future__ import annotations

import socket

from model.crawl import CrawlJob
from model.url import absolute, host, is_private_ip, literal_ip


def refuse(job: CrawlJob) -> str:
    """Return why a job is refused, one Chinese sentence; "" if it may run."""
    home = job.site.home_url
    if absolute(home, home) != home:
        return f"首页地址“{home}”不是完整的网址，应写成 http://www.example.gov.cn/ 的形式"
    if job.at.tzinfo is None:
        return "巡检任务的时间没有时区，请重新生成任务"
    if job.concurrency < 1 or job.rate_per_s < 0:
        return "巡检任务的速度和并发数须为正数"
    if job.rate_per_s == 0 and not _is_private(home):
        return "不限速（0）只可用于本机或内网地址，请设定每秒请求数，例如 2"
    return ""


def _is_private(home: str) -> bool:
    ip = literal_ip(home)
    if ip is not None:
        return is_private_ip(ip)
    try:
        found = socket.getaddrinfo(host(home), None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return bool(found) and all(is_private_ip(str(entry[4][0])) for entry in found)
