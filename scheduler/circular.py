"""Circular 季度通报 at the desk: drafted from a round, issued as any letter, its cases named.

    draft_circular → review → approve → issue (number, kept documents, every case it names: 通报)

A quarter has one circular. Its text is kept with the draft, so what was read and approved is what
leaves; only its number and its day are put in when it is issued.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from model import case_steps
from model.case import WITH_UNIT, Case, CaseStage
from model.clock import china_day
from model.errors import CaseError
from model.estate import ESTATE_CODE, estate_site
from model.letter import (
    ALL_UNITS,
    LETTER_STATE_NAMES,
    OUT,
    IssueRow,
    Letter,
    LetterKind,
    LetterState,
)
from model.period import RoundFacts
from reports import bulletin, bulletin_docx
from reports.wording import long_day
from scheduler.drafting import Drafting, template_of
from scheduler.printing import check_titles, write_whole
from scheduler.workspace import Workspace
from store.cases import CaseStore
from store.database import Database


def draft_circular(facts: RoundFacts, desk: Drafting) -> Letter:
    """Draft the circular of the night's quarter, or bring its draft up to date.

    Raises CaseError where that quarter's circular is past its draft, or the night is an old one.
    """
    if facts.cases_until_on is not None:
        raise CaseError("通报按目前的整改情况拟，只能依据最近一夜，请去掉 --night 再运行")
    quarter = quarter_of(facts.night_on)
    known = [x for x in desk.letters.all() if x.kind is LetterKind.CIRCULAR]
    own = [x for x in known if x.period.split(".")[0] == quarter]
    standing = next((x for x in own if x.state is not LetterState.VOID), None)
    if standing is not None and standing.state is not LetterState.DRAFT:
        raise CaseError(_why_not(standing))
    text = bulletin.bulletin(facts, printed_at=desk.printed_at, titles=check_titles())
    names = {night.site.code: night.site.name for night in facts.nights}
    names[ESTATE_CODE] = estate_site("").name
    letter = Letter(
        kind=LetterKind.CIRCULAR,
        unit=ALL_UNITS,
        period=standing.period if standing else _free(quarter, own),
        night_on=facts.night_on,
        state=LetterState.DRAFT,
        rows=(),
        issues=tuple(_row(case, names, facts) for case in facts.with_units),
        reply_by_on=facts.night_on,  # asks for no reply; each case has its own last day
        rulebook_title=facts.nights[0].rulebook.title,
        body=bulletin.pack(replace(text, signed_on="")),  # the day is that of its issue
        file=str(Path("out") / facts.night_on.isoformat() / "letters" / f"季度通报-{quarter}.docx"),
        replaces=standing.replaces if standing else "",
        id=standing.id if standing else 0,
    )
    return print_draft(desk.workspace, desk.letters.save(letter), desk.printed_at)


def print_draft(place: Workspace, letter: Letter, at: datetime) -> Letter:
    """Write a draft's document beside the other drafts, without a number; return the letter."""
    text = bulletin.unpack(letter.body).issued("", _day(at), letter.replaces)
    own = template_of(place, letter.kind)
    write_whole(place.root / letter.file, bulletin_docx.render(text, printed_at=at, template=own))
    return letter


def documents(place: Workspace, letter: Letter, at: datetime) -> Mapping[str, bytes]:
    """Return the documents of an issued circular by the endings of their names."""
    signed = long_day(letter.issued_on) if letter.issued_on else _day(at)
    text = bulletin.unpack(letter.body).issued(letter.number, signed, letter.replaces)
    return {
        ".docx": bulletin_docx.render(
            text, printed_at=at, template=template_of(place, letter.kind)
        ),
        ".html": bulletin.render_html(text, printed_at=at).encode(),
    }


def require_named(letter: Letter, cases: Iterable[Case]) -> None:
    """Raise CaseError where a case the circular names was settled or changed hands since."""
    units = {row.case: row.unit for row in letter.issues}
    for case in cases:
        if case.state not in WITH_UNIT or case.unit != units[case.id]:
            raise CaseError(
                f"通报 {letter.id} 所列的整改事项 {case.id} 情况已有变化，"
                "请用 letters void 作废，再用 letters draft --circular 重新拟稿"
            )


def circulate(
    db: Database, letter: Letter, cases: Iterable[Case], at: datetime, who: str
) -> tuple[Case, ...]:
    """Note on every case that the circular names it; return the cases as they are then."""
    on = china_day(at)
    step = partial(case_steps.escalate, on=on, stage=CaseStage.CIRCULATED, number=letter.number)
    numbers = [case.id for case in cases]
    return CaseStore(db).steps(numbers, at, who, "case.circulated", step)


def quarter_of(day: date) -> str:
    """Return the quarter a day lies in, as the period of a circular: 2026-Q4."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def _why_not(standing: Letter) -> str:
    state = LETTER_STATE_NAMES[standing.state]
    if standing.state in OUT:
        return (
            f"本季度的通报（{standing.number}）{state}，不能再拟；"
            f"需要更正的，用 letters reissue {standing.id} 作废并另拟"
        )
    return f"本季度的通报（编号 {standing.id}）{state}；需要重拟的，先用 letters void 作废"


def _free(quarter: str, own: Iterable[Letter]) -> str:
    taken = {letter.period for letter in own}
    numbered = (quarter if n == 1 else f"{quarter}.{n}" for n in range(1, len(taken) + 2))
    return next(period for period in numbered if period not in taken)


def _row(case: Case, names: Mapping[str, str], facts: RoundFacts) -> IssueRow:
    return IssueRow(
        case=case.id,
        site_name=names.get(case.site_code, case.site_code),
        column_path=case.column,
        problem=facts.told(case),
        url=case.address,
        found_on=case.found_on,
        letter=case.letter,
        deadline_on=case.last_day_on,
        unit=case.unit,
    )


def _day(at: datetime) -> str:
    return long_day(china_day(at))
