"""Circuit breaker: who turns us away again and again is left alone for the rest of the run.

Reads   how the addresses of each platform came out, in order
Gives   whether a platform is still asked
Never   counts the second pass, which asks only what failed before
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from crawler.policy import (
    BREAK_AFTER,
    BREAK_AFTER_ONE_FOLDER,
    BREAK_AFTER_OTHER_SITE,
    BROKEN_OFF,
)
from model.fetch import FetchOutcome
from store.site_records import Answered, AskKind, Row

LEFT_ALONE = Answered(outcome=FetchOutcome.NOT_FETCHED, detail=BROKEN_OFF, tries=0, requests=0)
"""What is stored of an address that is not asked because its platform is left alone."""

_TURNED_AWAY = frozenset(
    {
        FetchOutcome.BLOCKED,
        FetchOutcome.TIMEOUT_CONNECT,
        FetchOutcome.TIMEOUT_FIRST_BYTE,
        FetchOutcome.TIMEOUT_BODY,
        FetchOutcome.CONNECTION_LOST,
    }
)
_ASKED_FOR = frozenset({AskKind.PAGE, AskKind.CHECK})


@dataclass(slots=True)
class _Row:
    """Refusals of one platform without an answer between them."""

    count: int = 0
    folders: set[str] = field(default_factory=set)


class Breaker:
    """Counts refusals by platform; `memo` is kept with the run and survives a kill."""

    def __init__(self, own: str, concurrency: int, memo: dict[str, Any]) -> None:
        self._own = own
        # What is under way together may fail together at the end of a turn.
        self._after = max(BREAK_AFTER, concurrency + BREAK_AFTER // 2)
        self._memo = memo
        self._rows: dict[str, _Row] = {}

    def is_open(self, platform: str) -> bool:
        """Whether a platform is left alone from now on."""
        return platform in self._memo

    @property
    def own_site_is_left_alone(self) -> bool:
        """Whether the site itself turned us away."""
        return self._own in self._memo

    def leave_own_alone(self, answers: int) -> None:
        """Leave the site itself alone: so many answers said that it turns us away."""
        self._memo[self._own] = answers

    def note(self, platform: str, row: Row, answered: Answered) -> bool:
        """Count how an address came out; return whether its platform is left alone from now on."""
        if row.second or row.kind not in _ASKED_FOR or platform in self._memo:
            return False
        if answered.outcome not in _TURNED_AWAY and answered.status != 503:
            self._rows.pop(platform, None)
            return False
        seen = self._rows.setdefault(platform, _Row())
        seen.count += 1
        if len(seen.folders) < 2:
            seen.folders.add(urlsplit(row.url).path.rpartition("/")[0])
        if seen.count < self._limit(platform, seen):
            return False
        self._memo[platform] = seen.count
        return True

    def _limit(self, platform: str, seen: _Row) -> int:
        if platform != self._own:
            return BREAK_AFTER_OTHER_SITE
        # A folder closed to visitors is no shield: all of it says 403, the rest answers.
        return self._after if len(seen.folders) > 1 else max(self._after, BREAK_AFTER_ONE_FOLDER)
