"""What the subcommands share: options, the day asked for, JSON on stdout."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from model.clock import Clock, FixedClock, SystemClock, at_china, china_day
from model.errors import WatchError
from model.finding import Verdict
from model.judgement import Judgement
from model.night import NightFacts
from model.score import GRADE_NAMES
from scheduler.judging import finding_counts

WorkspaceOption = Annotated[
    Path,
    typer.Option("--workspace", "-w", metavar="目录", help="工作目录", show_default="当前目录"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="在标准输出打印一个 JSON 文档")]
DayOption = Annotated[
    str, typer.Option("--as-of", metavar="日期", help="以哪一天为监测时间点，写成 2026-11-24")
]


class FailOn(StrEnum):
    """From which verdict on `--fail-on` makes the exit code 1."""

    FAIL = "fail"
    SUSPECT = "suspect"
    NEVER = "never"


FailOnOption = Annotated[
    FailOn,
    typer.Option("--fail-on", help="出现此级别及以上的问题时退出码为 1：fail 问题，suspect 含疑似"),
]


def clock_for(as_of: str) -> Clock:
    """Return the system's clock, or one that stands at noon of the day asked for."""
    if not as_of:
        return SystemClock()
    day = parse_day(as_of, "--as-of")
    if day == china_day(SystemClock().now()):
        return SystemClock()
    return FixedClock(at_china(day, time(12, 0)))


def night_of(clock: Clock) -> tuple[date, datetime]:
    """Return the night that is being made now, and its moment."""
    moment = clock.now().replace(microsecond=0)
    return china_day(moment), moment


def parse_day(text: str, option: str) -> date:
    """Read a day such as 2026-11-24; WatchError with one Chinese sentence otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError as cause:
        raise WatchError(f"{option} 的“{text}”不是日期，应写成 2026-11-24") from cause


def emit(document: object) -> None:
    """Print one JSON document on stdout, and nothing else goes there."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


def exit_code(judgements: list[Judgement], fail_on: FailOn) -> int:
    """Return 1 when a finding at or above `fail_on` exists, else 0."""
    counted = {
        FailOn.NEVER: frozenset[Verdict](),
        FailOn.FAIL: frozenset({Verdict.FAIL}),
        FailOn.SUSPECT: frozenset({Verdict.FAIL, Verdict.SUSPECT}),
    }[fail_on]
    return int(any(f.verdict in counted for j in judgements for f in j.findings))


def conclusion(facts: NightFacts) -> str:
    """Return one line that says how a site came out."""
    score = facts.judgement.score
    points = "" if score.points is None else f"，得分 {score.points}"
    vetoes = f"（单项否决：{'、'.join(score.vetoes)}）" if score.vetoes else ""
    coverage = f"，已判定分值占比 {score.coverage * 100:.0f}%"
    return f"{facts.site.name}：{GRADE_NAMES[score.grade]}{vetoes}{points}{coverage}"


def site_document(facts: NightFacts, out: Path) -> dict[str, object]:
    """Return one site's result for `--json`."""
    score = facts.judgement.score
    return {
        "site": facts.site.code,
        "name": facts.site.name,
        "night": facts.night_on.isoformat(),
        "grade": score.grade.value,
        "veto": list(score.vetoes),
        "score": None if score.points is None else float(score.points),
        "coverage": float(score.coverage),
        "pages": facts.pages,
        "findings": finding_counts(facts.judgement),
        "out": str(out),
    }
