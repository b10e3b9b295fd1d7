"""Judging the inventory 域名清单判定: like a site, under a rulebook of its own, at one moment.

    load      rows, facts, sightings, filings, changes, steps and the register become an Estate
    judge     under `[rules] domains_rulebook`, with what people decided
    record    the findings' history: new, still there, gone, back; the day stands for the night
    follow    整改事项 of the holders: opened, closed, sent back by what was seen

What is not known at the moment decides nothing. May be repeated: the same round twice changes
nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from checks.estate_index import JUDGED
from checks.judge import judge
from model.clock import china_day
from model.domain_fact import FactKind
from model.errors import WatchError
from model.estate import ESTATE_CODE, Estate, estate_site
from model.finding import Verdict
from model.judgement import Judgement
from model.night import NightFacts
from model.rulebook import Rulebook
from model.score import CheckRun
from model.snapshot import Snapshot, Soundness
from scheduler.judging import decided_so_far, out_of_force, record
from scheduler.rectification import follow_night
from scheduler.workspace import Workspace
from store.cases import CaseStore
from store.database import Database, writing
from store.domain_facts import FactStore
from store.domains import DomainStore
from store.register import RegisterStore

_OF_NO_ROW = frozenset({"not_registered"})
"""Checks whose subjects are not rows of the inventory: a name that is entered is mended."""


def load_estate(
    db: Database, at: datetime, kinds: frozenset[FactKind] = frozenset(FactKind)
) -> Estate:
    """Return everything known about the district's domains at a moment, facts of `kinds` alone."""
    store = DomainStore(db)
    return Estate(
        at=at,
        domains=store.all(),
        facts=FactStore(db).newest(at, kinds=sorted(kinds)),
        kinds=kinds,
        sightings=store.sightings(),
        filings=store.filings(),
        changes=tuple(change for change in store.changes() if change.at <= at),
        steps=store.steps(),
        register=RegisterStore(db).load(),
    )


def estate_snapshot(estate: Estate, office: str) -> Snapshot:
    """Return the inventory as what one night saw of a site; the round's day is the night."""
    return Snapshot(
        site=estate_site(office),
        night_on=china_day(estate.at),
        observed_at=estate.at,
        soundness=Soundness(sound=True),
        pages={},
        estate=estate,
    )


def judge_estate(place: Workspace, db: Database, rulebook: Rulebook, at: datetime) -> NightFacts:
    """Judge the inventory at a moment, keep what came out, bring the cases up to date.

    Raises WatchError where there is no inventory, or where the rulebook is for something else.
    """
    estate = load_estate(db, at, JUDGED)
    if not estate.domains:
        raise WatchError(
            "域名清单还是空的，请先用 xunjian domains export 写出空表，填好后用 import 导入"
        )
    if not rulebook.unscored:
        raise WatchError(
            f"指标体系 {rulebook.id} 不是域名管理的要求（[scoring] 应写 total = 0），"
            f"请改正 [rules] domains_rulebook"
        )
    office = place.settings.office
    snapshot = estate_snapshot(estate, office.name)
    judgement = judge(snapshot, rulebook, reviews=decided_so_far(db).reviews)
    with writing(db):
        change = record(db, snapshot, rulebook, judgement, at)
        facts = NightFacts(
            site=snapshot.site,
            night_on=snapshot.night_on,
            observed_at=at,
            rulebook=rulebook,
            judgement=judgement,
            soundness=snapshot.soundness,
            pages=0,
            fetched=0,
            links=0,
            standings=change.standings,
            first_seen=change.first_seen,
            gone=change.gone,
            previous_night_on=change.previous_night_on,
            district=office.district,
            office=office.name,
            notices=out_of_force(rulebook, snapshot.night_on),
        )
        follow_night(db, replace(facts, judgement=_with_lost_rows(db, estate, judgement)), at)
    return facts


def _with_lost_rows(db: Database, estate: Estate, judgement: Judgement) -> Judgement:
    """Say of open cases whose row was taken out that no rule applies any more.

    Taking a name out of the inventory mends nothing: such a case waits for a person.
    """
    names = {domain.name for domain in estate.domains}
    lost = [
        case
        for case in CaseStore(db).of_site(ESTATE_CODE)
        if case.is_open and case.check not in _OF_NO_ROW and case.subject not in names
    ]
    runs = tuple(
        CheckRun(
            indicator="",
            check=case.check,
            subjects={case.subject: Verdict.NOT_APPLICABLE},
            findings=(),
        )
        for case in lost
    )
    return replace(judgement, runs=(*judgement.runs, *runs))
