"""MediaAccount 政务新媒体账号: an account on another platform, as its unit's sheet reports it."""

from __future__ import annotations

from dataclasses import dataclass
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

    @property
    def key(self) -> str:
        """The account's name for ever: platform and name."""
        return f"{self.platform}:{self.name}"
