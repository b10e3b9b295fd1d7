"""A round printed later shows its cases as they stood then, told as its night found them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest

from model import case_steps
from model.case import CaseStage, CaseState, ReplyKind
from model.clock import at_china
from model.finding import Finding, Verdict
from scheduler.gathering import round_of
from store.cases import CaseStore
from store.nights import NightRow, NightStore
from tests.reports.sample import SITE, night_facts
from tests.reports.test_round import round_, unit_text
from tests.scheduler.letter_office import EDUCATION, workspace

FIRST = date(2026, 3, 2)
FINDING = Finding(
    check="column_stale",
    subject="http://a.example/xw/",
    verdict=Verdict.FAIL,
    message="已20天未更新",
    unit=EDUCATION,
    column="首页 > 新闻",
)


def noon(day: date) -> datetime:
    return at_china(day, time(12))


@pytest.fixture
def office(tmp_path):
    """A case found and confirmed on the first day, sent on the third, closed on the fifth."""
    place = workspace(tmp_path)
    db = place.open()
    for back in range(6):
        night_on = FIRST + timedelta(days=back)
        row = NightRow(
            site_code=SITE.code, night_on=night_on, state="done", started_at=noon(night_on)
        )
        NightStore(db).save(row)
    store = CaseStore(db)
    case = store.open(SITE.code, FINDING, EDUCATION, FIRST, at_china(FIRST, time(2)), "巡检")
    day = [FIRST + timedelta(days=n) for n in range(6)]
    for on, act, step in (
        (day[0], "case.confirmed", partial(case_steps.confirm, on=day[0], who="王某")),
        (
            day[2],
            "case.sent",
            partial(case_steps.send, on=day[2], letter="云政办函〔2026〕1号", deadline_on=day[5]),
        ),
        (
            day[3],
            "case.answered",
            partial(
                case_steps.answer,
                on=day[3],
                who="张某",
                kind=ReplyKind.DONE,
                text="已补发",
                files=("a.pdf",),
            ),
        ),
        (day[4], "case.fixed", partial(case_steps.found_fixed, night_on=day[4])),
    ):
        store.step(case.id, noon(on), "王某", act, step)
    yield place, db
    db.close()


def gathered(office, night_on: date):
    place, db = office
    night = night_facts(night_on=night_on)
    found = replace(night.judgement, night_on=night_on, findings=(FINDING,))
    return round_of(place, db, [replace(night, judgement=found)])


def test_a_case_is_read_back_as_it_stood_at_the_end_of_each_day(office):
    _, db = office
    store = CaseStore(db)
    states = [store.as_of(FIRST + timedelta(days=n)) for n in range(-1, 6)]
    assert states[0] == ()
    assert [only.state for (only,) in states[1:]] == [
        CaseState.CONFIRMED,
        CaseState.CONFIRMED,
        CaseState.SENT,
        CaseState.ANSWERED,
        CaseState.CLOSED,
        CaseState.CLOSED,
    ]
    assert states[-1] == store.all()
    assert states[4][0].answer_files == ("a.pdf",)


def test_a_day_ends_at_midnight_in_china(office):
    _, db = office
    step = partial(case_steps.withdraw, on=FIRST, who="王某", reason="误报")
    finding = replace(FINDING, subject="http://a.example/b/")
    store = CaseStore(db)
    case = store.open(SITE.code, finding, EDUCATION, FIRST, noon(FIRST), "巡检")
    late = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)  # midnight in China: the next day
    store.step(case.id, late, "王某", "case.withdrawn", step)
    assert store.as_of(FIRST)[1].state is CaseState.FOUND
    assert store.as_of(FIRST + timedelta(days=1))[1].state is CaseState.WITHDRAWN


def test_an_old_round_has_the_states_of_its_time_and_says_so(office):
    facts = gathered(office, FIRST + timedelta(days=1))
    assert facts.cases_until_on == FIRST + timedelta(days=1)
    assert [case.state for case in facts.confirmed] == [CaseState.CONFIRMED]
    assert gathered(office, FIRST + timedelta(days=3)).confirmed[0].state is CaseState.ANSWERED
    newest = gathered(office, FIRST + timedelta(days=5))
    assert newest.cases_until_on is None
    assert newest.confirmed == ()


def test_a_step_of_the_days_between_two_nights_belongs_to_the_earlier(office):
    _, db = office
    db.execute("DELETE FROM nights WHERE night_on = ?", [(FIRST + timedelta(days=2)).isoformat()])
    facts = gathered(office, FIRST + timedelta(days=1))
    assert facts.cases_until_on == FIRST + timedelta(days=2)
    assert facts.confirmed[0].state is CaseState.SENT


def test_a_case_is_told_as_the_night_found_it_with_what_was_said_at_first(office):
    facts = gathered(office, FIRST + timedelta(days=3))
    (case,) = facts.confirmed
    older = replace(case, message="已17天未更新")
    unit = next(u for u in round_().units)
    unit = replace(unit, open_cases=(older,))
    text = unit_text(replace(facts, units=(unit,), confirmed=(older,)))
    assert "已20天未更新" in text
    assert "2026年3月2日发现时：已17天未更新" in text
    gone = unit_text(replace(facts, units=(unit,), messages={}))
    assert "2026年3月2日发现时：已17天未更新" in gone
    assert gone.count("已17天未更新") == 1


def test_a_log_older_than_a_field_still_reads_back(office):
    _, db = office
    db.execute("DROP TRIGGER audit_log_no_update")
    db.execute("UPDATE audit_log SET detail = json_remove(detail, '$.circular')")
    assert CaseStore(db).differing() == ()
    (case,) = CaseStore(db).as_of(FIRST)
    assert (case.circular, case.stage) == ("", CaseStage.NORMAL)
