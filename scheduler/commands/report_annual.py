"""`xunjian report annual`: the figures of the yearly reports that can be counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from model.annual import COUNT_WAY_NAMES, AnnualFacts, AnnualFigure, CountWay
from model.errors import ReportError
from scheduler.annual import gather_years
from scheduler.annual_printing import print_year
from scheduler.commands.common import (
    DayOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    emit,
    parse_day,
)
from scheduler.pdf import write_pdf
from scheduler.workspace import open_workspace


def annual(
    year: Annotated[int, typer.Argument(metavar="年份", help="哪一年的报表，如 2026")],
    site: Annotated[
        str, typer.Option("--site", metavar="网站标识码", help="哪一个网站，默认全部")
    ] = "",
    workspace: WorkspaceOption = Path(),
    night: Annotated[
        str, typer.Option("--night", metavar="日期", help="依据哪一夜，默认最近一个采集充分的夜晚")
    ] = "",
    as_of: DayOption = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="另存一份 PDF（须装有 Chromium）")] = False,
    json_: JsonOption = False,
) -> int:
    """出年度报表数字：工作年度报表和信息公开年报中数得出来的，连同计数口径；其余须人工填写。"""
    place = open_workspace(workspace)
    clock = clock_for(as_of)
    if not date.min.year < year <= clock.now().year:
        raise ReportError(f"年份“{year}”不对，应为不晚于今年的四位数年份，如 {clock.now().year}")
    db = place.open()
    documents: list[dict[str, object]] = []
    try:
        wanted = parse_day(night, "--night") if night else None
        for facts in gather_years(place, db, year, code=site, night_on=wanted):
            if isinstance(facts, str):
                typer.echo(facts, err=True)
                continue
            page, book = print_year(facts, place, clock.now())
            written = [page, book, *([write_pdf(page)] if pdf else [])]
            if json_:
                documents.append(_document(facts, written))
            else:
                _tell(facts, written)
    finally:
        db.close()
    if json_:
        emit(documents)
    return 0


def _tell(facts: AnnualFacts, written: list[Path]) -> None:
    ways = [figure.way for figure in facts.figures]
    said = "，".join(f"{COUNT_WAY_NAMES[way]}{ways.count(way)}项" for way in CountWay)
    typer.echo(f"{facts.site.name}{facts.year}年度报表数字：{said}")
    for path in written:
        typer.echo(f"  {path}")


def _document(facts: AnnualFacts, written: list[Path]) -> dict[str, object]:
    return {
        "site": facts.site.code,
        "name": facts.site.name,
        "year": facts.year,
        "since": facts.since_on.isoformat(),
        "until": facts.until_on.isoformat(),
        "night": facts.nights.last_on.isoformat(),
        "first_night": facts.nights.first_on.isoformat(),
        "nights": facts.nights.in_year,
        "notes": list(facts.notes),
        "figures": [_figure(figure) for figure in facts.figures],
        "out": [str(path) for path in written],
    }


def _figure(figure: AnnualFigure) -> dict[str, object]:
    row = figure.row
    return {
        "id": row.id,
        "form": row.form.value,
        "section": row.section,
        "name": row.name,
        "measure": row.measure,
        "official": row.official,
        "way": figure.way.value,
        "value": None if figure.value is None else float(figure.value),
        "how": row.how,
        "doubts": list(figure.doubts),
        "columns": [
            {
                "path": source.path,
                "url": source.url,
                "counted": source.counted,
                "undated": source.undated,
                "reason": source.reason,
            }
            for source in figure.sources
        ],
    }
