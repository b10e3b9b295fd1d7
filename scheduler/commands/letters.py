"""`xunjian letters`: the drafts of 更新提醒 and 督促函."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from model.letter import LETTER_KIND_NAMES, LETTER_STATE_NAMES, Letter
from scheduler.calendar import load_calendar
from scheduler.chinese_help import ChineseCommand, ChineseGroup
from scheduler.commands.common import (
    DayOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    emit,
    parse_day,
)
from scheduler.drafting import Drafting, draft_letters, draft_monthly
from scheduler.stored import stored_nights
from scheduler.workspace import open_workspace
from store.letters import LetterStore

app = typer.Typer(
    cls=ChineseGroup,
    options_metavar="[选项]",
    subcommand_metavar="命令",
    no_args_is_help=True,
    help="函件：更新提醒、督促函。",
)
MONTH = timedelta(days=31)


@app.command("list", cls=ChineseCommand, options_metavar="[选项]")
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
            typer.echo(_line(letter))
    return 0


@app.command("draft", cls=ChineseCommand, options_metavar="[选项]")
def draft(
    workspace: WorkspaceOption = Path(),
    night: Annotated[
        str, typer.Option("--night", metavar="日期", help="依据哪一夜的结果，默认最近一夜")
    ] = "",
    monthly: Annotated[
        bool, typer.Option("--monthly", help="拟每月更新提醒：列出一个月内到期的全部栏目")
    ] = False,
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """按已存的一夜结果拟函；可以重复运行，不会重复发函。"""
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
        )
        letters = (
            draft_monthly(facts, desk, night_on + MONTH) if monthly else draft_letters(facts, desk)
        )
    finally:
        db.close()
    if json_:
        emit([_document(letter) for letter in letters])
    else:
        typer.echo(f"依据 {night_on} 的结果，函件草稿 {len(letters)} 件")
        for letter in letters:
            typer.echo(_line(letter))
    return 0


def _line(letter: Letter) -> str:
    return (
        f"{letter.id}　{LETTER_KIND_NAMES[letter.kind]}　{letter.unit}　"
        f"{LETTER_STATE_NAMES[letter.state]}　{len(letter.rows)} 个栏目　"
        f"反馈截止 {_day(letter.reply_by_on)}　{letter.file}"
    )


def _document(letter: Letter) -> dict[str, object]:
    return {
        "id": letter.id,
        "kind": letter.kind.value,
        "unit": letter.unit,
        "state": letter.state.value,
        "night": _day(letter.night_on),
        "reply_by": _day(letter.reply_by_on),
        "columns": [row.column_path for row in letter.rows],
        "file": letter.file,
    }


def _day(day: date) -> str:
    return day.isoformat()
