"""Alarm 告警: what is told of a site's ups and downs; on change only, and not too often. Pure.

A site is down once a visit and the second look a minute later both failed, and up with the
first visit that succeeds. A change is told at once unless something was told of the site within
the quiet time; then it waits, and is told only if it still differs from what was told last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What is known of a site's state and what was told of it."""

    site_code: str
    down: bool
    changed_at: datetime
    told_down: bool = False  # a site nobody heard of is taken to be up
    told_at: datetime | None = None
    changes: int = 0  # since the last telling


def seen(alarm: Alarm | None, site_code: str, at: datetime, *, ok: bool, again: bool) -> Alarm:
    """Return the state after one visit; a failure counts only when the second look failed too."""
    if alarm is None:
        alarm = Alarm(site_code=site_code, down=False, changed_at=at)
    if ok is not alarm.down or (not ok and not again):
        return alarm
    return replace(alarm, down=not ok, changed_at=at, changes=alarm.changes + 1)


def to_tell(alarm: Alarm, now: datetime, quiet: timedelta) -> bool:
    """Whether a change is to be told now."""
    if alarm.down is alarm.told_down:
        return False
    return alarm.told_at is None or now - alarm.told_at >= quiet


def told(alarm: Alarm, now: datetime) -> Alarm:
    """Return the state after it was told."""
    return replace(alarm, told_at=now, told_down=alarm.down, changes=0)
