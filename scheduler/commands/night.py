"""`xunjian night`: the nightly job, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from model.errors import WatchError
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
from scheduler.commands.night_plan import show_address, show_plan
from scheduler.night import NightResult, run_night
from scheduler.progress import ProgressBoard
from scheduler.workspace import Workspace, chosen, open_workspace, site_folder


def night(
    workspace: WorkspaceOption = Path(),
    site: Annotated[
        str, typer.Option("--site", metavar="网站标识码", help="只巡检这一个网站")
    ] = "",
    full: Annotated[
        bool, typer.Option("--full", help="不按复访计划，访问并重新取回全部网页")
    ] = False,
    plan: Annotated[
        bool, typer.Option("--plan", help="不巡检，只说明这一夜访问哪些地址、为什么")
    ] = False,
    address: Annotated[
        str, typer.Option("--address", metavar="网址", help="与 --plan 同用：只说明这一个地址")
    ] = "",
    as_of: DayOption = "",
    fail_on: FailOnOption = FailOn.NEVER,
    json_: JsonOption = False,
) -> int:
    """巡检一夜：抓取、判定、评分、出报告、拟函；可以重复运行。"""
    place = open_workspace(workspace)
    clock = clock_for(as_of)
    night_on, at = night_of(clock)
    if address and not plan:
        raise WatchError("--address 要与 --plan 同用")
    if plan:
        return _explain(place, night_on, site, address, json_=json_)
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


def _explain(place: Workspace, night_on: date, site: str, address: str, *, json_: bool) -> int:
    db = place.open()
    try:
        sites = chosen(place.register(db), site)
    finally:
        db.close()
    if address:
        return show_address(place, sites, address, night_on, json_=json_)
    return show_plan(place, sites, night_on, json_=json_)


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
