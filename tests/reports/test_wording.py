from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from model.fetch import FetchOutcome
from model.finding import Finding, Verdict
from model.page import LinkPosition
from reports import wording


def test_moments_are_told_in_china_time() -> None:
    moment = datetime(2026, 11, 4, 16, 5, tzinfo=UTC)
    assert wording.china_time(moment) == "2026年11月5日 00:05"
    assert wording.china_day(moment) == "2026年11月5日"


def test_a_naive_moment_is_refused() -> None:
    for tell in (wording.china_time, wording.china_day):
        with pytest.raises(ValueError, match="naive"):
            tell(datetime(2026, 11, 4, 16, 5))  # noqa: DTZ001  the fault that is tested


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("87.50", "87.5"),
        ("80", "80"),
        ("100.00", "100"),
        ("0", "0"),
        ("-0.0", "0"),
        ("1E+2", "100"),
    ],
)
def test_points_have_no_idle_zeros(value: str, text: str) -> None:
    assert wording.points(Decimal(value)) == text


@pytest.mark.parametrize(
    ("on_time", "due", "text"),
    [
        (0, 0, "不适用"),
        (3, 3, "100%"),
        (0, 3, "0%"),
        (2, 3, "66.7%"),
        (1999, 2000, "99.9%"),
        (1, 9999, "0.1%"),
    ],
)
def test_a_rate_is_all_or_nothing_only_when_it_is(on_time: int, due: int, text: str) -> None:
    assert wording.rate(on_time, due) == text


@pytest.mark.parametrize(
    ("days", "text"), [(None, "—"), (-3, "逾期3天"), (0, "今日到期"), (12, "剩12天")]
)
def test_days_left(days: int | None, text: str) -> None:
    assert wording.days_left(days) == text


def test_every_position_has_a_name_and_nothing_else_has() -> None:
    assert all(wording.position_name(position.value) for position in LinkPosition)
    assert wording.position_name("") == wording.position_name("elsewhere") == ""


def test_the_outcome_of_a_dead_link_is_its_sentence_or_the_findings_own() -> None:
    def finding(**evidence: str | list[str]) -> Finding:
        return Finding(
            check="link_dead",
            subject="http://a.example/",
            verdict=Verdict.FAIL,
            message="链接失效",
            evidence=evidence,
        )

    assert wording.outcome(finding(cause="refused")) == FetchOutcome.REFUSED.sentence
    assert wording.outcome(finding(cause="whatever")) == "链接失效"
    assert wording.outcome(finding(cause=["refused"])) == "链接失效"
    assert wording.link_kind(finding(kind="asset")) == "页面资源"
    assert wording.link_kind(finding()) == ""


def test_points_of_a_paper_are_numbered_in_chinese() -> None:
    said = [wording.ordinal(number) for number in (1, 9, 10, 11, 20, 21, 99, 100)]
    assert said == ["一", "九", "十", "十一", "二十", "二十一", "九十九", "100"]
