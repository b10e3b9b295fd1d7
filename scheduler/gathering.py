"""Gathering 汇总: a stored night of all sites, with the cases and what came before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from checks.rulebook_file import load_rulebook
from checks.unit_scoring import unit_scores
from model.estate import ESTATE_CODE
from model.finding import Verdict
from model.night import NightFacts
from model.period import RoundFacts, TrendPoint
from model.period_count import count_round
from scheduler.notices import to_circulate
from scheduler.stored import stored_nights
from scheduler.workspace import Workspace
from store.cases import CaseStore
from store.database import Database
from store.findings import FindingStore
from store.nights import NightStore

TREND_NIGHTS = 31
"""How many nights a trend shows."""
UNIT_RULEBOOK = "unit-performance"


def gather_round(workspace: Workspace, db: Database, night_on: date | None) -> RoundFacts:
    """Return the facts of a stored night, the newest if none is named.

    Cases are as they stand now, of an older night as they stood before the next one; the rates
    are those of the night's month. Raises SnapshotMissing when there is no such night.
    """
    _, nights = stored_nights(workspace, db, night_on)
    return round_of(workspace, db, nights)


def round_of(workspace: Workspace, db: Database, nights: Sequence[NightFacts]) -> RoundFacts:
    """Return the facts of nights that are already judged."""
    on = nights[0].night_on
    following = NightStore(db).next_after(on)
    until = following - timedelta(days=1) if following else None
    cases = CaseStore(db).as_of(until) if until else CaseStore(db).all()
    book = load_rulebook(UNIT_RULEBOOK)
    after_days = workspace.settings.letters.circulate_after_days
    return count_round(
        nights,
        cases,
        unit_scores(book, [facts.judgement for facts in nights], cases, on),
        unit_rulebook=book,
        site_trends={facts.site.code: _trend(db, facts) for facts in nights},
        to_circulate=to_circulate(cases, on, after_days),
        told=_of_domains(db, on),
        cases_until_on=until,
    )


def _of_domains(db: Database, on: date) -> dict[str, str]:
    """Return what the round of the domain inventory by that night said, by fingerprint."""
    store = FindingStore(db)
    latest = store.last_recorded(ESTATE_CODE, on + timedelta(days=1))
    found = store.on(ESTATE_CODE, latest) if latest else {}
    return {mark: f.message for mark, f in found.items() if f.verdict is Verdict.FAIL}


def _trend(db: Database, facts: NightFacts) -> tuple[TrendPoint, ...]:
    """Return the site's points of the last nights; this night's as it was judged just now."""
    rows = NightStore(db).judgements_until(
        facts.site.code, facts.night_on, facts.rulebook.id, TREND_NIGHTS
    )
    before = [TrendPoint(row.night_on, row.points) for row in rows if row.night_on < facts.night_on]
    return (*before, TrendPoint(facts.night_on, facts.judgement.score.points))
