"""`xunjian spotcheck`: 双随机抽查, things and reviewers drawn by lot from a published seed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from model.clock import china_day, china_time
from model.decision_sheets import SPOT_CHECKS
from model.errors import CaseError
from model.spot_check import (
    SPOT_RESULT_NAMES,
    SpotCheck,
    SpotFinding,
    draw,
    lists_digest,
    lists_json,
)
from reports.form_book import write_form
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import JsonOption, WorkspaceOption, clock_for, emit
from scheduler.printing import write_whole
from scheduler.spot_checking import (
    outsiders,
    read_results,
    read_reviewers,
    require_seed,
    spot_rows,
    stamp,
    things_of,
)
from scheduler.workspace import open_workspace
from store.spot_checks import SpotCheckStore

app = ChineseApp("双随机抽查：随机抽网站、栏目和检查人员，按公布的种子人人可以复算。")
Number = Annotated[int, typer.Argument(metavar="编号", help="抽查的编号")]


@app.command("draw")
def draw_(
    seed: Annotated[str, typer.Option("--seed", metavar="种子", help="公布的一串字，决定抽到什么")],
    reviewers: Annotated[
        Path,
        typer.Option("--reviewers", metavar="文件", help="检查人员名单，每行“姓名，所在单位”"),
    ],
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁组织，记入操作日志")],
    sites: Annotated[int, typer.Option("--sites", min=0, help="抽几个网站")] = 0,
    columns: Annotated[int, typer.Option("--columns", min=0, help="抽几个栏目")] = 0,
    each: Annotated[int, typer.Option("--each", min=1, help="每项抽几名检查人员")] = 2,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="文件", help="抽查表写到哪个 .xlsx 文件")
    ] = None,
    workspace: WorkspaceOption = Path(),
    json_: JsonOption = False,
) -> int:
    """抽取；检查人员回避本单位，名单与结果一并留存，写出抽查表。"""
    if not sites and not columns:
        raise CaseError("请用 --sites 或 --columns 写明抽几个网站或栏目")
    if not by.strip():
        raise CaseError("请用 --by 写明由谁组织抽查")
    place = open_workspace(workspace)
    people, seed = read_reviewers(reviewers), require_seed(seed)
    db = place.open()
    try:
        register = place.register(db)
        things, strangers = things_of(register), outsiders(people, register)
        at = stamp(clock_for("").now())
        lists = lists_json(things, people)
        check = SpotCheckStore(db).add(
            SpotCheck(
                seed=seed,
                who=by.strip(),
                at=at,
                night_on=china_day(at),
                lists=lists,
                digest=lists_digest(lists),
                draws=draw(seed, things, people, sites=sites, columns=columns, each=each),
            )
        )
    finally:
        db.close()
    if strangers:
        typer.echo(f"所在单位没有填写或不在名录中，未作回避：{'、'.join(strangers)}", err=True)
    file = out or place.root / "out" / f"spotcheck-{check.id}.xlsx"
    rows = spot_rows(check, {})
    write_whole(file, write_form((SPOT_CHECKS,), {SPOT_CHECKS.part: rows}, spare=0))
    if json_:
        emit({**_document(check, {}), "file": str(file)})
        return 0
    _tell(check, {})
    typer.echo(f"抽查表：{file}，填好后运行 xunjian spotcheck import {file}")
    return 0


@app.command("list")
def list_checks(workspace: WorkspaceOption = Path(), json_: JsonOption = False) -> int:
    """列出历次抽查。"""
    db = open_workspace(workspace).open()
    try:
        store = SpotCheckStore(db)
        checks = [(check, store.results(check.id)) for check in store.all()]
    finally:
        db.close()
    if json_:
        emit([_document(check, results) for check, results in checks])
    elif not checks:
        typer.echo("还没有抽查")
    for check, results in () if json_ else checks:
        wanted = sum(len(drawn.reviewers) for drawn in check.draws)
        typer.echo(
            f"{check.id}　{china_time(check.at):%Y-%m-%d %H:%M}　{check.who}　种子 {check.seed}　"
            f"抽 {len(check.draws)} 项，应填 {wanted} 份，已填 {len(results)} 份"
        )
    return 0


@app.command("show")
def show(number: Number, workspace: WorkspaceOption = Path(), json_: JsonOption = False) -> int:
    """显示一次抽查的种子、名单校验码、抽取结果和检查结果。"""
    db = open_workspace(workspace).open()
    try:
        store = SpotCheckStore(db)
        check, results = store.get(number), store.results(number)
    finally:
        db.close()
    if json_:
        emit({**_document(check, results), "lists": check.lists})
    else:
        _tell(check, results)
    return 0


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="文件", help="填好的抽查表")],
    workspace: WorkspaceOption = Path(),
    json_: JsonOption = False,
) -> int:
    """读回填好的抽查表；有一处不对就全部不导入，并逐行指出。"""
    db = open_workspace(workspace).open()
    try:
        store = SpotCheckStore(db)
        results = read_results(file, store.all())
        store.add_results(results, stamp(clock_for("").now()))
    finally:
        db.close()
    if json_:
        emit([_result_document(one) for one in results])
    else:
        typer.echo(f"已读回 {len(results)} 份检查结果")
    return 0


def _tell(check: SpotCheck, results: dict[tuple[int, str], SpotFinding]) -> None:
    typer.echo(f"抽查 {check.id}　种子 {check.seed}　名单校验码 {check.digest}")
    typer.echo(
        "复算方法：对“种子、换行、类别（网站或栏目）、换行、网站标识码或栏目地址”取 SHA-256，"
        "从小到大取；检查人员以“种子、换行、该项编号或地址、换行、人员、换行、姓名”取，本单位的除外"
    )
    for drawn in check.draws:
        thing = drawn.thing
        typer.echo(f"  {drawn.number}　{thing.kind}　{thing.name}　{thing.address}　{thing.unit}")
        if not drawn.reviewers:
            typer.echo("      没有可抽的检查人员（名单里都是本单位的人）")
        for reviewer in drawn.reviewers:
            found = results.get((drawn.number, reviewer))
            said = f"{SPOT_RESULT_NAMES[found.result]}　{found.text}" if found else "待填"
            typer.echo(f"      {reviewer}　{said}")


def _document(check: SpotCheck, results: dict[tuple[int, str], SpotFinding]) -> dict[str, object]:
    return {
        "id": check.id,
        "seed": check.seed,
        "who": check.who,
        "at": check.at.isoformat(),
        "digest": check.digest,
        "draws": [
            {
                "number": drawn.number,
                "kind": drawn.thing.kind,
                "identity": drawn.thing.identity,
                "name": drawn.thing.name,
                "unit": drawn.thing.unit,
                "reviewers": list(drawn.reviewers),
            }
            for drawn in check.draws
        ],
        "results": [_result_document(one) for one in results.values()],
    }


def _result_document(one: SpotFinding) -> dict[str, object]:
    return {
        "spot_check": one.spot_check,
        "number": one.number,
        "reviewer": one.reviewer,
        "result": one.result.value,
        "text": one.text,
        "checked_on": one.checked_on.isoformat(),
    }
