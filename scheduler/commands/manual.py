"""`xunjian manual`: values of rows that a machine cannot judge, entered by staff with proof."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from checks.rulebook_file import load_rulebook
from model.clock import china_day, china_time
from model.decision_sheets import ENTRIES
from model.entry import ENTRY_NAMES, Entry, EntryResult
from model.errors import CaseError
from model.site import Register, Site
from reports.form_book import write_form
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import JsonOption, WorkspaceOption, clock_for, emit, parse_day
from scheduler.entering import entry_rows, make_entry, number, read_entries
from scheduler.printing import write_whole
from scheduler.workspace import open_workspace
from store.entries import EntryStore

app = ChineseApp("人工录入：机器不能判定的指标，由人工核查后录入，记明何人、何时、依据。")
By = Annotated[str, typer.Option("--by", metavar="姓名", help="由谁录入，记入操作日志")]
BookOption = Annotated[str, typer.Option("--rulebook", help="指标体系编号或文件，默认按设置")]
FromOption = Annotated[str, typer.Option("--from", metavar="日期", help="从哪一天起有效，默认今天")]
AFTERWARDS = "下一夜起计入；要让已存的一夜随之更新，请运行 xunjian judge"


@app.command("set")
def set_(
    site: Annotated[str, typer.Argument(metavar="网站标识码", help="哪个网站")],
    indicator: Annotated[
        str, typer.Argument(metavar="指标编号", help="如 d19.int.submit；整体不适用时写一级指标名")
    ],
    result: Annotated[
        EntryResult,
        typer.Argument(
            metavar="结果",
            help="good 符合，problem 有问题，not_applicable 不适用，bonus 加分",
        ),
    ],
    by: By,
    text: Annotated[str, typer.Option("--text", metavar="情况", help="核查看到的情况")],
    proof: Annotated[
        str, typer.Option("--proof", metavar="依据", help="文件名称、文号、网址或截图名称")
    ],
    points: Annotated[
        str, typer.Option("--points", metavar="分数", help="扣多少分，或加多少分")
    ] = "",
    from_: FromOption = "",
    until: Annotated[
        str, typer.Option("--until", metavar="日期", help="有效期至，默认 3 个月")
    ] = "",
    rulebook: BookOption = "",
    workspace: WorkspaceOption = Path(),
    json_: JsonOption = False,
) -> int:
    """录入一项；同一指标再次录入的，以后一次为准，以前的仍保留。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        book = load_rulebook(rulebook or place.settings.rules.rulebook)
        at = clock_for("").now()
        entry = make_entry(
            book,
            _site(place.register(db), site),
            indicator,
            result,
            points=number(points),
            text=text,
            proof=proof,
            who=by,
            at=at,
            from_on=parse_day(from_, "--from") if from_ else china_day(at),
            until_on=parse_day(until, "--until") if until else None,
        )
        kept = EntryStore(db).add((entry,))
    finally:
        db.close()
    return _tell(kept, json_=json_, done=True)


@app.command("list")
def list_entries(
    workspace: WorkspaceOption = Path(),
    site: Annotated[
        str, typer.Option("--site", metavar="网站标识码", help="只列这一个网站的")
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="连同已撤回、已过期、已被替代的")] = False,
    json_: JsonOption = False,
) -> int:
    """列出人工录入。"""
    db = open_workspace(workspace).open()
    try:
        entries = EntryStore(db).all()
    finally:
        db.close()
    if site:
        entries = tuple(entry for entry in entries if entry.site_code == site)
    if not every:
        entries = _current(entries, china_day(clock_for("").now()))
    return _tell(entries, json_=json_)


@app.command("withdraw")
def withdraw(
    numbers: Annotated[list[int], typer.Argument(metavar="编号…", help="录入的编号")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么撤回")],
    workspace: WorkspaceOption = Path(),
    json_: JsonOption = False,
) -> int:
    """撤回录入：记录保留，不再起作用。"""
    if not by.strip() or not reason.strip():
        raise CaseError("请写明撤回人（--by）和理由（--reason），撤回要留痕")
    db = open_workspace(workspace).open()
    try:
        at = clock_for("").now()
        gone = tuple(EntryStore(db).withdraw(number, at, by, reason) for number in numbers)
    finally:
        db.close()
    return _tell(gone, json_=json_)


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="文件", help="写到哪个 .xlsx 文件")],
    workspace: WorkspaceOption = Path(),
    site: Annotated[
        str, typer.Option("--site", metavar="网站标识码", help="只写这一个网站的")
    ] = "",
    rulebook: BookOption = "",
) -> int:
    """写出人工录入表（每个网站须由人工判定的指标），供填好后用 import 读回。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        register = place.register(db)
        sites = (_site(register, site),) if site else register.sites
        book = load_rulebook(rulebook or place.settings.rules.rulebook)
        rows = entry_rows(book, sites, EntryStore(db).all(), china_day(clock_for("").now()))
    finally:
        db.close()
    write_whole(file, write_form((ENTRIES,), {ENTRIES.part: rows}, spare=0))
    typer.echo(f"已写出 {len(rows)} 行到 {file}，填好后运行 xunjian manual import {file}")
    return 0


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="文件", help="填好的人工录入表")],
    workspace: WorkspaceOption = Path(),
    from_: FromOption = "",
    rulebook: BookOption = "",
    json_: JsonOption = False,
) -> int:
    """读回填好的人工录入表；有一处不对就全部不导入，并逐行指出。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        book = load_rulebook(rulebook or place.settings.rules.rulebook)
        at = clock_for("").now()
        from_on = parse_day(from_, "--from") if from_ else china_day(at)
        kept = EntryStore(db).add(read_entries(file, book, place.register(db), at, from_on))
    finally:
        db.close()
    return _tell(kept, json_=json_, done=True)


def _site(register: Register, code: str) -> Site:
    site = register.site(code)
    if site is None:
        known = "、".join(one.code for one in register.sites)
        raise CaseError(f"名录里没有标识码为 {code} 的网站，已有：{known}")
    return site


def _current(entries: tuple[Entry, ...], day: date) -> tuple[Entry, ...]:
    """Return what counts on a day: of one row the latest."""
    latest = {(e.site_code, e.indicator): e for e in entries if e.holds_on(day)}
    return tuple(latest.values())


def _tell(entries: tuple[Entry, ...], *, json_: bool, done: bool = False) -> int:
    if json_:
        emit([_document(entry) for entry in entries])
        return 0
    if not entries:
        typer.echo("没有人工录入")
    for entry in entries:
        typer.echo(_line(entry))
    if done:
        typer.echo(f"已录入 {len(entries)} 项。{AFTERWARDS}")
    return 0


def _line(entry: Entry) -> str:
    at = f"{china_time(entry.at):%Y-%m-%d %H:%M}"
    points = "" if entry.points is None else f"{entry.points.normalize():f}分"
    gone = f"　已由{entry.withdrawn_by}撤回：{entry.withdrawn_reason}" if entry.withdrawn_at else ""
    return (
        f"{entry.id}　{entry.site_code}　{entry.indicator}　{ENTRY_NAMES[entry.result]}{points}　"
        f"{entry.from_on} 至 {entry.until_on}　{entry.text}（依据：{entry.proof}）　"
        f"{entry.who}　{at}{gone}"
    )


def _document(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "site": entry.site_code,
        "indicator": entry.indicator,
        "result": entry.result.value,
        "points": None if entry.points is None else float(entry.points),
        "text": entry.text,
        "proof": entry.proof,
        "who": entry.who,
        "at": entry.at.isoformat(),
        "from": entry.from_on.isoformat(),
        "until": entry.until_on.isoformat(),
        "withdrawn": entry.withdrawn_at.isoformat() if entry.withdrawn_at else None,
    }
