"""`xunjian backup` and `xunjian restore`: the workspace in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from model.clock import china_time
from model.errors import WorkspaceError
from scheduler.backup import back_up
from scheduler.backup import restore as restore_workspace
from scheduler.commands.common import JsonOption, WorkspaceOption, clock_for, emit
from scheduler.workspace import open_workspace


def backup(
    file: Annotated[Path, typer.Argument(metavar="文件", help="写到哪个 .zip 文件")],
    documents: Annotated[
        bool, typer.Option("--documents", help="连同 out 目录里印出的文件，否则恢复后可重新印出")
    ] = False,
    workspace: WorkspaceOption = Path(),
    json_: JsonOption = False,
) -> int:
    """备份工作目录：设置、名录、词表、模板和全部数据，巡检进行中也可以备份；口令文件不在内。"""
    place = open_workspace(workspace)
    if file.resolve().is_relative_to(place.root):
        raise WorkspaceError(f"备份不能写在工作目录里（{file}），请写到别的磁盘或目录")
    made = back_up(place, file, clock_for("").now(), documents=documents)
    if json_:
        emit({"file": str(file), "files": len(made.files), "left_out": list(made.left_out)})
        return 0
    size = file.stat().st_size / 1e6
    typer.echo(f"已备份 {len(made.files)} 个文件到 {file}（{size:.1f} MB）")
    if made.left_out:
        typer.echo(f"未备份存放口令和接收地址的文件：{'、'.join(made.left_out)}，请另行保管")
    return 0


def restore(
    file: Annotated[Path, typer.Argument(metavar="文件", help="backup 写出的 .zip 文件")],
    folder: Annotated[Path, typer.Argument(metavar="目录", help="恢复到哪个空目录")],
    json_: JsonOption = False,
) -> int:
    """把备份恢复到一个空目录；先逐个文件核对校验值，不完整的什么也不恢复。"""
    if not file.is_file():
        raise WorkspaceError(f"没有备份文件 {file}，请核对路径")
    kept = restore_workspace(file, folder)
    if json_:
        emit({"folder": str(folder), "files": len(kept.files), "made_at": kept.made_at.isoformat()})
        return 0
    typer.echo(f"已恢复到 {folder}：{china_time(kept.made_at):%Y-%m-%d %H:%M} 的备份")
    if kept.left_out:
        typer.echo(f"请补上存放口令和接收地址的文件：{'、'.join(kept.left_out)}")
    return 0
