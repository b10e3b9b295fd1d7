"""The rulebooks that come with the program, and every way in which a file is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from checks.registry import all_checks
from checks.rulebook_file import (
    FOLDER,
    check_series,
    load_rulebook,
    parse_rulebook,
    rulebook_ids,
)
from model.errors import RulebookError
from model.rulebook import Kind, Rulebook

GOOD = (FOLDER / "check-2019.toml").read_text("utf-8")
ADVICE = "发展指引及相关规定（不计分）"  # rows of other documents, worth no points


def load(text: str) -> Rulebook:
    return parse_rulebook(text.encode(), "本地.toml")


def refusal(text: str) -> str:
    with pytest.raises(RulebookError) as caught:
        load(text)
    return str(caught.value)


def swapped(old: str, new: str, *, count: int = 1) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, count)


def test_the_rulebooks_load_and_none_of_a_series_overlap() -> None:
    assert rulebook_ids() == (
        "census-2015",
        "check-2019",
        "domains-2018",
        "local-freshness",
        "local-hubei",
        "local-strict",
        "local-wuhan-2015",
        "unit-performance",
    )
    books = tuple(load_rulebook(name) for name in rulebook_ids())
    assert tuple(book.id for book in books) == rulebook_ids()
    check_series(books)
    early = replace(books[1], valid_from=date(2019, 3, 31))
    with pytest.raises(RulebookError, match="census-2015 与 check-2019 同属 national"):
        check_series((books[0], early))
    check_series((books[1], early))  # an office's own copy keeps the id


def test_a_file_based_on_another_holds_only_what_differs() -> None:
    national, hubei = load_rulebook("check-2019"), load_rulebook("local-hubei")
    assert hubei.indicators == national.indicators
    assert (hubei.pass_mark, hubei.total, hubei.rescale) == (80, 100, ("办事服务",))
    assert hubei.digest != national.digest
    own = load(HEAD + ROW)
    assert own.indicator("d19.fn.tags") != national.indicator("d19.fn.tags")
    assert len(own.indicators) == len(national.indicators)
    assert "合计 103 分" in refusal(HEAD + ROW.replace("points = 2", "points = 5"))
    assert "based_on 应为自带的" in refusal(HEAD.replace("check-2019", "nothing") + ROW)
    assert "重复" in refusal(HEAD + ROW + ROW)


HEAD = """id = "own"
title = "本区指标"
document = "本区文件"
based_on = "check-2019"
"""
ROW = """
[[indicator]]
id = "d19.fn.tags"
name = "网页标签"
group = "功能设计"
kind = "deduction"
threshold = "本区标准"
points = 2
scope = ["portal"]
checkable = "S"
source = "本区文件"
verified = true
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('measure = "columns_on_time"\n', "", "评单位的指标须同时写"),
        ('counts = ["link_dead"]', "counts = []", "counts"),
        ('counts = ["link_dead"]', 'counts = ["nothing_wrong"]', "没有检查“nothing_wrong”"),
        ('each = { "" = 1 }\n', "", "each（每个问题扣几分）"),
        ('scope = ["unit"]', 'scope = ["site"]', "评单位的指标须同时写"),
        ('points = "40*"', "", "写明 points"),
        ('points = "40*"', 'points = "41*"', "合计 101 分"),
    ],
)
def test_a_rulebook_for_units_is_refused(old: str, new: str, words: str) -> None:
    good = (FOLDER / "unit-performance.toml").read_text("utf-8")
    assert old in good
    assert words in refusal(good.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("bonus_cap = 30", "", "bonus_cap"),
        ("pass_mark = 60", "pass_mark = 160", "大于 total"),
        ('rescale = ["办事服务"]', 'rescale = ["没有"]', "没有这个一级指标的分值"),
        ('points = "6*"', 'points = "6*"\ncap = 7', "cap（7）大于 points（6）"),
    ],
)
def test_marks_caps_and_headings_must_agree(old: str, new: str, words: str) -> None:
    assert words in refusal(swapped(old, new))


def test_the_validity_periods_meet_without_gap_or_overlap() -> None:
    old, new = load_rulebook("census-2015"), load_rulebook("check-2019")
    assert old.holds_on(date(2019, 3, 31))
    assert not new.holds_on(date(2019, 3, 31))
    assert new.holds_on(date(2019, 4, 1))
    assert not old.holds_on(date(2019, 4, 1))


def test_the_figures_of_2019() -> None:
    book = load_rulebook("check-2019")
    marks = (book.total, book.pass_mark, book.bonus_mark, book.bonus_cap)
    assert marks == (100, 60, 80, 30)
    groups: dict[str, Decimal] = {}
    for row in book.indicators:
        if row.kind is Kind.DEDUCTION:
            groups[row.group] = groups.get(row.group, Decimal(0)) + (row.points or 0)
    assert groups.pop(ADVICE) == 0
    assert groups == {"发布解读": 35, "办事服务": 25, "互动交流": 20, "功能设计": 20}
    fails_from = {row.id: row.fails_from for row in book.indicators if row.fails_from > 1}
    assert fails_from == {
        "v19.column.idle_news_notice": 5,
        "v19.column.idle_long": 10,
        "v19.column.blank": 5,
    }


def test_only_figures_seen_in_public_texts_are_verified() -> None:
    book = load_rulebook("check-2019")
    scored = {row.id for row in book.indicators if row.verified and row.kind is Kind.DEDUCTION}
    assert scored == {"d19.pub.policy", "d19.svc.stat", "d19.int.public"}
    census = load_rulebook("census-2015")
    scored = {row.id for row in census.indicators if row.verified and row.kind is Kind.DEDUCTION}
    assert scored == {"d15.service.guide"}
    assert census.total is None


def test_a_rulebook_may_say_that_nothing_is_scored() -> None:
    book = load_rulebook("domains-2018")
    assert book.unscored
    assert {row.points for row in book.indicators} == {0}
    assert not any(load_rulebook(name).unscored for name in ("check-2019", "local-freshness"))
    text = (FOLDER / "domains-2018.toml").read_text("utf-8")
    assert "合计 1 分" in refusal(text.replace("points = 0", "points = 1", 1))


def test_every_row_says_where_it_comes_from() -> None:
    for name, document in (
        ("check-2019", "国办秘函〔2019〕19号"),
        ("census-2015", "国办发〔2015〕15号"),
    ):
        for row in load_rulebook(name).indicators:
            assert row.source.startswith(document) or row.group == ADVICE
            assert row.threshold


def test_every_check_serves_some_row() -> None:
    used = {
        binding.check
        for name in rulebook_ids()
        for row in load_rulebook(name).indicators
        for binding in row.checks
    }
    assert used == set(all_checks())


def test_the_digest_is_of_the_file(tmp_path: Path) -> None:
    copy = tmp_path / "我的.toml"
    copy.write_text(GOOD, "utf-8")
    assert load_rulebook(str(copy)).digest == load_rulebook("check-2019").digest
    copy.write_text(GOOD + "\n", "utf-8")
    assert load_rulebook(str(copy)).digest != load_rulebook("check-2019").digest


def test_an_office_may_correct_a_value_in_its_copy() -> None:
    text = swapped('points = "4*"\nscope', "points = 4\nscope")
    first = text.index("d19.pub.overview")
    end = text.index("verified = false", first)
    row = load(text[:end] + "verified = true" + text[end + 16 :]).indicator("d19.pub.overview")
    assert row is not None
    assert row.verified
    assert row.points == 4


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(RulebookError, match="census-2015、check-2019"):
        load_rulebook("check-2020")
    with pytest.raises(RulebookError, match="读不到"):
        load_rulebook("/没有/这个.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", ["本地.toml", "不是有效的 TOML"]),
        (swapped('"column_blank"', '"column_blnk"'), ["v19.column.blank", "没有检查“column_blnk”"]),
        (
            swapped("tolerance_days = 7", "tolerance_dys = 7"),
            ["v19.security.fraud", "date_backdated", "不认识选项 tolerance_dys"],
        ),
        (swapped("tolerance_days = 7", ""), ["v19.security.fraud", "缺少选项 tolerance_days"]),
        (swapped("tolerance_days = 7", 'tolerance_days = "7"'), ["tolerance_days", "整数"]),
        (swapped("tolerance_days = 7", "tolerance_days = -7"), ["tolerance_days", "不能小于 0"]),
        (swapped("percent = 5", "percent = 0"), ["v19.site.unreachable", "percent", "大于 0"]),
        (swapped("percent = 5", "percent = 101"), ["v19.site.unreachable", "percent", "100"]),
        (swapped("guides = 5", "guides = 0"), ["v19.service.elements", "guides", "大于 0"]),
        (swapped("{ weeks = 2 }", "{ weks = 2 }"), ["v19.home.idle", "limit", "weks"]),
        (swapped("limits.news", "limits.nws"), ["idle_news_notice", "limits", "nws"]),
        (
            swapped("v19.security.secret", "v19.security.misstatement"),
            ["v19.security.misstatement", "重复"],
        ),
        (swapped('points = "5*"', 'points = "6*"'), ["合计 101", "100"]),
        (swapped('"办事服务" = 25', '"办事服务" = 24'), ["办事服务", "合计 25", "24"]),
        (swapped("valid_from = 2019-04-01", 'valid_from = "2019-04-01"'), ["valid_from", "日期"]),
        (swapped("valid_from = 2019-04-01\n", ""), ["文件开头", "valid_from"]),
        (
            swapped("valid_from = 2019-04-01", "valid_from = 2019-04-01\nvalid_to = 2019-03-31"),
            ["valid_to", "早于"],
        ),
        (swapped("total = 100", "totl = 100"), ["[scoring]", "totl"]),
        (swapped("fails_from = 5", "fails_from = 0"), ["idle_news_notice", "fails_from"]),
        (swapped("fails_from = 5", 'fails_from = 5\nwho = "x"'), ["idle_news_notice", "who"]),
        (swapped('kind = "bonus"', 'kind = "bonu"'), ["b19.total", "kind", "bonu"]),
        (swapped('checkable = "P"', 'checkable = "X"'), ["misstatement", "checkable"]),
        (swapped('scope = ["site"]', 'scope = ["sites"]'), ["v19.security.attack", "scope"]),
        (swapped('points = "4*"', 'points = "vier"'), ["d19.pub.overview", "points"]),
        (swapped('points = "4*"', "points = -4"), ["d19.pub.overview", "points"]),
        (swapped('points = "4*"\n', ""), ["d19.pub.overview", "没有 points"]),
        (swapped("home = 1,", 'home = "1",'), ["d19.fn.links", "each.home"]),
    ],
    ids=lambda value: value[0][:24] if isinstance(value, list) else "",
)
def test_a_bad_file_is_refused_with_one_sentence_that_names_row_and_key(
    text: str, words: list[str]
) -> None:
    said = refusal(text)
    assert said.startswith("本地.toml")
    assert "\n" not in said
    for word in words:
        assert word in said


def test_a_placeholder_cannot_call_itself_verified() -> None:
    start = GOOD.index("d19.pub.overview")
    text = GOOD[:start] + GOOD[start:].replace("verified = false", "verified = true", 1)
    assert "d19.pub.overview：points 带星号" in refusal(text)


def test_a_row_for_staff_has_no_check() -> None:
    start = GOOD.index("v19.security.secret")
    row = GOOD[start:].replace(
        "verified = true", 'verified = true\n[[indicator.check]]\nid = "column_blank"', 1
    )
    assert "v19.security.secret" in refusal(GOOD[:start] + row)


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(RulebookError, match="不是 UTF-8"):
        parse_rulebook(GOOD.encode("gb18030"), "本地.toml")


def test_a_repost_is_timed_in_one_way_only() -> None:
    both = swapped("workdays = 1\nwindow", "workdays = 1\nhours = 24\nwindow")
    assert "须填且只填一项" in refusal(both)
    assert "须填且只填一项" in refusal(swapped("workdays = 1\nwindow", "window"))
    assert load(swapped("workdays = 1\nwindow", "hours = 24\nwindow")).indicators
