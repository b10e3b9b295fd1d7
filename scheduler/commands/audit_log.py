"""`xunjian audit-log`: the chained record of what people and the program did."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from model.audit_log import AuditEntry, verify
from model.clock import china_time
from model.errors import WatchError
from scheduler.act_names import act_name, reason_of, subject_name
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import JsonOption, WorkspaceOption, emit
from scheduler.workspace import open_workspace
from store.audit_log import AuditLog
from store.cases import CaseStore

app = ChineseApp("操作日志：谁在何时做了什么，逐条链接，不能改动。")
SHOWN = 16
"""Characters of a digest that people write down: enough, and short enough, for a minute book."""


@app.command("list")
def list_entries(
    workspace: WorkspaceOption = Path(),
    subject: Annotated[
        str, typer.Option("--subject", metavar="事项", help="只列某一事项，如 case:12")
    ] = "",
    json_: JsonOption = False,
) -> int:
    """列出操作日志。"""
    db = open_workspace(workspace).open()
    try:
        log = AuditLog(db)
        entries = list(log.of(subject) if subject else log.all())
    finally:
        db.close()
    if json_:
        emit([_document(entry) for entry in entries])
    elif not entries:
        typer.echo("没有操作记录")
    else:
        for entry in entries:
            typer.echo(_line(entry))
    return 0


@app.command("verify")
def verify_chain(
    workspace: WorkspaceOption = Path(),
    noted: Annotated[
        str,
        typer.Option(
            "--noted",
            metavar="序号:校验值",
            help="以前记下的一条，用来发现日志末尾被截去或整段重写",
        ),
    ] = "",
    json_: JsonOption = False,
) -> int:
    """核对操作日志是否完整；被改动过时退出码为 1。"""
    wanted = _noted(noted)
    db = open_workspace(workspace).open()
    try:
        log = AuditLog(db)
        fault = verify(log.all(), noted=wanted)
        differing = CaseStore(db).differing()
        last = log.last()
    finally:
        db.close()
    if json_:
        emit(
            {
                "intact": fault is None and not differing,
                "entries": last.seq if last else 0,
                "digest": last.digest if last else "",
                "differing_cases": list(differing),
                "fault": None if fault is None else {"seq": fault.seq, "reason": fault.reason},
            }
        )
    elif fault is not None:
        typer.echo(f"操作日志第 {fault.seq} 条不可信：{fault.reason}")
    elif differing:
        numbers = "、".join(map(str, differing))
        typer.echo(f"操作日志完整，但整改事项 {numbers} 的现状与日志不符，台账被绕过程序改动过")
    elif last is None:
        typer.echo("操作日志还是空的")
    else:
        typer.echo(f"操作日志完整，共 {last.seq} 条；请记下 {last.seq}:{last.digest[:SHOWN]}")
    return int(fault is not None or bool(differing))


def _noted(text: str) -> tuple[int, str] | None:
    if not text:
        return None
    found = re.fullmatch(r"([1-9]\d{0,17})[:：]([0-9a-f]{8,64})", text.strip().lower())
    if found is None:
        raise WatchError(
            f"--noted 的“{text}”看不懂，应写成核对时印出的样子，如 120:3fa9c1d20b7e4455"
        )
    return int(found[1]), found[2]


def _line(entry: AuditEntry) -> str:
    at = f"{china_time(entry.at):%Y-%m-%d %H:%M:%S}"
    parts = (at, entry.who, act_name(entry.act), subject_name(entry.subject), reason_of(entry))
    return "　".join((str(entry.seq), *parts)).rstrip()


def _document(entry: AuditEntry) -> dict[str, object]:
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "who": entry.who,
        "act": entry.act,
        "subject": entry.subject,
        "detail": entry.detail,
        "digest": entry.digest,
    }
