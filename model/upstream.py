"""Source columns 转载来源: columns of other bodies' sites that are watched, and their items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from model.clock import at_china


class SourceLevel(StrEnum):
    """Whose site a source column belongs to."""

    STATE = "state"  # 国务院
    PROVINCE = "province"  # 省
    CITY = "city"  # 市
    OTHER = "other"  # 其他


class SourceUse(StrEnum):
    """Why a source column is watched."""

    REPOST = "repost"  # 转载: our portals are to repost its items
    ADOPT = "adopt"  # 采用: it takes up items of ours


SOURCE_LEVEL_NAMES: dict[SourceLevel, str] = {
    SourceLevel.STATE: "国务院",
    SourceLevel.PROVINCE: "省级",
    SourceLevel.CITY: "市级",
    SourceLevel.OTHER: "其他",
}
SOURCE_USE_NAMES: dict[SourceUse, str] = {SourceUse.REPOST: "转载", SourceUse.ADOPT: "采用"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceColumn:
    """One column of another body's site; (`url`, `use`) is its key."""

    name: str  # as reports print it, e.g. 中国政府网 > 要闻
    url: str
    level: SourceLevel
    use: SourceUse = SourceUse.REPOST
    rule: str = ""  # optional reading rule
    allow_private: bool = False  # intranet addresses may be fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamItem:
    """One item of a source column of the register: 中国政府网, the province's, the city's site."""

    source: str  # the source column's name, as the register writes it
    title: str
    url: str
    on: date
    clock: str = ""  # "HH:MM[:SS]" where the list shows one
    use: SourceUse = SourceUse.REPOST


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSeen:
    """Whether a source column was read in one night; `reason` says why not, "" if it was.

    Of what it published before the day `read_from` something may be missing: further pages of
    its list were not read. None: nothing is known to be missing.
    """

    name: str
    url: str
    reason: str = ""
    use: SourceUse = SourceUse.REPOST
    read_from: date | None = None


def moments(on: date, clock: str) -> tuple[datetime, datetime]:
    """Return the first and the last moment that a day, with or without a time, may mean."""
    shown = None
    try:
        shown = time.fromisoformat(clock) if clock else None
    except ValueError:
        shown = None
    if shown is not None:
        at = at_china(on, shown)
        return at, at
    return at_china(on, time(0)), at_china(on, time(0)) + timedelta(days=1, seconds=-1)
