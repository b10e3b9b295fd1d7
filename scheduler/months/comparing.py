"""The comparison of ledger, letters and rates with the written truth, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from demo.ledger import LEDGER, LETTERS, OVERDUE, RATES, Ratio, Row, left_aside
from demo.problems import PROBLEMS
from demo.quarter import Quarter
from demo.timetable import Mark
from model.case import CASE_STATE_NAMES, Case, CaseState
from model.case_rates import CaseRates, Rate, rates, total
from model.letter import LETTER_KIND_NAMES, OUT, Letter
from store.cases import CaseStore
from store.database import Database
from store.letters import LetterStore

_DAYS = (
    ("found", "found_on", "发现"),
    ("confirmed", "confirmed_on", "确认"),
    ("sent", "sent_on", "转办"),
    ("deadline", "deadline_on", "期限"),
    ("pressed", "pressed_until_on", "督办期限"),
    ("answered", "answered_on", "反馈"),
    ("supervised", "supervised_on", "督办"),
    ("circulated", "circulated_on", "通报"),
    ("closed", "closed_on", "办结"),
)
TOTAL = "合计"


def differences(db: Database, quarter: Quarter, base_urls: dict[str, str]) -> tuple[str, ...]:
    """Return one Chinese line for every difference; empty when all equals the truth."""
    cases, letters = CaseStore(db).all(), LetterStore(db).all()
    return (
        *_ledger(cases, quarter, base_urls),
        *_letters(letters, quarter),
        *_rates(cases, quarter),
    )


def _ledger(cases: tuple[Case, ...], quarter: Quarter, urls: dict[str, str]) -> Iterator[str]:
    found = {(c.site_code, c.check, c.subject, c.round): c for c in cases}
    today = quarter.nights[-1]
    for row in LEDGER:
        problem = PROBLEMS[row.name]
        key = (*problem.key(quarter.items, urls[problem.site]), row.round)
        case = found.pop(key, None)
        if case is None:
            yield f"台账缺少：{'　'.join(map(str, key))}"
            continue
        for what, wanted, had in _fields(row, case, quarter, today):
            if wanted != had:
                yield f"台账 {case.id}（{row.name}，{case.message}）{what}应为 {wanted}，现为 {had}"
    for aside, each in left_aside(quarter, urls).items():
        case = found.pop((*aside, 1), None)
        if case is None or (case.state, case.found_on) != (CaseState.FOUND, each.night):
            yield f"台账应有自 {each.night} 起待确认的：{'　'.join(aside)}"
    for case in found.values():
        yield f"台账多出：{case.id}　{case.unit}　{case.check}　{case.subject}　{case.message}"


def _fields(
    row: Row, case: Case, quarter: Quarter, today: date
) -> Iterator[tuple[str, object, object]]:
    yield "单位", row.unit or PROBLEMS[row.name].owner, case.unit
    yield "栏目", PROBLEMS[row.name].path, case.column
    yield "状态", CASE_STATE_NAMES[row.state], CASE_STATE_NAMES[case.state]
    yield "督办情况", row.stage, case.stage
    yield "逾期", row.name in OVERDUE, case.is_overdue(today)
    for name, attribute, what in _DAYS:
        mark: Mark | None = getattr(row, name)
        yield what, quarter.table.day(mark) if mark else None, getattr(case, attribute)


def _letters(letters: tuple[Letter, ...], quarter: Quarter) -> Iterator[str]:
    wanted = sorted((quarter.table.day(m), k.value, u, n) for m, k, u, n in LETTERS)
    had = sorted((x.issued_on, x.kind.value, x.unit, x.size) for x in letters if x.state in OUT)
    names = {kind.value: name for kind, name in LETTER_KIND_NAMES.items()}
    for what, rows in (
        ("函件缺少", [r for r in wanted if r not in had]),
        ("函件多出", [r for r in had if r not in wanted]),
    ):
        for day, kind, unit, size in rows:
            yield f"{what}：{day}　{names[kind]}　{unit}　{size} 项"


def monthly(cases: tuple[Case, ...], quarter: Quarter) -> dict[int, tuple[CaseRates, ...]]:
    """Return the rates of the three months as of the last night, the sum of each last."""
    made = {}
    for at, (year, month) in enumerate(quarter.table.months, start=1):
        every = rates(cases, year, month, quarter.nights[-1])
        made[at] = (*every, total(every, TOTAL))
    return made


def _rates(cases: tuple[Case, ...], quarter: Quarter) -> Iterator[str]:
    for at, rows in monthly(cases, quarter).items():
        had = {r.unit: tuple(map(_pair, _four(r))) for r in rows}
        for unit in sorted({*RATES[at], *had}):
            if RATES[at].get(unit) != had.get(unit):
                yield f"第 {at} 月 {unit} 的比率应为 {RATES[at].get(unit)}，现为 {had.get(unit)}"


def _four(row: CaseRates) -> tuple[Rate, Rate, Rate, Rate]:
    return row.sent, row.supervised, row.closed, row.closed_on_time


def _pair(rate: Rate) -> Ratio:
    return rate.part, rate.whole
