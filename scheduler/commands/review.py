"""`xunjian review`: a person confirms or rejects what the program found."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from checks.registry import all_checks
from model.clock import china_time
from model.decision_sheets import REVIEWS
from model.errors import CaseError
from model.finding import VERDICT_NAMES
from model.review import DECISION_NAMES, REACH_NAMES, Decision, Reach, Review
from reports.form_book import write_form
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import (
    DayOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    emit,
    parse_day,
)
from scheduler.printing import write_whole
from scheduler.reviewing import Found, chosen, decide, found_findings, read_reviews, review_rows
from scheduler.workspace import open_workspace
from store.reviews import ReviewStore

app = ChineseApp("复核：对程序发现的问题逐项确认或驳回，可撤回，全部留痕。")
Marks = Annotated[
    list[str], typer.Argument(metavar="问题编号…", help="问题的指纹，取前 6 位以上即可")
]
By = Annotated[str, typer.Option("--by", metavar="姓名", help="由谁复核，记入操作日志")]
Why = Annotated[str, typer.Option("--reason", metavar="理由", help="依据什么这样认定")]
SiteOption = Annotated[
    str, typer.Option("--site", metavar="网站标识码", help="只看这一个网站的问题")
]
NightOption = Annotated[
    str, typer.Option("--night", metavar="日期", help="依据哪一夜的结果，默认最近一夜")
]
AFTERWARDS = "下一夜起按此判定；要让已存的一夜随之更新，请运行 xunjian judge"


@app.command("list")
def list_findings(
    workspace: WorkspaceOption = Path(),
    site: SiteOption = "",
    night: NightOption = "",
    every: Annotated[
        bool, typer.Option("--all", help="列出全部问题；默认只列没有复核的疑似问题")
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="列出全部复核记录，包括已撤回的")
    ] = False,
    json_: JsonOption = False,
) -> int:
    """列出待复核的问题，或全部复核记录。"""
    db = open_workspace(workspace).open()
    try:
        if history:
            reviews = ReviewStore(db).all()
            if site:
                reviews = tuple(review for review in reviews if review.site_code == site)
            return _tell_history(reviews, json_=json_)
        place = open_workspace(workspace)
        wanted = parse_day(night, "--night") if night else None
        found = found_findings(place, db, wanted, site)
    finally:
        db.close()
    shown = [each for each in found if every or each.is_open]
    if json_:
        emit([_document(each) for each in shown])
    elif not shown:
        typer.echo("没有待复核的问题" if not every else "没有问题")
    for each in () if json_ else shown:
        typer.echo(_line(each))
    return 0


@app.command("confirm")
def confirm(
    marks: Marks,
    by: By,
    reason: Why,
    workspace: WorkspaceOption = Path(),
    site: SiteOption = "",
    night: NightOption = "",
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """确认属实：疑似问题从此算作问题，可以扣分、发函；情况变化后须重新复核。"""
    said = (Decision.CONFIRMED, Reach.ONCE, None)
    return _decide(workspace, marks, site, night, said, by, reason, as_of, json_=json_)


@app.command("reject")
def reject(
    marks: Marks,
    by: By,
    reason: Why,
    reach: Annotated[
        Reach,
        typer.Option(
            "--reach",
            help="once 仅限本次，情况变化即再列出；here 本处，到期为止；everywhere 各网站同一情形",
        ),
    ] = Reach.ONCE,
    until: Annotated[
        str, typer.Option("--until", metavar="日期", help="有效期至；here、everywhere 必填")
    ] = "",
    workspace: WorkspaceOption = Path(),
    site: SiteOption = "",
    night: NightOption = "",
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """驳回：不是问题，不扣分、不发函；报告仍列出“已驳回”及理由。"""
    until_on = parse_day(until, "--until") if until else None
    said = (Decision.REJECTED, reach, until_on)
    return _decide(workspace, marks, site, night, said, by, reason, as_of, json_=json_)


@app.command("undo")
def undo(
    numbers: Annotated[list[int], typer.Argument(metavar="记录编号…", help="复核记录的编号")],
    by: By,
    reason: Why,
    workspace: WorkspaceOption = Path(),
    json_: JsonOption = False,
) -> int:
    """撤回复核：记录保留，不再起作用。"""
    if not by.strip() or not reason.strip():
        raise CaseError("请写明撤回人（--by）和理由（--reason），撤回要留痕")
    db = open_workspace(workspace).open()
    try:
        at = clock_for("").now()
        store = ReviewStore(db)
        undone = [store.undo(number, at, by, reason) for number in numbers]
    finally:
        db.close()
    return _tell_history(tuple(undone), json_=json_)


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="文件", help="写到哪个 .xlsx 文件")],
    workspace: WorkspaceOption = Path(),
    site: SiteOption = "",
    night: NightOption = "",
    every: Annotated[
        bool, typer.Option("--all", help="写出全部问题；默认只写没有复核的疑似问题")
    ] = False,
) -> int:
    """写出复核表，供填好后用 import 读回。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        wanted = parse_day(night, "--night") if night else None
        found = [each for each in found_findings(place, db, wanted, site) if every or each.is_open]
    finally:
        db.close()
    rows = review_rows(found)
    write_whole(file, write_form((REVIEWS,), {REVIEWS.part: rows}, spare=0))
    typer.echo(f"已写出 {len(rows)} 项到 {file}，填好后运行 xunjian review import {file}")
    return 0


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="文件", help="填好的复核表")],
    workspace: WorkspaceOption = Path(),
    night: NightOption = "",
    json_: JsonOption = False,
) -> int:
    """读回填好的复核表；有一处不对就全部不导入，并逐行指出。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        wanted = parse_day(night, "--night") if night else None
        found = found_findings(place, db, wanted, "")
        kept = ReviewStore(db).add(read_reviews(file, found, clock_for("").now()))
    finally:
        db.close()
    return _tell_kept(kept, json_=json_)


def _decide(
    workspace: Path,
    marks: list[str],
    site: str,
    night: str,
    said: tuple[Decision, Reach, date | None],
    by: str,
    reason: str,
    as_of: str,
    *,
    json_: bool,
) -> int:
    place = open_workspace(workspace)
    at = clock_for(as_of).now()
    db = place.open()
    try:
        wanted = parse_day(night, "--night") if night else None
        found = found_findings(place, db, wanted, site)
        reviews = tuple(
            decide(each, *said, who=by, reason=reason, at=at) for each in chosen(found, marks)
        )
        kept = ReviewStore(db).add(reviews)
    finally:
        db.close()
    return _tell_kept(kept, json_=json_)


def _tell_kept(kept: tuple[Review, ...], *, json_: bool) -> int:
    _tell_history(kept, json_=json_)
    if not json_ and kept:
        typer.echo(f"已记录 {len(kept)} 项。{AFTERWARDS}")
    return 0


def _tell_history(reviews: tuple[Review, ...], *, json_: bool) -> int:
    if json_:
        emit([_review_document(review) for review in reviews])
    elif not reviews:
        typer.echo("没有复核记录")
    for review in () if json_ else reviews:
        typer.echo(_review_line(review))
    return 0


def _line(each: Found) -> str:
    finding = each.finding
    title = all_checks()[finding.check].title if finding.check in all_checks() else finding.check
    said = f"　{_said(each.review)}" if each.review else ""
    return (
        f"{each.mark}　{VERDICT_NAMES[finding.verdict]}　{title}　{finding.subject}\n"
        f"    {finding.message}（{finding.unit or '未明确'}）{said}"
    )


def _said(review: Review) -> str:
    return f"{DECISION_NAMES[review.decision]}（{review.who}：{review.reason}）"


def _review_line(review: Review) -> str:
    at = f"{china_time(review.at):%Y-%m-%d %H:%M}"
    until = f"至 {review.until_on}" if review.until_on else ""
    undone = f"　已由{review.undone_by}撤回：{review.undone_reason}" if review.undone_at else ""
    said = f"{DECISION_NAMES[review.decision]}　{REACH_NAMES[review.reach]}{until}"
    return (
        f"{review.id}　{at}　{said}　{review.fingerprint}　"
        f"{review.message}　{review.who}：{review.reason}{undone}"
    )


def _document(each: Found) -> dict[str, object]:
    finding = each.finding
    return {
        "fingerprint": each.mark,
        "site": each.site_code,
        "night": each.night_on.isoformat(),
        "check": finding.check,
        "verdict": finding.verdict.value,
        "subject": finding.subject,
        "message": finding.message,
        "unit": finding.unit,
        "review": None if each.review is None else _review_document(each.review),
    }


def _review_document(review: Review) -> dict[str, object]:
    return {
        "id": review.id,
        "decision": review.decision.value,
        "reach": review.reach.value,
        "site": review.site_code,
        "fingerprint": review.fingerprint,
        "reason": review.reason,
        "who": review.who,
        "at": review.at.isoformat(),
        "from": review.from_on.isoformat(),
        "until": review.until_on.isoformat() if review.until_on else None,
        "undone": review.undone_at.isoformat() if review.undone_at else None,
    }
