"""`xunjian domains report`: the inventory printed, with what changed in a month."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from checks.rulebook_file import load_rulebook
from model.clock import at_china, china_day
from model.errors import WatchError
from reports import estate_book, estate_report
from scheduler.commands.common import DayOption, JsonOption, WorkspaceOption, clock_for, emit
from scheduler.commands.domains_closing import app
from scheduler.commands.report_round import PdfOption
from scheduler.domain_gathering import gather_estate
from scheduler.pdf import write_pdf
from scheduler.printing import check_titles, write_whole
from scheduler.workspace import open_workspace

__all__ = ["app"]  # the commands of `domains`, this one among them

_MONTH = re.compile(r"(\d{4})-(\d{2})")


@app.command("report")
def report(
    month: Annotated[
        str, typer.Option("--month", metavar="月份", help="哪个月的变化，如 2026-10，空则为本月")
    ] = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
    pdf: PdfOption = False,
    json_: JsonOption = False,
) -> int:
    """印出域名情况：分布图、问题、关停事项、一个月的变化和未登记的域名，网页和表格各一份。"""
    place, clock = open_workspace(workspace), clock_for(as_of)
    now = clock.now().replace(microsecond=0)
    since, at = china_day(now).replace(day=1), now
    if month:
        since = _month(month)
        following = (since + timedelta(days=32)).replace(day=1)
        at = min(now, at_china(following, time()) - timedelta(seconds=1))
        if since > china_day(now):
            raise WatchError(f"--month 的 {month} 还没有到")
    db = place.open()
    try:
        facts = gather_estate(
            db,
            office=place.settings.office.name,
            at=at,
            since=since,
            rulebook=load_rulebook(place.settings.rules.domains_rulebook).title,
            vantage=place.settings.domains.vantage.strip(),
        )
    finally:
        db.close()
    folder, titles = place.out(facts.until) / "domains", check_titles()
    page = estate_report.render(facts, printed_at=now, titles=titles).encode()
    book = estate_book.render(facts, printed_at=now, titles=titles)
    paths: tuple[Path, ...] = (
        write_whole(folder / "domains.html", page),
        write_whole(folder / "domains.xlsx", book),
    )
    if pdf:
        paths = (*paths, write_pdf(paths[0]))
    if json_:
        emit(
            {
                "domains": len(facts.domains),
                "health": {h.value: facts.count(h) for h in dict.fromkeys(facts.health.values())},
                "problems": facts.problems,
                "suspects": len(facts.findings) - facts.problems,
                "changes": len(facts.staff_changes) + len(facts.fact_changes),
                "unlisted": sorted({each.name for each in facts.unlisted}),
                "out": [str(path) for path in paths],
            }
        )
        return 0
    typer.echo(
        f"{len(facts.domains)} 个域名，发现问题 {facts.problems} 项，"
        f"疑似 {len(facts.findings) - facts.problems} 项"
    )
    for path in paths:
        typer.echo(f"已写出 {path}")
    return 0


def _month(text: str) -> date:
    found = _MONTH.fullmatch(text.strip())
    try:
        return date(int(found[1]), int(found[2]), 1) if found else date.fromisoformat(text)
    except ValueError as cause:
        raise WatchError(f"--month 的“{text}”不是月份，应写成 2026-10") from cause
