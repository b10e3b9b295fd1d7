"""`xunjian doctor`: what is missing on this machine, and how to get it."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from checks.rulebook_file import load_rulebook
from checks.word_file import office_words
from crawler.browser_order import browser_program, has_driver
from model.clock import SystemClock, china_day
from model.errors import WatchError
from reports.letter_fonts import STAND_INS, stand_in
from scheduler.calendar import load_calendar
from scheduler.commands.common import JsonOption, WorkspaceOption, emit
from scheduler.fonts import installed_families, taken_for
from scheduler.workspace import SETTINGS_FILE, open_workspace


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at."""

    name: str
    state: str  # "ok", "missing" (works without), "unknown", "wrong" (must be mended)
    text: str


def doctor(workspace: WorkspaceOption = Path(), json_: JsonOption = False) -> int:
    """检查本机缺什么、怎样补齐。"""
    results = [*_machine(), *_workspace(workspace)]
    if json_:
        emit([asdict(result) for result in results])
    else:
        marks = {"ok": "正常", "missing": "缺少", "unknown": "不明", "wrong": "有误"}
        for result in results:
            typer.echo(f"[{marks[result.state]}] {result.name}：{result.text}")
    return 2 if any(result.state == "wrong" for result in results) else 0


def _machine() -> Iterator[Diagnosis]:
    version = sys.version.split()[0]
    yield Diagnosis("Python", "ok", version)
    for package in ("scrapy", "aiohttp", "selectolax", "sqlite-utils", "apscheduler", "asyncwhois"):
        yield Diagnosis(package, "ok", importlib.metadata.version(package))
    yield _program(
        "LibreOffice",
        ("soffice", "libreoffice"),
        "函件可转成 PDF",
        "函件只有 docx；Debian 可运行 apt-get install libreoffice-writer-nogui",
    )
    yield from _fonts()
    today = china_day(SystemClock().now())
    known = load_calendar().knows(today)
    yield Diagnosis(
        "节假日数据",
        "ok" if known else "missing",
        f"有 {today.year} 年的放假调休安排"
        if known
        else f"没有 {today.year} 年的数据，工作日按周一至周五计；请在工作目录的 holidays.toml 补充",
    )
    yield _browser()


def _browser() -> Diagnosis:
    """Say whether lists that only a script draws can be read on this machine."""
    name, program = "浏览器取页", browser_program()
    lacking = []
    if program is None:
        lacking.append("没有 Chromium 浏览器，Debian 可运行 apt-get install chromium")
    if not has_driver():
        lacking.append("没有浏览器驱动，可运行 pip install 'xunjian[browser]'")
    if lacking:
        text = f"{'；'.join(lacking)}。在此之前，由脚本生成的列表判为“未判定”，也不能截图取证"
        return Diagnosis(name, "missing", text)
    text = (
        f"{program}；在 xunjian.toml 的 [crawl] 里用 browser_pages 设每晚读取的列表数，"
        "用 browser_pictures 设每晚截图取证的网页数"
    )
    return Diagnosis(name, "ok", text)


def _program(name: str, commands: tuple[str, ...], found: str, lacking: str) -> Diagnosis:
    path = next((p for p in map(shutil.which, commands) if p), None)
    return Diagnosis(name, "ok" if path else "missing", f"{path}，{found}" if path else lacking)


def _fonts() -> Iterator[Diagnosis]:
    """Say for every font of a letter whether it is here, and what is used where it is not."""
    installed = installed_families()
    for font in STAND_INS:
        name = f"公文字体 {font}"
        if installed is None:
            text = "没有 fontconfig（fc-list 命令），无法核对；打开函件时请留意字体"
            yield Diagnosis(name, "unknown", text)
            continue
        used = stand_in(font, installed)
        if used == font:
            yield Diagnosis(name, "ok", "已安装")
        else:
            other = f"用“{used}”代替" if used else f"没有合适的代替字体（{_by_system(font)}）"
            text = f"本机没有，转 PDF 时{other}，版面尺寸不变；正式用印前请装到系统字体目录"
            yield Diagnosis(name, "missing", text)


def _by_system(font: str) -> str:
    used = taken_for(font)
    return f"系统会用“{used}”" if used else "系统用什么不明"


def _workspace(root: Path) -> Iterator[Diagnosis]:
    if not (root / SETTINGS_FILE).exists():
        yield Diagnosis("工作目录", "missing", f"{root.resolve()} 不是工作目录，只查了本机")
        return
    try:
        place = open_workspace(root)
        yield Diagnosis("设置", "ok", str(place.root / SETTINGS_FILE))
        book = load_rulebook(place.settings.rules.rulebook)
        yield Diagnosis("指标体系", "ok", f"{book.title}（{book.document}）")
        load_calendar(place.root)
        office_words(place.root)
        db = place.open()
        try:
            register = place.register(db)
        finally:
            db.close()
        yield Diagnosis(
            "名录", "ok", f"网站 {len(register.sites)} 个，栏目 {len(register.columns)} 个"
        )
    except WatchError as fault:
        yield Diagnosis("工作目录", "wrong", str(fault))
