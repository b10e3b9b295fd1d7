"""`xunjian checks` and `xunjian rulebook`: what is judged, and by which rows."""

from __future__ import annotations

from typing import Annotated

import typer

from checks.registry import Check, all_checks
from checks.rulebook_file import load_rulebook, rulebook_ids
from model.errors import WatchError
from model.rulebook import KIND_NAMES, Rulebook
from scheduler.chinese_help import ChineseCommand, ChineseGroup
from scheduler.commands.common import JsonOption, emit

rulebook_app = typer.Typer(
    cls=ChineseGroup,
    options_metavar="[选项]",
    subcommand_metavar="命令",
    no_args_is_help=True,
    help="指标体系：检查文件、列出各行。",
)


def list_checks(
    name: Annotated[str, typer.Argument(metavar="[检查项]", help="只看这一项的说明")] = "",
    json_: JsonOption = False,
) -> int:
    """列出全部检查项，或显示一项的完整说明。"""
    known = all_checks()
    if name and name not in known:
        raise WatchError(f"没有检查项 {name}，已有：{'、'.join(known)}")
    checks = [known[name]] if name else list(known.values())
    served = _served()
    if json_:
        documents = [_document(check, served.get(check.id, [])) for check in checks]
        emit(documents[0] if name else documents)
    else:
        for check in checks:
            typer.echo(f"{check.id}　{check.title}　（{'、'.join(served.get(check.id, []))}）")
            if name:
                typer.echo("\n" + check.page)
    return 0


@rulebook_app.command("check", cls=ChineseCommand, options_metavar="[选项]")
def check(
    file: Annotated[str, typer.Argument(metavar="文件", help="指标体系文件（TOML）或编号")],
    json_: JsonOption = False,
) -> int:
    """检查一个指标体系文件，并列出各行由谁判定。"""
    book = load_rulebook(file)
    if json_:
        emit(_rulebook_document(book))
        return 0
    machine = sum(not i.manual for i in book.indicators)
    typer.echo(f"{book.title}（{book.document}）：共 {len(book.indicators)} 行，检查无误")
    typer.echo(f"机器判定 {machine} 行，其余 {len(book.indicators) - machine} 行目前未判定")
    for row in book.indicators:
        by = "、".join(dict.fromkeys(b.check for b in row.checks)) or "未判定"
        sure = "" if row.verified else "　（分值或限值未经官方文本核实）"
        typer.echo(f"  {row.id}　{row.name}　{KIND_NAMES[row.kind]}　{by}{sure}")
    return 0


def _served() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for id_ in rulebook_ids():
        for indicator in load_rulebook(id_).indicators:
            for binding in indicator.checks:
                ids = rows.setdefault(binding.check, [])
                if indicator.id not in ids:
                    ids.append(indicator.id)
    return rows


def _document(check: Check, rows: list[str]) -> dict[str, object]:
    return {"id": check.id, "title": check.title, "indicators": rows, "page": check.page}


def _rulebook_document(book: Rulebook) -> dict[str, object]:
    return {
        "id": book.id,
        "title": book.title,
        "document": book.document,
        "valid_from": book.valid_from.isoformat(),
        "valid_to": book.valid_to.isoformat() if book.valid_to else None,
        "indicators": [
            {
                "id": row.id,
                "name": row.name,
                "kind": row.kind.value,
                "points": None if row.points is None else float(row.points),
                "verified": row.verified,
                "source": row.source,
                "checks": [binding.check for binding in row.checks],
            }
            for row in book.indicators
        ],
    }
