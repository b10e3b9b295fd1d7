"""`xunjian cases`: the ledger of rectification, step by step; every step names who took it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from model import case_steps
from model.audit_log import AuditEntry
from model.case import CASE_STAGE_NAMES, CASE_STATE_NAMES, Case, CaseStage, CaseState
from model.clock import china_day, china_time
from model.errors import CaseError
from model.estate import ESTATE_CODE
from scheduler.act_names import act_name, reason_of
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import (
    DayOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    emit,
    parse_day,
)
from scheduler.commands.pictures import picture_document, picture_line, picture_of
from scheduler.workspace import open_workspace
from store.audit_log import AuditLog
from store.cases import CaseStore, subject_of

app = ChineseApp("整改事项：确认、转办、反馈、复查、办结，步步留痕。")
Numbers = Annotated[list[int], typer.Argument(metavar="编号…", help="一个或几个整改事项的编号")]
Number = Annotated[int, typer.Argument(metavar="编号", help="整改事项的编号")]
By = Annotated[str, typer.Option("--by", metavar="姓名", help="由谁决定，记入操作日志")]
Why = Annotated[str, typer.Option("--reason", metavar="理由", help="理由，记入操作日志")]
Change = Callable[[Case], Case]


@app.command("list")
def list_cases(
    workspace: WorkspaceOption = Path(),
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="只列某单位的")] = "",
    state: Annotated[
        str, typer.Option("--state", metavar="状态", help="只列某状态的，如 待确认、整改中、逾期")
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="连同已办结、已撤销的")] = False,
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """列出整改事项，默认只列没有办结的。"""
    today = china_day(clock_for(as_of).now())
    wanted = _states(state)
    db = open_workspace(workspace).open()
    try:
        cases = CaseStore(db).all()
    finally:
        db.close()
    if unit:
        cases = tuple(case for case in cases if case.unit == unit)
    if state == _OVERDUE:
        cases = tuple(case for case in cases if case.is_overdue(today))
    elif wanted:
        cases = tuple(case for case in cases if case.state in wanted)
    elif not every:
        cases = tuple(case for case in cases if case.is_open)
    if json_:
        emit([document(case, today) for case in cases])
    elif not cases:
        typer.echo("没有符合条件的整改事项")
    else:
        for case in cases:
            typer.echo(line(case, today))
    return 0


@app.command("show")
def show(
    number: Number,
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """显示一个整改事项的来龙去脉，含以前各次。"""
    today = china_day(clock_for(as_of).now())
    place = open_workspace(workspace)
    db = place.open()
    try:
        store, log = CaseStore(db), AuditLog(db)
        rounds = store.rounds(store.get(number))
        picture = picture_of(place, rounds[-1], today)
        history = {case.id: log.of(subject_of(case)) for case in rounds}
    finally:
        db.close()
    if json_:
        more = {"picture": picture_document(picture)} if picture else {}
        emit([document(c, today) | {"history": _history(history[c.id])} | more for c in rounds])
        return 0
    for case in rounds:
        typer.echo(line(case, today))
        typer.echo(f"  问题：{case.message}")
        if case.address:
            typer.echo(f"  地址：{case.address}")
        if case.answer:
            typer.echo(f"  反馈：{case.answer}（{case.answered_by}）")
        if case.asked:
            typer.echo(f"  待决定：{case.asked}")
        if picture and case is rounds[-1]:
            typer.echo(f"  截图：{picture_line(place, case.site_code, picture)}")
        for step in _history(history[case.id]):
            typer.echo(f"  {step['at']}　{step['act']}　{step['who']}　{step['reason']}".rstrip())
    return 0


@app.command("confirm")
def confirm(
    numbers: Numbers, by: By = "", workspace: WorkspaceOption = Path(), as_of: DayOption = ""
) -> int:
    """确认问题属实，可以写进函件。"""
    today = china_day(clock_for(as_of).now())
    step = partial(case_steps.confirm, on=today, who=by)
    return _take(workspace, numbers, by, as_of, "case.confirmed", step)


@app.command("close")
def close(
    numbers: Numbers,
    by: By = "",
    reason: Why = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
) -> int:
    """由人决定办结；一般不必用，复查看到问题消除时自动办结。"""
    today = china_day(clock_for(as_of).now())
    step = partial(case_steps.close, on=today, who=by, reason=reason)
    return _take(workspace, numbers, by, as_of, "case.closed", step)


@app.command("send-back")
def send_back(
    numbers: Numbers,
    by: By = "",
    reason: Why = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
) -> int:
    """退回重新整改：反馈内容不符合要求。"""
    step = partial(case_steps.send_back, who=by, reason=reason)
    return _take(workspace, numbers, by, as_of, "case.sent_back", step)


@app.command("extend")
def extend(
    numbers: Numbers,
    until: Annotated[str, typer.Option("--until", metavar="日期", help="新的整改期限")],
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="批准人，记入操作日志")] = "",
    reason: Why = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
) -> int:
    """批准延期。"""
    until_on = parse_day(until, "--until")
    step = partial(case_steps.extend, until_on=until_on, approver=by, reason=reason)
    return _take(workspace, numbers, by, as_of, "case.extended", step)


@app.command("move")
def move(
    numbers: Numbers,
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="改由哪个单位负责")],
    by: By = "",
    reason: Why = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
) -> int:
    """改派给应当负责的单位，须重新转办。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        known = {u.name for u in place.register(db).units}
    finally:
        db.close()
    step = partial(case_steps.move, unit=unit, who=by, reason=reason, known=known)
    return _take(workspace, numbers, by, as_of, "case.moved", step)


@app.command("withdraw")
def withdraw(
    numbers: Numbers,
    by: By = "",
    reason: Why = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
) -> int:
    """撤销：不是该单位的问题或属误报，不计入任何比率。"""
    today = china_day(clock_for(as_of).now())
    step = partial(case_steps.withdraw, on=today, who=by, reason=reason)
    return _take(workspace, numbers, by, as_of, "case.withdrawn", step)


_OVERDUE = "逾期"


def line(case: Case, today: date) -> str:
    """Return one case as one line."""
    parts = [f"{case.id}", case.unit, CASE_STATE_NAMES[case.state]]
    if case.stage is not CaseStage.NORMAL:
        number = f"（{case.circular}）" if case.circular else ""
        parts.append(f"已{CASE_STAGE_NAMES[case.stage]}{number}")
    if case.is_overdue(today):
        parts.append("逾期")
    if case.round > 1:
        parts.append(f"第 {case.round} 次出现")
    if case.last_day_on is not None and case.is_open:
        parts.append(f"期限 {case.last_day_on}")
    if case.asked:
        parts.append("待决定")
    where = case.subject if case.site_code == ESTATE_CODE else case.site_code
    return "　".join((*parts, case.column or case.address or where, case.message))


def document(case: Case, today: date) -> dict[str, object]:
    """Return one case for `--json`."""
    return {
        "id": case.id,
        "site": case.site_code,
        "fingerprint": case.fingerprint,
        "round": case.round,
        "check": case.check,
        "subject": case.subject,
        "message": case.message,
        "column": case.column,
        "unit": case.unit,
        "state": case.state.value,
        "stage": case.stage.value,
        "circular": case.circular,
        "overdue": case.is_overdue(today),
        "found": case.found_on,
        "confirmed": case.confirmed_on,
        "sent": case.sent_on,
        "letter": case.letter,
        "deadline": case.deadline_on,
        "pressed_until": case.pressed_until_on,
        "answered": case.answered_on,
        "answer": case.answer,
        "supervised": case.supervised_on,
        "circulated": case.circulated_on,
        "asked": case.asked,
        "closed": case.closed_on,
        "closed_by": case.closed_by,
        "reason": case.reason,
    }


def _take(workspace: Path, numbers: list[int], who: str, as_of: str, act: str, step: Change) -> int:
    """Take one step for every case named, all or none."""
    if not who.strip():
        raise CaseError("请用 --by 写明由谁决定，这一步要记入操作日志")
    clock = clock_for(as_of)
    db = open_workspace(workspace).open()
    try:
        after = CaseStore(db).steps(numbers, clock.now(), who.strip(), act, step)
    finally:
        db.close()
    for case in after:
        typer.echo(line(case, china_day(clock.now())))
    return 0


def _states(state: str) -> frozenset[CaseState]:
    if not state or state == _OVERDUE:
        return frozenset()
    found = {s for s, name in CASE_STATE_NAMES.items() if name == state}
    if not found:
        known = "、".join((*CASE_STATE_NAMES.values(), _OVERDUE))
        raise CaseError(f"没有“{state}”这种状态，可用：{known}")
    return frozenset(found)


def _history(entries: tuple[AuditEntry, ...]) -> list[dict[str, str]]:
    """Return the steps of a case; a reason stands at the step that gave it, not at those after."""
    reasons = [reason_of(entry) for entry in entries]
    return [
        {
            "at": f"{china_time(entry.at):%Y-%m-%d %H:%M}",
            "act": act_name(entry.act),
            "who": entry.who,
            "reason": reason if reason != before else "",
        }
        for entry, reason, before in zip(entries, reasons, ["", *reasons], strict=False)
    ]
