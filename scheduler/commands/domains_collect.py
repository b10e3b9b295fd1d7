"""`xunjian domains collect`: one round of finding out about the names, now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scheduler.commands.common import JsonOption, WorkspaceOption, clock_for, emit
from scheduler.commands.domains import named
from scheduler.commands.domains_judge import app
from scheduler.domain_round import run_round
from scheduler.workspace import open_workspace

__all__ = ["app"]  # the commands of `domains`, this one among them


@app.command("collect")
def collect(
    name: Annotated[str, typer.Option("--name", metavar="域名", help="只监测这一个域名")] = "",
    workspace: WorkspaceOption = Path(),
    json_: JsonOption = False,
) -> int:
    """监测一轮：解析、IPv4 和 IPv6 访问、跳转、证书、页面、注册信息，记入监测事实；不作判定。"""
    only = named(name) if name else ""
    result = run_round(open_workspace(workspace), clock_for(""), only=only)
    if json_:
        emit(
            {
                "names": result.names,
                "changed": result.changed,
                "unknown": sorted(result.unknown),
                "met": result.met,
                "steps": result.steps,
                "registries": {
                    "told": result.registries.told,
                    "untold": dict(sorted(result.registries.untold.items())),
                },
            }
        )
        return 0
    typer.echo(
        f"已监测 {result.names} 个域名：{result.changed} 项事实有变化，首次见到 {result.met} 个域名"
    )
    if result.unknown:
        typer.echo(f"网页服务情况未能查明的有 {len(result.unknown)} 个，用 domains show 查看原因")
    if result.registries.told:
        typer.echo(f"注册机构答复了 {result.registries.told} 个注册域名的查询")
    for why, count in sorted(result.registries.untold.items()):
        typer.echo(f"有 {count} 个注册域名没有查到注册信息：{why}")
    if result.steps:
        typer.echo(f"核实了 {result.steps} 个关停步骤")
    return 0
