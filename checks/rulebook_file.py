"""Rulebook files: `rulebooks/<id>.toml`, or the office's own copy; contradictions are refused.

Every refusal is one Chinese sentence that names file, row and key. A point value written with
a star (`"4*"`) is a placeholder nobody has seen in the official text: its row cannot call
itself verified. A file `based_on` another holds only what differs: rows of the same id stand
in for the other's, new ones follow.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from checks.rulebook_rows import Table, read_indicator
from checks.rulebook_sums import check_rulebook
from model.errors import RulebookError
from model.rulebook import Indicator, Rulebook

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
    raw = _toml(content, file)
    base = _base(raw, file)
    scoring_raw = raw.get("scoring", {})
    if base is not None:
        raw, scoring_raw = _over(base, raw, scoring_raw)
    top = Table(file, "文件开头", raw)
    if not isinstance(scoring_raw, Mapping):
        raise top.error("scoring 应写成一个表")
    scoring = Table(file, "[scoring]", scoring_raw)
    based_on = top.get("based_on")
    top.get("scoring")
    own = tuple(read_indicator(file, at, row) for at, row in enumerate(top.rows("indicator"), 1))
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
        indicators=_merged(base, own, file),
        digest=hashlib.sha256(content + (base.digest.encode() if base else b"")).hexdigest(),
        series=str(top.get("series") or ""),
        based_on=base.id if base and based_on else "",
        rescale=scoring.words("rescale"),
    )
    groups = scoring.table("groups")
    top.finish()
    scoring.finish()
    check_rulebook(rulebook, file, groups)
    return rulebook


def check_series(books: tuple[Rulebook, ...]) -> None:
    """Refuse two rulebooks of one series that are in force on the same day.

    A copy keeps its id and may stand beside its original.
    """
    for at, one in enumerate(books):
        for other in books[at + 1 :]:
            if one.id == other.id or not one.series or one.series != other.series:
                continue
            if other.holds_on(one.valid_from) or one.holds_on(other.valid_from):
                raise RulebookError(
                    f"指标体系 {one.id} 与 {other.id} 同属 {one.series}，有效期不能重叠："
                    f"请改正其中一个的 valid_from 或 valid_to"
                )


def _toml(content: bytes, file: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as cause:
        raise RulebookError(f"{file} 不是 UTF-8 编码，请另存为 UTF-8") from cause
    except tomllib.TOMLDecodeError as cause:
        raise RulebookError(f"{file} 不是有效的 TOML 文件（{cause}），请按该位置改正") from cause


def _base(raw: Mapping[str, Any], file: str) -> Rulebook | None:
    name = raw.get("based_on")
    if name is None:
        return None
    if name not in rulebook_ids():
        known = "、".join(rulebook_ids())
        raise RulebookError(f"{file}：based_on 应为自带的指标体系之一（{known}），现为 {name!r}")
    if name == raw.get("id"):
        raise RulebookError(f"{file}：based_on 不能是它自己，请改用别的 id")
    return load_rulebook(str(name))


def _over(
    base: Rulebook, raw: Mapping[str, Any], scoring: object
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return top and scoring tables in which the base says what the file does not."""
    said = _toml((FOLDER / f"{base.id}.toml").read_bytes(), f"{base.id}.toml")
    own = scoring if isinstance(scoring, Mapping) else {}
    skipped = ("indicator", "scoring", "id", "series")
    top = {key: value for key, value in said.items() if key not in skipped}
    return {**top, **raw}, {**said.get("scoring", {}), **own}


def _merged(base: Rulebook | None, own: tuple[Indicator, ...], file: str) -> tuple[Indicator, ...]:
    """Return the base's rows, those of the same id replaced, and then what is new."""
    if base is None:
        return own
    if len({row.id for row in own}) < len(own):
        return own  # a double id: refused with the others
    mine = {row.id: row for row in own}
    kept = tuple(mine.pop(row.id, row) for row in base.indicators)
    return kept + tuple(mine.values())
