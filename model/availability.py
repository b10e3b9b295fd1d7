"""Availability 站点可用性 by day: how many visits to a home page failed, and what did not count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class DayVisits:
    """One whole China day of one site; gaps are whole minutes in which nothing counted."""

    on: date
    visits: int  # that count
    failed: int  # did not open, or not within the limit
    turned_away: int = 0  # met a guard or a login: says nothing about visitors
    agreed_minutes: int = 0  # agreed outage 报备停机
    unwatched_minutes: int = 0  # the monitor did not watch
