"""Turns: who is asked next. A queue per platform, and a heap of platforms by next allowed time.

Pure: the time comes in, in seconds of one monotonic clock. Addresses stay rows here; a
request is made only when its turn comes.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from crawler.pace import Pace
from store.site_records import Row


class Step(StrEnum):
    """By which method an address is asked this time."""

    HEAD = "HEAD"
    RANGE = "RANGE"  # GET of the first byte
    GET = "GET"
    WHOLE = "WHOLE"  # GET of an attachment with its whole body


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row on its way, with what was tried so far in this pass."""

    row: Row
    platform: str
    step: Step
    url: str  # what is asked now; differs from the row's only for robots.txt redirects
    requests: int = 0
    busy: int = 0
    cookie: str = ""
    hops: int = 0
    unconditional: bool = False
    was_whole: bool = False  # asked for as a file, which said nothing

    def again(self, step: Step | None = None) -> Item:
        """Return the item for one more request, counting the one just made."""
        was_whole = self.was_whole or (self.step is Step.WHOLE and step not in (None, self.step))
        step = step or self.step
        return replace(self, step=step, requests=self.requests + 1, was_whole=was_whole)


class Gate(StrEnum):
    """What is to be done with an item whose turn has come."""

    ASK = "ask"
    DROP = "drop"  # settled without a request
    HOLD = "hold"  # not before another answer has come


class Turns:
    """Hands out items at the pace of their platforms."""

    def __init__(self, pace_of: Callable[[str], Pace]) -> None:
        self._pace_of = pace_of
        self._queues: dict[str, deque[Item]] = {}
        self._due: list[tuple[float, int, str]] = []
        self._listed: set[str] = set()
        self._held: set[str] = set()
        self._later: list[tuple[float, int, Item]] = []
        self._ticket = count()
        self._stretch = 1.0
        self.limit = 1  # items that may be out and not yet stored
        self.in_flight = 0
        self.waiting = 0

    def load(self, items: Iterable[Item], *, limit: int, stretch: float = 1.0) -> None:
        """Queue a turn's items; `stretch` lengthens every delay.

        `limit` bounds the items that are out and not yet stored: what a kill can cost.
        """
        self._stretch, self.limit = stretch, limit
        for item in items:
            self._queues.setdefault(item.platform, deque()).append(item)
            self.waiting += 1
            self._list(item.platform)

    @property
    def is_dry(self) -> bool:
        """Whether nothing waits and nothing is under way."""
        return not self.waiting and not self.in_flight

    def take(self, now: float, gate: Callable[[Item], Gate]) -> Item | None:
        """Return the next item that may be asked now; None if there is none for now."""
        self._ripen(now)
        while self._due and self._due[0][0] <= now:
            if self.in_flight >= self.limit:
                return None
            _, _, platform = heapq.heappop(self._due)
            self._listed.discard(platform)
            queue, pace = self._queues[platform], self._pace_of(platform)
            if not queue:
                continue
            if pace.next_at > now:
                self._list(platform)
                continue
            verdict = gate(queue[0])
            if verdict is Gate.HOLD:
                self._held.add(platform)
                continue
            if verdict is Gate.ASK and not pace.take(now, self._stretch):
                self._list(platform)  # a crawl beside this one has just asked
                continue
            item = queue.popleft()
            self.waiting -= 1
            if verdict is Gate.ASK:
                self.in_flight += 1
            self._list(platform)
            if verdict is Gate.ASK:
                return item
        return None

    def release(self) -> None:
        """Count one item as answered; held platforms are looked at again."""
        self.in_flight -= 1
        held, self._held = self._held, set()
        for platform in held:
            self._list(platform)

    def put_back(self, item: Item, at: float) -> None:
        """Queue an item that was under way to be asked once more, not before `at`."""
        heapq.heappush(self._later, (at, next(self._ticket), item))
        self.waiting += 1
        self.release()

    def next_at(self) -> float | None:
        """Return when to look again, None if only an answer can change anything."""
        if self.in_flight >= self.limit:
            return None
        times = [entry[0][0] for entry in (self._due, self._later) if entry]
        return min(times, default=None)

    def _ripen(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            _, _, item = heapq.heappop(self._later)
            self._queues.setdefault(item.platform, deque()).appendleft(item)
            self._list(item.platform)

    def _list(self, platform: str) -> None:
        if platform not in self._listed and self._queues[platform]:
            self._listed.add(platform)
            heapq.heappush(
                self._due, (self._pace_of(platform).next_at, next(self._ticket), platform)
            )
