"""`xunjian judge`: judge a stored night again, under the same or another rulebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checks.rulebook_file import load_rulebook
from model.errors import SnapshotMissing
from scheduler.commands.common import (
    FailOn,
    FailOnOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    conclusion,
    emit,
    exit_code,
    parse_day,
    site_document,
)
from scheduler.judging import judge_snapshot, night_facts, record
from scheduler.night import site_folder
from scheduler.printing import print_site
from scheduler.stored import facts_of, stored_snapshot
from scheduler.workspace import open_workspace
from store.nights import NightStore


def judge(
    workspace: WorkspaceOption = Path(),
    night: Annotated[
        str, typer.Option("--night", metavar="日期", help="哪一夜，默认最近一夜")
    ] = "",
    rulebook: Annotated[
        str, typer.Option("--rulebook", help="指标体系编号或文件，默认按设置")
    ] = "",
    fail_on: FailOnOption = FailOn.NEVER,
    json_: JsonOption = False,
) -> int:
    """重新判定已存的一夜，不再抓取；换用别的指标体系时另存报告，不改问题台账。"""
    place = open_workspace(workspace)
    clock = clock_for("")
    db = place.open()
    try:
        nights = NightStore(db)
        wanted = parse_day(night, "--night") if night else nights.latest()
        if wanted is None:
            raise SnapshotMissing("还没有巡检结果，请先运行 xunjian night")
        own = load_rulebook(place.settings.rules.rulebook)
        book = load_rulebook(rulebook) if rulebook else own
        results = []
        for site in place.register(db).sites:
            row = nights.get(site.code, wanted)
            if row is None or row.state != "done":
                continue
            folder = site_folder(place, wanted, site.code)
            if book.id == own.id:
                snapshot = stored_snapshot(place, db, site, wanted)
                judgement = judge_snapshot(snapshot, book, place.settings)
                change = record(db, snapshot, book, judgement, clock.now())
                facts = night_facts(place, db, snapshot, book, judgement, change)
            else:
                folder = folder / book.id
                facts = facts_of(place, db, site, wanted, book)
            print_site(facts, folder, clock.now())
            results.append((facts, folder))
    finally:
        db.close()
    if not results:
        raise SnapshotMissing(f"没有 {wanted} 的巡检结果")
    if json_:
        emit([site_document(facts, folder) for facts, folder in results])
    else:
        for facts, folder in results:
            typer.echo(f"{conclusion(facts)}\n  报告：{folder / 'report.html'}")
    return exit_code([facts.judgement for facts, _ in results], fail_on)
