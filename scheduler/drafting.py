"""Drafting letters 拟函: which unit gets which rows, and never the same row twice.

A unit has at most one open draft of each kind. A row that stands in an approved or later
letter is not written again; a draft whose rows are all settled is made void.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from model.case import Case
from model.finding import Verdict, fingerprint
from model.judgement import ColumnState
from model.letter import (
    LETTER_KIND_NAMES,
    OUT,
    IssueRow,
    Letter,
    LetterKind,
    LetterRow,
    LetterState,
)
from model.night import NightFacts
from model.site import KIND_NAMES
from reports import letter_docx
from scheduler.calendar import WorkCalendar
from scheduler.printing import write_whole
from scheduler.workspace import Workspace, safe_name
from store.letters import LetterStore

SETTLED = "所列事项均已处理"
"""Why the program makes a draft void by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """What drafting needs besides the nights' facts."""

    workspace: Workspace
    letters: LetterStore
    calendar: WorkCalendar
    printed_at: datetime
    night_on: date
    cases: tuple[Case, ...] = ()  # of the ledger: whose a late column is by decision


def draft_letters(nights: Sequence[NightFacts], desk: Drafting) -> tuple[Letter, ...]:
    """Bring the drafts up to date with these nights; return the open drafts of this night."""
    sound = [facts for facts in nights if facts.soundness.sound]
    drafts = [
        *_drafts(sound, desk, LetterKind.URGING, _overdue),
        *_drafts(sound, desk, LetterKind.REMINDER, _soon),
    ]
    return tuple(drafts)


def draft_monthly(nights: Sequence[NightFacts], desk: Drafting, until: date) -> tuple[Letter, ...]:
    """Draft the month's reminders: every column whose limit ends by `until`."""

    def due(state: ColumnState) -> bool:
        on_time = state.verdict is Verdict.OK and state.exempt_until_on is None
        return on_time and state.deadline_on is not None and state.deadline_on <= until

    sound = [facts for facts in nights if facts.soundness.sound]
    return tuple(_drafts(sound, desk, LetterKind.REMINDER, due))


def _overdue(state: ColumnState) -> bool:
    return state.verdict is Verdict.FAIL


def _soon(state: ColumnState) -> bool:
    return state.soon and state.verdict is Verdict.OK


def _drafts(
    nights: Sequence[NightFacts],
    desk: Drafting,
    kind: LetterKind,
    wanted: Callable[[ColumnState], bool],
) -> Iterable[Letter]:
    known = [letter for letter in desk.letters.all() if letter.state is not LetterState.VOID]
    rows: dict[str, list[LetterRow]] = {}
    for facts in nights:
        for state in facts.judgement.columns:
            row = _row(facts, state, kind)
            if _moved(desk, row, state):
                continue
            if not state.column.inferred and (wanted(state) or _stands(row, state, kind, known)):
                rows.setdefault(state.unit, []).append(row)
    rulebook = nights[0].rulebook.title if nights else ""
    judged_sites = {facts.site.name for facts in nights}
    units = dict.fromkeys([*rows, *(x.unit for x in known if x.kind is kind)])
    for unit in sorted(units):
        draft = desk.letters.open_draft(kind, unit)
        settled = {
            _identity(row)
            for letter in known
            if letter.kind is kind and letter.unit == unit and letter.state is not LetterState.DRAFT
            for row in letter.rows
        }
        kept = [r for r in (draft.rows if draft else ()) if r.site_name not in judged_sites]
        fresh = [row for row in rows.get(unit, []) if _identity(row) not in settled]
        merged = {_identity(row): row for row in [*kept, *fresh]}
        if kind is LetterKind.URGING and not _urges(desk, unit, known):
            merged = {}
        content = Content(rows=tuple(merged.values()), rulebook_title=rulebook)
        letter = keep_current(desk, draft, kind, unit, content, known)
        if letter is not None:
            yield letter


def _moved(desk: Drafting, row: LetterRow, state: ColumnState) -> bool:
    """Whether a late column was given to another unit, which gets a 整改通知 about it."""
    cases = (c for c in desk.cases if c.is_open and c.fingerprint == row.fingerprint)
    return any(case.unit != state.unit for case in cases)


def _urges(desk: Drafting, unit: str, known: Sequence[Letter]) -> bool:
    """Whether a unit has been reminded often enough for an urging letter (a setting)."""
    letters = desk.workspace.settings.letters
    since = desk.night_on - timedelta(days=letters.reminder_period_days)
    reminded = sum(
        x.kind is LetterKind.REMINDER
        and x.unit == unit
        and x.state in OUT
        and x.issued_on is not None
        and since <= x.issued_on
        for x in known
    )
    return reminded >= letters.urge_after_reminders


def _stands(row: LetterRow, state: ColumnState, kind: LetterKind, known: Sequence[Letter]) -> bool:
    """Whether a drafted reminder already warns of this very deadline, still to come."""
    if kind is not LetterKind.REMINDER or state.verdict is not Verdict.OK:
        return False
    drafts = (x for x in known if x.kind is kind and x.state is LetterState.DRAFT)
    return any(_identity(row) == _identity(old) for x in drafts for old in x.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a draft is to say: columns or cases, and the rulebook it rests on."""

    rows: tuple[LetterRow, ...] = ()
    issues: tuple[IssueRow, ...] = ()
    rulebook_title: str = ""


def keep_current(
    desk: Drafting,
    draft: Letter | None,
    kind: LetterKind,
    unit: str,
    content: Content,
    known: Sequence[Letter],
) -> Letter | None:
    """Bring a unit's draft up to date; void when there is nothing left to say."""
    if not (content.rows or content.issues):
        if draft is not None:
            desk.letters.save(replace(draft, state=LetterState.VOID, reason=SETTLED))
        return None
    file = _file_name(desk.night_on, kind, unit)
    draft = draft or _void(desk, kind, unit)
    if draft is not None and draft.state is LetterState.DRAFT:
        said = (draft.rows, draft.issues, draft.file)
        if said == (content.rows, content.issues, file):
            _print(desk, draft)
            return draft
    letter = Letter(
        kind=kind,
        unit=unit,
        period=draft.period if draft else _period(desk, kind, unit),
        night_on=desk.night_on,
        state=LetterState.DRAFT,
        rows=content.rows,
        issues=content.issues,
        reply_by_on=desk.calendar.add_workdays(
            desk.night_on, desk.workspace.settings.letters.reply_days
        ),
        earlier_reminders=_reminded(known, unit, content.rows),
        rulebook_title=content.rulebook_title,
        file=file,
        replaces=draft.replaces if draft else "",
        id=draft.id if draft else 0,
    )
    letter = desk.letters.save(letter)
    _print(desk, letter)
    return letter


def _reminded(known: Sequence[Letter], unit: str, rows: Iterable[LetterRow]) -> int:
    """Return how many reminders warned a unit of these very columns and limits."""
    wanted = {_identity(row) for row in rows}
    sent = (x for x in known if x.kind is LetterKind.REMINDER and x.state in OUT)
    return sum(x.unit == unit and any(_identity(r) in wanted for r in x.rows) for x in sent)


def _void(desk: Drafting, kind: LetterKind, unit: str) -> Letter | None:
    """Return tonight's draft that was made void, to be taken up again, or None."""
    night = desk.night_on.isoformat()
    same = (x for x in desk.letters.all() if (x.kind, x.unit, x.period) == (kind, unit, night))
    return next((x for x in same if x.state is LetterState.VOID and not x.number), None)


def _period(desk: Drafting, kind: LetterKind, unit: str) -> str:
    """Return a period no other letter of the unit has: the night, and a number from the second."""
    night = desk.night_on.isoformat()
    taken = {x.period for x in desk.letters.all() if (x.kind, x.unit) == (kind, unit)}
    numbered = (night if n == 1 else f"{night}.{n}" for n in range(1, len(taken) + 2))
    return next(period for period in numbered if period not in taken)


def _print(desk: Drafting, letter: Letter) -> None:
    office = desk.workspace.settings.office
    data = letter_docx.render(
        letter,
        office,
        letters=desk.workspace.settings.letters,
        printed_at=desk.printed_at,
        template=template_of(desk.workspace, letter.kind),
    )
    write_whole(desk.workspace.root / letter.file, data)


def template_of(workspace: Workspace, kind: LetterKind) -> Path | None:
    """Return the office's own template for a kind of letter, None where it has none."""
    own = workspace.root / "templates" / f"{kind.value}.docx"
    return own if own.is_file() else None


def _row(facts: NightFacts, state: ColumnState, kind: LetterKind) -> LetterRow:
    column = state.column
    return LetterRow(
        site_name=facts.site.name,
        column_path=column.path,
        unit=state.unit,
        kind=KIND_NAMES[column.kind],
        requirement=f"{state.limit}内更新",
        newest_on=state.newest_on,
        idle_days=state.idle_days,
        deadline_on=state.deadline_on,
        example_url=column.url,
        fingerprint=(
            fingerprint(facts.site.code, "column_stale", column.url)
            if kind is LetterKind.URGING
            else ""
        ),
    )


def _identity(row: LetterRow) -> tuple[str, str, date | None]:
    return row.site_name, row.example_url, row.deadline_on


def _file_name(night_on: date, kind: LetterKind, unit: str) -> str:
    name = safe_unit(unit)
    return str(
        Path("out") / night_on.isoformat() / "letters" / f"{LETTER_KIND_NAMES[kind]}-{name}.docx"
    )


def safe_unit(unit: str) -> str:
    """Return a unit's name as part of a file name."""
    kept = "".join(c if c.isalnum() else "_" for c in unit)[:60]
    return kept or safe_name(unit)
