"""`xunjian demo`: serve the invented district on loopback and run the whole main job on it."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Annotated

import typer

from demo import besides
from demo.compare import compare
from demo.district import District, build
from demo.quarter import build_quarter
from demo.server import DemoServer, serve
from extract.register_book import read_register
from model.clock import FixedClock, SystemClock, at_china, china_day
from model.errors import WatchError, WorkspaceError
from model.letter import LETTER_KIND_NAMES
from model.settings import Crawl, Office, Settings, commented_settings
from reports.register_book import write_register
from scheduler.calendar import HOLIDAYS_FILE, load_calendar
from scheduler.commands.common import DayOption, JsonOption, conclusion, emit, parse_day
from scheduler.commands.demo_asked import judge_besides, write_outside
from scheduler.commands.demo_months import report_months
from scheduler.commands.night import night_document
from scheduler.months.living import live, prepare_months
from scheduler.night import NightResult, run_night
from scheduler.printing import write_whole
from scheduler.progress import ProgressBoard
from scheduler.workspace import REGISTER_FILE, SETTINGS_FILE, Workspace, open_workspace, site_folder
from store.domain_facts import FactStore
from store.probes import ProbeStore
from store.register import RegisterStore

MARKER = ".xunjian-demo"
NIGHTS = 3
MONTHS = 3


def demo(
    out: Annotated[
        Path, typer.Option("--out", metavar="目录", help="演示用的工作目录，重复运行时重建")
    ] = Path("demo-out"),
    as_of: DayOption = "",
    months: Annotated[
        int,
        typer.Option(
            "--months", metavar="月数", help="填 3：连续办理三个月的提醒、函件、反馈、复查和督办"
        ),
    ] = 0,
    json_: JsonOption = False,
) -> int:
    """演示：在本机架起一个虚构区的网站，连续巡检三夜，出报告、问题表和函件。"""
    today = parse_day(as_of, "--as-of") if as_of else china_day(SystemClock().now())
    if months not in {0, MONTHS}:
        raise WatchError(f"--months 只能填 {MONTHS}，或者不写")
    started = time.monotonic()
    if months:
        quarter = build_quarter(today)
        with serve(quarter) as served:
            prepared = prepare_months(prepare(out, quarter, served), quarter)
            lived = live(prepared, quarter, served)
        return report_months(lived, time.monotonic() - started, json_=json_)
    district = build(today)
    with serve(district) as server, ProgressBoard() as board:
        place = prepare(out, district, server)
        result = run_nights(place, server, today, board)
    seconds = time.monotonic() - started
    expected = district.truth(server.base_urls, today)
    asked = besides.expected(today, server.base_urls)
    more = [one for f in result.facts for one in judge_besides(place, f.site, today)]
    differences = compare(expected + asked, [*(f.judgement for f in result.facts), *more])
    if json_:
        emit(
            {
                **night_document(place, result),
                "expected": len(expected) + len(asked),
                "differences": list(differences),
                "seconds": round(seconds, 1),
            }
        )
    else:
        _tell(place, result, len(expected) + len(asked), differences, seconds)
    return 3 if result.failed or differences else 0


def prepare(out: Path, district: District, server: DemoServer) -> Workspace:
    """Make the demo's workspace anew: settings, register workbook, imported register."""
    if out.exists():
        if not (out / MARKER).exists() and any(out.iterdir()):
            raise WorkspaceError(f"{out} 不是演示目录且不为空，请用 --out 另指一个目录")
        shutil.rmtree(out)
    settings = Settings(
        office=Office(
            name="云湖区政府办公室（演示）", district="云湖区（演示）", contact="演示联系人"
        ),
        # Three nights are too few for a plan: the truth is that of pages all asked every night.
        crawl=replace(Crawl(), rate_per_s=0.0, by_plan=False, search_engine_pages=2),
    )
    write_whole(out / MARKER, "演示目录，可以整个删除。\n".encode())
    write_whole(out / HOLIDAYS_FILE, _plain_years(district.today).encode())
    write_whole(out / SETTINGS_FILE, commented_settings(settings).encode())
    write_whole(out / REGISTER_FILE, write_register(district.register(server.base_urls)))
    place = open_workspace(out)
    register = read_register(place.register_file.read_bytes(), REGISTER_FILE)
    db = place.open()
    try:
        RegisterStore(db).replace(register, at_china(district.today, clock_time(0, 0)))
        for code in district.codes:
            ProbeStore(db).add(code, district.probes(code))
        FactStore(db).add(besides.facts(district.today))
    finally:
        db.close()
    return place


def _plain_years(today: date) -> str:
    """Return years without holidays where none are published yet: the district is invented."""
    known = load_calendar().years
    missing = [year for year in (today.year - 1, today.year, today.year + 1) if year not in known]
    return "".join(f"[{year}]\nholidays = []\nworkdays = []\n" for year in missing)


def run_nights(
    place: Workspace, server: DemoServer, today: date, board: ProgressBoard
) -> NightResult:
    """Run the nights that lead to today; return the last one."""
    for back in range(NIGHTS - 1, -1, -1):
        day = today - timedelta(days=back)
        server.set_day(day)
        write_outside(place, day)
        at = at_china(day, clock_time(2, 0))
        result = run_night(place, night_on=day, at=at, clock=FixedClock(at), board=board)
    return result


def _tell(
    place: Workspace,
    result: NightResult,
    expected: int,
    differences: tuple[str, ...],
    seconds: float,
) -> None:
    typer.echo(f"演示区巡检完成，共三夜，用时 {seconds:.0f} 秒（网站、单位和内容均为虚构）")
    for sentence in result.failed.values():
        typer.echo(f"未完成：{sentence}")
    for facts in result.facts:
        folder = site_folder(place, result.night_on, facts.site.code)
        typer.echo(conclusion(facts))
        typer.echo(f"  报告　{folder / 'report.html'}")
        typer.echo(f"  问题表　{folder / 'findings.xlsx'}")
    for letter in result.letters:
        typer.echo(f"  {LETTER_KIND_NAMES[letter.kind]}　{place.root / letter.file}")
    if differences:
        typer.echo(f"与预设的 {expected} 个问题有 {len(differences)} 处不符：")
        for difference in differences:
            typer.echo(f"  {difference}")
    else:
        typer.echo(f"发现的问题与预设的 {expected} 个问题逐条一致")
