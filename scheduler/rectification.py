"""Rectification 整改: what a judged night does to the cases. Runs after the findings are recorded.

    a certain finding with no open case    → a case is opened (again, if it was closed)
    an open case whose problem is gone     → closed: the monitor has looked
    an answered case that is still there   → sent back
    an open case whose problem a person rejected → withdrawn (model/review.py)
    everything that was not judged tonight → waits

Idempotent: the same night twice takes no step twice. A night that is older than a case's last
step, or not sound, changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from model.case import WITH_UNIT, Case, CaseState
from model.case_steps import MONITOR, found_fixed, found_unfixed, withdraw
from model.finding import Finding, Verdict, fingerprint
from model.night import NightFacts
from model.review import Decision, Review
from store.cases import CaseStore
from store.database import Database
from store.site_plan import visit_of

BY_REVIEW = "复核驳回："
"""How the reason of a case begins that a review withdrew."""
_ELSEWHERE = frozenset({Verdict.SUSPECT, Verdict.NOT_JUDGED, Verdict.CRASHED})


@dataclass(frozen=True, slots=True)
class Seen:
    """What one night says of every subject, by fingerprint."""

    failing: Mapping[str, Finding]
    verdicts: Mapping[str, frozenset[Verdict]]
    checks: frozenset[str]  # that could be run on the site at all

    def gone(self, case: Case) -> bool:
        """Whether the night looked at this very thing, or at its whole kind, and saw no fault."""
        if case.fingerprint in self.failing:
            return False
        verdicts = self.verdicts.get(case.fingerprint)
        if verdicts is not None:
            # Not applicable alone (an exemption, say) is no fix: a person decides.
            return Verdict.OK in verdicts and not verdicts & _ELSEWHERE
        return case.check in self.checks


def wanted_of(db: Database, site_code: str) -> tuple[str, ...]:
    """Return the addresses a night must look at: those of cases that are with their units."""
    cases = (case for case in CaseStore(db).of_site(site_code) if case.state in WITH_UNIT)
    return tuple(sorted({case.address for case in cases if case.address}))


def follow_night(
    db: Database, facts: NightFacts, at: datetime, site_file: Path | None = None
) -> tuple[Case, ...]:
    """Bring one site's cases up to date with its judged night; return those that changed.

    An address that stood unasked in this night (`site_file` holds the plan) decides nothing.
    """
    if not facts.soundness.sound:
        return ()
    store, seen, night_on = CaseStore(db), seen_in(facts), facts.night_on
    reviews = facts.judgement.reviews.items()
    rejected = {mark: r for mark, r in reviews if r.decision is Decision.REJECTED}
    changed: list[Case] = []
    cases = store.of_site(facts.site.code)
    for case in (c for c in cases if c.is_open and c.fingerprint in rejected):
        review = rejected[case.fingerprint]
        changed.append(_withdrawn(store, case, review, facts, at))
    for case in (c for c in cases if c.is_open and _before(c, facts)):
        if case.fingerprint in rejected:
            continue
        if seen.gone(case):
            act, step = "case.fixed", partial(found_fixed, night_on=night_on)
        elif case.fingerprint in seen.failing and case.state is CaseState.ANSWERED:
            act, step = "case.unfixed", partial(found_unfixed, night_on=night_on)
        else:
            continue
        if not _looked_tonight(case, site_file, night_on):
            continue
        changed.append(store.step(case.id, at, MONITOR, act, step))
    latest = {case.fingerprint: case for case in cases}
    for mark, finding in sorted(seen.failing.items()):
        last = latest.get(mark)
        unit = finding.unit or facts.site.unit
        if last is None or (not last.is_open and _reopens(last, facts)):
            changed.append(store.open(facts.site.code, finding, unit, night_on, at, MONITOR))
    return tuple(changed)


def seen_in(facts: NightFacts) -> Seen:
    """Collect what a judged night says of every subject."""
    code, judgement = facts.site.code, facts.judgement
    verdicts: dict[str, set[Verdict]] = {}
    for run in judgement.runs:
        for subject, verdict in run.subjects.items():
            verdicts.setdefault(fingerprint(code, run.check, subject), set()).add(verdict)
    for finding in judgement.findings:
        verdicts.setdefault(finding.fingerprint(code), set()).add(finding.verdict)
    # A check that cannot run at all says so of the home page (checks/runner.py).
    blind = {r.check for r in judgement.runs if r.subjects.get(facts.site.home_url) in _ELSEWHERE}
    return Seen(
        failing={f.fingerprint(code): f for f in judgement.findings if f.verdict is Verdict.FAIL},
        verdicts={mark: frozenset(found) for mark, found in verdicts.items()},
        checks=frozenset(run.check for run in judgement.runs) - blind,
    )


def _looked_tonight(case: Case, site_file: Path | None, night_on: date) -> bool:
    if site_file is None or not case.address:
        return True
    visit = visit_of(site_file, case.address)
    return visit is None or visit.looked_on == night_on


def _before(case: Case, facts: NightFacts) -> bool:
    """Whether the night was after everything the case already rests on."""
    marks = [case.found_on, case.checked_on, case.answered_on]
    if case.state is CaseState.ANSWERED:
        # The unit wrote during a day; only a later night can have seen what it did.
        return case.answered_on is not None and case.answered_on < facts.night_on
    return all(day is None or day < facts.night_on for day in marks)


def _withdrawn(
    store: CaseStore, case: Case, review: Review, facts: NightFacts, at: datetime
) -> Case:
    """Withdraw a case by the word of whoever rejected its finding."""
    reason = f"{BY_REVIEW}{review.reason}"
    step = partial(withdraw, on=facts.night_on, who=review.who, reason=reason)
    return store.step(case.id, at, review.who, "case.withdrawn", step)


def _reopens(last: Case, facts: NightFacts) -> bool:
    """Whether a closed problem has returned.

    What a person withdrew stays withdrawn; what a review took out returns when the review no
    longer holds: it was undone, it ended, or the evidence is another.
    """
    if last.closed_on is None:
        return False
    if last.state is CaseState.WITHDRAWN and not last.reason.startswith(BY_REVIEW):
        return False
    return last.closed_on < facts.night_on
