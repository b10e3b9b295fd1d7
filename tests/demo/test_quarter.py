"""The written truth of the three months is right: arithmetic over items and rows proves it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from demo.items import seen_on
from demo.ledger import LEDGER, LETTERS, OVERDUE, RATES, Row
from demo.plan import COLUMNS, Form
from demo.problems import PROBLEMS
from demo.quarter import Quarter, build_quarter
from demo.rounds import DECISIONS, REPLIES
from demo.timetable import DAY_OFF, NIGHTS, timetable
from model.case import CaseState
from model.letter import LetterKind
from model.site import ColumnKind
from model.span import Span
from tests.demo.test_truth import LEAD, URLS, limit

LOCAL = {  # what the checklist's other rows ask of these kinds
    ColumnKind.MESSAGES: Span(months=2),
    ColumnKind.SERVICE_STATISTICS: Span(months=3),
    ColumnKind.PERSONNEL: Span(months=12),
    ColumnKind.INTERPRETATION: Span(months=6),
    ColumnKind.NOTICE: Span(months=6),
    ColumnKind.POLICY: Span(months=6),
}
DAYS = (date(2026, 11, 24), date(2027, 4, 30), date(2028, 2, 29), date(2027, 1, 1))


def test_three_months_in_a_row_that_end_by_the_day_asked_for():
    day = date(2026, 1, 1)
    while day < date(2029, 1, 1):
        table = timetable(day)
        assert [d.weekday() for d in table.mondays] == [0, 0, 0]
        assert all(d.day <= 7 for d in table.mondays)
        year, month = table.months[0]
        for at, known in enumerate(table.months):
            assert known == (year + (month - 1 + at) // 12, (month - 1 + at) % 12 + 1)
        assert table.nights == tuple(sorted(set(table.nights)))
        assert table.nights[-1] <= day < table.nights[-1] + timedelta(days=42)
        day += timedelta(days=1)


@pytest.mark.parametrize("until", DAYS)
def test_what_is_sent_and_confirmed_lies_in_the_month_it_is_counted_in(until):
    table = timetable(until)
    for row in LEDGER:
        for mark in (row.confirmed, row.sent):
            if mark is not None:
                assert table.day(mark).month == table.months[mark[0] - 1][1]


@pytest.mark.parametrize("until", DAYS)
def test_columns_are_late_and_due_when_ledger_and_letters_say(until):
    quarter = build_quarter(until)
    late = {p.folder: name for name, p in PROBLEMS.items() if p.check == "column_stale"}
    reminded = {(mark, unit) for mark, kind, unit, _ in LETTERS if kind is LetterKind.REMINDER}
    for mark, night in zip(NIGHTS, quarter.nights, strict=True):
        for plan in COLUMNS:
            span = limit(plan) or LOCAL.get(plan.kind)
            if span is None or plan.form is not Form.LIST or plan.exempt:
                continue
            shown = [i.on for i in seen_on(quarter.items[plan.folder], night) if i.on <= night]
            deadline = span.after(max(shown))
            rows = [r for r in LEDGER if r.name == late.get(plan.folder)]
            assert (deadline < night) == any(_stands(r, mark) for r in rows), (plan.path, night)
            if night <= deadline <= night + LEAD and mark >= (1, 2):
                assert (mark, plan.unit) in reminded, (plan.path, night)


def _stands(row: Row, mark: tuple[int, int]) -> bool:
    return row.found <= mark and (row.closed is None or mark < row.closed)


def test_rows_follow_the_faults():
    """Found on a night on which the fault stands, closed on one on which it does not."""
    for row in LEDGER:
        problem = PROBLEMS[row.name]
        if problem.check in {"column_stale", "homepage_stale", "site_unreachable", "outage_long"}:
            continue  # these go with items and visits
        assert row.found in NIGHTS
        assert problem.stands(row.found)
        if row.closed in NIGHTS and row.state is CaseState.CLOSED:
            assert not problem.stands(row.closed)


def test_rates_by_hand_are_those_of_the_rows():
    for month, units in RATES.items():
        assert set(units) == {*(_unit(r) for r in LEDGER if _in(r, month)), "合计"}
        for unit, wanted in units.items():
            rows = [r for r in LEDGER if r.state is not CaseState.WITHDRAWN]
            rows = [r for r in rows if unit in {"合计", _unit(r)}]
            assert _counted(rows, month) == wanted, (month, unit)


def _in(row: Row, month: int) -> bool:
    return month in {mark[0] for mark in (row.confirmed, row.sent) if mark}


def _unit(row: Row) -> str:
    return row.unit or PROBLEMS[row.name].owner


def _counted(rows: list[Row], month: int) -> tuple[tuple[int, int], ...]:
    confirmed = [r for r in rows if r.confirmed and r.confirmed[0] == month]
    sent = [r for r in rows if r.sent and r.sent[0] == month]
    closed = [r for r in sent if r.state is CaseState.CLOSED]
    due = [r for r in sent if r in closed or (r.deadline and r.deadline < NIGHTS[-1])]
    on_time = [r for r in closed if r.deadline and r.closed and r.closed <= r.deadline]
    return (
        (sum(r.sent is not None for r in confirmed), len(confirmed)),
        (sum(r.supervised is not None for r in sent), len(sent)),
        (len(closed), len(sent)),
        (len(on_time), len(due)),
    )


def test_letters_are_those_that_sent_and_pressed_the_rows():
    for row in LEDGER:
        if row.sent:
            kinds = {k for m, k, u, _ in LETTERS if m == row.sent and u == _unit(row)}
            assert kinds & {LetterKind.URGING, LetterKind.RECTIFICATION}, row.name
        if row.supervised:
            assert (row.supervised, LetterKind.SUPERVISION, _unit(row)) in {
                (m, k, u) for m, k, u, _ in LETTERS
            }
    pressed = sum(n for _, kind, _, n in LETTERS if kind is LetterKind.SUPERVISION)
    assert pressed == sum(row.supervised is not None for row in LEDGER)
    assert [r.name for r in LEDGER if r.name in OVERDUE and not r.closed] == list(OVERDUE)


def test_five_working_days_are_a_week_but_for_the_day_off():
    table = timetable(DAYS[0])
    for row in LEDGER:
        if not row.sent or not row.deadline or row.name in {"police", "pubdate_tag"}:
            continue  # these two were given more time
        days = (table.day(row.deadline) - table.day(row.sent)).days
        assert days == (8 if row.sent <= DAY_OFF < row.deadline else 7), row.name


def test_the_office_works_on_working_days():
    for mark in (*(r.day for r in REPLIES), *(d.day for d in DECISIONS)):
        assert mark[1] % 7 < 5
        assert mark != DAY_OFF
    for mark, *_ in LETTERS:
        assert mark in NIGHTS
        assert mark[1] % 7 < 5


def test_the_same_day_gives_the_same_months():
    one, two = build_quarter(DAYS[0]), build_quarter(DAYS[0])
    assert one == two
    assert _bodies(one) == _bodies(two)


def _bodies(quarter: Quarter) -> dict[str, bytes]:
    urls = {**URLS, **{host: "http://127.0.0.1:8003" for host in quarter.hosts if host not in URLS}}
    night = quarter.nights[4]
    return {a: r.body for a, r in quarter.content(quarter.codes[1], night, urls).items()}
