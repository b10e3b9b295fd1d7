"""Platforms: hosts on one server keep one pace, in this crawl and in those beside it.

A platform is the name the register gives it, else the set of addresses its hosts resolve to.
Names are looked up before their pace is first needed; a name that could not be looked up in
time is a platform of its own.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from crawler.hours import rate_at
from crawler.pace import Pace
from crawler.policy import EXTERNAL_RATE_PER_S
from crawler.shared_pace import SharedMoments
from model.clock import Clock
from model.crawl import CrawlJob
from model.errors import JobFailed
from model.url import host

PATIENCE_S = 5.0
"""Time that looking up the names of one turn may take."""

_THREADS = 16


class Platforms:
    """The paces of a crawl; `own` is the name its items give the site's own platform."""

    def __init__(self, job: CrawlJob, own: str, shared: SharedMoments | None, clock: Clock) -> None:
        self._job = job
        self._clock = clock
        self.rate_per_s = rate_at(job, clock.now())
        self._own = own
        self._shared = shared
        self._paces: dict[str, Pace] = {}  # by the names items give
        self._by_key: dict[str, Pace] = {}
        home = host(job.site.home_url)
        self._keys = look_up({home})
        self._own_addresses = self._keys.get(home, "")
        self._own_key = job.site.platform or self._own_addresses or home
        if not self.rate_per_s:
            self._own_key = ""  # no pace to share

    def learn(self, hosts: Iterable[str]) -> None:
        """Look up the names that are new; waits at most PATIENCE_S."""
        new = {name for name in hosts if name not in self._keys and name not in self._paces}
        self._keys.update({name: name for name in new} | look_up(new))

    def pace_of(self, platform: str) -> Pace:
        """Return the pace of a platform: the job's for the site's own, a fixed one for others."""
        pace = self._paces.get(platform)
        if pace is None:
            key = self._key(platform)
            pace = self._by_key.get(key)
            if pace is None:
                pace = self._by_key[key] = self._new(key)
            self._paces[platform] = pace
        return pace

    def keep_hours(self) -> bool:
        """Go over to the speed of the hour; return whether it is another than before."""
        rate = rate_at(self._job, self._clock.now())
        if rate == self.rate_per_s:
            return False
        self.rate_per_s = rate
        for key, pace in self._by_key.items():
            pace.delay_s = self._delay_s(key)
        return True

    def _key(self, platform: str) -> str:
        if platform == self._own:
            return self._own_key
        key = self._keys.get(platform, platform)
        return self._own_key if self.rate_per_s and key == self._own_addresses else key

    def _new(self, key: str) -> Pace:
        delay = self._delay_s(key)
        return Pace(delay, shared=self._shared.slot(key) if self._shared and delay else None)

    def _delay_s(self, key: str) -> float:
        rate = self.rate_per_s
        if key != self._own_key:
            rate = min(rate or EXTERNAL_RATE_PER_S, EXTERNAL_RATE_PER_S)
        return 1 / rate if rate else 0.0


def shared_moments(job: CrawlJob) -> SharedMoments | None:
    """Return the moments that crawls of this machine share; None if the job shares none."""
    if not job.pace_folder or not job.rate_per_s:
        return None
    try:
        return SharedMoments(Path(job.pace_folder))
    except OSError as cause:
        raise JobFailed(
            f"写不进 {job.pace_folder}（{cause.strerror}），各网站无法协调抓取速度，请检查目录权限"
        ) from cause


def look_up(hosts: Iterable[str], patience_s: float = PATIENCE_S) -> dict[str, str]:
    """Return the keys of those hosts whose addresses were found in time."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for name in hosts:
        waiting.put(name)
    found: dict[str, str] = {}

    def work() -> None:
        while True:
            try:
                name = waiting.get_nowait()
            except Empty:
                return
            addresses = _addresses(name)
            if addresses:
                found[name] = " ".join(sorted(addresses))

    # Daemons: a resolver that hangs must not keep the process from ending.
    threads = [Thread(target=work, daemon=True) for _ in range(min(_THREADS, waiting.qsize()))]
    limit = monotonic() + patience_s
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(limit - monotonic(), 0))
    return found.copy()


def _addresses(name: str) -> set[str]:
    try:
        return {str(info[4][0]) for info in socket.getaddrinfo(name, None)}
    except (OSError, UnicodeError):
        return set()
