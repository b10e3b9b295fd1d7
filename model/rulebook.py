"""Rulebook 指标体系 and Indicator 检查指标: official rows as data, with where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What an indicator does to a score."""

    VETO = "veto"  # 单项否决
    DEDUCTION = "deduction"  # 扣分指标
    BONUS = "bonus"  # 加分指标


KIND_NAMES: dict[Kind, str] = {
    Kind.VETO: "单项否决",
    Kind.DEDUCTION: "扣分指标",
    Kind.BONUS: "加分指标",
}


class Measure(StrEnum):
    """What a row of a rulebook for units measures of one unit."""

    COLUMNS_ON_TIME = "columns_on_time"  # 达标率
    CASES_ON_TIME = "cases_on_time"  # 按期办结率
    FINDINGS = "findings"  # problems of the checks in `counts`


MEASURE_NAMES: dict[Measure, str] = {
    Measure.COLUMNS_ON_TIME: "栏目达标率",
    Measure.CASES_ON_TIME: "按期办结率",
    Measure.FINDINGS: "问题个数",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """One check serving one indicator, with the options the rulebook gives it."""

    check: str
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One row of a rulebook.

    `fails_from` (vetoes): the number of failing subjects that triggers it.
    `points`: what the row is worth; None: unknown. `cap`: most it can lose; None: `points`.
    `each`: points lost per failing subject by the finding's weight class ("" = any class);
    empty: the first failing subject costs all points.
    """

    id: str
    name: str
    group: str  # heading 一级指标, e.g. 发布解读
    kind: Kind
    source: str  # document and clause
    verified: bool  # the figures were seen in the official text
    checkable: str  # F by machine, P partly, S by staff
    scope: tuple[str, ...] = ()
    threshold: str = ""  # the official condition in words
    points: Decimal | None = None
    cap: Decimal | None = None
    fails_from: int = 1
    each: Mapping[str, Decimal] = field(default_factory=dict)
    checks: tuple[Binding, ...] = ()
    measure: Measure | None = None  # rows of a rulebook for units
    counts: tuple[str, ...] = ()  # checks whose findings a measure counts
    staff: str = ""  # what of the row no program can tell, and why

    @property
    def manual(self) -> bool:
        """Whether no check serves this row yet: it prints as 未判定."""
        return not self.checks


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """A dated table of indicators, in printing order; `digest` is the file's sha256."""

    id: str
    title: str
    document: str
    valid_from: date
    valid_to: date | None
    pass_mark: Decimal | None
    bonus_mark: Decimal | None
    bonus_cap: Decimal | None
    total: Decimal | None  # sum of the deduction rows; 0: not scored; None: weights unknown
    indicators: tuple[Indicator, ...]
    digest: str
    series: str = ""  # rulebooks of one series follow one another and never overlap
    based_on: str = ""  # the rulebook whose rows it takes over
    rescale: tuple[str, ...] = ()  # headings that may not apply; the rest is then converted

    def indicator(self, id_: str) -> Indicator | None:
        """Return the row with this id, or None."""
        return next((i for i in self.indicators if i.id == id_), None)

    @property
    def for_units(self) -> bool:
        """Whether it scores units, not sites."""
        return any(row.measure is not None for row in self.indicators)

    @property
    def unscored(self) -> bool:
        """Whether it says of itself that nothing is scored: its problems are only listed."""
        return self.total == 0

    @property
    def only_lists(self) -> bool:
        """Whether nothing but problems comes of it: no score, and no veto to fail by."""
        vetoes = any(row.kind is Kind.VETO for row in self.indicators)
        return self.unscored or (self.total is None and not vetoes)

    def holds_on(self, day: date) -> bool:
        """Whether the rulebook was in force on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
