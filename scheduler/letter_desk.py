"""The letter desk 函件办理: what a person does with a letter, one step at a time, each logged.

    review → approve → issue (number, final documents, cases go to their unit) → send → receipt

A number is taken in the transaction in which the letter is issued and its documents are kept.
Issuing sends the letter's cases to the unit; approving it confirms those nobody had confirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from model import case_steps
from model.case import Case, CaseStage, CaseState
from model.clock import china_day
from model.errors import CaseError
from model.letter import (
    LETTER_KIND_NAMES,
    LETTER_STATE_NAMES,
    OUT,
    UNISSUED,
    Letter,
    LetterKind,
    LetterState,
)
from reports import letter_docx
from reports.reply_book import write_replies
from scheduler import circular
from scheduler.drafting import safe_unit, template_of
from scheduler.printing import write_whole
from scheduler.workspace import Workspace
from store.audit_log import AuditLog
from store.cases import CaseStore
from store.database import Database, writing
from store.letters import LetterStore


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose desk it is, and the moment of the step."""

    workspace: Workspace
    db: Database
    at: datetime
    who: str

    @property
    def letters(self) -> LetterStore:
        """The letters."""
        return LetterStore(self.db)

    @property
    def today(self) -> date:
        """The China date of the step."""
        return china_day(self.at)


def review(desk: Desk, number: int) -> Letter:
    """Take a draft as read and found right."""
    change = partial(replace, state=LetterState.REVIEWED, reviewed_by=desk.who)
    return _step(desk, number, {LetterState.DRAFT}, "审核", "letter.reviewed", change)


def approve(desk: Desk, number: int) -> Letter:
    """Approve a letter; the problems in it count as confirmed by who approves."""
    change = partial(replace, state=LetterState.APPROVED, approved_by=desk.who)
    states = {LetterState.DRAFT, LetterState.REVIEWED}
    with writing(desk.db):
        letter = _step(desk, number, states, "审批", "letter.approved", change)
        store = CaseStore(desk.db)
        confirm = partial(case_steps.confirm, on=desk.today, who=desk.who)
        for case in cases_of(desk.db, letter):
            if case.state is CaseState.FOUND:
                store.step(case.id, desk.at, desk.who, "case.confirmed", confirm)
    return letter


def issue(desk: Desk, number: int) -> Letter:
    """Issue an approved letter: number, final documents, and its cases go to the unit.

    Raises CaseError where a problem in it has been settled or changed hands since it was
    drafted: the letter must be drafted anew.
    """
    with writing(desk.db):
        letter = desk.letters.get(number)
        _require(letter, {LetterState.APPROVED}, "签发")
        cases = cases_of(desk.db, letter)
        _require_current(letter, cases)
        if letter.kind is not LetterKind.CIRCULAR and letter.reply_by_on < desk.today:
            raise CaseError(f"函件 {number} 的反馈期限 {letter.reply_by_on} 已过，请作废后重新拟函")
        word = desk.workspace.settings.letters.word_of(letter.kind, desk.workspace.settings.office)
        taken = desk.letters.take_number(number, word, desk.today.year)
        letter = replace(
            letter,
            state=LetterState.ISSUED,
            number=taken.text,
            issued_on=desk.today,
            issued_by=desk.who,
        )
        desk.letters.save(letter)
        after = _send_cases(desk, letter, cases)
        _keep_documents(desk, letter, after)
        note_step(desk, letter, "letter.issued")
    write_files(desk.workspace, desk.letters, letter)
    return letter


def receive(desk: Desk, number: int) -> Letter:
    """Note that the unit has the letter."""
    change = partial(replace, state=LetterState.RECEIVED, received_on=desk.today)
    states = {LetterState.ISSUED, LetterState.SENT}
    return _step(desk, number, states, "签收", "letter.received", change)


def void(desk: Desk, number: int, reason: str) -> Letter:
    """Make a letter void; its number, if it has one, stays in the sequence as void."""
    if not reason.strip():
        raise CaseError("请用 --reason 写明作废的理由")
    with writing(desk.db):
        change = partial(replace, state=LetterState.VOID, reason=reason.strip())
        letter = _step(desk, number, UNISSUED | OUT, "作废", "letter.voided", change)
        desk.letters.void_number(number)
    return letter


def reissue(desk: Desk, number: int, reason: str) -> Letter:
    """Make an issued letter void and draft a new one that names it."""
    with writing(desk.db):
        old = desk.letters.get(number)
        _require(old, OUT, "重新签发")
        void(desk, number, reason)
        taken = {x.period for x in desk.letters.all() if (x.kind, x.unit) == (old.kind, old.unit)}
        first = old.period.split(".")[0] if old.kind is LetterKind.CIRCULAR else old.night_on
        periods = (f"{first}.{n}" for n in range(2, len(taken) + 3))
        fresh = desk.letters.save(
            replace(
                old,
                id=0,
                period=next(p for p in periods if p not in taken),
                state=LetterState.DRAFT,
                number="",
                issued_on=None,
                reviewed_by="",
                approved_by="",
                issued_by="",
                received_on=None,
                replaces=old.number,
            )
        )
        note_step(desk, fresh, "letter.drafted_anew")
    if fresh.kind is LetterKind.CIRCULAR:
        return circular.print_draft(desk.workspace, fresh, desk.at)
    write_whole(desk.workspace.root / fresh.file, _render(desk, fresh))
    return fresh


def cases_of(db: Database, letter: Letter) -> tuple[Case, ...]:
    """Return the open cases a letter is about: those it lists, or those of its columns."""
    store = CaseStore(db)
    if letter.issues:
        return tuple(store.get(row.case) for row in letter.issues)
    marks = {row.fingerprint for row in letter.rows if row.fingerprint}
    return tuple(case for case in store.all() if case.is_open and case.fingerprint in marks)


def write_files(workspace: Workspace, letters: LetterStore, letter: Letter) -> tuple[Path, ...]:
    """Write the kept documents of an issued letter into out/letters; return their paths."""
    folder = folder_of(workspace, letter)
    return tuple(write_whole(folder / f.name, f.data) for f in letters.files(letter.id))


def folder_of(workspace: Workspace, letter: Letter) -> Path:
    """Return where the documents of an issued letter lie."""
    year = letter.issued_on.year if letter.issued_on else letter.night_on.year
    return workspace.root / "out" / "letters" / str(year)


def altered_files(workspace: Workspace, letters: LetterStore) -> tuple[str, ...]:
    """Return the names of issued documents on disk that differ from what was kept, or are gone."""
    wrong = []
    for letter in letters.all():
        for kept in letters.files(letter.id):
            path = folder_of(workspace, letter) / kept.name
            if not path.is_file() or path.read_bytes() != kept.data:
                wrong.append(kept.name)
    return tuple(wrong)


def note_step(desk: Desk, letter: Letter, act: str) -> None:
    """Log a step with what the letter is and the documents kept of it."""
    detail = {
        "kind": LETTER_KIND_NAMES[letter.kind],
        "unit": letter.unit,
        "number": letter.number,
        "reason": letter.reason,
        "files": {f.name: f.sha256 for f in desk.letters.files(letter.id)},
    }
    AuditLog(desk.db).append(desk.at, desk.who, act, f"letter:{letter.id}", detail)


def _send_cases(desk: Desk, letter: Letter, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """Take the letter's cases to the unit, or press them; return them as they are then."""
    if letter.kind is LetterKind.REMINDER:
        return ()
    if letter.kind is LetterKind.CIRCULAR:
        return circular.circulate(desk.db, letter, cases, desk.at, desk.who)
    store = CaseStore(desk.db)
    send = partial(
        case_steps.send, on=desk.today, letter=letter.number, deadline_on=letter.reply_by_on
    )
    after = []
    for case in cases:
        sent = store.step(case.id, desk.at, desk.who, "case.sent", send)
        if letter.kind is LetterKind.SUPERVISION:
            press = partial(case_steps.escalate, on=desk.today, stage=CaseStage.SUPERVISED)
            sent = store.step(case.id, desk.at, desk.who, "case.supervised", press)
        after.append(sent)
    return tuple(after)


def _require_current(letter: Letter, cases: tuple[Case, ...]) -> None:
    if letter.kind is LetterKind.CIRCULAR:
        circular.require_named(letter, cases)
        return
    wanted = {
        LetterKind.RECTIFICATION: {CaseState.CONFIRMED},
        LetterKind.SUPERVISION: {CaseState.SENT, CaseState.SENT_BACK},
    }.get(letter.kind)
    for case in cases:
        settled = wanted is not None and case.state not in wanted
        if settled or case.unit != letter.unit:
            raise CaseError(
                f"函件 {letter.id} 所列的整改事项 {case.id} 情况已有变化，"
                "请作废后由下一次巡检重新拟函"
            )


def _keep_documents(desk: Desk, letter: Letter, cases: tuple[Case, ...]) -> None:
    """Keep the letter, and the reply sheet where there is something to answer."""
    number = letter.number.replace("/", "_")
    name = f"{number}-{LETTER_KIND_NAMES[letter.kind]}-{safe_unit(letter.unit)}"
    if letter.kind is LetterKind.CIRCULAR:
        for ending, data in circular.documents(desk.workspace, letter, desk.at).items():
            desk.letters.keep_file(letter.id, f"{name}{ending}", data)
        return
    desk.letters.keep_file(letter.id, f"{name}.docx", _render(desk, letter))
    if cases:
        desk.letters.keep_file(letter.id, f"{name}-整改反馈表.xlsx", write_replies(cases))


def _render(desk: Desk, letter: Letter) -> bytes:
    settings = desk.workspace.settings
    return letter_docx.render(
        letter,
        settings.office,
        letters=settings.letters,
        printed_at=desk.at,
        number=letter.number,
        template=template_of(desk.workspace, letter.kind),
    )


def _step(
    desk: Desk,
    number: int,
    states: frozenset[LetterState] | set[LetterState],
    word: str,
    act: str,
    change: Callable[[Letter], Letter],
) -> Letter:
    if not desk.who.strip():
        raise CaseError(f"请用 --by 写明由谁{word}，这一步要记入操作日志")
    with writing(desk.db):
        letter = desk.letters.get(number)
        _require(letter, states, word)
        letter = desk.letters.save(change(letter))
        note_step(desk, letter, act)
    return letter


def _require(letter: Letter, states: frozenset[LetterState] | set[LetterState], word: str) -> None:
    if letter.state not in states:
        state = LETTER_STATE_NAMES[letter.state]
        raise CaseError(f"函件 {letter.id} 目前为“{state}”，不能{word}")
