"""`xunjian score`: how a score came about, step by step; the scores of the units."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checks.reviewing import in_person
from checks.rulebook_file import load_rulebook
from checks.unit_scoring import unit_scores
from model.errors import SnapshotMissing
from model.finding import VERDICT_NAMES
from model.night import NightFacts
from model.rulebook import KIND_NAMES, Kind
from model.score import GRADE_NAMES, Step, UnitScore
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import JsonOption, WorkspaceOption, emit, parse_day
from scheduler.commands.pictures import picture_line
from scheduler.stored import facts_of, stored_nights
from scheduler.workspace import Workspace, open_workspace
from store.cases import CaseStore
from store.nights import NightStore

app = ChineseApp("得分：逐项说明怎样算出来的；各责任单位的绩效得分。")
NightOption = Annotated[str, typer.Option("--night", metavar="日期", help="哪一夜，默认最近一夜")]


@app.command("explain")
def explain(
    code: Annotated[str, typer.Argument(metavar="网站标识码", help="哪个网站")],
    workspace: WorkspaceOption = Path(),
    night: NightOption = "",
    rulebook: Annotated[
        str, typer.Option("--rulebook", help="指标体系编号或文件，默认按设置")
    ] = "",
    json_: JsonOption = False,
) -> int:
    """逐项列出一个网站的评分过程，以及每项所依据问题的编号。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        register = place.register(db)
        site = register.site(code)
        nights = NightStore(db)
        wanted = parse_day(night, "--night") if night else nights.latest(code)
        row = nights.get(code, wanted) if wanted else None
        if site is None or wanted is None or row is None or row.state != "done":
            known = "、".join(one.code for one in register.sites)
            raise SnapshotMissing(f"没有网站 {code} 的巡检结果，名录中的网站：{known}")
        book = load_rulebook(rulebook or place.settings.rules.rulebook)
        facts = facts_of(place, db, site, wanted, book)
    finally:
        db.close()
    if json_:
        emit(_document(facts))
    else:
        typer.echo("\n".join(_lines(place, facts)))
    return 0


@app.command("units")
def units(
    workspace: WorkspaceOption = Path(),
    night: NightOption = "",
    rulebook: Annotated[
        str, typer.Option("--rulebook", help="评单位的指标体系，编号或文件")
    ] = "unit-performance",
    json_: JsonOption = False,
) -> int:
    """各责任单位的绩效得分和达标率，逐项列出。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        book = load_rulebook(rulebook)
        wanted = parse_day(night, "--night") if night else None
        night_on, facts = stored_nights(place, db, wanted)
        cases = CaseStore(db).all()
    finally:
        db.close()
    scores = unit_scores(book, [each.judgement for each in facts], cases, night_on)
    if json_:
        emit(
            {
                "night": night_on.isoformat(),
                "rulebook": book.id,
                "digest": book.digest,
                "units": [_unit_document(score) for score in scores],
            }
        )
        return 0
    typer.echo(f"{book.title}　{night_on}")
    for score in scores:
        typer.echo("\n".join(_unit_lines(score)))
    if any(score.unverified for score in scores):
        typer.echo("标“※”的分值由本单位设定或未经官方文本核实，得分只供内部参考")
    return 0


def _lines(place: Workspace, facts: NightFacts) -> list[str]:
    score, book = facts.judgement.score, facts.rulebook
    lines = [
        f"{facts.site.name}　{facts.night_on}　{book.title}（{book.document}）",
        f"指标体系校验码 {score.rulebook_digest[:12]}",
    ]
    running = book.total if score.deduction_points is not None else None
    for step in score.steps:
        if running is not None:
            running -= step.lost
        left = f"　余{running.normalize():f}" if step.lost and running is not None else ""
        lines.append(_step_line(step, left))
        lines += [f"      依据：{mark}{_shown(place, facts, mark)}" for mark in step.findings]
    for review in sorted(facts.judgement.reviews.values(), key=lambda review: review.id):
        lines.append(f"{review.fingerprint}　{review.message}　{in_person(review)}")
    lines.append(_result(facts))
    return lines


def _shown(place: Workspace, facts: NightFacts, mark: str) -> str:
    picture = facts.pictures.get(mark)
    return f"　截图：{picture_line(place, facts.site.code, picture)}" if picture else ""


def _result(facts: NightFacts) -> str:
    score = facts.judgement.score
    parts = [GRADE_NAMES[score.grade]]
    if score.vetoes:
        parts.append(f"触发单项否决：{'、'.join(score.vetoes)}")
    if score.deduction_points is not None:
        parts.append(f"扣分指标得{score.deduction_points.normalize():f}分")
    if score.bonus:
        parts.append(f"加分{score.bonus.normalize():f}分")
    if score.points is not None:
        parts.append(f"总分{score.points.normalize():f}分")
    if score.pass_mark is not None:
        parts.append(f"合格线{score.pass_mark.normalize():f}分")
    parts.append(f"已判定占比{score.coverage * 100:.1f}%")
    if score.unverified:
        parts.append(
            f"其中按未经官方文本核实的分值扣{score.unverified_points.normalize():f}分（※）"
        )
    return "，".join(parts)


def _step_line(step: Step, running: str) -> str:
    star = "" if step.verified else "※"
    worth = ""
    if step.points is not None:
        worth = f"（{step.points.normalize():f}分）" if step.points else "（不计分）"
    charge = f"　扣{step.lost.normalize():f}" if step.lost else ""
    gained = f"　加{step.gained.normalize():f}" if step.gained else ""
    verdict = VERDICT_NAMES[step.verdict]
    said = step.text if step.text.startswith(verdict) else f"{verdict}：{step.text}"
    return (
        f"  {step.indicator}　{KIND_NAMES[Kind(step.kind)]}　{step.name}{star}{worth}　"
        f"{said}{charge}{gained}{running}"
    )


def _unit_lines(score: UnitScore) -> list[str]:
    points = "未判定" if score.points is None else f"{score.points.normalize():f}分"
    rate = score.rate
    share = f"{rate.on_time}／{rate.due}" if rate.due else "不适用"
    judged = f"已判定占比{score.coverage * 100:.0f}%"
    head = f"{score.unit or '未明确'}：{points}，达标率 {share}，{judged}"
    return [head, *(_step_line(step, "") for step in score.steps)]


def _document(facts: NightFacts) -> dict[str, object]:
    score = facts.judgement.score
    return {
        "site": facts.site.code,
        "night": facts.night_on.isoformat(),
        "rulebook": score.rulebook,
        "digest": score.rulebook_digest,
        "grade": score.grade.value,
        "veto": list(score.vetoes),
        "deduction_points": _number(score.deduction_points),
        "bonus": float(score.bonus),
        "score": _number(score.points),
        "pass_mark": _number(score.pass_mark),
        "coverage": float(score.coverage),
        "unverified": score.unverified,
        "unverified_points": float(score.unverified_points),
        "steps": [_step_document(step) for step in score.steps],
        "reviews": {mark: review.id for mark, review in facts.judgement.reviews.items()},
    }


def _unit_document(score: UnitScore) -> dict[str, object]:
    return {
        "unit": score.unit,
        "points": _number(score.points),
        "coverage": float(score.coverage),
        "unverified": score.unverified,
        "on_time": score.rate.on_time,
        "due": score.rate.due,
        "steps": [_step_document(step) for step in score.steps],
    }


def _step_document(step: Step) -> dict[str, object]:
    return {
        "indicator": step.indicator,
        "name": step.name,
        "kind": step.kind,
        "verdict": step.verdict.value,
        "text": step.text,
        "points": _number(step.points),
        "lost": float(step.lost),
        "gained": float(step.gained),
        "judged_share": float(step.judged_share),
        "verified": step.verified,
        "findings": list(step.findings),
        "entry": step.entry,
    }


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
