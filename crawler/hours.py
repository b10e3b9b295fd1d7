"""Two speeds: by day, when people use the sites, and otherwise. Pure."""

from __future__ import annotations

from datetime import datetime, time

from model.clock import china_time
from model.crawl import CrawlJob


def rate_at(job: CrawlJob, moment: datetime) -> float:
    """Return the requests a second that a platform gets at an aware moment; 0: no limit."""
    if not (job.rate_per_s and job.day_rate_per_s):
        return job.rate_per_s
    return job.day_rate_per_s if is_day(job, moment) else job.rate_per_s


def is_day(job: CrawlJob, moment: datetime) -> bool:
    """Whether a moment lies in the job's day by China's clocks; a day may span midnight."""
    now = china_time(moment).time()
    begins, ends = _time(job.day_from), _time(job.day_until)
    if begins < ends:
        return begins <= now < ends
    return now >= begins or now < ends


def _time(text: str) -> time:
    hours, _, minutes = text.partition(":")
    return time(int(hours), int(minutes))
