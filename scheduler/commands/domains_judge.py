"""`xunjian domains judge`: judge the inventory as it is known now, and keep what came out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from checks.registry import all_checks
from checks.rulebook_file import load_rulebook
from model.finding import STANDING_NAMES, VERDICT_NAMES, Finding, Standing, Verdict
from model.night import NightFacts
from scheduler.commands.common import (
    DayOption,
    FailOn,
    FailOnOption,
    JsonOption,
    WorkspaceOption,
    clock_for,
    emit,
    exit_code,
)
from scheduler.commands.domains_report import app
from scheduler.domain_judging import judge_estate
from scheduler.judging import finding_counts
from scheduler.workspace import open_workspace

__all__ = ["app"]  # the commands of `domains`, this one among them


@app.command("judge")
def judge(
    workspace: WorkspaceOption = Path(),
    rulebook: Annotated[
        str, typer.Option("--rulebook", help="域名管理的要求，编号或文件，默认按设置")
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="逐条列出；默认只列各项的个数")] = False,
    as_of: DayOption = "",
    fail_on: FailOnOption = FailOn.NEVER,
    json_: JsonOption = False,
) -> int:
    """按域名管理的要求判定清单和监测情况，问题记入台账，整改事项随之更新；不访问网络。"""
    place, clock = open_workspace(workspace), clock_for(as_of)
    book = load_rulebook(rulebook or place.settings.rules.domains_rulebook)
    db = place.open()
    try:
        facts = judge_estate(place, db, book, clock.now().replace(microsecond=0))
    finally:
        db.close()
    if json_:
        emit(_document(facts))
    else:
        for line in _lines(facts, every=every):
            typer.echo(line)
    return exit_code([facts.judgement], fail_on)


def _lines(facts: NightFacts, *, every: bool) -> list[str]:
    judgement = facts.judgement
    verdicts = Counter(finding.verdict for finding in judgement.findings)
    lines = [
        f"{facts.night_on}　按《{facts.rulebook.title}》等要求判定域名清单：发现问题 "
        f"{verdicts[Verdict.FAIL]} 项，疑似 {verdicts[Verdict.SUSPECT]} 项，"
        f"未能判定 {verdicts[Verdict.NOT_JUDGED] + verdicts[Verdict.CRASHED]} 项，"
        f"上次之后消除 {len(facts.gone)} 项"
    ]
    titles = {name: check.title for name, check in all_checks().items()}
    if not every:
        counts = finding_counts(judgement)
        return lines + [f"  {titles[name]}：{count} 项" for name, count in counts.items()]
    lines += [_line(facts, finding, titles) for finding in judgement.findings]
    gone = STANDING_NAMES[Standing.GONE]
    return lines + [f"  {gone}　{titles.get(f.check, f.check)}　{f.message}" for f in facts.gone]


def _line(facts: NightFacts, finding: Finding, titles: dict[str, str]) -> str:
    mark = finding.fingerprint(facts.site.code)
    standing = facts.standings.get(mark)
    since = f"　{STANDING_NAMES[standing]}" if standing else ""
    shown = f"  {VERDICT_NAMES[finding.verdict]}{since}　{titles[finding.check]}　"
    about = f"{finding.subject}：" if finding.verdict is Verdict.NOT_JUDGED else ""
    return f"{shown}{about}{finding.message}　{finding.unit}　{mark}"


def _document(facts: NightFacts) -> dict[str, object]:
    return {
        "night": facts.night_on.isoformat(),
        "rulebook": facts.rulebook.id,
        "coverage": float(facts.judgement.score.coverage),
        "findings": [
            {
                "fingerprint": (mark := finding.fingerprint(facts.site.code)),
                "check": finding.check,
                "domain": finding.subject,
                "verdict": finding.verdict.value,
                "message": finding.message,
                "unit": finding.unit,
                "standing": facts.standings[mark].value if mark in facts.standings else None,
                "evidence": dict(finding.evidence),
            }
            for finding in facts.judgement.findings
        ],
        "gone": [{"check": f.check, "domain": f.subject, "message": f.message} for f in facts.gone],
    }
