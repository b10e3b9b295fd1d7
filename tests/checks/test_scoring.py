"""Scoring by example: vetoes, caps, weights, scope, coverage and the words of the steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checks.rulebook_file import load_rulebook
from checks.scoring import score
from model.finding import Finding, Verdict
from model.judgement import ColumnState
from model.rulebook import Binding, Indicator, Kind, Rulebook
from model.score import CheckRun, Grade, Score, Step
from model.site import SiteKind
from tests.checks.snapshots import SITE, column

F, S, K, N, A = (
    Verdict.FAIL,
    Verdict.SUSPECT,
    Verdict.OK,
    Verdict.NOT_JUDGED,
    Verdict.NOT_APPLICABLE,
)


def row(id_: str, kind: Kind = Kind.DEDUCTION, **more: Any) -> Indicator:
    if isinstance(more.get("points"), int):
        more["points"] = Decimal(more["points"])
    return Indicator(
        **{
            "id": id_,
            "name": f"指标{id_}",
            "group": "组",
            "kind": kind,
            "source": "文件",
            "verified": True,
            "checkable": "F",
            "scope": ("site",),
            **more,
        }
    )


def book(*rows: Indicator, total: int | None = 100) -> Rulebook:
    return Rulebook(
        id="x",
        title="试",
        document="试",
        valid_from=date(2018, 1, 1),
        valid_to=None,
        pass_mark=Decimal(60),
        bonus_mark=Decimal(80),
        bonus_cap=Decimal(30),
        total=None if total is None else Decimal(total),
        indicators=rows,
        digest="0",
    )


def run(indicator: str, check: str = "link_dead", /, **subjects: Verdict) -> CheckRun:
    """Return a run; a subject named `home…` weighs as on the home page."""
    return CheckRun(
        indicator=indicator,
        check=check,
        subjects=subjects,
        findings=tuple(
            Finding(
                check=check,
                subject=name,
                verdict=verdict,
                message="有问题",
                weight="home" if name.startswith("home") else "other",
                unit="区政府办公室",
            )
            for name, verdict in subjects.items()
            if verdict in (F, S, N)
        ),
    )


def scored(
    rulebook: Rulebook, *runs: CheckRun, columns: tuple[str, ...] = (), **more: Any
) -> Score:
    states = tuple(
        ColumnState(column=column(url), unit="甲", verdict=K, reason="") for url in columns
    )
    return score(rulebook, runs, **{"site": SITE, "columns": states, **more})


def step(result: Score, id_: str) -> Step:
    return next(s for s in result.steps if s.indicator == id_)


VETO = row("v", Kind.VETO, fails_from=2)
LINKS = row(
    "links",
    points=6,
    each={"home": Decimal(1), "other": Decimal("0.1")},
    checks=(Binding(check="link_dead"),),
)
REST = row("rest", points=94)


@pytest.mark.parametrize(
    ("verdicts", "wanted", "grade"),
    [
        ({"a": F, "b": F}, F, Grade.FAIL),
        ({"a": F, "b": K}, K, Grade.PASS_SO_FAR),
        ({"a": F, "b": S}, S, Grade.PASS_SO_FAR),
        ({"a": F, "b": N}, N, Grade.PASS_SO_FAR),
        ({"a": K, "b": N}, K, Grade.PASS_SO_FAR),
        ({"a": A}, N, Grade.PASS_SO_FAR),
    ],
)
def test_a_veto_needs_certain_failures(
    verdicts: dict[str, Verdict], wanted: Verdict, grade: Grade
) -> None:
    result = scored(book(VETO, LINKS, REST), run("v", **verdicts), run("links", z=K))
    assert step(result, "v").verdict is wanted
    assert result.grade is grade


def test_a_veto_takes_the_points_but_keeps_the_calculation() -> None:
    result = scored(book(VETO, LINKS, REST), run("v", a=F, b=F), run("links", homepage=F, z=K))
    assert result.points is None
    assert result.deduction_points == 99
    assert result.vetoes == ("指标v",)
    assert step(result, "v").text == "发现2个，达到2个，触发单项否决"


def test_links_are_charged_by_weight_up_to_the_cap() -> None:
    some = scored(book(LINKS, REST), run("links", home1=F, p1=F, p2=F, ok=K, doubt=S, dark=N))
    assert step(some, "links").lost == Decimal("1.2")
    assert step(some, "links").text == (
        "发现3个问题（首页1个、其他页面2个），扣1.2分；1个疑似问题待人工核实；1个对象未能判定"
    )
    assert some.points == Decimal("98.8")
    many = scored(book(LINKS, REST), run("links", **{f"home{n}": F for n in range(9)}))
    assert step(many, "links").lost == 6
    assert step(many, "links").text.endswith("扣6分（已扣至本项上限）")


def test_a_row_without_weights_costs_all_at_once() -> None:
    result = scored(book(REST, row("x", points=6)), run("x", a=F, b=F))
    assert step(result, "x").lost == 6
    assert result.points == 94


def test_a_cap_below_the_points_holds() -> None:
    capped = row("x", points=6, cap=Decimal(2), each={"": Decimal(1)})
    assert step(scored(book(REST, capped), run("x", a=F, b=F, c=F)), "x").lost == 2


def test_no_column_is_charged_twice() -> None:
    rows = (row("first", points=5), row("later", points=95, each={"": Decimal(1)}))
    result = scored(
        book(*rows),
        run("first", "column_stale", 甲=F, 乙=K),
        run("later", "column_stale", 甲=F, 乙=F, 丙=F),
        columns=("甲", "乙", "丙"),
    )
    assert step(result, "first").lost == 5
    assert step(result, "later").lost == 1
    assert "另有2个栏目归前面的指标判定，不重复扣分" in step(result, "later").text


def test_an_address_that_is_also_a_column_is_still_a_dead_link() -> None:
    rows = (row("first", points=5), row("links", points=95, each={"": Decimal(1)}))
    result = scored(
        book(*rows),
        run("first", "column_stale", 甲=K),
        run("links", "link_dead", 甲=F),
        columns=("甲",),
    )
    assert step(result, "links").lost == 1


def test_only_a_site_judged_in_full_passes() -> None:
    whole = book(row("x", points=30), row("y", points=70))
    judged = (run("x", a=F), run("y", b=K))
    assert scored(whole, *judged).grade is Grade.PASS
    assert scored(whole, run("x", a=F), run("y", b=N)).grade is Grade.PASS_SO_FAR
    unseen = book(VETO, row("x", points=100))
    assert scored(unseen, run("x", a=F)).grade is not Grade.PASS


def test_pass_marks() -> None:
    lossy = book(row("x", points=30), row("y", points=70))
    assert scored(lossy, run("x", a=F)).grade is Grade.PASS_SO_FAR
    assert scored(lossy, run("x", a=F), pass_mark=Decimal(70)).grade is Grade.PASS_SO_FAR
    assert scored(lossy, run("x", a=F), pass_mark=Decimal(80)).grade is Grade.FAIL
    assert scored(lossy, run("x", a=F), pass_mark=Decimal(80)).pass_mark == 80


def test_unknown_weights_give_no_score_but_counts() -> None:
    result = scored(book(VETO, LINKS, total=None), run("v", a=K, b=K), run("links", home1=F, p=F))
    assert result.grade is Grade.NO_VETO_SEEN
    assert result.points is None
    assert result.deduction_points is None
    assert step(result, "links").text == "发现2个问题（首页1个、其他页面1个）"
    assert step(result, "links").lost == 0
    assert result.coverage == 1


def test_nothing_judged_is_no_pass() -> None:
    result = scored(book(VETO, LINKS, REST), run("v", a=N), run("links", a=N))
    assert result.grade is Grade.NOT_JUDGED
    assert result.points is None
    assert result.coverage == 0


def test_coverage_is_pro_rata() -> None:
    result = scored(book(LINKS, REST), run("links", a=K, b=F, c=S, d=N, e=A))
    assert step(result, "links").judged_share == Decimal("0.5")
    assert result.coverage == Decimal("0.03")


def test_bonus_counts_only_above_the_mark() -> None:
    rows = (row("x", points=20), row("y", points=80), row("b", Kind.BONUS, points=30))
    reached = scored(book(*rows), run("x", a=K))
    assert step(reached, "b").verdict is N
    at_the_mark = scored(book(*rows), run("x", a=F))
    assert at_the_mark.points == 80
    assert step(at_the_mark, "b").verdict is A
    assert at_the_mark.bonus == 0


def test_a_department_site_is_only_vetoed() -> None:
    rulebook = load_rulebook("check-2019")
    site = replace(SITE, kind=SiteKind.DEPARTMENT)
    result = scored(rulebook, run("v19.home.idle", a=K), run("d19.fn.links", home1=F), site=site)
    assert result.grade is Grade.NO_VETO_SEEN
    assert result.points is None
    assert step(result, "d19.fn.links").text == "仅适用于门户网站，本站不计"
    portal = scored(rulebook, run("v19.home.idle", a=K), run("d19.fn.links", home1=F))
    assert portal.points == 99
    assert step(portal, "v19.media.idle").verdict is A


def test_an_unverified_figure_that_mattered_is_said() -> None:
    doubtful = replace(LINKS, verified=False)
    assert scored(book(doubtful, REST), run("links", a=K)).unverified
    assert not scored(book(doubtful, REST), run("rest", a=K)).unverified
    assert not scored(book(VETO, doubtful), run("v", a=F, b=F), run("links", a=K)).unverified
    assert scored(book(replace(VETO, verified=False)), run("v", a=F, b=F)).unverified


def test_rows_nobody_judged_say_who_must() -> None:
    staff = row("staff", points=3, checkable="S")
    later = row("later", points=3)
    result = scored(book(staff, later, LINKS), run("links", a=N))
    assert step(result, "staff").text == "须由人工判定，本次没有录入"
    assert step(result, "later").text == "尚无自动检查，须由人工判定"
    assert step(result, "links").text == "未判定：有问题"
    nothing = scored(book(LINKS, REST), run("rest", a=K))
    assert step(nothing, "links").text == "没有可供判定的对象"
    silent = CheckRun(indicator="links", check="link_dead", subjects={"a": N}, findings=())
    assert step(scored(book(LINKS), silent), "links").text == "1个对象都无从核实，未判定"
