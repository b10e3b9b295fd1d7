"""The letter desk: numbers without gaps, issued letters as they left, cases taken along."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace

import docx
import pytest

from model import case_steps
from model.audit_log import verify
from model.case import CaseStage, CaseState
from model.errors import CaseError
from model.finding import Finding, Verdict
from model.letter import LetterKind, LetterState
from scheduler import letter_desk
from scheduler.calendar import load_calendar
from scheduler.drafting import Drafting
from scheduler.notices import draft_notices
from scheduler.workspace import open_workspace
from store.audit_log import AuditLog
from store.cases import CaseStore
from store.letters import LetterStore
from tests.scheduler.letter_office import (
    AT,
    CIVIL,
    CODE,
    EDUCATION,
    NIGHT,
    REGISTER,
    confirmed,
    desk,
    drafts,
    issued,
    workspace,
)


@pytest.fixture
def place(tmp_path):
    return workspace(tmp_path)


@pytest.fixture
def db(place):
    opened = place.open()
    yield opened
    opened.close()


def test_a_notice_lists_what_was_confirmed_and_nothing_else(place, db):
    confirmed(db, EDUCATION, "a.html", "b.html")
    [letter] = drafts(place, db)
    assert (letter.kind, letter.unit) == (LetterKind.RECTIFICATION, EDUCATION)
    assert [issue.problem for issue in letter.issues] == ["链接失效：a.html", "链接失效：b.html"]
    assert drafts(place, db) == (letter,)
    close = partial(case_steps.close, on=NIGHT, who="王某", reason="已处理")
    for case in CaseStore(db).all():
        CaseStore(db).step(case.id, AT, "王某", "case.closed", close)
    assert drafts(place, db) == ()
    assert LetterStore(db).get(letter.id).state is LetterState.VOID


def test_a_problem_is_told_as_the_latest_night_saw_it_and_without_inner_names(place, db):
    confirmed(db, EDUCATION, "a.html")
    finding = Finding(
        check="page_tags_missing",
        subject="list:ColumnType",
        verdict=Verdict.FAIL,
        message="47个栏目页中有1个缺少标签 ColumnType",
    )
    case = CaseStore(db).open(CODE, finding, EDUCATION, NIGHT, AT, "巡检")
    confirm = partial(case_steps.confirm, on=NIGHT, who="王某")
    CaseStore(db).step(case.id, AT, "王某", "case.confirmed", confirm)
    tonight = SimpleNamespace(
        site=REGISTER.sites[0],
        rulebook=SimpleNamespace(title="检查指标"),
        judgement=SimpleNamespace(findings=(replace(finding, message="47个中有2个缺少"),)),
    )
    desk_ = Drafting(
        workspace=place,
        letters=LetterStore(db),
        calendar=load_calendar(),
        printed_at=AT,
        night_on=NIGHT,
    )
    [letter] = draft_notices(db, desk_, REGISTER, [tonight])
    assert [issue.problem for issue in letter.issues] == ["链接失效：a.html", "47个中有2个缺少"]
    assert [issue.url for issue in letter.issues] == [
        "http://a.example/a.html",
        "http://a.example/",
    ]
    assert letter.rulebook_title == "检查指标"


def test_a_problem_that_returned_is_told_so(place, db):
    confirmed(db, EDUCATION, "a.html")
    fixed = partial(case_steps.found_fixed, night_on=NIGHT)
    CaseStore(db).step(1, AT, "巡检", "case.fixed", fixed)
    confirmed(db, EDUCATION, "a.html", "b.html")
    [letter] = drafts(place, db)
    assert [issue.problem for issue in letter.issues] == [
        "链接失效：a.html（第2次出现）",
        "链接失效：b.html",
    ]


def test_issuing_numbers_keeps_and_sends(place, db):
    letter = issued(place, db)
    assert (letter.number, letter.issued_on) == ("云政办函〔2026〕1号", NIGHT)
    cases = CaseStore(db).all()
    assert {case.state for case in cases} == {CaseState.SENT}
    assert {case.letter for case in cases} == {letter.number}
    assert {case.deadline_on for case in cases} == {letter.reply_by_on}
    kept = LetterStore(db).files(letter.id)
    assert [file.name.rpartition("-")[2] for file in kept] == [
        "云湖区教育局.docx",
        "整改反馈表.xlsx",
    ]
    folder = place.root / "out" / "letters" / "2026"
    document = docx.Document(str(folder / kept[0].name))
    assert "\t云政办函〔2026〕1号" in [p.text for p in document.paragraphs]
    assert "（草稿）" not in "".join(p.text for p in document.paragraphs)
    acts = [entry.act for entry in AuditLog(db).of(f"letter:{letter.id}")]
    assert acts == ["letter.approved", "letter.issued"]
    assert verify(AuditLog(db).all()) is None


def test_an_issued_letter_is_never_changed(place, db):
    letter = issued(place, db)
    store = LetterStore(db)
    with pytest.raises(CaseError, match="不能再改"):
        store.save(replace(letter, issues=letter.issues[:1]))
    with pytest.raises(CaseError, match="不能再改"):
        store.save(replace(letter, number="云政办函〔2026〕9号"))
    for statement in ("UPDATE letter_files SET name = 'x'", "DELETE FROM letter_files"):
        with pytest.raises(Exception, match="never"):
            db.execute(statement)
    with pytest.raises(Exception, match="stays"):
        db.execute("DELETE FROM letter_numbers")
    path = place.root / "out" / "letters" / "2026" / store.files(letter.id)[0].name
    assert letter_desk.altered_files(place, store) == ()
    path.write_bytes(b"altered")
    assert letter_desk.altered_files(place, store) == (path.name,)
    letter_desk.write_files(place, store, letter)
    assert letter_desk.altered_files(place, store) == ()


def test_a_void_letter_keeps_its_number_and_a_new_one_names_it(place, db):
    letter = issued(place, db)
    with pytest.raises(CaseError, match="理由"):
        letter_desk.void(desk(place, db), letter.id, " ")
    fresh = letter_desk.reissue(desk(place, db), letter.id, "期限写错")
    store = LetterStore(db)
    assert store.get(letter.id).state is LetterState.VOID
    assert (fresh.state, fresh.replaces, fresh.number) == (LetterState.DRAFT, letter.number, "")
    said = "".join(p.text for p in docx.Document(str(place.root / fresh.file)).paragraphs)
    assert "此前的云政办函〔2026〕1号同时作废" in said
    assert [(n.serial, n.void) for n in store.numbers()] == [(1, True)]


def test_steps_out_of_order_or_without_a_name_are_refused(place, db):
    confirmed(db, EDUCATION, "a.html")
    [letter] = drafts(place, db)
    for step in (letter_desk.issue, letter_desk.receive):
        with pytest.raises(CaseError, match="目前为“草稿”"):
            step(desk(place, db), letter.id)
    with pytest.raises(CaseError, match="--by"):
        letter_desk.approve(desk(place, db, who=" "), letter.id)
    letter_desk.review(desk(place, db), letter.id)
    letter_desk.approve(desk(place, db, who="赵某"), letter.id)
    with pytest.raises(CaseError, match="已审批"):
        letter_desk.approve(desk(place, db), letter.id)
    late = desk(place, db, AT + timedelta(days=30))
    with pytest.raises(CaseError, match="期限"):
        letter_desk.issue(late, letter.id)
    assert LetterStore(db).numbers() == ()


def test_a_letter_whose_problem_was_settled_meanwhile_is_not_issued(place, db):
    confirmed(db, EDUCATION, "a.html", "b.html")
    [letter] = drafts(place, db)
    letter_desk.approve(desk(place, db), letter.id)
    fixed = partial(case_steps.found_fixed, night_on=NIGHT)
    CaseStore(db).step(1, AT, "巡检", "case.fixed", fixed)
    with pytest.raises(CaseError, match="整改事项 1 情况已有变化"):
        letter_desk.issue(desk(place, db), letter.id)
    assert LetterStore(db).numbers() == ()
    assert CaseStore(db).get(2).state is CaseState.CONFIRMED


def test_a_late_case_is_pressed_and_pressed_only_once(place, db):
    letter = issued(place, db)
    day = letter.reply_by_on + timedelta(days=1)
    assert drafts(place, db, letter.reply_by_on) == ()
    [pressing] = drafts(place, db, day, AT + (day - NIGHT))
    assert pressing.kind is LetterKind.SUPERVISION
    assert pressing.issues[0].letter == letter.number
    assert pressing.issues[0].deadline_on == letter.reply_by_on
    later = desk(place, db, AT + (day - NIGHT))
    letter_desk.approve(later, pressing.id)
    second = letter_desk.issue(later, pressing.id)
    assert second.number == "云政办函〔2026〕2号"
    case = CaseStore(db).get(1)
    assert (case.stage, case.deadline_on) == (CaseStage.SUPERVISED, letter.reply_by_on)
    assert case.last_day_on == second.reply_by_on
    assert not case.is_overdue(second.reply_by_on)
    assert drafts(place, db, second.reply_by_on + timedelta(days=9)) == ()
    fixed = partial(case_steps.found_fixed, night_on=day + timedelta(days=1))
    assert CaseStore(db).step(1, AT, "巡检", "case.fixed", fixed).closed_on_time is False


def issue_one(root: str, number: int) -> str:
    """Issue one approved letter in a process of its own; return its number."""
    place = open_workspace(root)
    db = place.open()
    try:
        return letter_desk.issue(desk(place, db), number).number
    finally:
        db.close()


def test_processes_that_issue_at_once_leave_no_gap_and_no_double(place, db, tmp_path):
    numbers = []
    for at in range(12):
        confirmed(db, (EDUCATION, CIVIL)[at % 2], f"{at}.html")
        letter = drafts(place, db)[-1]
        letter_desk.approve(desk(place, db), letter.id)
        numbers.append(letter.id)
    with ProcessPoolExecutor(4) as pool:
        given = list(pool.map(issue_one, [tmp_path] * 12, numbers))
    assert sorted(given) == sorted(f"云政办函〔2026〕{n}号" for n in range(1, 13))
    assert [n.serial for n in LetterStore(db).numbers()] == list(range(1, 13))


def test_every_year_and_word_counts_from_one(place, db):
    store = LetterStore(db)
    letter = issued(place, db)
    assert store.numbers()[0].serial == 1
    others = [replace(letter, id=0, period=str(n), state=LetterState.DRAFT) for n in range(3)]
    ids = [store.save(other).id for other in others]
    assert store.take_number(ids[0], "云政办函", 2027).text == "云政办函〔2027〕1号"
    assert store.take_number(ids[1], "云督函", 2026).text == "云督函〔2026〕1号"
    assert store.take_number(ids[2], "云政办函", 2026).text == "云政办函〔2026〕2号"
    assert date(2026, 3, 2) == letter.issued_on
