"""Rulebook files: `rulebooks/<id>.toml`, or the office's own copy; contradictions are refused.

Every refusal is one Chinese sentence that names file, row and key. A point value written with
a star (`"4*"`) is a placeholder nobody has seen in the official text: its row cannot call
itself verified.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from checks.rulebook_rows import Table, read_indicator
from model.errors import RulebookError
from model.rulebook import Indicator, Kind, Rulebook

FOLDER = Path(__file__).parent / "rulebooks"


def rulebook_ids() -> tuple[str, ...]:
    """Return the ids of the rulebooks that come with the program, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_rulebook(id_or_path: str) -> Rulebook:
    """Read a rulebook by its id or from a file; raise RulebookError if it is not sound."""
    path = Path(id_or_path)
    if id_or_path in rulebook_ids():
        path = FOLDER / f"{id_or_path}.toml"
    elif path.suffix != ".toml":
        known = "、".join(rulebook_ids())
        raise RulebookError(
            f"没有指标体系“{id_or_path}”，可用的有：{known}；也可填 .toml 文件的路径"
        )
    try:
        content = path.read_bytes()
    except OSError as cause:
        raise RulebookError(
            f"读不到指标文件 {id_or_path}（{cause.strerror}），请核对路径"
        ) from cause
    return parse_rulebook(content, path.name)


def parse_rulebook(content: bytes, file: str) -> Rulebook:
    """Read the bytes of a rulebook file; `file` is named in errors."""
    try:
        raw = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as cause:
        raise RulebookError(f"{file} 不是 UTF-8 编码，请另存为 UTF-8") from cause
    except tomllib.TOMLDecodeError as cause:
        raise RulebookError(f"{file} 不是有效的 TOML 文件（{cause}），请按该位置改正") from cause
    top = Table(file, "文件开头", raw)
    scoring = Table(file, "[scoring]", top.table("scoring"))
    rows = top.rows("indicator")
    rulebook = Rulebook(
        id=top.text("id"),
        title=top.text("title"),
        document=top.text("document"),
        valid_from=top.day("valid_from"),
        valid_to=top.maybe_day("valid_to"),
        pass_mark=scoring.number("pass_mark"),
        bonus_mark=scoring.number("bonus_mark"),
        bonus_cap=scoring.number("bonus_cap"),
        total=scoring.number("total"),
        indicators=tuple(read_indicator(file, at, row) for at, row in enumerate(rows, 1)),
        digest=hashlib.sha256(content).hexdigest(),
    )
    groups = scoring.table("groups")
    top.finish()
    scoring.finish()
    _check_dates(rulebook, file)
    _check_ids(rulebook, file)
    _check_sums(rulebook, file, groups)
    return rulebook


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
