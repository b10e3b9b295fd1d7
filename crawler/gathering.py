"""Gathering: answers that are written together, a few at a time.

A transaction for each answer would cost as much as all else that storing it takes. An answer
counts as under way until it is committed, so a kill still loses no more answers than there
may be requests at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from crawler.turns import Turns
from store.database import DatabaseError, storage_trouble
from store.site_file import SiteFile

LONGEST_S = 0.1
"""No answer waits longer than this for others to come."""

SHARE = 4
"""Commit once one in this many of the items that may be under way only waits for it."""


class Gathering:
    """Decides when what was written is committed, and lets go of the items it held up."""

    def __init__(self, site: SiteFile, turns: Turns) -> None:
        self._site = site
        self._turns = turns
        self._waiting = 0
        self._alarm: asyncio.TimerHandle | None = None
        self.wake: Callable[[], None] = lambda: None
        self.on_failure: Callable[[BaseException], None] = lambda _: None
        site.gather()

    def settled(self) -> None:
        """Count one item as answered; it is let go once its answer is committed."""
        self._waiting += 1
        if self._waiting >= max(self._turns.limit // SHARE, 1):
            self.commit()
        else:
            self.written()

    def written(self) -> None:
        """See to it that what was just written is committed soon."""
        if self._alarm is None and self._site.is_gathering:
            self._alarm = asyncio.get_running_loop().call_later(LONGEST_S, self._late)

    def commit(self) -> None:
        """Commit now."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        self._site.commit()
        for _ in range(self._waiting):
            self._turns.release()
        self._waiting = 0

    def end(self) -> None:
        """Commit, and gather no more."""
        self.commit()
        self._site.end_gathering()

    def _late(self) -> None:
        self._alarm = None
        try:
            self.commit()
        except DatabaseError as cause:
            self.on_failure(cause)
            if not storage_trouble(cause):  # said in one sentence at the end
                raise
        except BaseException as cause:
            self.on_failure(cause)
            raise
        finally:
            self.wake()
