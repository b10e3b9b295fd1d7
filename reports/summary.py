"""Summary 概况: the sentences at the head of a report, shared by page and spreadsheet.

Reads   NightFacts
Gives   our own troubles, the conclusion, and what a reader must know about the points
Never   judges: the grade and the points come from the score
"""

from __future__ import annotations

from decimal import Decimal

from model.night import NightFacts
from model.score import Grade
from reports import wording
from reports.finding_lines import Sorted


def troubles(facts: NightFacts, sorted_: Sorted) -> tuple[str, ...]:
    """Return what went wrong on our side, the first thing a reader must know."""
    lines = [notice for notice in facts.notices if notice]
    soundness = facts.soundness
    if not soundness.sound:
        reason = soundness.reason.rstrip("。") or "采集未达到判定条件"
        lines.append(f"本次采集不足以作出结论：{reason}。未核实的内容不作为问题，也不扣分。")
    elif not soundness.finished:
        reason = soundness.reason.rstrip("。") or "达到页面数上限或中途结束"
        lines.append(f"本次采集未走完全站：{reason}。未访问到的内容不作判定。")
    if sorted_.crashed:
        lines.append(
            f"有{len(sorted_.crashed)}项检查程序出错，属巡检系统自身故障，"
            "相关内容未判定，不计入问题，请告知技术人员。"
        )
    return tuple(lines)


def pass_mark(facts: NightFacts) -> Decimal | None:
    """Return the pass mark that decided the grade."""
    decided = facts.judgement.score.pass_mark
    return facts.pass_mark if decided is None else decided


def conclusion(facts: NightFacts) -> str:
    """Return the sentence under the verdict: how it came about."""
    score = facts.judgement.score
    mark = pass_mark(facts)
    if score.grade is Grade.NOT_JUDGED:
        return "本次采集的依据不足，不作合格与否的结论。"
    if score.grade is Grade.NOT_SCORED:
        return "本次所用的要求不计分，只列出问题。"
    if score.vetoes:
        said = f"触发单项否决：{'、'.join(score.vetoes)}。"
        if score.deduction_points is not None:
            return f"{said}如不计单项否决，按扣分指标得{wording.points(score.deduction_points)}分。"
        return said
    if score.points is None:
        return "未发现单项否决情形。指标体系未给出完整分值，不计算得分。"
    said = f"得{wording.points(score.points)}分"
    if score.bonus and score.deduction_points is not None:
        base = wording.points(score.deduction_points)
        said = f"得{wording.points(score.points)}分，其中加分{wording.points(score.bonus)}分，"
        said += f"合格与否按扣分指标所得{base}分认定"
    if mark is None:
        return f"{said}，未设定合格线。"
    relation = "低于" if score.grade is Grade.FAIL else "达到"
    vetoes = "未触发单项否决"
    if score.grade is Grade.PASS_SO_FAR:
        vetoes = "已判定的指标未触发单项否决，未判定的指标不在此列"
    return f"{said}，{relation}合格线（{wording.points(mark)}分），{vetoes}。"


def coverage_name(facts: NightFacts) -> str:
    """Return what the coverage is a share of: points, or rows where no points are known."""
    return "已判定分值占比" if facts.rulebook.total else "已判定指标占比"


def caveats(facts: NightFacts) -> tuple[str, ...]:
    """Return what limits the worth of the points; empty if nothing does."""
    score = facts.judgement.score
    lines = []
    if score.unverified:
        lost = f"其中扣去的{wording.points(score.unverified_points)}分依据的是这类分值；"
        lines.append(
            "本次采用的部分分值或标准（标“※”）尚未与官方原文核对，"
            f"{lost if score.unverified_points else ''}得分只供内部参考，"
            "不宜对外引用；核对改正后可对同一次巡检重新计分。"
        )
    if score.coverage < 1:
        lines.append(
            f"{coverage_name(facts)}{wording.share(score.coverage)}，其余指标须人工检查或本次未能判定，"
            "未判定的指标没有扣分，不等于合格。"
        )
    if any(state.column.inferred for state in facts.judgement.columns):
        lines.append(
            "标“待确认”的栏目由程序自动识别，栏目类别和责任单位未经本单位确认，其更新情况只作线索。"
        )
    return tuple(lines)
