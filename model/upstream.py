"""UpstreamItem 上级信息: what a higher authority published and a site is to repost 转载."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamItem:
    """One item of a source column of the register: 中国政府网, the province's, the city's site."""

    source: str  # the source column's name, as the register writes it
    title: str
    url: str
    on: date
