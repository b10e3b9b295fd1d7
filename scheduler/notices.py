"""Notices: 整改通知 for cases a person confirmed, 督办函 for those whose deadline has passed.

The rule of escalation stands in the settings (`[letters] supervise_after_days`,
`circulate_after_days`); it never goes beyond a draft or a proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from checks.rulebook_file import load_rulebook
from model.case import Case, CaseState
from model.domain import unicode_name
from model.estate import ESTATE_CODE, estate_site
from model.letter import IssueRow, Letter, LetterKind, LetterState
from model.night import NightFacts
from model.site import Register
from scheduler.drafting import Content, Drafting, keep_current
from store.cases import CaseStore
from store.database import Database
from store.findings import FindingStore


def draft_notices(
    db: Database, desk: Drafting, register: Register, nights: Sequence[NightFacts]
) -> tuple[Letter, ...]:
    """Bring the drafts about cases up to date; return the open ones.

    A problem is told as the latest night saw it, one not seen there as it was opened.
    """
    cases = CaseStore(db).all()
    site_basis = nights[0].rulebook.title if nights else ""
    inventory = any(case.site_code == ESTATE_CODE for case in cases)
    domains_rulebook = desk.workspace.settings.rules.domains_rulebook
    domain_basis = load_rulebook(domains_rulebook).title if inventory else ""
    told = {
        f.fingerprint(facts.site.code): f.message
        for facts in nights
        for f in facts.judgement.findings
    }
    told |= _told_of_domains(db)
    letters = [x for x in desk.letters.all() if x.state is not LetterState.VOID]
    urged = {
        (row.fingerprint, x.unit) for x in letters if x.kind is LetterKind.URGING for row in x.rows
    }
    settings = desk.workspace.settings.letters

    def to_send(case: Case) -> bool:
        return case.state is CaseState.CONFIRMED and (case.fingerprint, case.unit) not in urged

    def to_press(case: Case) -> bool:
        late = is_late(case, desk.night_on, settings.supervise_after_days)
        return late and case.supervised_on is None

    drafts: list[Letter] = []
    wanted: tuple[tuple[LetterKind, Callable[[Case], bool]], ...] = (
        (LetterKind.RECTIFICATION, to_send),
        (LetterKind.SUPERVISION, to_press),
    )
    for kind, belongs in wanted:
        under_way = {
            issue.case
            for x in letters
            if x.kind is kind and x.state in {LetterState.REVIEWED, LetterState.APPROVED}
            for issue in x.issues
        }
        chosen = [c for c in cases if belongs(c) and c.id not in under_way]
        by_unit = _by_unit(chosen)
        open_drafts = [x.unit for x in letters if x.kind is kind and x.state is LetterState.DRAFT]
        for unit in sorted({*by_unit, *open_drafts}):
            issues = tuple(
                _row(case, register, kind, told.get(case.fingerprint, case.message))
                for case in by_unit.get(unit, ())
            )
            content = Content(
                issues=issues,
                rulebook_title=_basis(by_unit.get(unit, ()), site_basis, domain_basis),
            )
            draft = desk.letters.open_draft(kind, unit)
            letter = keep_current(desk, draft, kind, unit, content, letters)
            if letter is not None:
                drafts.append(letter)
    return tuple(drafts)


def _told_of_domains(db: Database) -> dict[str, str]:
    """Return what the newest round said of the domain inventory, by fingerprint."""
    store = FindingStore(db)
    latest = store.last_recorded(ESTATE_CODE)
    found = store.on(ESTATE_CODE, latest) if latest else {}
    return {mark: finding.message for mark, finding in found.items()}


def _basis(cases: Iterable[Case], of_sites: str, of_domains: str) -> str:
    """Return the rules on which a letter about these cases rests."""
    about = {case.site_code == ESTATE_CODE for case in cases}
    if about == {True}:
        return of_domains
    if True in about and of_sites:
        return f"《{of_sites}》《{of_domains}》"
    return of_sites


def to_circulate(cases: Iterable[Case], today: date, after_days: int) -> tuple[Case, ...]:
    """Return the cases the rule proposes for a circular: supervised, and late again."""
    return tuple(c for c in cases if _pressed_since(c) and is_late(c, today, after_days))


def _pressed_since(case: Case) -> bool:
    """Whether a case was supervised, and no circular has named it after that."""
    if case.supervised_on is None:
        return False
    return case.circulated_on is None or case.circulated_on < case.supervised_on


def is_late(case: Case, today: date, days: int) -> bool:
    """Whether a unit has owed a case for at least `days` days beyond its last day."""
    last = case.last_day_on
    return last is not None and case.is_overdue(today) and today >= last + timedelta(days=days)


def _by_unit(cases: Iterable[Case]) -> dict[str, list[Case]]:
    units: dict[str, list[Case]] = {}
    for case in cases:
        units.setdefault(case.unit, []).append(case)
    return units


def _row(case: Case, register: Register, kind: LetterKind, problem: str) -> IssueRow:
    site = register.site(case.site_code)
    inventory = case.site_code == ESTATE_CODE
    late = kind is LetterKind.SUPERVISION
    return IssueRow(
        case=case.id,
        site_name=estate_site("").name if inventory else site.name if site else case.site_code,
        column_path=case.column,
        problem=problem if case.round == 1 else f"{problem}（第{case.round}次出现）",
        url=unicode_name(case.subject)
        if inventory
        else case.address or (site.home_url if site else ""),
        found_on=case.found_on,
        letter=case.letter if late else "",
        deadline_on=case.last_day_on if late else None,
    )
