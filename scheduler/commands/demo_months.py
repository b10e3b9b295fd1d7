"""What `xunjian demo --months 3` says of the three months that were lived through."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import typer

from demo.ledger import LEDGER, LETTERS
from demo.timetable import NIGHTS
from model.case import CASE_STATE_NAMES, Case, CaseState
from model.case_rates import CaseRates
from model.letter import LETTER_KIND_NAMES, OUT, Letter, LetterKind
from scheduler.commands.case_sheets import shown
from scheduler.commands.common import emit
from scheduler.months.clerk import DIARY
from scheduler.months.comparing import monthly
from scheduler.months.living import Lived
from scheduler.months.office import SHEETS
from store.cases import CaseStore
from store.letters import LetterStore


@dataclass(frozen=True, slots=True)
class _Outcome:
    cases: tuple[Case, ...]
    letters: tuple[Letter, ...]  # that left
    rates: tuple[tuple[str, CaseRates], ...]  # of each month, summed over the units


def report_months(lived: Lived, seconds: float, *, json_: bool) -> int:
    """Print what happened; return 0, or 3 where it is not what was written beforehand."""
    outcome = _outcome(lived)
    if json_:
        emit(_document(lived, outcome, seconds))
    else:
        _tell(lived, outcome, seconds)
    return 3 if lived.differences else 0


def _outcome(lived: Lived) -> _Outcome:
    db = lived.place.open()
    try:
        cases = CaseStore(db).all()
        letters = tuple(x for x in LetterStore(db).all() if x.state in OUT)
    finally:
        db.close()
    months = (f"{year}年{month}月" for year, month in lived.quarter.table.months)
    sums = (rows[-1] for rows in monthly(cases, lived.quarter).values())
    return _Outcome(cases, letters, tuple(zip(months, sums, strict=True)))


def _tell(lived: Lived, outcome: _Outcome, seconds: float) -> None:
    nights = lived.quarter.nights
    typer.echo(
        f"演示区三个月办理完成：{nights[0]} 至 {nights[-1]}，巡检 {len(NIGHTS)} 夜，"
        f"用时 {seconds:.0f} 秒（网站、单位和内容均为虚构）"
    )
    kinds = Counter(letter.kind for letter in outcome.letters)
    parts = (f"{LETTER_KIND_NAMES[k]} {kinds[k]} 件" for k in LetterKind if kinds[k])
    typer.echo(f"签发函件 {len(outcome.letters)} 件：{'，'.join(parts)}")
    typer.echo(f"收到反馈表：导入 {lived.imported} 份，有误退回更正 {len(lived.refused)} 份")
    for sentence in lived.refused:
        typer.echo(f"  {sentence.splitlines()[-1]}")
    states = Counter(case.state for case in outcome.cases)
    parts = (f"{CASE_STATE_NAMES[s]} {states[s]}" for s in CaseState if states[s])
    typer.echo(f"整改事项 {len(outcome.cases)} 项：{'，'.join(parts)}")
    typer.echo(f"  其中{'，'.join(_among(lived, outcome.cases))}")
    for month, rate in outcome.rates:
        typer.echo(f"  {month}　{_rate_line(rate)}")
    _tell_places(lived)
    if lived.differences:
        typer.echo(f"与预设的三个月有 {len(lived.differences)} 处不符：")
        for difference in lived.differences:
            typer.echo(f"  {difference}")
    else:
        said = f"台账（{len(LEDGER)} 项有预设的办理过程）、{len(LETTERS)} 件函件和各月比率"
        typer.echo(f"{said}与预设的逐条一致")


def _among(lived: Lived, cases: tuple[Case, ...]) -> tuple[str, ...]:
    today = lived.quarter.nights[-1]
    return (
        f"督办 {sum(c.supervised_on is not None for c in cases)} 项",
        f"通报 {sum(c.circulated_on is not None for c in cases)} 项",
        f"办结后再次出现 {sum(c.round > 1 for c in cases)} 项",
        f"目前逾期 {sum(c.is_overdue(today) for c in cases)} 项",
    )


def _rate_line(rate: CaseRates) -> str:
    return "　".join(
        (
            f"转办率 {shown(rate.sent)}",
            f"督办率 {shown(rate.supervised)}",
            f"办结率 {shown(rate.closed)}",
            f"按期办结率 {shown(rate.closed_on_time)}",
        )
    )


def _places(lived: Lived) -> dict[str, Path]:
    root, last = lived.place.root, lived.place.out(lived.quarter.nights[-1])
    return {
        "情况汇总": last / "round.html",
        "单位情况单": last / "units",
        "签发的函件": root / "out" / "letters",
        "邮件样张": root / "out" / "outbox",
        "单位来件": root / SHEETS,
        "逐日经过": root / DIARY,
    }


def _tell_places(lived: Lived) -> None:
    for name, path in _places(lived).items():
        typer.echo(f"  {name}　{path}")
    typer.echo(f"  台账　xunjian cases list --all --workspace {lived.place.root}")


def _document(lived: Lived, outcome: _Outcome, seconds: float) -> dict[str, object]:
    names = ("sent", "supervised", "closed", "closed_on_time")
    rates = [
        {"month": month, **{n: [getattr(r, n).part, getattr(r, n).whole] for n in names}}
        for month, r in outcome.rates
    ]
    return {
        "from": lived.quarter.nights[0],
        "until": lived.quarter.nights[-1],
        "nights": len(NIGHTS),
        "letters": dict(Counter(letter.kind.value for letter in outcome.letters)),
        "sheets": {"imported": lived.imported, "refused": lived.refused},
        "cases": dict(Counter(case.state.value for case in outcome.cases)),
        "rates": rates,
        "differences": list(lived.differences),
        "out": {name: str(path) for name, path in _places(lived).items()},
        "seconds": round(seconds, 1),
    }
