"""The rows of a rulebook file: typed reading with errors that name file, row and key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from checks.options import build_options
from checks.registry import all_checks
from model.errors import RulebookError
from model.rulebook import Binding, Indicator, Kind, Measure

_SCOPES = ("site", "portal", "newmedia", "unit")
_CHECKABLE = ("F", "P", "S")


class Table:
    """One TOML table being read; `finish` refuses keys nobody asked for."""

    def __init__(self, file: str, where: str, raw: Mapping[str, Any]) -> None:
        self._file, self._where, self._raw = file, where, raw
        self._asked: set[str] = set()

    def error(self, text: str) -> RulebookError:
        """Return an error that says where it is."""
        return RulebookError(f"{self._file}：{self._where}：{text}")

    def get(self, key: str) -> Any:
        """Return the raw value, None if the key is absent."""
        self._asked.add(key)
        return self._raw.get(key)

    def text(self, key: str) -> str:
        """Return a text that must be there."""
        value = self.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key} 应为带引号的文字" if value is not None else f"缺少 {key}")
        return value

    def day(self, key: str) -> date:
        """Return a date that must be there."""
        value = self.maybe_day(key)
        if value is None:
            raise self.error(f"缺少 {key}，应写成 2019-04-01 这样的日期")
        return value

    def maybe_day(self, key: str) -> date | None:
        """Return a date, None if the key is absent."""
        value = self.get(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self.error(f"{key} 应写成 2019-04-01 这样的日期（不加引号），现为 {value!r}")
        return value

    def number(self, key: str) -> Decimal | None:
        """Return a number not below 0, None if the key is absent."""
        value = self.get(key)
        if value is None:
            return None
        return self.as_number(key, value)

    def as_number(self, key: str, value: object) -> Decimal:
        """Return `value` as a number not below 0."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
            raise self.error(f"{key} 应为不小于 0 的数字，现为 {value!r}")
        return Decimal(value)

    def table(self, key: str) -> Mapping[str, Any]:
        """Return a sub-table, empty if the key is absent."""
        value = self.get(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise self.error(f"{key} 应写成一个表")
        return value

    def rows(self, key: str) -> list[Mapping[str, Any]]:
        """Return an array of tables, empty if the key is absent."""
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            raise self.error(f"{key} 应写成 [[{key}]]")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """Return an array of texts, empty if the key is absent."""
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.error(f"{key} 应为文字的数组，现为 {value!r}")
        return tuple(value)

    def word(self, key: str, words: tuple[str, ...]) -> str:
        """Return one of the given words."""
        value = self.get(key)
        if value not in words:
            raise self.error(f"{key} 应为 {'、'.join(words)} 之一，现为 {value!r}")
        return str(value)

    def finish(self) -> None:
        """Refuse keys that nothing reads."""
        unknown = sorted(set(self._raw) - self._asked)
        if unknown:
            raise self.error(f"不认识 {'、'.join(unknown)}，请删去或改正拼写")


def read_indicator(file: str, at: int, raw: Mapping[str, Any]) -> Indicator:
    """Read one [[indicator]] table, the `at`-th of its file."""
    named = raw.get("id")
    table = Table(file, f"指标 {named}" if isinstance(named, str) else f"第{at}个指标", raw)
    points, starred = _points(table)
    verified = table.get("verified")
    if not isinstance(verified, bool):
        raise table.error("verified 应为 true 或 false")
    if starred and verified:
        raise table.error("points 带星号是占位分值，verified 不能为 true；核实后请去掉星号")
    kind = Kind(table.word("kind", tuple(Kind)))
    each = {key: table.as_number(f"each.{key}", v) for key, v in table.table("each").items()}
    scope = table.get("scope")
    if not isinstance(scope, list) or not scope or set(scope) - set(_SCOPES):
        raise table.error(f"scope 应为数组，可用的词：{'、'.join(_SCOPES)}")
    fails_from = table.get("fails_from")
    if fails_from is not None and (type(fails_from) is not int or fails_from < 1):
        raise table.error(f"fails_from 应为不小于 1 的整数，现为 {fails_from!r}")
    if fails_from is not None and kind is not Kind.VETO:
        raise table.error('fails_from 只用于单项否决（kind = "veto"）')
    if (points is not None or each) and kind is Kind.VETO:
        raise table.error("单项否决没有分值，请删去 points 和 each")
    indicator = Indicator(
        id=table.text("id"),
        name=table.text("name"),
        group=table.text("group"),
        kind=kind,
        source=table.text("source"),
        verified=verified,
        checkable=table.word("checkable", _CHECKABLE),
        scope=tuple(scope),
        threshold=table.text("threshold"),
        points=points,
        cap=table.number("cap"),
        fails_from=fails_from or 1,
        each=each,
        checks=tuple(_binding(table, row) for row in table.rows("check")),
        measure=_measure(table),
        counts=table.words("counts"),
        staff=table.text("staff") if table.get("staff") is not None else "",
    )
    table.finish()
    _check_limits(table, indicator)
    _check_measure(table, indicator)
    if indicator.checkable == "S" and indicator.checks:
        raise table.error('checkable = "S" 表示由人工判定，不能再写 [[indicator.check]]')
    return indicator


def _check_limits(table: Table, row: Indicator) -> None:
    if row.points is not None and row.cap is not None and row.cap > row.points:
        raise table.error(f"cap（{row.cap}）大于 points（{row.points}），扣分上限不能超过分值")
    if row.kind is Kind.BONUS and (row.each or row.checks):
        raise table.error("加分指标由人工录入，不能写 each 和 [[indicator.check]]")


def _measure(table: Table) -> Measure | None:
    if table.get("measure") is None:
        return None
    return Measure(table.word("measure", tuple(Measure)))


def _check_measure(table: Table, row: Indicator) -> None:
    """Refuse a row for units that lacks what its measure needs, or has what it cannot use."""
    if (row.measure is None) != (row.scope != ("unit",)):
        raise table.error('评单位的指标须同时写 scope = ["unit"] 和 measure')
    counting = row.measure is Measure.FINDINGS
    if counting != bool(row.counts):
        raise table.error('counts（计哪些检查的问题）须与 measure = "findings" 同时使用')
    unknown = [name for name in row.counts if name not in all_checks()]
    if unknown:
        known = "、".join(all_checks())
        raise table.error(f"counts 里没有检查“{'、'.join(unknown)}”，可用的有：{known}")
    if row.measure is None:
        return
    if row.points is None or row.kind is not Kind.DEDUCTION or row.checks:
        raise table.error(
            '评单位的指标须为扣分指标（kind = "deduction"），写明 points，不写 [[indicator.check]]'
        )
    if counting != bool(row.each):
        raise table.error('each（每个问题扣几分）须与 measure = "findings" 同时使用')


def _points(table: Table) -> tuple[Decimal | None, bool]:
    value = table.get("points")
    if not isinstance(value, str):
        return table.number("points"), False
    try:
        number = Decimal(value.removesuffix("*"))
    except InvalidOperation:
        number = Decimal(-1)
    if not value.endswith("*") or not number.is_finite() or number < 0:
        raise table.error(f'points 应为数字，占位分值写成 "4*"，现为 {value!r}')
    return number, True


def _binding(table: Table, raw: Mapping[str, Any]) -> Binding:
    name = raw.get("id")
    check = all_checks().get(str(name))
    if check is None:
        raise table.error(f"没有检查“{name}”，可用的有：{'、'.join(all_checks())}")
    unknown = set(raw) - {"id", "options"}
    if unknown:
        raise table.error(f"检查 {name} 下不认识 {'、'.join(sorted(unknown))}，只有 id 和 options")
    options = raw.get("options", {})
    if not isinstance(options, Mapping):
        raise table.error(f"检查 {name} 的 options 应写成一个表")
    try:
        build_options(check.options, options)
    except ValueError as cause:
        raise table.error(f"检查 {name}：{cause}") from cause
    return Binding(check=check.id, options=options)
