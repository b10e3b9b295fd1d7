"""双随机抽查 SpotCheck: things and reviewers drawn by lot, so that anyone can draw them again.

The lot of a thing is the SHA-256 of the text

    seed <newline> list <newline> identity

in UTF-8, written in hexadecimal; the smallest lots are drawn, smallest first. `list` is 网站, 栏目
or 人员; the identity is the 网站标识码, the column's address, or the reviewer's name. Reviewers of
one thing are drawn with the thing's identity added to the seed (`seed <newline> identity`), so
that each thing gets its own; whoever belongs to the responsible unit stays out (回避). The lists
are kept with their digest: who knows the seed and the lists gets the same draw with `sha256sum`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum


class SpotResult(StrEnum):
    """What a reviewer found."""

    GOOD = "good"
    PROBLEM = "problem"
    UNKNOWN = "unknown"


SPOT_RESULT_NAMES: dict[SpotResult, str] = {
    SpotResult.GOOD: "符合",
    SpotResult.PROBLEM: "有问题",
    SpotResult.UNKNOWN: "无法核实",
}
SITES, COLUMNS, REVIEWERS = "网站", "栏目", "人员"


@dataclass(frozen=True, slots=True)
class Thing:
    """One site or column that can be drawn."""

    kind: str  # 网站 or 栏目
    identity: str  # 网站标识码, or the column's address
    name: str
    address: str
    unit: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """One person who can be drawn; "" where no unit is named."""

    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """One drawn thing with its reviewers, in the order of their lots."""

    number: int
    thing: Thing
    reviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheck:
    """One drawing, with all that is needed to draw it again."""

    seed: str
    who: str
    at: datetime
    night_on: date  # day of the register's lists
    lists: str  # JSON: what could be drawn
    digest: str  # of `lists`
    draws: tuple[Draw, ...]
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotFinding:
    """What one reviewer found about one drawn thing."""

    spot_check: int
    number: int
    reviewer: str
    result: SpotResult
    text: str
    checked_on: date


def lot(seed: str, list_: str, identity: str) -> str:
    """Return the lot of one entry of one list."""
    return hashlib.sha256(f"{seed}\n{list_}\n{identity}".encode()).hexdigest()


def draw_lots(seed: str, list_: str, identities: Iterable[str], count: int) -> tuple[str, ...]:
    """Return the `count` identities with the smallest lots; order and doubles do not matter."""
    everybody = set(identities)
    return tuple(sorted(everybody, key=lambda one: (lot(seed, list_, one), one))[:count])


def draw(
    seed: str,
    things: Sequence[Thing],
    reviewers: Sequence[Reviewer],
    *,
    sites: int,
    columns: int,
    each: int,
) -> tuple[Draw, ...]:
    """Draw sites, columns and `each` reviewers for every one; fewer where too few are listed."""
    drawn: list[Draw] = []
    for list_, count in ((SITES, sites), (COLUMNS, columns)):
        known = {thing.identity: thing for thing in things if thing.kind == list_}
        for identity in draw_lots(seed, list_, known, count):
            thing = known[identity]
            may = [r.name for r in reviewers if not r.unit or r.unit != thing.unit]
            people = draw_lots(f"{seed}\n{identity}", REVIEWERS, may, each)
            drawn.append(Draw(len(drawn) + 1, thing, people))
    return tuple(drawn)


def lists_json(things: Iterable[Thing], reviewers: Iterable[Reviewer]) -> str:
    """Return everything that could be drawn as canonical JSON."""
    whole = {
        "things": sorted((asdict(thing) for thing in things), key=lambda t: t["identity"]),
        "reviewers": sorted((asdict(one) for one in reviewers), key=lambda r: r["name"]),
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True)


def lists_digest(lists: str) -> str:
    """Return the digest that is printed with a drawing."""
    return hashlib.sha256(lists.encode()).hexdigest()
