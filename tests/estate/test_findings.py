"""A whole round over the estate: collected over loopback, stored, judged; findings equal truth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from checks.rulebook_file import load_rulebook
from model.clock import FixedClock, SystemClock
from model.domain_fact import FactKind
from model.estate import Source
from model.finding import Verdict
from model.settings import commented_settings
from scheduler.domain_judging import judge_estate
from scheduler.domain_round import RoundResult, run_round
from scheduler.workspace import Workspace, open_workspace
from store.domain_facts import FactStore
from store.domains import DomainStore
from tests.estate.entry import FACTS
from tests.estate.estate import Estate, estate, has_ipv6
from tests.estate.papers import file_papers

NOW = SystemClock().now().replace(microsecond=0)
CLOCK = FixedClock(NOW)
LET_PASS = {"not_registered": Verdict.NOT_APPLICABLE}
"""What is said of a subject in order where it is not OK: a stranger's name is nobody's to list."""
BOOK = load_rulebook("domains-2018")

pytestmark = pytest.mark.skipif(not has_ipv6(), reason="the truth is written for both families")


@pytest.fixture(scope="module")
def round_(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Estate, Workspace, RoundResult]]:
    root = tmp_path_factory.mktemp("office")
    (root / "xunjian.toml").write_text(commented_settings(), encoding="utf-8")
    place = open_workspace(root)
    with estate(tmp_path_factory.mktemp("estate"), NOW) as running:
        db = place.open()
        file_papers(db, running.domains, NOW)
        db.close()
        yield running, place, run_round(place, CLOCK, order=running.order())


def test_findings_equal_the_truth(round_: tuple[Estate, Workspace, RoundResult]) -> None:
    running, place, _ = round_
    db = place.open()
    facts = judge_estate(place, db, BOOK, NOW)
    db.close()
    certain = (Verdict.FAIL, Verdict.SUSPECT)
    found = {
        (f.check, f.subject): f.verdict for f in facts.judgement.findings if f.verdict in certain
    }
    assert found == running.findings
    assert not [f for f in facts.judgement.findings if f.verdict is Verdict.CRASHED]


def test_every_check_of_the_rulebook_finds_something(
    round_: tuple[Estate, Workspace, RoundResult],
) -> None:
    running, _, _ = round_
    shown = {check for check, _ in running.findings}
    assert shown == {each.check for row in BOOK.indicators for each in row.checks}


def test_every_check_also_finds_something_in_order(
    round_: tuple[Estate, Workspace, RoundResult],
) -> None:
    _, place, _ = round_
    db = place.open()
    runs = judge_estate(place, db, BOOK, NOW).judgement.runs
    db.close()
    good = {
        run.check for run in runs if LET_PASS.get(run.check, Verdict.OK) in run.subjects.values()
    }
    assert {run.check for run in runs} - good == set()


def test_names_of_certificates_and_redirects_are_noted(
    round_: tuple[Estate, Workspace, RoundResult],
) -> None:
    _, place, result = round_
    db = place.open()
    met = {(s.name, s.source, s.detail) for s in DomainStore(db).sightings()}
    db.close()
    assert ("oa.jinhu.gov.cn", Source.CERTIFICATE, "www.jinhu.gov.cn") in met
    assert ("xinban.lishui.gov.cn", Source.REDIRECT, "www.lishuiqu.gov.cn") in met
    assert ("www.shop.example", Source.REDIRECT, "www.puxi.gov.cn") in met
    assert not [name for name, _, _ in met if name == "www.other.example"], "a stranger's name"
    assert result.met == len(met)


def test_a_later_round_goes_on_from_what_stood(
    round_: tuple[Estate, Workspace, RoundResult],
) -> None:
    running, place, first = round_
    names = {domain.name for domain in running.domains}
    before = _spans(place, names)
    again = run_round(place, FixedClock(NOW + timedelta(hours=1)), order=running.order())
    assert _spans(place, names) == before, "the same answers are no change"
    new = again.names - first.names
    assert new == 2, "the two names that were met in the first round"
    assert again.changed == new * len(FACTS)
    assert again.met == 0


def _spans(place: Workspace, names: set[str]) -> set[tuple[str, FactKind, object, str, datetime]]:
    db = place.open()
    try:
        return {
            (name, span.fact.kind, span.fact.values, span.fact.why, span.since)
            for name in names
            for span in FactStore(db).history(name)
        }
    finally:
        db.close()
