"""Adoption 采用: an item of ours that a higher authority's site took up; counted, never judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """One item of ours in one source column of the register, under the same title."""

    unit: str  # that answers for our item
    column: str
    title: str
    url: str  # of our item
    on: date  # as our site dates it
    source: str  # name of the source column
    source_url: str  # of the item there
    adopted_on: date
