"""`xunjian report`: print documents from what is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import (
    DayOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    emit,
    parse_day,
    site_document,
)
from scheduler.commands.report_annual import annual
from scheduler.commands.report_round import PdfOption, bulletin, round_, unit
from scheduler.pdf import write_pdf
from scheduler.printing import print_site
from scheduler.stored import stored_nights
from scheduler.workspace import open_workspace, site_folder

app = ChineseApp("报告：按已存的结果重新出报告。")
app.command("unit")(unit)
app.command("round")(round_)
app.command("annual")(annual)
app.command("bulletin")(bulletin)


@app.callback()
def group() -> None:
    """报告：按已存的结果重新出报告。"""


@app.command("site")
def site(
    code: Annotated[str, typer.Argument(metavar="[网站标识码]", help="哪一个网站，默认全部")] = "",
    workspace: WorkspaceOption = Path(),
    night: Annotated[
        str, typer.Option("--night", metavar="日期", help="哪一夜，默认最近一夜")
    ] = "",
    as_of: DayOption = "",
    pdf: PdfOption = False,
    json_: JsonOption = False,
) -> int:
    """重新出网站检查报告（report.html、findings.xlsx、findings.jsonl），--pdf 另存 report.pdf。"""
    place = open_workspace(workspace)
    clock = clock_for(as_of)
    db = place.open()
    try:
        wanted = parse_day(night, "--night") if night else None
        night_on, nights = stored_nights(place, db, wanted, code=code)
        results = []
        for facts in nights:
            folder = site_folder(place, night_on, facts.site.code)
            print_site(facts, folder, clock.now(), place.site_file(facts.site.code))
            results.append((facts, folder))
    finally:
        db.close()
    shown = {folder: folder / "report.html" for _, folder in results}
    if pdf:
        shown = {folder: write_pdf(page) for folder, page in shown.items()}
    if json_:
        emit([site_document(facts, folder) for facts, folder in results])
    else:
        for facts, folder in results:
            typer.echo(f"{facts.site.name}：{shown[folder]}")
    return 0
