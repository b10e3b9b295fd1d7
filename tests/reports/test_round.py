"""The documents about units and rounds: counted right, hostile text harmless, same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from model.adoption import Adoption
from model.case import Case, CaseStage, CaseState
from model.finding import Finding, Verdict
from model.period import RoundFacts, TrendPoint
from model.period_count import count_round, open_at, well_run
from model.score import Grade, UnitRate, UnitScore
from reports import charts, round_summary, unit_page
from tests.reports.sample import NIGHT_ON, PRINTED_AT, SITE, TITLES, night_facts, score
from tests.reports.test_site_report import Elements

ATTACK = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}\u202e"
UNIT = "清河区教育局"
HREFS = {SITE.code: "../site/report.html"}


def case(number: int, **changed: object) -> Case:
    fields: dict[str, object] = {
        "id": number,
        "site_code": SITE.code,
        "fingerprint": f"{number:016x}",
        "round": 1,
        "check": "link_dead",
        "subject": "http://a.example/x",
        "message": "链接失效",
        "column": "首页 > 通知公告",
        "unit": UNIT,
        "state": CaseState.SENT,
        "found_on": NIGHT_ON - timedelta(days=9),
        "confirmed_on": NIGHT_ON - timedelta(days=8),
        "sent_on": NIGHT_ON - timedelta(days=8),
        "deadline_on": NIGHT_ON - timedelta(days=1),
    }
    return Case(**(fields | changed))  # type: ignore[arg-type]


def unit_score(unit: str = UNIT, due: int = 2, on_time: int = 1) -> UnitScore:
    rate = UnitRate(unit=unit, due=due, on_time=on_time, stale=due - on_time)
    return UnitScore(unit=unit, points=Decimal(80), coverage=Decimal(1), unverified=True, rate=rate)


def round_(*cases: Case, findings: tuple[Finding, ...] = (), **changed: object) -> RoundFacts:
    adopted = changed.pop("adopted", None)
    night = night_facts(**changed)
    judgement = replace(night.judgement, findings=findings, adopted=adopted)
    night = replace(night, judgement=judgement)
    before = TrendPoint(NIGHT_ON - timedelta(days=1), Decimal("88.5"))
    return count_round(
        [night],
        cases,
        [unit_score()],
        unit_rulebook=replace(night.rulebook, title="责任单位网站工作绩效评分"),
        site_trends={SITE.code: (before, TrendPoint(NIGHT_ON, Decimal("87.5")))},
        to_circulate=cases[:1],
    )


def unit_text(facts: RoundFacts) -> str:
    return unit_page.render(
        facts, facts.units[0], printed_at=PRINTED_AT, titles=TITLES, hrefs=HREFS
    )


def round_text(facts: RoundFacts) -> str:
    return round_summary.render(
        facts,
        printed_at=PRINTED_AT,
        titles=TITLES,
        site_hrefs=HREFS,
        unit_hrefs={UNIT: "units/001.html"},
        book="round.xlsx",
    )


def test_only_confirmed_cases_are_held_to_a_unit() -> None:
    facts = round_(case(1), case(2, state=CaseState.FOUND, confirmed_on=None, sent_on=None))
    (unit,) = facts.units
    assert [c.id for c in unit.open_cases] == [1]
    assert (unit.unconfirmed, unit.overdue) == (1, 1)
    assert (facts.open_cases, facts.unconfirmed, facts.overdue) == (1, 1, 1)
    assert "逾期1天" in unit_text(facts)
    assert "另有1项问题待人工确认，确认前不转办" in unit_text(facts)


def test_a_case_says_how_far_it_went_and_that_it_returned() -> None:
    pressed = {"stage": CaseStage.SUPERVISED, "supervised_on": NIGHT_ON}
    said = unit_text(round_(case(1), case(2, round=2), case(3, round=3, **pressed)))
    assert "整改中（第2次出现）" in said
    assert "整改中（已督办，第3次出现）" in said
    assert said.count("次出现") == 2


def test_a_site_without_conclusion_is_in_neither_part_of_the_pass_rate() -> None:
    judged = night_facts()
    other = replace(judged, judgement=replace(judged.judgement, score=score()))
    for grade, expected in (
        (Grade.PASS, (1, 0, 1)),
        (Grade.FAIL, (0, 1, 1)),
        (Grade.PASS_SO_FAR, (0, 0, 0)),
        (Grade.NOT_JUDGED, (0, 0, 0)),
    ):
        changed = replace(other.judgement, score=replace(score(), grade=grade))
        passes = round_(judgement=changed).passes
        assert (passes.passed, passes.failed, passes.concluded) == expected


def test_nothing_to_count_is_not_applicable() -> None:
    changed = replace(night_facts().judgement, score=replace(score(), grade=Grade.NOT_JUDGED))
    text = round_text(round_(judgement=changed))
    assert "转办率不适用，督办率不适用，办结率不适用，按期办结率不适用。" in text
    assert "<dt>网站合格率</dt><dd>不适用</dd>" in text
    assert "1个网站未判定，不计入" in text


def test_open_problems_are_counted_at_the_end_of_each_day() -> None:
    closed = case(1, state=CaseState.CLOSED, found_on=date(2026, 1, 2), closed_on=date(2026, 1, 4))
    days = [date(2026, 1, day) for day in (1, 2, 3, 4)]
    assert [int(point.value or 0) for point in open_at([closed], days)] == [0, 1, 1, 0]


def test_a_suspect_or_an_unjudged_column_keeps_a_unit_from_the_well_run() -> None:
    facts = round_()
    good = replace(facts.units[0], score=unit_score(due=2, on_time=2), suspects=0)
    assert well_run(good)
    assert not well_run(replace(good, suspects=1))
    assert not well_run(replace(good, score=unit_score(due=0, on_time=0)))
    unsure = replace(unit_score(due=2, on_time=2).rate, not_judged=1)
    assert not well_run(replace(good, score=replace(good.score, rate=unsure)))


def test_hostile_text_stays_text() -> None:
    found = Finding(
        check="link_dead",
        subject="javascript:alert(1)",
        verdict=Verdict.FAIL,
        message=ATTACK,
        unit=UNIT,
        column=ATTACK,
    )
    facts = round_(case(1, message=ATTACK, column=ATTACK), findings=(found,), office=ATTACK)
    for text in (unit_text(facts), round_text(facts)):
        page = Elements(text)
        assert not {"script", "img", "iframe", "form"} & {tag for tag, _ in page.elements}
        assert not any(name.startswith("on") for _, own in page.elements for name in own)
        links = [own.get("href") or "" for tag, own in page.elements if tag == "a"]
        assert not any(link.startswith("javascript") for link in links)
        assert "{{ 7*7 }}" in page.text
        assert "\u202e" not in text


def test_a_hostile_name_in_a_chart_stays_text() -> None:
    facts = replace(round_(), units=(replace(round_().units[0], unit=ATTACK),))
    page = Elements(round_text(facts))
    assert not {"script", "img"} & {tag for tag, _ in page.elements}


def test_same_facts_same_bytes() -> None:
    assert unit_text(round_(case(1))) == unit_text(round_(case(1)))
    assert round_text(round_(case(1), case(2))) == round_text(round_(case(1), case(2)))


def test_every_page_states_what_it_rests_on() -> None:
    for text in (unit_text(round_()), round_text(round_())):
        for said in ("国办秘函〔2019〕19号", "合格线", "已判定占比", "※", "巡检"):
            assert said in text
        assert "打印时间：" in text


def test_a_trend_breaks_where_nothing_was_judged() -> None:
    values = (Decimal(1), Decimal(2), None, Decimal(3), Decimal(4))
    days = [NIGHT_ON + timedelta(days=at) for at in range(5)]
    drawn = charts.trend([TrendPoint(d, v) for d, v in zip(days, values, strict=True)], "分")
    assert len(drawn.lines) == 2
    assert len(drawn.dots) == 4
    assert "未判定" in drawn.spoken
    assert not charts.trend([TrendPoint(NIGHT_ON, Decimal(1))], "分").drawn
    assert not charts.trend([], "分").drawn


def test_a_ranking_puts_what_does_not_apply_last() -> None:
    bars = charts.ranking([("甲", 0, 0), ("乙", 0, 3), ("丙", 3, 3)]).bars
    assert [(bar.name, bar.width) for bar in bars] == [("丙", 340), ("乙", 0), ("甲", 0)]
    assert bars[-1].label == "不适用"


def test_what_was_taken_up_is_printed_where_it_is_known() -> None:
    assert "采用的信息" not in unit_text(round_())
    assert "本年采用" not in round_text(round_())
    one = Adoption(
        unit=UNIT,
        column="首页 > 教育动态",
        title=ATTACK,
        url="http://a.example/1",
        on=NIGHT_ON,
        source="市政府网 > 各区动态",
        source_url="http://city.example/1",
        adopted_on=NIGHT_ON,
    )
    known = round_(adopted=(one, replace(one, unit="别的单位"), one))
    assert "本年被上级网站采用的信息2条：市政府网 &gt; 各区动态2条。" in unit_text(known)
    assert '<td data-label="本年采用" class="n">2</td>' in round_text(known)
    none = unit_text(round_(adopted=()))
    assert "采用的信息0条。" in none
