"""`xunjian cases export|import|rates`: reply sheets out and in, and the monthly rates."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from model.case import WITH_UNIT
from model.case_rates import CaseRates, Rate, rates, total
from model.clock import china_day
from model.errors import CaseError, RegisterError
from reports.reply_book import write_replies
from scheduler.commands.cases import app, document, line
from scheduler.commands.common import DayOption, JsonOption, WorkspaceOption, clock_for, emit
from scheduler.printing import write_whole
from scheduler.replies import import_replies
from scheduler.workspace import open_workspace
from store.cases import CaseStore

__all__ = ["app", "shown"]  # the commands of `cases`, these three among them

_CLERK = "反馈表导入"


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="文件", help="写到哪个 .xlsx 文件")],
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="哪个单位的反馈表")],
    workspace: WorkspaceOption = Path(),
) -> int:
    """写出一个单位的整改反馈表：正在整改的全部事项，供单位填写后退回。"""
    db = open_workspace(workspace).open()
    try:
        cases = [c for c in CaseStore(db).all() if c.unit == unit and c.state in WITH_UNIT]
    finally:
        db.close()
    if not cases:
        raise CaseError(f"{unit}没有正在整改的事项，没有写出反馈表")
    write_whole(file, write_replies(cases))
    typer.echo(f"已写出 {file}：{len(cases)} 项")
    return 0


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="文件", help="单位退回的整改反馈表")],
    workspace: WorkspaceOption = Path(),
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁导入，记入操作日志")] = "",
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """导入单位退回的整改反馈表；有误则逐行指出、一行也不导入。"""
    try:
        data = file.read_bytes()
    except OSError as cause:
        raise RegisterError(f"读不到反馈表 {file}：{cause.strerror}") from cause
    clock = clock_for(as_of)
    today = china_day(clock.now())
    db = open_workspace(workspace).open()
    try:
        cases = import_replies(
            db, data, file.name, on=today, at=clock.now(), who=by.strip() or _CLERK
        )
    finally:
        db.close()
    if json_:
        emit([document(case, today) for case in cases])
    else:
        typer.echo(f"已导入 {file}：{len(cases)} 项")
        for case in cases:
            typer.echo(line(case, today))
    return 0


@app.command("rates")
def show_rates(
    month: Annotated[
        str, typer.Option("--month", metavar="年月", help="写成 2026-11，默认本月")
    ] = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """按单位列出某月的转办率、督办率、办结率、按期办结率，分子分母都列出。"""
    today = china_day(clock_for(as_of).now())
    year, number = _month(month, today)
    db = open_workspace(workspace).open()
    try:
        every = rates(CaseStore(db).all(), year, number, today)
    finally:
        db.close()
    rows = (*every, total(every, "合计")) if every else ()
    if json_:
        emit([_document(row) for row in rows])
    elif not rows:
        typer.echo(f"{year}年{number}月没有确认或转办的整改事项")
    else:
        for row in rows:
            typer.echo(_line(row))
    return 0


def _month(text: str, today: date) -> tuple[int, int]:
    if not text:
        return today.year, today.month
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
    if found is None or not 1 <= int(found[2]) <= 12:
        raise CaseError(f"--month 的“{text}”不是年月，应写成 2026-11")
    return int(found[1]), int(found[2])


def _line(row: CaseRates) -> str:
    parts = (
        f"转办率 {shown(row.sent)}",
        f"督办率 {shown(row.supervised)}",
        f"办结率 {shown(row.closed)}",
        f"按期办结率 {shown(row.closed_on_time)}",
        f"逾期 {row.overdue} 项",
    )
    return "　".join((row.unit, *parts))


def shown(rate: Rate) -> str:
    """Return a rate with what it was counted from, e.g. 66.7%（2/3）; 不适用 without a base."""
    if rate.share is None:
        return "不适用"
    return f"{float(rate.share) * 100:.1f}%（{rate.part}/{rate.whole}）"


def _document(row: CaseRates) -> dict[str, object]:
    names = ("sent", "supervised", "closed", "closed_on_time")
    every = {name: getattr(row, name) for name in names}
    shares = {name: {"part": rate.part, "whole": rate.whole} for name, rate in every.items()}
    return {"unit": row.unit, **shares, "overdue": row.overdue}
