"""Spans: calendar months with day clamp, the limit day itself inside."""

from datetime import date

import pytest

from model.span import Span, parse_span, span_from_table


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("15天", Span(days=15)),
        ("2周", Span(weeks=2)),
        (" 6 个月 ", Span(months=6)),
        ("1年", Span(years=1)),
        ("3日", Span(days=3)),
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
