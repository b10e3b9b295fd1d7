"""Whether a rulebook agrees with itself: dates, ids, sums, marks, headings that may not apply."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from model.errors import RulebookError
from model.rulebook import Indicator, Kind, Rulebook


def check_rulebook(rulebook: Rulebook, file: str, groups: Mapping[str, Any]) -> None:
    """Raise RulebookError for the first contradiction; `groups` is what [scoring.groups] says."""
    _check_dates(rulebook, file)
    _check_ids(rulebook, file)
    _check_kinds(rulebook, file)
    _check_sums(rulebook, file, groups)
    _check_marks(rulebook, file)
    _check_rescale(rulebook, file)


def _check_dates(rulebook: Rulebook, file: str) -> None:
    if rulebook.valid_to is not None and rulebook.valid_to < rulebook.valid_from:
        raise RulebookError(
            f"{file}：valid_to（{rulebook.valid_to}）早于"
            f" valid_from（{rulebook.valid_from}），请改正"
        )


def _check_ids(rulebook: Rulebook, file: str) -> None:
    if not rulebook.indicators:
        raise RulebookError(f"{file}：没有任何 [[indicator]] 指标，请补上")
    seen: set[str] = set()
    for row in rulebook.indicators:
        if row.id in seen:
            raise RulebookError(f"{file}：指标 {row.id} 的 id 重复，请改成不同的编号")
        seen.add(row.id)


def _check_kinds(rulebook: Rulebook, file: str) -> None:
    if rulebook.for_units and not all(row.measure for row in rulebook.indicators):
        raise RulebookError(f"{file}：评单位的指标与评网站的指标不能写在同一个文件里，请分开")


def _check_sums(rulebook: Rulebook, file: str, groups: Mapping[str, Any]) -> None:
    rows = [row for row in rulebook.indicators if row.kind is Kind.DEDUCTION]
    if rulebook.total is not None:
        for row in rows:
            if row.points is None:
                raise RulebookError(
                    f"{file}：指标 {row.id} 没有 points，而 [scoring] 写了 total，请补上分值"
                )
        _demand_sum(file, "扣分指标", rows, rulebook.total, "[scoring] 的 total")
    for name, wanted in groups.items():
        if type(wanted) not in (int, Decimal):
            raise RulebookError(f"{file}：[scoring.groups] 的 {name} 应为数字")
        members = [row for row in rows if row.group == name]
        _demand_sum(file, f"“{name}”各指标", members, Decimal(wanted), "[scoring.groups] 所写")


def _demand_sum(file: str, what: str, rows: list[Indicator], wanted: Decimal, where: str) -> None:
    found = sum((row.points or Decimal(0) for row in rows), Decimal(0))
    if found != wanted:
        raise RulebookError(
            f"{file}：{what}的 points 合计 {found} 分，与{where} {wanted} 分不符，请核对分值"
        )


def _check_marks(rulebook: Rulebook, file: str) -> None:
    total = rulebook.total
    for name, mark in (("pass_mark", rulebook.pass_mark), ("bonus_mark", rulebook.bonus_mark)):
        if total is not None and mark is not None and mark > total:
            raise RulebookError(f"{file}：[scoring] 的 {name}（{mark}）大于 total（{total}）")
    bonus = any(row.kind is Kind.BONUS for row in rulebook.indicators)
    if bonus and rulebook.bonus_cap is None:
        raise RulebookError(f"{file}：有加分指标，[scoring] 须写 bonus_cap（加分上限）")


def _check_rescale(rulebook: Rulebook, file: str) -> None:
    weights: dict[str, Decimal] = {}
    for row in rulebook.indicators:
        if row.kind is Kind.DEDUCTION and row.points is not None:
            weights[row.group] = weights.get(row.group, Decimal(0)) + row.points
    for group in rulebook.rescale:
        if group not in weights or rulebook.total is None:
            raise RulebookError(
                f"{file}：[scoring] 的 rescale 写了“{group}”，但没有这个一级指标的分值，请核对"
            )
    if rulebook.rescale and sum(weights[g] for g in rulebook.rescale) >= (rulebook.total or 0):
        raise RulebookError(f"{file}：[scoring] 的 rescale 不能包括全部一级指标")
