"""绩效得分 of responsible units, by a rulebook of its own.

Reads   the judged sites of one night, the cases 整改事项, a rulebook for units
Gives   one score a unit, with every step and what it was counted from
Never   turns nothing to count into full marks: such a measure does not apply, and the others are
        converted to the full total; what was not judged costs nothing and lowers the coverage
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from checks.tally import SHARE
from model.case import Case, CaseState
from model.case_rates import Rate
from model.errors import RulebookError
from model.finding import Finding, Verdict
from model.judgement import Judgement
from model.rulebook import Indicator, Measure, Rulebook
from model.score import Step, UnitRate, UnitScore
from model.span import Span

_CENT = Decimal("0.01")
_PERIOD = Span(years=1)
"""How far back cases are counted."""


def unit_scores(
    rulebook: Rulebook, judgements: Sequence[Judgement], cases: Iterable[Case], on: date
) -> tuple[UnitScore, ...]:
    """Score every unit that owns a column, a problem or a case, sorted by name.

    Raises RulebookError for a rulebook that scores sites.
    """
    if not rulebook.for_units:
        raise RulebookError(
            f"指标体系 {rulebook.id} 是评网站的，评单位请用 unit-performance 或其副本"
        )
    rates = _rates(judgements)
    on_time = cases_on_time(cases, on)
    problems: dict[str, list[tuple[str, Finding]]] = {}
    for judgement in judgements:
        for finding in judgement.findings:
            if finding.verdict in (Verdict.FAIL, Verdict.SUSPECT):
                mine = problems.setdefault(finding.unit, [])
                mine.append((judgement.site_code, finding))
    ran = _ran(judgements)
    return tuple(
        _score(
            rulebook,
            rates.get(unit, UnitRate(unit=unit, due=0, on_time=0)),
            problems.get(unit, []),
            on_time.get(unit, Rate(0, 0)),
            ran,
        )
        for unit in sorted({*rates, *problems, *on_time})
    )


def cases_on_time(cases: Iterable[Case], on: date) -> dict[str, Rate]:
    """Return by unit how many of the cases that fell due within a year were closed in time."""
    since = _PERIOD.before(on)
    rates: dict[str, Rate] = {}
    for case in cases:
        due = case.deadline_on
        if due is None or not case.was_sent or case.state is CaseState.WITHDRAWN:
            continue
        if since < due < on or (case.state is CaseState.CLOSED and since < due):
            before = rates.get(case.unit, Rate(0, 0))
            rates[case.unit] = before + Rate(int(case.closed_on_time), 1)
    return rates


def _score(
    rulebook: Rulebook,
    rate: UnitRate,
    problems: list[tuple[str, Finding]],
    on_time: Rate,
    ran: frozenset[str],
) -> UnitScore:
    steps = []
    for row in rulebook.indicators:
        if row.measure is Measure.COLUMNS_ON_TIME:
            steps.append(_columns(row, rate))
        elif row.measure is Measure.CASES_ON_TIME:
            steps.append(_cases(row, on_time))
        else:
            steps.append(_findings(row, problems, ran))
    total = rulebook.total or Decimal(0)
    due = [step for step in steps if step.verdict is not Verdict.NOT_APPLICABLE]
    weight = sum((step.points or Decimal(0) for step in due), Decimal(0))
    judged = sum(((s.points or Decimal(0)) * s.judged_share for s in due), Decimal(0))
    kept = weight - sum((step.lost for step in due), Decimal(0))
    return UnitScore(
        unit=rate.unit,
        points=(kept * total / weight).quantize(_CENT, ROUND_HALF_UP) if judged else None,
        coverage=(judged / weight).quantize(SHARE) if weight else Decimal(0),
        unverified=any(not step.verified and step.judged_share for step in due),
        rate=rate,
        steps=tuple(steps),
    )


def _columns(row: Indicator, rate: UnitRate) -> Step:
    if not rate.due and not rate.not_judged:
        return _step(row, Verdict.NOT_APPLICABLE, "没有应更新的栏目，不适用")
    beside = f"；另有{rate.not_judged}个未能判定，不计" if rate.not_judged else ""
    if not rate.due:
        return _step(row, Verdict.NOT_JUDGED, f"{rate.not_judged}个栏目都未能判定")
    text = f"应更新{rate.due}个，按时{rate.on_time}个{beside}"
    share = Decimal(rate.due) / (rate.due + rate.not_judged)
    return _rate_step(row, text, Rate(rate.on_time, rate.due), share)


def _cases(row: Indicator, on_time: Rate) -> Step:
    if not on_time.whole:
        return _step(row, Verdict.NOT_APPLICABLE, "近12个月没有到期的整改事项，不适用")
    text = f"到期{on_time.whole}项，按期办结{on_time.part}项"
    return _rate_step(row, text, on_time, Decimal(1))


def _rate_step(row: Indicator, text: str, rate: Rate, share: Decimal) -> Step:
    points = row.points or Decimal(0)
    lost = (points * (rate.whole - rate.part) / rate.whole).quantize(_CENT, ROUND_HALF_UP)
    verdict = Verdict.FAIL if rate.part < rate.whole else Verdict.OK
    charge = f"，扣{lost.normalize():f}分" if lost else ""
    return _step(row, verdict, text + charge, lost=lost, share=share.quantize(SHARE))


def _findings(row: Indicator, problems: Iterable[tuple[str, Finding]], ran: frozenset[str]) -> Step:
    if not ran & set(row.counts):
        return _step(row, Verdict.NOT_JUDGED, "相关检查本次没有结果，未判定")
    mine = [(code, f) for code, f in problems if f.check in row.counts]
    failing = [(code, f) for code, f in mine if f.verdict is Verdict.FAIL]
    doubtful = len(mine) - len(failing)
    every = row.each.get("", Decimal(0))
    full = sum((row.each.get(f.weight, every) for _, f in failing), Decimal(0))
    limits = [limit for limit in (row.cap, row.points) if limit is not None]
    lost = min([full, *limits])
    text = f"已确认{len(failing)}个" if failing else "未发现问题"
    if lost:
        text += f"，扣{lost.normalize():f}分" + ("（已扣至本项上限）" if lost < full else "")
    text += f"；{doubtful}个疑似问题待人工核实，不扣分" if doubtful else ""
    return _step(
        row,
        Verdict.FAIL if failing else Verdict.OK,
        text,
        lost=lost,
        share=Decimal(1),
        marks=tuple(sorted(f.fingerprint(code) for code, f in failing)),
    )


def _step(
    row: Indicator,
    verdict: Verdict,
    text: str,
    *,
    lost: Decimal = Decimal(0),
    share: Decimal = Decimal(0),
    marks: tuple[str, ...] = (),
) -> Step:
    return Step(
        indicator=row.id,
        name=row.name,
        group=row.group,
        kind=row.kind.value,
        verdict=verdict,
        text=text,
        points=row.points,
        lost=lost,
        judged_share=share,
        verified=row.verified,
        findings=marks,
    )


def _rates(judgements: Iterable[Judgement]) -> Mapping[str, UnitRate]:
    """Return each unit's rate over all its sites."""
    rates: dict[str, UnitRate] = {}
    for judgement in judgements:
        for one in judgement.score.units:
            so_far = rates.get(one.unit)
            rates[one.unit] = one if so_far is None else so_far + one
    return rates


def _ran(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Return the checks that decided anything on any site."""
    decided = {Verdict.OK, Verdict.FAIL, Verdict.SUSPECT}
    return frozenset(
        run.check
        for judgement in judgements
        for run in judgement.runs
        if not decided.isdisjoint(run.subjects.values())
    )
