"""Limits by row, and the last day on which a column is still on time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.limits import Limit, Limits, Which, last_day_on_time, limit_of, strictest
from checks.options import build_options
from checks.registry import all_checks
from model.errors import EvidenceMissing
from model.site import ColumnKind, ColumnLevel
from model.span import Span, parse_span
from model.workdays import WorkCalendar
from tests.checks.snapshots import column

TWO_WEEKS, HALF_YEAR = parse_span("2周"), parse_span("6个月")
NATIONAL = Limits(
    limits={ColumnKind.NEWS: TWO_WEEKS, ColumnKind.NOTICE: HALF_YEAR},
    basis="指标",
    own_interval=False,
    leave_out={ColumnKind.NOTICE: Which.OTHER},
)
OWN = Limits(
    limits={ColumnKind.OTHER: parse_span("1年")},
    basis="常用",
    own_interval=True,
    leave_out={ColumnKind.NEWS: Which.ANY, ColumnKind.NOTICE: Which.FIRST},
)
OWN_DAY = {"interval": parse_span("1天"), "interval_source": "区办法"}

days = st.dates(date(2015, 1, 1), date(2030, 12, 31))
spans = st.one_of(
    st.integers(1, 400).map(lambda n: Span(days=n)),
    st.integers(1, 60).map(lambda n: Span(weeks=n)),
    st.integers(1, 30).map(lambda n: Span(months=n)),
    st.integers(1, 5).map(lambda n: Span(years=n)),
)


def test_national_rows_use_national_limits_only() -> None:
    assert limit_of(NATIONAL, column("a", **OWN_DAY)) == Limit(TWO_WEEKS, "指标")
    assert limit_of(NATIONAL, column("a", ColumnKind.OTHER, **OWN_DAY)) is None


def test_the_level_decides_which_row_counts_a_notice_column() -> None:
    first = column("a", ColumnKind.NOTICE, level=ColumnLevel.FIRST, **OWN_DAY)
    other = column("a", ColumnKind.NOTICE, **OWN_DAY)
    assert limit_of(NATIONAL, first) == Limit(HALF_YEAR, "指标")
    assert limit_of(NATIONAL, other) is None
    assert limit_of(OWN, first) is None
    assert limit_of(OWN, other) == Limit(parse_span("1天"), "区办法")


def test_the_own_interval_goes_first_and_brings_in_any_kind() -> None:
    assert limit_of(OWN, column("a", ColumnKind.OTHER)) == Limit(parse_span("1年"), "常用")
    assert limit_of(OWN, column("a", ColumnKind.TOPIC)) is None
    assert limit_of(OWN, column("a", ColumnKind.TOPIC, **OWN_DAY)) is not None
    assert limit_of(OWN, column("a", ColumnKind.NEWS, **OWN_DAY)) is None


def test_a_navigation_column_never_has_a_limit() -> None:
    assert limit_of(OWN, column("a", ColumnKind.NAVIGATION, **OWN_DAY)) is None


def test_the_strictest_limit_asks_for_the_latest_update() -> None:
    on = date(2018, 7, 1)
    month, thirty = Limit(parse_span("1个月"), "甲"), Limit(parse_span("30天"), "乙")
    assert strictest([month, thirty], on) == month  # both ask for 1 June: the first stands
    assert strictest([month, thirty], date(2018, 6, 30)) == thirty  # 31 May
    assert strictest([], on) is None


@given(days, spans)
def test_the_deadline_is_the_day_on_which_the_judgement_turns(newest: date, span: Span) -> None:
    last = last_day_on_time(newest, span)
    assert last is not None
    assert span.before(last) <= newest
    assert span.before(last + timedelta(days=1)) > newest


@given(days, st.integers(1, 60), st.sets(days, max_size=40))
def test_the_deadline_in_working_days_turns_there_too(
    newest: date, count: int, off: set[date]
) -> None:
    calendar = WorkCalendar(off=frozenset(off), years=frozenset(range(2015, 2033)))
    span = Span(workdays=count)
    last = last_day_on_time(newest, span, calendar)
    assert last is not None
    assert span.before(last, calendar) <= newest
    assert span.before(last + timedelta(days=1), calendar) > newest


def test_a_year_without_holidays_is_said_and_gives_no_deadline() -> None:
    calendar = WorkCalendar(years=frozenset({2018}))
    limit = Limit(Span(workdays=5), "区办法")
    assert limit.inside_from(date(2018, 12, 28), calendar) == date(2018, 12, 21)
    with pytest.raises(EvidenceMissing, match="没有2019年的节假日安排"):
        limit.inside_from(date(2019, 1, 2), calendar)
    assert last_day_on_time(date(2018, 12, 28), limit.span, calendar) is None


def test_only_limits_of_columns_may_be_written_in_working_days() -> None:
    table = {"limits": {"news": {"workdays": 1}}, "basis": "区办法", "own_interval": False}
    assert build_options(Limits, table).limits == {ColumnKind.NEWS: Span(workdays=1)}
    stale = all_checks()["homepage_stale"].options
    with pytest.raises(ValueError, match="选项 limit 不能按工作日写"):
        build_options(stale, {"limit": {"workdays": 1}})
