"""What is remembered of a registry's server during a round, and its turns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from crawler.registry_answer import LIMITED

SILENT_MOST = 2
SILENT = "注册机构的查询服务器没有应答"
WAKE_S = 0.5


@dataclass(slots=True)
class Server:
    """What is remembered of one server; its lock is held while it is asked."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0  # of the monotonic clock
    asked: int = 0
    silent: int = 0
    limited: bool = False

    @property
    def refusal(self) -> str:
        """Why it is asked no more in this round, "" where it may be."""
        if self.limited:
            return LIMITED
        return SILENT if self.silent >= SILENT_MOST else ""

    async def turn(self, stopping: Callable[[], bool]) -> bool:
        """Wait until it may be asked once more; False where the round is to stop before that."""
        while not stopping():
            wait = self.next_at - monotonic()
            if wait <= 0:
                self.asked += 1
                return True
            await asyncio.sleep(min(wait, WAKE_S))
        return False
