"""`xunjian media list|export|import`: new-media accounts, as their units report them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from extract.media_book import read_accounts
from model.clock import china_day
from model.errors import CaseError, RegisterError
from model.media import MediaAccount
from model.register_form import tidy
from reports.media_form import write_accounts
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import DayOption, JsonOption, WorkspaceOption, clock_for, emit
from scheduler.media import take_in
from scheduler.printing import write_whole
from scheduler.workspace import open_workspace
from store.sources import SourceStore

app = ChineseApp("政务新媒体：各单位的账号和最近发布日期。")
FileArgument = Annotated[Path, typer.Argument(metavar="文件", help=".xlsx 文件")]


@app.command("list")
def list_accounts(
    workspace: WorkspaceOption = Path(), as_of: DayOption = "", json_: JsonOption = False
) -> int:
    """列出全部账号和最近一次填报或读到的发布日期。"""
    today = china_day(clock_for(as_of).now())
    place = open_workspace(workspace)
    db = place.open()
    try:
        sources = SourceStore(db)
        accounts = [
            account.looked_up(*sources.newest(account.feed, today)) if account.feed else account
            for account in place.register(db).accounts
        ]
    finally:
        db.close()
    if json_:
        emit([_document(account) for account in accounts])
    elif not accounts:
        typer.echo("还没有账号：用 xunjian media export 写出空表，填好后用 import 导入")
    else:
        for account in accounts:
            typer.echo(_line(account))
    return 0


@app.command("export")
def export(
    file: FileArgument,
    unit: Annotated[
        str, typer.Option("--unit", metavar="单位", help="只写这个单位的账号，默认全部")
    ] = "",
    workspace: WorkspaceOption = Path(),
) -> int:
    """写出账号表，供单位填写最近发布日期后退回；没有账号时带一行示例。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        register = place.register(db)
    finally:
        db.close()
    accounts = [one for one in register.accounts if not unit or one.unit == unit]
    if unit and not accounts:
        raise RegisterError(f"名录里没有“{unit}”的账号，没有写出表格")
    write_whole(file, write_accounts(accounts))
    typer.echo(f"已写出 {file}：{len(accounts)} 个账号")
    return 0


@app.command("import")
def import_(
    file: FileArgument,
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁导入，记入操作日志")] = "",
    whole: Annotated[
        bool, typer.Option("--whole", help="表里是全部账号：表里没有的从名录中删去")
    ] = False,
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """导入填好的账号表：按平台和名称更新，有误则逐格指出、什么也不导入。"""
    if not by.strip():
        raise CaseError("请用 --by 写明由谁导入，这一步要记入操作日志")
    now = clock_for(as_of).now()
    place = open_workspace(workspace)
    try:
        data = file.read_bytes()
    except OSError as cause:
        raise RegisterError(f"读不到账号表 {file}：{cause.strerror}，请核对路径") from cause
    db = place.open()
    try:
        register = place.register(db)
        units = {unit.name for unit in register.units}
        accounts, notes = read_accounts(data, file.name, units, china_day(now))
        new, changed = take_in(db, register, accounts, who=tidy(by), at=now, whole=whole)
    finally:
        db.close()
    if json_:
        emit({"accounts": len(accounts), "new": new, "changed": changed, "notes": list(notes)})
        return 0
    for note in notes:
        typer.echo(f"提示：{note}", err=True)
    typer.echo(f"已导入 {file}：账号 {len(accounts)} 个，新增 {new} 个，更新 {changed} 个")
    return 0


def _document(account: MediaAccount) -> dict[str, object]:
    return {
        "platform": account.platform,
        "name": account.name,
        "unit": account.unit,
        "last_post": _iso(account.last_post_on),
        "reported": _iso(account.reported_on),
        "gone": account.gone,
        "closed": _iso(account.closed_on),
        "feed": account.feed,
    }


def _line(account: MediaAccount) -> str:
    if account.closed_on is not None:
        state = f"{account.closed_on} 注销"
    elif account.gone:
        state = "无法使用"
    elif account.reported_on is None:
        state = "尚未填报"
    else:
        state = f"最近发布 {account.last_post_on or '无'}（{account.reported_on} 查看）"
    return f"{account.platform}　{account.name}　{account.unit}　{state}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
