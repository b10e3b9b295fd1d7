"""A late column that was given to another unit: that unit gets the letter, the first one none."""

from dataclasses import replace
from functools import partial

import pytest

from model import case_steps as steps
from model.case import CaseState, ReplyKind
from model.finding import Finding, Verdict
from model.letter import LetterKind, LetterState
from model.site import Register, Unit
from scheduler.drafting import draft_letters
from scheduler.letter_desk import Desk, approve, issue
from scheduler.notices import draft_notices
from store.cases import CaseStore
from tests.scheduler.test_drafting import (
    AT,
    NIGHT,
    SITE,
    desk,  # noqa: F401  (a fixture)
    night,
    state,
)

EDUCATION, CIVIL = "教育局", "民政局"
REGISTER = Register(units=(Unit(name=EDUCATION), Unit(name=CIVIL)), sites=(SITE,))
LATE = night(state("甲", EDUCATION, Verdict.FAIL, -3))


@pytest.fixture
def db(desk):  # noqa: F811
    """The store, with the column's case confirmed."""
    db = desk.workspace.open()
    finding = Finding(
        check="column_stale",
        subject="http://a/甲/",
        verdict=Verdict.FAIL,
        message="已17天未更新",
        column="首页 > 甲",
    )
    case = CaseStore(db).open(SITE.code, finding, EDUCATION, NIGHT, AT, "巡检")
    take(db, case.id, "case.confirmed", partial(steps.confirm, on=NIGHT, who="王某"))
    yield db
    db.close()


def take(db, number, act, step):
    return CaseStore(db).step(number, AT, "王某", act, step)


def moved(db):
    to = partial(steps.move, unit=CIVIL, who="王某", reason="已划转", known={EDUCATION, CIVIL})
    return take(db, 1, "case.moved", to)


def drafted(drafting, db):
    """Draft everything anew; return what is open by kind and unit."""
    drafting = replace(drafting, cases=CaseStore(db).all())
    letters = draft_letters([LATE], drafting)  # first: a column that is urged needs no notice
    letters = (*letters, *draft_notices(db, drafting, REGISTER, [LATE]))
    return {(x.kind, x.unit): x for x in letters if x.state is LetterState.DRAFT}


def test_moved_before_the_letter_left(desk, db):  # noqa: F811
    assert set(drafted(desk, db)) == {(LetterKind.URGING, EDUCATION)}
    moved(db)
    assert set(drafted(desk, db)) == {(LetterKind.RECTIFICATION, CIVIL)}


def test_moved_after_the_letter_left(desk, db):  # noqa: F811
    first = drafted(desk, db)[LetterKind.URGING, EDUCATION]
    at = Desk(desk.workspace, db, AT, "王某")
    approve(at, first.id)
    issue(at, first.id)
    moved(db)
    fresh = drafted(desk, db)
    assert set(fresh) == {(LetterKind.RECTIFICATION, CIVIL)}
    letter = fresh[LetterKind.RECTIFICATION, CIVIL]
    approve(at, letter.id)
    issue(at, letter.id)
    case = CaseStore(db).get(1)
    assert (case.unit, case.state) == (CIVIL, CaseState.SENT)
    assert drafted(desk, db) == {}


def test_a_case_sent_back_by_hand_was_answered(db):
    sent = partial(steps.send, on=NIGHT, letter="函〔2026〕1号", deadline_on=NIGHT)
    take(db, 1, "case.sent", sent)
    silent = steps.found_fixed(CaseStore(db).get(1), NIGHT)
    assert silent.reason.endswith("单位未反馈")
    told = partial(steps.answer, on=NIGHT, who="李某", kind=ReplyKind.DONE, text="")
    take(db, 1, "case.answered", told)
    take(db, 1, "case.sent_back", partial(steps.send_back, who="王某", reason="未附材料"))
    assert steps.found_fixed(CaseStore(db).get(1), NIGHT).reason.endswith("问题已消除")
