"""`xunjian report unit|round|bulletin`: about units, and about all sites together."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from model.errors import ReportError
from model.period import RoundFacts
from reports.wording import NO_UNIT
from scheduler.commands.common import (
    DayOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    emit,
    parse_day,
)
from scheduler.gathering import gather_round
from scheduler.pdf import write_pdf
from scheduler.round_printing import print_bulletin, print_round, print_units
from scheduler.workspace import Workspace, open_workspace

NightOption = Annotated[str, typer.Option("--night", metavar="日期", help="哪一夜，默认最近一夜")]
PdfOption = Annotated[bool, typer.Option("--pdf", help="另存一份 PDF（须装有 Chromium）")]


def unit(
    name: Annotated[str, typer.Argument(metavar="[单位]", help="哪一个单位，默认全部")] = "",
    workspace: WorkspaceOption = Path(),
    night: NightOption = "",
    as_of: DayOption = "",
    pdf: PdfOption = False,
    json_: JsonOption = False,
) -> int:
    """出单位情况单：一个单位一页，列明栏目、问题和未办结的整改事项。"""
    place = open_workspace(workspace)
    facts = _gathered(place, night)
    chosen = [one for one in facts.units if not name or (one.unit or NO_UNIT) == name]
    if not chosen:
        known = "、".join(one.unit or NO_UNIT for one in facts.units) or "无"
        raise ReportError(f"{facts.night_on} 的巡检中没有单位“{name}”，已有的单位：{known}")
    moment = clock_for(as_of).now()
    written = print_units(facts, chosen, place.out(facts.night_on), moment)
    pdfs = {key: write_pdf(path) for key, path in written.items()} if pdf else {}
    if json_:
        rows = [{"unit": key, "out": str(path)} for key, path in written.items()]
        emit({"night": facts.night_on.isoformat(), "units": rows})
        return 0
    for key, path in (pdfs or written).items():
        typer.echo(f"{key or NO_UNIT}：{path}")
    return 0


def round_(
    workspace: WorkspaceOption = Path(),
    night: NightOption = "",
    as_of: DayOption = "",
    pdf: PdfOption = False,
    json_: JsonOption = False,
) -> int:
    """出巡检情况汇总：全部网站、单位和本月整改情况，连同各单位情况单。"""
    place = open_workspace(workspace)
    facts = _gathered(place, night)
    path = print_round(facts, place.out(facts.night_on), clock_for(as_of).now())
    shown = write_pdf(path) if pdf else path
    if json_:
        emit(_document(facts, shown))
    else:
        typer.echo(f"巡检情况汇总：{shown}")
    return 0


def bulletin(
    workspace: WorkspaceOption = Path(),
    night: NightOption = "",
    as_of: DayOption = "",
    pdf: PdfOption = False,
    json_: JsonOption = False,
) -> int:
    """拟季度通报：只列经人工确认的问题，网页和 .docx 各一份，不编号、不签发。"""
    place = open_workspace(workspace)
    facts = _gathered(place, night)
    page, letter = print_bulletin(facts, place.out(facts.night_on), clock_for(as_of).now())
    written = [page, letter, *([write_pdf(page)] if pdf else [])]
    if json_:
        rows = [str(path) for path in written]
        emit({"night": facts.night_on.isoformat(), "cases": len(facts.confirmed), "out": rows})
        return 0
    for path in written:
        typer.echo(f"季度通报（拟稿）：{path}")
    return 0


def _gathered(place: Workspace, night: str) -> RoundFacts:
    db = place.open()
    try:
        return gather_round(place, db, parse_day(night, "--night") if night else None)
    finally:
        db.close()


def _document(facts: RoundFacts, path: Path) -> dict[str, object]:
    return {
        "night": facts.night_on.isoformat(),
        "sites": len(facts.nights),
        "passed": facts.passes.passed,
        "concluded": facts.passes.concluded,
        "on_time": facts.rate.on_time,
        "due": facts.rate.due,
        "units": len(facts.units),
        "open_cases": facts.open_cases,
        "overdue": facts.overdue,
        "out": str(path),
    }
