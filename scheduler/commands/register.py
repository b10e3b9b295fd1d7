"""`xunjian init` and `xunjian register`: the workspace and the office's own list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.register_book import read_register_with_notes
from model.clock import SystemClock
from model.errors import RegisterError, WorkspaceError
from model.settings import commented_settings
from model.site import Register
from reports.register_book import template, write_register
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import JsonOption, WorkspaceOption, emit
from scheduler.printing import write_whole
from scheduler.workspace import REGISTER_FILE, SETTINGS_FILE, open_workspace
from store.register import RegisterStore

app = ChineseApp("名录：单位、网站、栏目、报备、转载来源、政务新媒体。")
FileArgument = Annotated[
    Path | None,
    typer.Argument(metavar="[文件]", help=f"名录文件，默认为工作目录里的 {REGISTER_FILE}"),
]


def init(
    folder: Annotated[Path, typer.Argument(metavar="目录", help="新工作目录")],
) -> int:
    """建立工作目录：写入带说明的设置文件和名录模板。"""
    if (folder / SETTINGS_FILE).exists():
        raise WorkspaceError(f"{folder} 已经是巡检工作目录，没有改动任何文件")
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(f"{folder} 是文件，不能作为工作目录，请换一个名称")
    if (folder / REGISTER_FILE).exists():
        raise WorkspaceError(f"{folder} 里已有 {REGISTER_FILE}，请先移走或换一个目录，以免覆盖")
    write_whole(folder / SETTINGS_FILE, commented_settings().encode())
    write_whole(folder / REGISTER_FILE, template())
    typer.echo(f"已建立工作目录 {folder}")
    typer.echo(f"  1. 打开 {folder / SETTINGS_FILE}，填写本单位名称和联系方式")
    typer.echo(f"  2. 打开 {folder / REGISTER_FILE}，按示例行填写单位、网站、栏目")
    typer.echo(f"  3. 运行 xunjian register import -w {folder}，再运行 xunjian night -w {folder}")
    return 0


@app.command("import")
def import_(
    file: FileArgument = None, workspace: WorkspaceOption = Path(), json_: JsonOption = False
) -> int:
    """导入名录：全部无误才导入，有误则逐条指出、一条也不导入。"""
    place = open_workspace(workspace)
    path = file or place.register_file
    register = _read(path)
    db = place.open()
    try:
        RegisterStore(db).replace(register, SystemClock().now())
    finally:
        db.close()
    _tell("已导入", path, register, json_=json_)
    return 0


@app.command("check")
def check(
    file: FileArgument = None, workspace: WorkspaceOption = Path(), json_: JsonOption = False
) -> int:
    """检查名录是否有误，不导入。"""
    path = file or open_workspace(workspace).register_file
    register = _read(path)
    _tell("检查无误", path, register, json_=json_)
    return 0


@app.command("export")
def export(
    file: FileArgument = None, workspace: WorkspaceOption = Path(), json_: JsonOption = False
) -> int:
    """把已导入的名录写成表格，可改后再导入。"""
    place = open_workspace(workspace)
    path = file or place.register_file
    db = place.open()
    try:
        register = place.register(db)
    finally:
        db.close()
    write_whole(path, write_register(register))
    _tell("已导出", path, register, json_=json_)
    return 0


def _read(path: Path) -> Register:
    """Read the workbook; what is odd but no fault is said on stderr."""
    try:
        data = path.read_bytes()
    except OSError as cause:
        raise RegisterError(f"读不到名录文件 {path}：{cause.strerror}") from cause
    register, notes = read_register_with_notes(data, path.name)
    for note in notes:
        typer.echo(f"提示：{note}", err=True)
    if not register.sites:
        raise RegisterError(
            f"{path.name} 里没有一个网站，没有导入；请按示例行在“单位”“网站”“栏目”表填写后再运行"
        )
    return register


def _tell(verb: str, path: Path, register: Register, *, json_: bool) -> None:
    counts = {
        "units": len(register.units),
        "sites": len(register.sites),
        "columns": len(register.columns),
        "exemptions": len(register.exemptions),
        "sources": len(register.sources),
        "accounts": len(register.accounts),
    }
    if json_:
        emit({"file": str(path), **counts})
    else:
        typer.echo(
            f"{verb} {path}：单位 {counts['units']} 个，网站 {counts['sites']} 个，"
            f"栏目 {counts['columns']} 个，报备 {counts['exemptions']} 条，"
            f"转载来源 {counts['sources']} 个，新媒体账号 {counts['accounts']} 个"
        )
