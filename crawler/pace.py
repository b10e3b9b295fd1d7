"""Pace: when a platform may be asked next. Pure arithmetic on a clock that is handed in.

Seconds throughout, of one monotonic clock.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from statistics import median

from crawler.policy import (
    BUSY_WAIT_S,
    BUSY_WAIT_UNPACED_S,
    LATE_SHARE,
    MAX_RETRY_AFTER_S,
    MAX_SLOWDOWN,
    SLOW_FACTOR,
    SLOW_SAMPLES,
)
from crawler.shared_pace import Slot, following_at

_BUSY_IN_A_ROW = 3
_RECENT = 10


@dataclass(slots=True)
class Pace:
    """The pace of one platform."""

    delay_s: float  # between two requests; 0: none
    floor_s: float = 0.0  # the least delay the site itself asks for
    shared: Slot | None = None  # where the moment is kept for other crawls beside this one
    next_at: float = 0.0
    factor: float = 1.0  # by which slow answers stretch the delay
    _first: list[float] = field(default_factory=list)
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=_RECENT))
    _since: int = 0
    _busy: int = 0

    def take(self, now: float, stretch: float = 1.0) -> bool:
        """Count a request that leaves now; return False if another crawl was first."""
        step = max(self.delay_s, self.floor_s) * self.factor * stretch
        slack = step * LATE_SHARE
        if self.shared is not None:
            mine, self.next_at = self.shared.claim(now, step, slack)
            return mine
        self.next_at = following_at(self.next_at, now, step, slack)
        return True

    def answered(self, elapsed_s: float) -> None:
        """Learn from an answer: threefold slower than usual means ask half as often."""
        self._busy = 0
        if not self.delay_s:
            return
        if len(self._first) < SLOW_SAMPLES:
            self._first.append(elapsed_s)
            return
        self._recent.append(elapsed_s)
        self._since += 1
        if self._since < _RECENT:
            return
        self._since = 0
        usual, now = max(median(self._first), 0.05), median(self._recent)
        if now > SLOW_FACTOR * usual:
            self.factor = min(self.factor * 2, MAX_SLOWDOWN)
        elif now < 2 * usual:
            self.factor = max(self.factor / 2, 1.0)

    def busy(self, now: float, retry_after_s: float | None, attempt: int) -> float | None:
        """Take note of a 429 or 503; return when to ask this address again, None for never.

        Retry-After holds for the whole platform; without it the platform pauses only when
        one busy answer follows another, since a single broken page says 503 as well.
        """
        self._busy += 1
        if retry_after_s is not None:
            if retry_after_s > MAX_RETRY_AFTER_S:
                return None
            self._pause(now, retry_after_s)
            return now + retry_after_s
        base = BUSY_WAIT_S if self.delay_s else BUSY_WAIT_UNPACED_S
        wait = base * 2.0**attempt
        if self._busy >= _BUSY_IN_A_ROW:
            self._pause(now, wait)
        return now + wait

    def rest(self, now: float, wait_s: float) -> None:
        """Leave the platform alone for a while, since its quota is used up."""
        self._pause(now, min(wait_s, MAX_RETRY_AFTER_S))

    def _pause(self, now: float, wait_s: float) -> None:
        self.next_at = max(self.next_at, now + wait_s)
        if self.shared is not None:
            self.shared.postpone(now, self.next_at)
