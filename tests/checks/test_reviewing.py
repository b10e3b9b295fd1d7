"""Reviews in judging: a decision counts, and only as long as it is about what is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from checks.judge import judge
from checks.reviewing import evidence_digest
from checks.rulebook_file import load_rulebook
from model.fetch import FetchOutcome
from model.finding import Finding, Place, Verdict
from model.judgement import ColumnState, Judgement
from model.page import LinkKind
from model.review import Decision, Reach, Review, matter_of
from model.score import Step
from model.snapshot import Snapshot, Target
from tests.checks.snapshots import HOME, SITE, column, list_page, snapshot

BOOK = load_rulebook("check-2019")
NIGHT = date(2019, 7, 1)
AT = datetime(2019, 7, 1, 2, tzinfo=UTC)
NEWS, GONE, SOFT = f"{HOME}xwzx/", f"{HOME}gone.html", f"{HOME}soft.html"


def target(url: str, outcome: FetchOutcome, **more: Any) -> Target:
    return Target(
        url=url,
        kind=LinkKind.PAGE,
        outcome=outcome,
        status=more.pop("status", 404),
        confirmed=True,
        places=(Place(HOME, "链接", "other"),),
        **{"failed_nights": 3, **more},
    )


def seen(**more: Any) -> Snapshot:
    """Return a night with one dead link, one doubtful one and one stale column."""
    inferred = more.pop("inferred", True)
    return snapshot(
        list_page(HOME, "2019-06-30"),
        list_page(NEWS, more.pop("newest", "2019-06-10")),
        night_on=more.pop("night_on", NIGHT),
        columns=(column(NEWS, path="首页 > 新闻", inferred=inferred),),
        targets={
            GONE: target(GONE, FetchOutcome.NOT_FOUND, **more),
            SOFT: target(SOFT, FetchOutcome.SOFT_404, status=200),
        },
    )


def judged(night: Snapshot, *reviews: Review) -> Judgement:
    return judge(night, BOOK, reviews=reviews)


def of(result: Judgement, subject: str, check: str = "link_dead") -> Finding:
    """Return a finding as the program found it, whatever a person said of it."""
    everything = (*result.confirmed, *result.rejected, *result.findings)
    return next(f for f in everything if (f.check, f.subject) == (check, subject))


def step(result: Judgement, row: str) -> Step:
    return next(s for s in result.score.steps if s.indicator == row)


def review(finding: Finding, decision: Decision, **more: Any) -> Review:
    return Review(
        **{
            "id": 1,
            "decision": decision,
            "reach": Reach.ONCE,
            "site_code": SITE.code,
            "fingerprint": finding.fingerprint(SITE.code),
            "check": finding.check,
            "matter": matter_of(finding),
            "digest": evidence_digest(finding),
            "message": finding.message,
            "reason": "对方服务器当晚维护",
            "who": "王某",
            "at": AT,
            "from_on": NIGHT,
            **more,
        }
    )


def test_a_rejected_finding_costs_nothing_and_stays_visible() -> None:
    before = judged(seen())
    assert step(before, "d19.fn.links").lost == 1
    said = review(of(before, GONE), Decision.REJECTED)
    after = judged(seen(), said)
    assert step(after, "d19.fn.links").lost == 0
    assert "1个经人工复核不成立，不计" in step(after, "d19.fn.links").text
    assert [(f.subject, f.verdict) for f in after.rejected] == [(GONE, Verdict.FAIL)]
    assert GONE not in {f.subject for f in after.findings}
    assert after.reviews == {said.fingerprint: said}


def test_a_confirmed_suspicion_counts() -> None:
    before = judged(seen())
    assert of(before, SOFT).verdict is Verdict.SUSPECT
    after = judged(seen(), review(of(before, SOFT), Decision.CONFIRMED))
    assert step(after, "d19.fn.links").lost == 2
    certain = next(f for f in after.findings if f.subject == SOFT)
    assert certain.verdict is Verdict.FAIL
    assert after.confirmed == (of(before, SOFT),)


@pytest.mark.parametrize(
    ("later", "returns"),
    [
        ({"night_on": NIGHT + timedelta(days=1), "failed_nights": 4, "tries": 9}, False),
        ({"status": 410}, False),
        ({"night_on": NIGHT - timedelta(days=1)}, True),
    ],
)
def test_a_rejection_holds_for_later_nights_until_the_evidence_changes(
    later: dict[str, Any], returns: bool
) -> None:
    said = review(of(judged(seen()), GONE), Decision.REJECTED)
    after = judged(seen(**later), said)
    assert (not after.rejected) is returns


def test_changed_evidence_returns_here_only_where_the_review_was_for_once() -> None:
    said = review(of(judged(seen()), GONE), Decision.REJECTED)
    changed = seen()
    refused = target(GONE, FetchOutcome.REFUSED, status=None)
    changed = replace(changed, targets={**changed.targets, GONE: refused})
    assert judged(changed, said).rejected == ()
    here = replace(said, reach=Reach.HERE, until_on=NIGHT)
    assert [f.subject for f in judged(changed, here).rejected] == [GONE]
    tomorrow = replace(changed, night_on=NIGHT + timedelta(days=1))
    assert judged(tomorrow, here).rejected == ()


def test_everywhere_is_the_same_matter_on_another_site() -> None:
    said = review(of(judged(seen()), GONE), Decision.REJECTED, reach=Reach.EVERYWHERE)
    other = seen()
    other = replace(other, site=replace(other.site, code="4201990002"))
    assert [f.subject for f in judged(other, said).rejected] == [GONE]
    assert judged(other, replace(said, reach=Reach.HERE)).rejected == ()
    assert judged(other, replace(said, check="other_check")).rejected == ()


def test_the_latest_holds_and_a_word_about_this_very_finding_before_a_general_one() -> None:
    found = of(judged(seen()), GONE)
    no = review(found, Decision.REJECTED, id=1)
    yes = review(found, Decision.CONFIRMED, id=2)
    general = review(found, Decision.REJECTED, id=3, reach=Reach.EVERYWHERE)
    assert judged(seen(), no, yes).rejected == ()
    assert judged(seen(), yes, no).rejected == ()
    assert judged(seen(), no, yes, general).rejected == ()
    undone = replace(yes, undone_at=AT, undone_by="王某")
    assert len(judged(seen(), no, undone).rejected) == 1


def state(result: Judgement) -> ColumnState:
    return result.columns[0]


def test_a_confirmed_column_goes_into_rates_and_letters() -> None:
    before = judged(seen())
    assert state(before).verdict is Verdict.SUSPECT
    found = of(before, NEWS, "column_stale")
    after = judged(seen(), review(found, Decision.CONFIRMED, reason="已电话核实"))
    assert (state(after).verdict, state(after).column.inferred) == (Verdict.FAIL, False)
    assert state(after).reason.endswith("（王某复核确认：已电话核实）")
    assert after.score.units[0].stale == 1
    moved = judged(seen(newest="2019-06-11"), review(found, Decision.CONFIRMED))
    assert state(moved).verdict is Verdict.SUSPECT


def test_a_column_late_by_mistake_is_on_time_and_due_on_no_day() -> None:
    before = judged(seen(inferred=False))
    assert state(before).verdict is Verdict.FAIL
    found = of(before, NEWS, "column_stale")
    after = judged(seen(inferred=False), review(found, Decision.REJECTED))
    assert (state(after).verdict, state(after).deadline_on) == (Verdict.OK, None)
    rate = next(unit for unit in after.score.units if unit.due)
    assert (rate.on_time, rate.due) == (1, 1)


def test_numbers_and_what_moves_by_itself_are_no_change() -> None:
    one = Finding(
        check="column_stale",
        subject=NEWS,
        verdict=Verdict.FAIL,
        message="甲",
        evidence={"idle_days": 3, "inside_from": "2019-06-17", "newest": "2019-06-10"},
    )
    moved = {"idle_days": 4, "inside_from": "2019-06-18", "newest": "2019-06-10"}
    assert evidence_digest(one) == evidence_digest(replace(one, evidence=moved, message="乙"))
    changed = {**moved, "newest": "2019-06-11"}
    assert evidence_digest(one) != evidence_digest(replace(one, evidence=changed))
    assert evidence_digest(one) != evidence_digest(replace(one, verdict=Verdict.SUSPECT))
