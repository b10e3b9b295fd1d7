"""`xunjian judge`: judge a stored night again, under the same, another, or two rulebooks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from checks.rulebook_file import load_rulebook
from model.errors import SnapshotMissing
from model.night import NightFacts
from model.rulebook import Rulebook
from model.site import Site
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
    parse_day,
    site_document,
)
from scheduler.comparing import compare, comparison_document, comparison_lines
from scheduler.judging import judge_night, night_facts, record, score_json
from scheduler.printing import print_site, write_whole
from scheduler.stored import facts_of, stored_snapshot
from scheduler.workspace import Workspace, open_workspace, site_folder
from store.database import Database
from store.nights import NightStore


def judge(
    workspace: WorkspaceOption = Path(),
    night: Annotated[
        str, typer.Option("--night", metavar="日期", help="哪一夜，默认最近一夜")
    ] = "",
    rulebook: Annotated[
        str, typer.Option("--rulebook", help="指标体系编号或文件，默认按设置")
    ] = "",
    compare_: Annotated[
        tuple[str, str] | None,
        typer.Option("--compare", metavar="甲 乙", help="两个指标体系对同一夜逐项对照，不出报告"),
    ] = None,
    as_of: DayOption = "",
    fail_on: FailOnOption = FailOn.NEVER,
    json_: JsonOption = False,
) -> int:
    """重新判定已存的一夜，不再抓取；换用别的指标体系时另存报告，不改问题台账。"""
    place = open_workspace(workspace)
    clock = clock_for(as_of)
    db = place.open()
    try:
        wanted = parse_day(night, "--night") if night else NightStore(db).latest()
        if wanted is None:
            raise SnapshotMissing("还没有巡检结果，请先运行 xunjian night")
        sites = _sites_of(place, db, wanted)
        if compare_ is not None:
            return _compare(place, db, wanted, sites, compare_, json_=json_)
        own = load_rulebook(place.settings.rules.rulebook)
        book = load_rulebook(rulebook) if rulebook else own
        results = []
        for site in sites:
            folder = site_folder(place, wanted, site.code)
            if book.id == own.id:
                snapshot = stored_snapshot(place, db, site, wanted)
                judgement = judge_night(db, snapshot, book, place.settings)
                change = record(db, snapshot, book, judgement, clock.now())
                facts = night_facts(place, db, snapshot, book, judgement, change)
            else:
                folder = folder / book.id
                facts = facts_of(place, db, site, wanted, book)
            print_site(facts, folder, clock.now(), place.site_file(facts.site.code))
            results.append((facts, folder))
    finally:
        db.close()
    for facts, folder in results:
        write_whole(folder / "score.json", (score_json(facts.judgement.score) + "\n").encode())
    if json_:
        emit([site_document(facts, folder) for facts, folder in results])
    else:
        for facts, folder in results:
            typer.echo(f"{conclusion(facts)}\n  报告：{folder / 'report.html'}")
    return exit_code([facts.judgement for facts, _ in results], fail_on)


def _sites_of(place: Workspace, db: Database, night_on: date) -> list[Site]:
    nights = NightStore(db)
    rows = ((site, nights.get(site.code, night_on)) for site in place.register(db).sites)
    sites = [site for site, row in rows if row is not None and row.state == "done"]
    if not sites:
        raise SnapshotMissing(f"没有 {night_on} 的巡检结果")
    return sites


def _compare(
    place: Workspace,
    db: Database,
    night_on: date,
    sites: list[Site],
    names: tuple[str, str],
    *,
    json_: bool,
) -> int:
    books: tuple[Rulebook, Rulebook] = (load_rulebook(names[0]), load_rulebook(names[1]))
    pairs: list[tuple[NightFacts, NightFacts]] = [
        (
            facts_of(place, db, site, night_on, books[0]),
            facts_of(place, db, site, night_on, books[1]),
        )
        for site in sites
    ]
    compared = [compare(one, other) for one, other in pairs]
    if json_:
        emit([comparison_document(each) for each in compared])
    else:
        for each in compared:
            typer.echo("\n".join(comparison_lines(each)))
    return 0
