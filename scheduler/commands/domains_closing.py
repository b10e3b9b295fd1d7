"""`xunjian domains closing`: what is being closed, a step noted, a step taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from model.clock import china_day
from model.closing import Closing
from model.errors import WatchError
from model.estate import STEP_NAMES, StepKind
from model.register_form import tidy
from scheduler.commands.common import (
    DayOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    emit,
    parse_day,
)
from scheduler.commands.domains import named
from scheduler.commands.domains_show import app
from scheduler.domain_closing import MONITOR, all_closings, note_step, undo_step
from scheduler.workspace import open_workspace

__all__ = ["app"]  # the commands of `domains`, this one among them

_STEPS = "，".join(f"{kind.value} {word}" for kind, word in STEP_NAMES.items())


@app.command("closing")
def closing(
    name: Annotated[str, typer.Argument(metavar="[域名]", help="空则列出全部关停事项")] = "",
    step: Annotated[str, typer.Option("--step", metavar="步骤", help=f"登记一步：{_STEPS}")] = "",
    undo: Annotated[str, typer.Option("--undo", metavar="步骤", help="撤回登记过的一步")] = "",
    on: Annotated[
        str, typer.Option("--on", metavar="日期", help="哪天完成的，如 2026-11-24，空则为今天")
    ] = "",
    document: Annotated[
        str, typer.Option("--document", metavar="材料", help="文号、网址或材料名称")
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁登记，记入操作日志")] = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """列出正在关停、注销、更换的域名办到哪一步；登记或撤回一步。跳转和停止解析由监测程序核实。"""
    place, now = open_workspace(workspace), clock_for(as_of).now()
    today = china_day(now)
    wanted = named(name) if name else ""
    if (step or undo) and not wanted:
        raise WatchError("请写明是哪个域名，如 xunjian domains closing www.example.gov.cn --step …")
    if step and undo:
        raise WatchError("--step 和 --undo 一次只能用一个")
    day = parse_day(on, "--on") if on else today
    if day > today:
        raise WatchError(f"--on 的 {day} 还没有到，只能登记已完成的步骤")
    db = place.open()
    try:
        if step:
            kind, text = _kind(step, "--step"), tidy(document)
            note_step(db, wanted, kind, on=day, document=text, who=tidy(by), at=now)
        if undo:
            undo_step(db, wanted, _kind(undo, "--undo"), who=tidy(by), at=now)
        found = [each for each in all_closings(db) if wanted in ("", each.domain.name)]
    finally:
        db.close()
    if json_:
        emit([_document(each, each.overdue(today)) for each in found])
    elif not found:
        typer.echo(f"{wanted or '清单里'}没有正在关停、注销或更换的域名")
    else:
        for each in found:
            late = "，已过完成期限" if each.overdue(today) else ""
            typer.echo(f"{each.domain.shown}　{each.domain.holder}　{each.state}{late}")
            for done in each.steps:
                paper = f"　{done.document}" if done.document else ""
                typer.echo(f"  {done.on} {STEP_NAMES[done.kind]}{paper}（{done.who or MONITOR}）")
    return 0


def _kind(text: str, option: str) -> StepKind:
    word = tidy(text)
    for kind, name in STEP_NAMES.items():
        if word in (kind.value, name):
            return kind
    raise WatchError(f"{option} 的“{text}”不能识别，可填：{_STEPS}")


def _document(each: Closing, overdue: bool) -> dict[str, object]:
    return {
        "name": each.domain.name,
        "holder": each.domain.holder,
        "finished": each.finished,
        "overdue": overdue,
        "steps": [
            {"step": s.kind.value, "on": s.on, "document": s.document, "who": s.who}
            for s in each.steps
        ],
        "missing": [kind.value for kind in each.missing],
    }
