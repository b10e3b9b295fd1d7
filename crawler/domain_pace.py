"""Pace of a collection: one pace per platform, shared with the crawls of this machine."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic

from crawler.answer import Answer
from crawler.domain_order import DomainOrder
from crawler.pace import Pace
from crawler.policy import BUSY_WAIT_S
from crawler.shared_pace import SharedMoments
from crawler.waiting import asked_wait_s
from model.errors import JobFailed

_SHORTEST_S = 0.002
_BUSY = frozenset({429, 503})


class Paces:
    """The paces of a collection, by platform."""

    def __init__(self, order: DomainOrder) -> None:
        self._delay_s = 1 / order.rate_per_s if order.rate_per_s else 0.0
        self._shared = _moments(order.pace_folder) if self._delay_s else None
        self._paces: dict[str, tuple[Pace, asyncio.Lock]] = {}

    async def turn(self, platform: str) -> None:
        """Wait until a platform may be asked once more; first come, first served."""
        if not self._delay_s:
            return
        if platform not in self._paces:
            slot = self._shared.slot(platform) if self._shared else None
            self._paces[platform] = (Pace(self._delay_s, shared=slot), asyncio.Lock())
        pace, lock = self._paces[platform]
        async with lock:
            while True:
                now = monotonic()
                if now >= pace.next_at and pace.take(now):
                    return
                await asyncio.sleep(max(pace.next_at - monotonic(), _SHORTEST_S))

    def answered(self, platform: str, answer: Answer) -> None:
        """Learn from an answer: one that is asked to wait is left alone, a slow one asked less."""
        if platform not in self._paces:
            return
        pace, _ = self._paces[platform]
        if answer.status in _BUSY:
            pace.rest(monotonic(), asked_wait_s(answer) or BUSY_WAIT_S)
        elif answer.status is not None:
            pace.answered(answer.elapsed_s)


def _moments(folder: str) -> SharedMoments | None:
    if not folder:
        return None
    try:
        return SharedMoments(Path(folder))
    except OSError as cause:
        raise JobFailed(
            f"写不进 {folder}（{cause.strerror}），无法与其他抓取协调速度，请检查目录权限"
        ) from cause
