"""MediaAccount 政务新媒体账号: an account on another platform, as its unit's sheet reports it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaAccount:
    """One account; `reported_on` is the day as of which its last post was looked up."""

    name: str
    platform: str  # 微信公众号, 微博, 客户端 …
    unit: str  # that runs it
    last_post_on: date | None = None  # None: it has never posted anything
    reported_on: date | None = None  # None: nobody has looked
    gone: bool = False  # an app that can no longer be downloaded or opened
    closed_on: date | None = None  # the account was cancelled on this day
    feed: str = ""  # address of an RSS, Atom or JSON feed that the program may read

    @property
    def key(self) -> str:
        """The account's name for ever: platform and name."""
        return f"{self.platform}:{self.name}"

    def looked_up(self, looked_on: date | None, newest_on: date | None) -> MediaAccount:
        """Return the account as its feed shows it, if that was read later than the sheet says.

        `looked_on` is the night of the reading, None if there was none.
        """
        if looked_on is None or (self.reported_on is not None and self.reported_on > looked_on):
            return self
        days = [day for day in (self.last_post_on, newest_on) if day is not None]
        return replace(self, reported_on=looked_on, last_post_on=max(days, default=None))
