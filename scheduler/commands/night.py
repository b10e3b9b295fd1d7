"""`xunjian night`: the nightly job, once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from model.letter import LETTER_KIND_NAMES, LetterState
from scheduler.commands.common import (
    DayOption,
    FailOn,
    FailOnOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    conclusion,
    emit,
    exit_code,
    night_of,
    site_document,
)
from scheduler.night import NightResult, run_night
from scheduler.progress import ProgressBoard
from scheduler.workspace import Workspace, open_workspace, site_folder


def night(
    workspace: WorkspaceOption = Path(),
    site: Annotated[
        str, typer.Option("--site", metavar="网站标识码", help="只巡检这一个网站")
    ] = "",
    full: Annotated[bool, typer.Option("--full", help="全部重新取回，不问“是否有变化”")] = False,
    as_of: DayOption = "",
    fail_on: FailOnOption = FailOn.NEVER,
    json_: JsonOption = False,
) -> int:
    """巡检一夜：抓取、判定、评分、出报告、拟函；可以重复运行。"""
    place = open_workspace(workspace)
    clock = clock_for(as_of)
    night_on, at = night_of(clock)
    with ProgressBoard() as board:
        result = run_night(
            place, night_on=night_on, at=at, clock=clock, board=board, only_site=site, full=full
        )
    if json_:
        emit(night_document(place, result))
    else:
        tell_night(place, result)
    if result.failed:
        return 3
    return exit_code([facts.judgement for facts in result.facts], fail_on)


def night_document(place: Workspace, result: NightResult) -> dict[str, object]:
    """Return what `night --json` prints."""
    return {
        "night": result.night_on.isoformat(),
        "sites": [
            site_document(facts, site_folder(place, result.night_on, facts.site.code))
            for facts in result.facts
        ],
        "letters": [
            {
                "kind": letter.kind.value,
                "unit": letter.unit,
                "rows": len(letter.rows),
                "file": letter.file,
            }
            for letter in result.letters
            if letter.state is LetterState.DRAFT
        ],
        "failed": result.failed,
        "out": str(place.out(result.night_on)),
    }


def tell_night(place: Workspace, result: NightResult) -> None:
    """Print the night for a person."""
    for sentence in result.failed.values():
        typer.echo(f"未完成：{sentence}")
    for facts in result.facts:
        typer.echo(conclusion(facts))
        folder = site_folder(place, result.night_on, facts.site.code)
        typer.echo(f"  报告：{folder / 'report.html'}")
    for letter in result.letters:
        typer.echo(
            f"  函件草稿：{LETTER_KIND_NAMES[letter.kind]}　{letter.unit}"
            f"（{len(letter.rows)} 个栏目）{place.root / letter.file}"
        )
