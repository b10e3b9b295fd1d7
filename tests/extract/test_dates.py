from __future__ import annotations

from datetime import date

import pytest

from extract.dates import date_in_url, day_of, find_date, month_day, read_date, year_in_url


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("2026-06-08", "2026-06-08"),
        ("2026年6月8日", "2026-06-08"),
        ("2026 年 06 月 08 日", "2026-06-08"),
        ("2026/6/8", "2026-06-08"),
        ("[2026.06.08]", "2026-06-08"),
        ("２０２６－０６－０８", "2026-06-08"),
        ("发布时间：2026-06-08 17:21", "2026-06-08 17:21"),
        ("2026-06-08 9:05:07", "2026-06-08 09:05:07"),
        ("2026年06月08日 09时05分", "2026-06-08 09:05"),
        ("2026年6月8日 下午3:05", "2026-06-08 15:05"),
        ("2026-06-08 3:05 PM", "2026-06-08 15:05"),
        ("2026-06-08 12:30:00 AM", "2026-06-08 00:30:00"),
        ("2026年6月8日 凌晨12:30", "2026-06-08 00:30"),
        ("2026年6月8日 中午12:10", "2026-06-08 12:10"),
        ("2026年6月8日 傍晚6:20", "2026-06-08 18:20"),
        ("2026年6月8日 晚上12:00", "2026-06-08"),
        ("发布于2026-06-08浏览12次", "2026-06-08"),
        ("2026-06-08T06:16:00+08:00", "2026-06-08 06:16:00"),
        ("2026-06-08-23:59:59", "2026-06-08 23:59:59"),
        ("2026.06.0805:39", "2026-06-08 05:39"),
        ("2026-06-08 04:29:44云湖融媒", "2026-06-08 04:29:44"),
        ("2026年6月8日星期一 10:20", "2026-06-08 10:20"),
        ("26-06-08", "2026-06-08"),
        ("20260608", "2026-06-08"),
        ("二〇二六年十二月三十一日", "2026-12-31"),
        ("二○二六年六月十日", "2026-06-10"),
    ],
)
def test_dates_as_sites_write_them(shown: str, value: str) -> None:
    assert read_date(shown) == value


@pytest.mark.parametrize(
    "shown",
    [
        "2026-02-30",
        "2026-13-01",
        "06-08",
        "6月8日",
        "0680-5550100",
        "1.2026.06.08",
        "版本2.0.1",
        "共2026条",
        "今天",
        "3天前",
        "",
    ],
)
def test_what_is_no_date_is_refused(shown: str) -> None:
    assert read_date(shown) is None


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("今天", "2026-03-01"),
        ("昨天 10:20", "2026-02-28"),
        ("3天前", "2026-02-26"),
        ("2周前", "2026-02-15"),
        ("5小时前", "2026-02-28"),
        ("30小时前", "2026-02-27"),
        ("刚刚", "2026-02-28"),
        ("1个月前", "2026-01-29"),
    ],
)
def test_relative_words_need_the_day_the_page_was_seen(shown: str, value: str) -> None:
    assert read_date(shown, seen_on=date(2026, 3, 1)) == value


def test_an_impossible_date_does_not_hide_the_next() -> None:
    found = find_date("2026-02-31 起草，2026-03-02 发布")

    assert found is not None
    assert found.value == "2026-03-02"


def test_month_and_day_alone() -> None:
    assert month_day("[06-01]") == (6, 1)
    assert month_day("6月1日") == (6, 1)
    assert month_day("13-01") is None
    assert month_day("2-3人") is None
    assert month_day("4.1") is None
    assert month_day("11.03") == (11, 3)


def test_days_in_addresses() -> None:
    assert date_in_url("/xwzx/202606/t20260608_2213652.shtml") == "2026-06-08"
    assert date_in_url("/art/2026/11/2/art_16_30.html") == "2026-11-02"
    assert date_in_url("/xinwen/2026-04/22/content_550.htm") == "2026-04-22"
    assert date_in_url("/col/col1621004/index.html") is None
    assert year_in_url("/202606/x.html") == 2026
    assert year_in_url("/zwgk/index.html") is None


def test_the_day_of_a_shown_date() -> None:
    assert day_of("2026-06-08 17:21") == date(2026, 6, 8)
