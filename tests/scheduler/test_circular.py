"""A quarter's circular at the desk: what was read is what leaves, and its cases say so."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta
from decimal import Decimal
from functools import partial

import docx
import pytest

from model import case_steps
from model.case import CaseStage, CaseState
from model.errors import CaseError
from model.letter import ALL_UNITS, LetterKind, LetterState
from model.period_count import count_round
from model.score import UnitRate, UnitScore
from scheduler.calendar import load_calendar
from scheduler.circular import draft_circular
from scheduler.drafting import Drafting
from scheduler.letter_desk import altered_files, approve, folder_of, issue, reissue, review, void
from scheduler.mailing import addresses_of
from scheduler.notices import to_circulate
from store.audit_log import AuditLog
from store.cases import CaseStore
from store.letters import LetterStore
from tests.reports.sample import night_facts
from tests.scheduler.letter_office import (
    AT,
    CIVIL,
    EDUCATION,
    NIGHT,
    REGISTER,
    confirmed,
    desk,
    issued,
    workspace,
)


@pytest.fixture
def office(tmp_path):
    """A unit with two cases sent to it, another with one that is only confirmed."""
    place = workspace(tmp_path)
    db = place.open()
    issued(place, db, EDUCATION, "甲.html", "乙.html")
    confirmed(db, CIVIL, "丙.html")
    yield place, db
    db.close()


def facts_of(db):
    cases = CaseStore(db).all()
    scores = [
        UnitScore(
            unit=unit,
            points=None,
            coverage=Decimal(0),
            unverified=False,
            rate=UnitRate(unit=unit, due=1, on_time=1),
        )
        for unit in (EDUCATION, CIVIL)
    ]
    night = night_facts(night_on=NIGHT)
    return count_round([night], cases, scores, unit_rulebook=night.rulebook, site_trends={})


def drafted(place, db, at=AT):
    drafting = Drafting(
        workspace=place,
        letters=LetterStore(db),
        calendar=load_calendar(),
        printed_at=at,
        night_on=NIGHT,
    )
    return draft_circular(facts_of(db), drafting)


def sent_out(place, db, letter):
    review(desk(place, db), letter.id)
    approve(desk(place, db, who="李某"), letter.id)
    return issue(desk(place, db, who="赵某"), letter.id)


def words(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_a_draft_names_only_what_units_were_told_of(office):
    place, db = office
    letter = drafted(place, db)
    assert (letter.kind, letter.unit, letter.period) == (
        LetterKind.CIRCULAR,
        ALL_UNITS,
        "2026-Q1",
    )
    assert [row.unit for row in letter.issues] == [EDUCATION, EDUCATION]
    said = words((place.root / letter.file).read_bytes())
    assert "文号待签发时编取" in said
    assert "丙.html" not in said
    assert "另有1件已确认、尚未转办，不列入本通报" in said


def test_drafting_again_keeps_one_draft_and_the_same_text(office):
    place, db = office
    first = drafted(place, db)
    again = drafted(place, db, AT + timedelta(days=3))
    assert (again.id, again.body) == (first.id, first.body)
    assert sum(x.kind is LetterKind.CIRCULAR for x in LetterStore(db).all()) == 1


def test_what_was_approved_is_what_leaves_with_number_and_hash(office):
    place, db = office
    letter = drafted(place, db)
    out = sent_out(place, db, letter)
    assert out.state is LetterState.ISSUED
    assert out.number == "云政办函〔2026〕2号"  # the 整改通知 took the first
    files = LetterStore(db).files(out.id)
    assert [file.name.rpartition(".")[2] for file in files] == ["docx", "html"]
    for file in files:
        assert file.sha256 == hashlib.sha256(file.data).hexdigest()
        assert (folder_of(place, out) / file.name).read_bytes() == file.data
    for said in (words(files[0].data), files[1].data.decode()):
        assert out.number in said
        assert "拟稿" not in said
        assert "2026年3月2日" in said
    with pytest.raises(Exception, match="never changed"):
        db.execute("UPDATE letter_files SET sha256 = 'x' WHERE letter = ?", [out.id])
    (folder_of(place, out) / files[0].name).write_bytes(b"x")
    assert altered_files(place, LetterStore(db)) == (files[0].name,)


def test_its_cases_take_the_step_with_its_number_and_no_others(office):
    place, db = office
    out = sent_out(place, db, drafted(place, db))
    store = CaseStore(db)
    named = [case for case in store.all() if case.unit == EDUCATION]
    for case in named:
        assert (case.stage, case.circular, case.circulated_on) == (
            CaseStage.CIRCULATED,
            out.number,
            NIGHT,
        )
        last = AuditLog(db).of(f"case:{case.id}")[-1]
        assert (last.act, last.who) == ("case.circulated", "赵某")
        assert json.loads(last.detail)["circular"] == out.number
    (other,) = [case for case in store.all() if case.unit == CIVIL]
    assert (other.stage, other.circular) == (CaseStage.NORMAL, "")
    assert store.differing() == ()


def test_a_case_settled_since_the_draft_stops_the_issue(office):
    place, db = office
    letter = drafted(place, db)
    review(desk(place, db), letter.id)
    approve(desk(place, db), letter.id)
    case = next(c for c in CaseStore(db).all() if c.state is CaseState.SENT)
    close = partial(case_steps.close, on=NIGHT, who="王某", reason="已核实")
    CaseStore(db).step(case.id, AT, "王某", "case.closed", close)
    with pytest.raises(CaseError, match=r"情况已有变化.*重新拟稿"):
        issue(desk(place, db), letter.id)
    assert LetterStore(db).get(letter.id).number == ""
    assert len(LetterStore(db).numbers()) == 1
    void(desk(place, db), letter.id, "情况有变化")
    assert drafted(place, db).period == "2026-Q1.2"


def test_a_quarter_has_one_circular_and_a_new_one_names_it(office):
    place, db = office
    letter = drafted(place, db)
    review(desk(place, db), letter.id)
    with pytest.raises(CaseError, match=r"已审核；需要重拟的，先用 letters void 作废"):
        drafted(place, db)
    approve(desk(place, db), letter.id)
    out = issue(desk(place, db), letter.id)
    with pytest.raises(CaseError, match=rf"{out.number}.*letters reissue {out.id}"):
        drafted(place, db)
    fresh = reissue(desk(place, db), out.id, "数字有误")
    assert (fresh.state, fresh.period) == (LetterState.DRAFT, "2026-Q1.2")
    assert f"此前的{out.number}同时作废" in words((place.root / fresh.file).read_bytes())
    again = sent_out(place, db, fresh)
    assert again.number == "云政办函〔2026〕3号"
    assert [n.void for n in LetterStore(db).numbers()] == [False, True, False]
    named = [case for case in CaseStore(db).all() if case.unit == EDUCATION]
    assert {case.circular for case in named} == {again.number}


def test_a_circulated_case_can_still_be_supervised_and_proposed_again(office):
    place, db = office
    sent_out(place, db, drafted(place, db))
    case = next(c for c in CaseStore(db).all() if c.state is CaseState.SENT)
    late_on = case.last_day_on + timedelta(days=30)
    pressed = case_steps.escalate(case, late_on, CaseStage.SUPERVISED)
    assert (pressed.stage, pressed.supervised_on) == (CaseStage.CIRCULATED, late_on)
    assert to_circulate([case], late_on, 5) == ()
    assert to_circulate([pressed], late_on, 5) == (pressed,)


def test_a_circular_goes_to_every_unit_that_has_an_address(office):
    place, db = office
    letter = drafted(place, db)
    assert addresses_of(letter, REGISTER) == ("jyj@unit.example", "mzj@unit.example")
