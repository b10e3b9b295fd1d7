"""Cases over nights: opened, closed by a look, sent back, reopened; never by ignorance."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import SimpleNamespace

import pytest

from model import case_steps as steps
from model.audit_log import verify
from model.case import CaseStage, CaseState, ReplyKind
from model.case_rates import Rate, rates, total
from model.errors import CaseError
from model.finding import Finding, Verdict, fingerprint
from model.review import Decision, Reach, Review
from model.score import CheckRun
from model.site import Site
from model.snapshot import Soundness
from scheduler.rectification import follow_night, wanted_of
from store.audit_log import AuditLog
from store.cases import CaseStore
from store.migrations import open_watch
from store.site_schema import open_site

SITE = Site(code="9900000001", name="云湖区政府", home_url="http://a.example/", unit="区政府办")
DAY = date(2026, 3, 2)
DEAD = "http://a.example/x.html"


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def night(day, subjects, *, sound=True, check="link_dead", unit="区教育局", reviews=None):
    """One judged night: the verdict of every subject of one check."""
    findings = tuple(
        Finding(check=check, subject=name, verdict=verdict, message=f"{name} 打不开", unit=unit)
        for name, verdict in subjects.items()
        if verdict in {Verdict.FAIL, Verdict.SUSPECT}
    )
    run = CheckRun(indicator="row", check=check, subjects=subjects, findings=findings)
    judgement = SimpleNamespace(
        runs=(run,), findings=findings, site_code=SITE.code, reviews=reviews or {}
    )
    return SimpleNamespace(
        site=SITE, night_on=day, judgement=judgement, soundness=Soundness(sound=sound, reason="")
    )


@pytest.fixture
def db(tmp_path):
    opened = open_watch(tmp_path / "watch.db")
    yield opened
    opened.close()


def sent(db, day=DAY, deadline=DAY + timedelta(days=7)):
    """Open a case on `day`, confirm and send it."""
    follow_night(db, night(day, {DEAD: Verdict.FAIL}), at(day))
    store = CaseStore(db)
    number = store.all()[-1].id
    store.step(
        number, at(day), "王某", "case.confirmed", partial(steps.confirm, on=day, who="王某")
    )
    send = partial(steps.send, on=day, letter="某政办函〔2026〕5号", deadline_on=deadline)
    store.step(number, at(day), "王某", "case.sent", send)
    return number


def answered(db, number, on):
    say = partial(steps.answer, on=on, who="李某", kind=ReplyKind.DONE, text="已删除")
    return CaseStore(db).step(number, at(on), "李某", "case.answered", say)


def test_a_night_run_twice_opens_one_case(db):
    for _ in range(2):
        follow_night(db, night(DAY, {DEAD: Verdict.FAIL}), at(DAY))
    (case,) = CaseStore(db).all()
    assert (case.state, case.unit, case.round) == (CaseState.FOUND, "区教育局", 1)
    assert len(list(AuditLog(db).all())) == 1


def test_the_monitors_look_closes_and_its_ignorance_does_not(db):
    number = sent(db)
    store = CaseStore(db)
    for later, subjects in enumerate(
        [{DEAD: Verdict.NOT_JUDGED}, {DEAD: Verdict.SUSPECT}, {DEAD: Verdict.CRASHED}], start=1
    ):
        follow_night(db, night(DAY + timedelta(days=later), subjects), at(DAY))
        assert store.get(number).state is CaseState.SENT
    blind = {SITE.home_url: Verdict.NOT_JUDGED}
    follow_night(db, night(DAY + timedelta(days=4), blind), at(DAY))
    follow_night(db, night(DAY + timedelta(days=4), {}, sound=False), at(DAY))
    follow_night(db, night(DAY + timedelta(days=4), {}, check="column_stale"), at(DAY))
    follow_night(db, night(DAY + timedelta(days=4), {DEAD: Verdict.NOT_APPLICABLE}), at(DAY))
    assert store.get(number).state is CaseState.SENT
    follow_night(db, night(DAY + timedelta(days=5), {DEAD: Verdict.OK}), at(DAY))
    case = store.get(number)
    assert (case.state, case.closed_by) == (CaseState.CLOSED, "巡检")
    assert case.closed_on == DAY + timedelta(days=5)
    assert "单位未反馈" in case.reason


def test_a_link_that_was_taken_off_the_site_is_fixed(db):
    number = sent(db)
    follow_night(db, night(DAY + timedelta(days=1), {"http://a.example/y": Verdict.OK}), at(DAY))
    assert CaseStore(db).get(number).state is CaseState.CLOSED


def test_an_answer_is_tested_by_the_next_night_and_sent_back_once(db):
    number = sent(db)
    store = CaseStore(db)
    answered(db, number, DAY + timedelta(days=2))
    follow_night(db, night(DAY + timedelta(days=2), {DEAD: Verdict.FAIL}), at(DAY))
    assert store.get(number).state is CaseState.ANSWERED  # that night was before the reply
    for _ in range(2):
        follow_night(db, night(DAY + timedelta(days=3), {DEAD: Verdict.FAIL}), at(DAY))
    case = store.get(number)
    assert case.state is CaseState.SENT_BACK
    acts = [entry.act for entry in AuditLog(db).of(f"case:{number}")]
    assert acts.count("case.unfixed") == 1
    answered(db, number, DAY + timedelta(days=4))
    follow_night(db, night(DAY + timedelta(days=5), {DEAD: Verdict.OK}), at(DAY))
    assert store.get(number).reason == f"{DAY + timedelta(days=5)} 复查，问题已消除"


def test_an_address_that_stood_unasked_decides_nothing(db, tmp_path):
    number = sent(db)
    assert wanted_of(db, SITE.code) == (DEAD,)
    answered(db, number, DAY + timedelta(days=1))
    file = tmp_path / "site.db"
    site = open_site(file)
    site.execute("INSERT INTO address (id, url) VALUES (1, ?)", [DEAD])
    site.execute(
        "INSERT INTO visit_plan (address, ask, kind, depth, looked_on, interval_days, due_on,"
        " reason) VALUES (1, 'page', 'article', 1, ?, 28, '2026-03-30', 'unchanged')",
        [DAY.isoformat()],
    )
    later = DAY + timedelta(days=3)
    for verdict in (Verdict.FAIL, Verdict.OK):
        assert follow_night(db, night(later, {DEAD: verdict}), at(later), file) == ()
    assert CaseStore(db).get(number).state is CaseState.ANSWERED
    site.execute("UPDATE visit_plan SET looked_on = ?", [later.isoformat()])
    site.close()
    follow_night(db, night(later, {DEAD: Verdict.FAIL}), at(later), file)
    assert CaseStore(db).get(number).state is CaseState.SENT_BACK


def test_a_returned_problem_is_a_new_round_with_its_history(db):
    number = sent(db)
    follow_night(db, night(DAY + timedelta(days=1), {DEAD: Verdict.OK}), at(DAY))
    follow_night(db, night(DAY + timedelta(days=9), {DEAD: Verdict.FAIL}), at(DAY))
    store = CaseStore(db)
    again = store.all()[-1]
    assert (again.round, again.state) == (2, CaseState.FOUND)
    assert [case.id for case in store.rounds(again)] == [number, again.id]
    assert [e.act for e in AuditLog(db).of(f"case:{again.id}")] == ["case.reopened"]


def test_what_a_person_withdrew_does_not_come_back(db):
    number = sent(db)
    take = partial(steps.withdraw, on=DAY, who="王某", reason="误报")
    CaseStore(db).step(number, at(DAY), "王某", "case.withdrawn", take)
    follow_night(db, night(DAY + timedelta(days=1), {DEAD: Verdict.FAIL}), at(DAY))
    assert len(CaseStore(db).all()) == 1


def test_an_older_night_judged_again_changes_nothing(db):
    number = sent(db)
    follow_night(db, night(DAY - timedelta(days=3), {DEAD: Verdict.OK}), at(DAY))
    assert CaseStore(db).get(number).state is CaseState.SENT


def test_steps_that_may_not_be_taken_leave_case_and_log_alone(db):
    follow_night(db, night(DAY, {DEAD: Verdict.FAIL}), at(DAY))
    store = CaseStore(db)
    number = store.all()[0].id
    refused = [
        partial(steps.send, on=DAY, letter="函〔2026〕1号", deadline_on=DAY),
        partial(steps.answer, on=DAY, who="李某", kind=ReplyKind.DONE, text=""),
        partial(steps.close, on=DAY, who="王某", reason=" "),
        partial(steps.confirm, on=DAY, who=""),
        partial(steps.move, unit="没有的单位", who="王某", reason="不归其管", known={"区教育局"}),
        partial(steps.extend, until_on=DAY, approver="王某", reason="汛期"),
        partial(steps.escalate, on=DAY, stage=CaseStage.SUPERVISED),
    ]
    for step in refused:
        with pytest.raises(CaseError):
            store.step(number, at(DAY), "王某", "case.any", step)
    with pytest.raises(CaseError, match="99"):
        store.get(99)
    assert len(list(AuditLog(db).all())) == 1
    assert store.all()[0].state is CaseState.FOUND


def test_moving_extending_and_escalating_keep_their_trace(db):
    number = sent(db)
    store = CaseStore(db)
    longer = partial(
        steps.extend, until_on=DAY + timedelta(days=20), approver="赵某", reason="系统改版"
    )
    assert store.step(number, at(DAY), "王某", "case.extended", longer).deadline_on == (
        DAY + timedelta(days=20)
    )
    press = partial(steps.escalate, on=DAY, stage=CaseStage.SUPERVISED)
    assert store.step(number, at(DAY), "王某", "case.supervised", press).supervised_on == DAY
    give = partial(
        steps.move, unit="区民政局", who="王某", reason="职责已划转", known={"区教育局", "区民政局"}
    )
    moved = store.step(number, at(DAY), "王某", "case.moved", give)
    assert (moved.unit, moved.state, moved.sent_on) == ("区民政局", CaseState.CONFIRMED, None)
    assert moved.stage is CaseStage.NORMAL
    assert "区教育局" in moved.reason
    assert len(AuditLog(db).of(f"case:{number}")) == 6
    assert verify(AuditLog(db).all()) is None
    assert store.differing() == ()
    db.execute("UPDATE cases SET unit = '区教育局' WHERE id = ?", [number])
    assert store.differing() == (number,)


def test_overdue_begins_the_day_after_the_deadline(db):
    deadline = DAY + timedelta(days=7)
    case = CaseStore(db).get(sent(db, deadline=deadline))
    assert not case.is_overdue(deadline)
    assert case.is_overdue(deadline + timedelta(days=1))
    told = replace(case, state=CaseState.ANSWERED)
    assert not told.is_overdue(deadline + timedelta(days=1))


def test_rates_say_what_they_count_and_nothing_is_not_a_hundred_per_cent(db):
    number = sent(db)
    follow_night(db, night(DAY + timedelta(days=8), {DEAD: Verdict.OK}), at(DAY))  # a day late
    store = CaseStore(db)
    other = night(DAY + timedelta(days=8), {"http://a.example/z": Verdict.FAIL})
    follow_night(db, other, at(DAY))
    late = store.all()[-1].id
    confirm = partial(steps.confirm, on=DAY + timedelta(days=8), who="王某")
    store.step(late, at(DAY), "王某", "case.confirmed", confirm)
    (unit,) = rates(store.all(), 2026, 3, date(2026, 3, 31))
    assert unit.unit == "区教育局"
    assert (unit.sent, unit.closed) == (Rate(1, 2), Rate(1, 1))
    assert unit.closed_on_time == Rate(0, 1)
    assert unit.supervised == Rate(0, 1)
    assert store.get(number).closed_on_time is False
    assert rates(store.all(), 2026, 4, date(2026, 4, 30)) == ()
    assert Rate(0, 0).share is None
    assert total([unit, unit], "合计").sent == Rate(2, 4)


def rejected(number, day):
    """Somebody rejected the finding of the dead link."""
    return Review(
        id=number,
        decision=Decision.REJECTED,
        reach=Reach.ONCE,
        site_code=SITE.code,
        fingerprint=fingerprint(SITE.code, "link_dead", DEAD),
        check="link_dead",
        matter=DEAD,
        digest="",
        message="打不开",
        reason="对方服务器当晚维护",
        who="赵某",
        at=at(day),
        from_on=day,
    )


def test_a_rejected_finding_withdraws_its_case_and_returns_when_the_review_no_longer_holds(db):
    number = sent(db)
    review = rejected(1, DAY)
    clean = night(DAY, {DEAD: Verdict.OK}, reviews={review.fingerprint: review})
    for _ in range(2):
        follow_night(db, clean, at(DAY))
    case = CaseStore(db).get(number)
    assert (case.state, case.closed_by) == (CaseState.WITHDRAWN, "赵某")
    assert case.reason == "复核驳回：对方服务器当晚维护"
    follow_night(db, night(DAY + timedelta(days=1), {DEAD: Verdict.FAIL}), at(DAY))
    assert [(c.round, c.state) for c in CaseStore(db).all()] == [
        (1, CaseState.WITHDRAWN),
        (2, CaseState.FOUND),
    ]
