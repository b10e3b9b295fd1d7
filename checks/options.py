"""Options of a check: built from a rulebook's table, fitting exactly or not at all.

The check declares a frozen dataclass; its field types say how a value is written in TOML:
a span as a table (`{ weeks = 2 }`), words of an enum as text, tuples as arrays.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

from model.span import Span, span_from_table


def build_options(kind: type[Any], table: Mapping[str, object]) -> Any:
    """Return an instance of the options class `kind` filled from `table`.

    Raises ValueError with a Chinese sentence that names the key: unknown, missing or of a
    wrong type. A field with a default may be left out.
    """
    known = {f.name: f for f in fields(kind)}
    for key in table:
        if key not in known:
            words = "、".join(known) or "（无）"
            raise ValueError(f"不认识选项 {key}，可用的有：{words}")
    types = typing.get_type_hints(kind)
    values: dict[str, object] = {}
    for name, field in known.items():
        if name in table:
            values[name] = _value(name, types[name], table[name])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"缺少选项 {name}")
        if not getattr(kind, "by_workdays", False) and _in_workdays(values.get(name)):
            raise ValueError(f"选项 {name} 不能按工作日写，请改用 days、weeks、months 或 years")
    return kind(**values)


def require_positive(options: object, *names: str) -> None:
    """Raise ValueError, in Chinese, if one of the named options is 0: it would judge nothing."""
    for name in names:
        if not getattr(options, name) > 0:
            raise ValueError(f"选项 {name} 应大于 0")


def _in_workdays(value: object) -> bool:
    return isinstance(value, Span) and value.workdays > 0


def _value(name: str, wanted: Any, raw: object) -> object:
    origin, inner = typing.get_origin(wanted), typing.get_args(wanted)
    if origin is tuple and isinstance(raw, list):
        return tuple(_value(name, inner[0], entry) for entry in raw)
    if origin is Mapping and isinstance(raw, Mapping):
        return {
            _value(name, inner[0], key): _value(f"{name}.{key}", inner[1], entry)
            for key, entry in raw.items()
        }
    if origin is None:
        return _plain(name, wanted, raw)
    raise ValueError(f"选项 {name} 应为{'数组' if origin is tuple else '表'}，现为 {raw!r}")


def _plain(name: str, wanted: type[Any], raw: object) -> object:
    if wanted is Span:
        if not isinstance(raw, Mapping):
            raise ValueError(f"选项 {name} 应为时限，如 {{ weeks = 2 }}，现为 {raw!r}")
        try:
            return span_from_table(raw)
        except ValueError as cause:
            raise ValueError(f"选项 {name}：{cause}") from cause
    if issubclass(wanted, StrEnum):
        words = [member.value for member in wanted]
        if raw not in words:
            raise ValueError(f"选项 {name} 不认识“{raw}”，可用的有：{'、'.join(words)}")
        return wanted(raw)
    if wanted is Decimal and type(raw) is int:
        return Decimal(raw)
    if type(raw) is wanted:
        if isinstance(raw, int | Decimal) and raw < 0:
            raise ValueError(f"选项 {name} 不能小于 0，现为 {raw}")
        return raw
    words_of = {int: "整数", bool: "true 或 false", str: "带引号的文字", Decimal: "数字"}
    raise ValueError(f"选项 {name} 应为{words_of.get(wanted, wanted.__name__)}，现为 {raw!r}")
