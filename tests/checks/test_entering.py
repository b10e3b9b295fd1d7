"""Staff's entries in a score: they join a row, never take back what is certain, never guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from checks.rulebook_file import load_rulebook
from checks.scoring import score
from model.entry import Entry, EntryResult, holding
from model.finding import Verdict
from model.rulebook import Binding, Kind
from model.score import CheckRun, Grade, Score
from tests.checks.snapshots import SITE
from tests.checks.test_scoring import F, K, N, S, book, row, run, step

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
GOOD, PROBLEM = EntryResult.GOOD, EntryResult.PROBLEM
STAFF = row("staff", points=10, checkable="S")
PART = row("part", points=6, checks=(Binding(check="link_dead"),), each={"": Decimal(1)})
REST = row("rest", points=84)
VETO = row("v", Kind.VETO, checkable="S")
BONUS = row("b", Kind.BONUS, points=30)


def entry(indicator: str, result: EntryResult, points: str | None = None, **more: Any) -> Entry:
    return Entry(
        **{
            "id": 7,
            "site_code": SITE.code,
            "indicator": indicator,
            "result": result,
            "points": None if points is None else Decimal(points),
            "text": "已核查",
            "proof": "核查记录第3页",
            "who": "李某",
            "at": AT,
            "from_on": date(2026, 3, 1),
            "until_on": date(2026, 6, 1),
            **more,
        }
    )


def scored(*runs: CheckRun, entries: tuple[Entry, ...] = (), **more: Any) -> Score:
    rulebook = more.pop("rulebook", book(VETO, STAFF, PART, REST, BONUS))
    entered = {each.indicator: each for each in entries}
    return score(rulebook, runs, site=SITE, columns=(), entries=entered, **more)


def test_a_problem_costs_what_was_entered_and_says_who_found_it() -> None:
    result = scored(run("rest", a=K), entries=(entry("staff", PROBLEM, "2.5"),))
    charged = step(result, "staff")
    assert (charged.verdict, charged.lost, charged.judged_share) == (F, Decimal("2.5"), 1)
    said = "认定有问题，扣2.5分：已核查（李某2026年3月2日录入，依据：核查记录第3页）"
    assert charged.text == said
    assert charged.entry == 7
    assert result.points == Decimal("97.5")


def test_no_entry_costs_nothing_and_is_not_judged() -> None:
    result = scored(run("rest", a=K))
    assert (step(result, "staff").verdict, step(result, "staff").lost) == (N, 0)
    assert result.coverage == Decimal("0.84")
    assert scored(run("rest", a=K), entries=(entry("staff", GOOD),)).coverage == Decimal("0.94")


def test_an_entry_joins_what_the_program_found_up_to_the_cap() -> None:
    found = run("part", a=F, b=F)
    some = scored(found, run("rest", a=K), entries=(entry("part", PROBLEM, "3"),))
    assert step(some, "part").lost == 5
    assert step(some, "part").text.startswith(
        "发现2个问题（其他页面2个），扣2分；认定有问题，扣3分："
    )
    most = scored(found, run("rest", a=K), entries=(entry("part", PROBLEM, "6"),))
    assert step(most, "part").lost == 6


def test_an_entry_takes_back_nothing_that_is_certain_or_doubtful() -> None:
    good = (entry("part", GOOD),)
    certain = step(scored(run("part", a=F), run("rest", a=K), entries=good), "part")
    assert (certain.verdict, certain.lost) == (F, 1)
    doubtful = step(scored(run("part", a=S, b=K), entries=good), "part")
    assert (doubtful.verdict, doubtful.judged_share) == (S, Decimal("0.5"))
    unseen = step(scored(run("part", a=N), run("rest", a=K), entries=good), "part")
    assert (unseen.verdict, unseen.judged_share) == (K, 1)


def test_a_veto_found_by_staff_fails_the_site() -> None:
    result = scored(run("rest", a=K), entries=(entry("v", PROBLEM),))
    assert (result.grade, result.vetoes, result.points) == (Grade.FAIL, ("指标v",), None)
    cleared = scored(run("rest", a=K), entries=(entry("v", GOOD),))
    assert step(cleared, "v").verdict is K


def test_entries_alone_judge_no_night() -> None:
    unsound = scored(run("rest", a=N), entries=(entry("staff", GOOD),))
    assert (unsound.grade, unsound.points) == (Grade.NOT_JUDGED, None)


def test_bonus_counts_above_the_mark_up_to_both_caps() -> None:
    ten = (entry("b", EntryResult.BONUS, "10"),)
    result = scored(run("rest", a=K), run("part", a=K), entries=ten)
    assert (result.deduction_points, result.bonus, result.points) == (100, 10, 110)
    at_mark = scored(
        run("rest", a=K),
        run("x", a=F),
        entries=ten,
        rulebook=book(row("x", points=20), _REST, BONUS),
    )
    assert (at_mark.deduction_points, at_mark.bonus) == (80, 0)
    assert "已录入" in step(at_mark, "b").text
    two = book(row("rest", points=100), BONUS, row("c", Kind.BONUS, points=30))
    both = (entry("b", EntryResult.BONUS, "20"), entry("c", EntryResult.BONUS, "20"))
    assert scored(run("rest", a=K), entries=both, rulebook=two).points == 130


_REST = row("rest", points=80)


def test_the_pass_is_decided_by_the_deduction_part() -> None:
    rulebook = book(row("x", points=15), row("rest", points=85), BONUS)
    runs = (run("x", a=F), run("rest", a=K))
    ten = (entry("b", EntryResult.BONUS, "10"),)
    result = scored(*runs, entries=ten, rulebook=rulebook, pass_mark=Decimal(90))
    assert (result.points, result.grade) == (95, Grade.FAIL)


def test_without_services_the_other_75_points_are_converted() -> None:
    national = load_rulebook("check-2019")
    none = (entry("办事服务", EntryResult.NOT_APPLICABLE),)
    runs = (run("d19.fn.links", home1=F, home2=F, home3=F),)
    result = scored(*runs, entries=none, rulebook=national)
    assert result.points == Decimal("96.00")  # (75 - 3) * 4 / 3
    services = [s for s in result.steps if s.group == "办事服务"]
    assert {s.verdict for s in services} == {Verdict.NOT_APPLICABLE}
    assert "“办事服务”不适用，其余指标按比例折算" in services[0].text
    assert scored(*runs, rulebook=national).points == 97
    refused = (entry("功能设计", EntryResult.NOT_APPLICABLE),)
    assert scored(*runs, entries=refused, rulebook=national).points == 97


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 6, 1), True),
        (date(2026, 6, 2), False),
    ],
)
def test_an_entry_counts_on_its_days(day: date, counts: bool) -> None:
    assert bool(holding([entry("staff", GOOD)], SITE.code, day)) is counts


def test_the_latest_entry_that_was_not_withdrawn_counts() -> None:
    one, two = entry("staff", GOOD, id=1), entry("staff", PROBLEM, "1", id=2)
    day = date(2026, 4, 1)
    assert holding([two, one], SITE.code, day) == {"staff": two}
    withdrawn = replace(two, withdrawn_at=AT)
    assert holding([withdrawn, one], SITE.code, day) == {"staff": one}
    assert holding([one, two], "4201990002", day) == {}
