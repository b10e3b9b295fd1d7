"""Spans: calendar months with day clamp, the limit day itself inside."""

from datetime import date

import pytest

from model.span import Span, parse_span, span_from_table
from model.workdays import WorkCalendar


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("15天", Span(days=15)),
        ("2周", Span(weeks=2)),
        (" 6 个月 ", Span(months=6)),
        ("1年", Span(years=1)),
        ("3日", Span(days=3)),
        ("20工作日", Span(workdays=20)),
        ("5 个工作日", Span(workdays=5)),
    ],
)
def test_written(text, span):
    assert parse_span(text) == span
    assert parse_span(str(span)) == span


@pytest.mark.parametrize("text", ["", "0天", "两周", "6", "6个", "-1天", "1年半", "99999天"])
def test_not_a_span(text):
    with pytest.raises(ValueError, match="不是时限"):
        parse_span(text)


def test_months_clamp():
    assert Span(months=6).before(date(2026, 8, 31)) == date(2026, 2, 28)
    assert Span(months=6).before(date(2024, 8, 31)) == date(2024, 2, 29)
    assert Span(months=6).after(date(2026, 8, 31)) == date(2027, 2, 28)
    assert Span(years=1).before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert Span(weeks=2).before(date(2026, 3, 1)) == date(2026, 2, 15)


def test_tables():
    assert span_from_table({"weeks": 2}) == Span(weeks=2)
    with pytest.raises(ValueError, match="hours"):
        span_from_table({"hours": 2})
    with pytest.raises(ValueError, match="整数"):
        span_from_table({"weeks": True})
    with pytest.raises(ValueError, match="正数"):
        span_from_table({})


def test_working_days_are_counted_by_the_calendar():
    festival = WorkCalendar(
        off=frozenset({date(2018, 6, 18)}), worked=frozenset(), years=frozenset({2018})
    )
    five = Span(workdays=5)
    assert five.before(date(2018, 6, 22), festival) == date(2018, 6, 14)
    assert five.after(date(2018, 6, 14), festival) == date(2018, 6, 24)  # the weekend adds none
    assert five.before(date(2018, 6, 22)) == date(2018, 6, 15)  # by plain weekdays
    assert list(festival.unknown_years(date(2017, 12, 31), date(2019, 1, 1))) == [2017, 2019]
    assert span_from_table({"workdays": 1}) == Span(workdays=1)
    with pytest.raises(ValueError, match="不能与其他单位相加"):
        span_from_table({"workdays": 1, "weeks": 1})
