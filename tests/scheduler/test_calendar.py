"""Working days: the State Council's calendar, extendable, honest about years without data."""

from datetime import date

import pytest

from model.errors import SettingsError
from scheduler.calendar import load_calendar


def test_twenty_working_days_skip_the_autumn_holidays():
    calendar = load_calendar()
    assert calendar.add_workdays(date(2026, 9, 15), 20) == date(2026, 10, 19)


def test_make_up_days_are_worked():
    calendar = load_calendar()
    assert calendar.is_workday(date(2026, 10, 10))  # a Saturday that is worked
    assert not calendar.is_workday(date(2026, 10, 1))
    assert not calendar.is_workday(date(2026, 11, 22))  # an ordinary Sunday


def test_a_year_without_data_is_said(tmp_path):
    assert not load_calendar().knows(date(2031, 1, 4))
    (tmp_path / "holidays.toml").write_text(
        "[2031]\nholidays = [2031-01-01]\nworkdays = [2031-01-04]\n", encoding="utf-8"
    )
    own = load_calendar(tmp_path)
    assert own.knows(date(2031, 1, 4))
    assert own.is_workday(date(2031, 1, 4))
    assert not own.is_workday(date(2031, 1, 1))


@pytest.mark.parametrize(
    "text", ["[2031]\nholidays = ['x']", "[next]\nholidays = []", "[2031]\nholidays = [2030-01-01]"]
)
def test_a_wrong_file_is_one_sentence(tmp_path, text):
    (tmp_path / "holidays.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"holidays\.toml"):
        load_calendar(tmp_path)
