"""The daemon's daily round 每日域名监测: find out about the names, then judge the inventory."""

from __future__ import annotations

from collections.abc import Callable

from checks.rulebook_file import load_rulebook
from model.clock import Clock
from model.finding import Verdict
from scheduler.domain_child import run_apart
from scheduler.domain_judging import judge_estate, load_estate
from scheduler.domain_round import names_of
from scheduler.workspace import Workspace
from store.domains import DomainStore

NOTHING = "没有可监测的域名"


def watch_domains(place: Workspace, clock: Clock, *, stopping: Callable[[], bool]) -> str:
    """Make a round and judge what was found; return in Chinese what was done.

    An office that keeps neither inventory nor register has nothing to be watched.
    """
    if not _anything(place, clock):
        return NOTHING
    result = run_apart(place.root, clock, stopping)
    said = f"监测 {result.names} 个域名，{result.changed} 项事实有变化"
    db = place.open()
    try:
        if DomainStore(db).all():
            book = load_rulebook(place.settings.rules.domains_rulebook)
            facts = judge_estate(place, db, book, clock.now().replace(microsecond=0))
            verdicts = [finding.verdict for finding in facts.judgement.findings]
            problems, suspects = verdicts.count(Verdict.FAIL), verdicts.count(Verdict.SUSPECT)
            said += f"，发现问题 {problems} 项，疑似 {suspects} 项"
    finally:
        db.close()
    return said


def _anything(place: Workspace, clock: Clock) -> bool:
    db = place.open()
    try:
        return bool(names_of(load_estate(db, clock.now()), place.settings.office.name))
    finally:
        db.close()
