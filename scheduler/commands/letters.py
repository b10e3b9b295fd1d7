"""`xunjian letters list|draft|review|approve|issue|receive|void|reissue`: the letter desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from model.errors import WatchError
from model.letter import (
    LETTER_KIND_NAMES,
    LETTER_STATE_NAMES,
    OUT,
    Letter,
    LetterKind,
    LetterState,
)
from scheduler import letter_desk
from scheduler.calendar import load_calendar
from scheduler.chinese_help import ChineseApp
from scheduler.circular import draft_circular
from scheduler.commands.common import (
    DayOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    emit,
    parse_day,
)
from scheduler.drafting import Drafting, draft_letters, draft_monthly
from scheduler.gathering import round_of
from scheduler.notices import draft_notices
from scheduler.stored import stored_nights
from scheduler.workspace import open_workspace
from store.cases import CaseStore
from store.letters import LetterStore

app = ChineseApp("函件：拟函、审核、审批、签发、发送、签收、作废。")
MONTH = timedelta(days=31)


@app.command("list")
def list_letters(workspace: WorkspaceOption = Path(), json_: JsonOption = False) -> int:
    """列出全部函件。"""
    place = open_workspace(workspace)
    db = place.open()
    letters = LetterStore(db).all()
    db.close()
    if json_:
        emit([_document(letter) for letter in letters])
    elif not letters:
        typer.echo("还没有函件")
    else:
        for letter in letters:
            typer.echo(line(letter))
    return 0


@app.command("draft")
def draft(
    workspace: WorkspaceOption = Path(),
    night: Annotated[
        str, typer.Option("--night", metavar="日期", help="依据哪一夜的结果，默认最近一夜")
    ] = "",
    monthly: Annotated[
        bool, typer.Option("--monthly", help="拟每月更新提醒：列出一个月内到期的全部栏目")
    ] = False,
    quarterly: Annotated[
        bool, typer.Option("--circular", help="拟季度通报：只列经人工确认并已转办的问题")
    ] = False,
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """按已存的一夜结果拟函；可以重复运行，不会重复发函。"""
    if monthly and quarterly:
        raise WatchError("--monthly 和 --circular 不能同时使用，请分两次运行")
    place = open_workspace(workspace)
    clock = clock_for(as_of)
    db = place.open()
    try:
        wanted = parse_day(night, "--night") if night else None
        night_on, facts = stored_nights(place, db, wanted)
        desk = Drafting(
            workspace=place,
            letters=LetterStore(db),
            calendar=load_calendar(place.root),
            printed_at=clock.now(),
            night_on=night_on,
            cases=CaseStore(db).all(),
        )
        if quarterly:
            letters: tuple[Letter, ...] = (draft_circular(round_of(place, db, facts), desk),)
        elif monthly:
            letters = draft_monthly(facts, desk, night_on + MONTH)
        else:
            notices = draft_notices(db, desk, place.register(db), facts)
            letters = (*draft_letters(facts, desk), *notices)
    finally:
        db.close()
    if json_:
        emit([_document(letter) for letter in letters])
    else:
        typer.echo(f"依据 {night_on} 的结果，函件草稿 {len(letters)} 件")
        for letter in letters:
            typer.echo(line(letter))
    return 0


Number = Annotated[int, typer.Argument(metavar="编号", help="函件的编号，见 letters list")]
By = Annotated[str, typer.Option("--by", metavar="姓名", help="由谁办理，记入操作日志")]
Why = Annotated[str, typer.Option("--reason", metavar="理由", help="理由，记入操作日志")]


@app.command("review")
def review(
    number: Number, by: By = "", workspace: WorkspaceOption = Path(), as_of: DayOption = ""
) -> int:
    """审核：草稿内容无误。"""
    return _do(workspace, by, as_of, lambda desk: letter_desk.review(desk, number))


@app.command("approve")
def approve(
    number: Number, by: By = "", workspace: WorkspaceOption = Path(), as_of: DayOption = ""
) -> int:
    """审批：同意发出，所列问题同时确认属实。"""
    return _do(workspace, by, as_of, lambda desk: letter_desk.approve(desk, number))


@app.command("issue")
def issue(
    number: Number, by: By = "", workspace: WorkspaceOption = Path(), as_of: DayOption = ""
) -> int:
    """签发：编发文字号、生成正式函件和反馈表，所列问题转给责任单位；签发后不能再改。"""
    return _do(workspace, by, as_of, lambda desk: letter_desk.issue(desk, number))


@app.command("receive")
def receive(
    number: Number, by: By = "", workspace: WorkspaceOption = Path(), as_of: DayOption = ""
) -> int:
    """登记签收。"""
    return _do(workspace, by, as_of, lambda desk: letter_desk.receive(desk, number))


@app.command("void")
def void(
    number: Number,
    by: By = "",
    reason: Why = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
) -> int:
    """作废；已编的发文字号保留为作废号，不再使用。"""
    return _do(workspace, by, as_of, lambda desk: letter_desk.void(desk, number, reason))


@app.command("reissue")
def reissue(
    number: Number,
    by: By = "",
    reason: Why = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
) -> int:
    """作废已签发的函件，另拟一件写明原文号的新函。"""
    return _do(workspace, by, as_of, lambda desk: letter_desk.reissue(desk, number, reason))


def _do(workspace: Path, by: str, as_of: str, step: Callable[[letter_desk.Desk], Letter]) -> int:
    """Take one step at the desk and say where the letter stands."""
    place = open_workspace(workspace)
    db = place.open()
    try:
        letter = step(letter_desk.Desk(place, db, clock_for(as_of).now(), by.strip()))
    finally:
        db.close()
    typer.echo(line(letter))
    if letter.state is LetterState.ISSUED:
        typer.echo(f"  函件在 {letter_desk.folder_of(place, letter)}")
    return 0


def line(letter: Letter) -> str:
    """Return one letter as one line."""
    parts = (
        str(letter.id),
        LETTER_KIND_NAMES[letter.kind],
        letter.unit,
        LETTER_STATE_NAMES[letter.state],
        letter.number,
        f"{len(letter.rows)} 个栏目" if letter.rows else f"{len(letter.issues)} 个问题",
        "" if letter.kind is LetterKind.CIRCULAR else f"反馈截止 {_day(letter.reply_by_on)}",
        letter.reason or ("" if letter.state in OUT else letter.file),
    )
    return "　".join(part for part in parts if part)


def _document(letter: Letter) -> dict[str, object]:
    return {
        "id": letter.id,
        "kind": letter.kind.value,
        "unit": letter.unit,
        "state": letter.state.value,
        "night": _day(letter.night_on),
        "reply_by": _day(letter.reply_by_on),
        "number": letter.number,
        "issued": letter.issued_on,
        "columns": [row.column_path for row in letter.rows],
        "cases": [issue.case for issue in letter.issues],
        "replaces": letter.replaces,
        "reason": letter.reason,
        "file": letter.file,
    }


def _day(day: date) -> str:
    return day.isoformat()
