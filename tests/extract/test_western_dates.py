from __future__ import annotations

import pytest

from extract.dates import find_date, month_day, read_date
from extract.page import read_page
from extract.western_dates import day_comes_first
from model.page import ListReading, ListState

URL = "http://www.example.gov.cn/zwgk/tzgg/"
TITLES = ("某区召开防汛部署会", "关于公布名单的公告", "某局开展联合检查", "某镇举办文艺汇演")


def listing(*days: str, card: str = "<span>{}</span>", href: str = "/info/{}.html") -> ListReading:
    rows = "".join(
        f'<li>{card.format(day)}<a href="{href.format(k)}">{TITLES[k]}</a></li>'
        for k, day in enumerate(days)
    )
    markup = f"<html><body><div class='list'><ul>{rows}</ul></div></body></html>"
    return read_page(markup.encode(), URL).facts.listing


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("Nov 24, 2026", "2026-11-24"),
        ("发布时间：Sept. 5, 2026　来源：外事办", "2026-09-05"),
        ("24 November 2026 10:20", "2026-11-24 10:20"),
        ("Tuesday, November 24th, 2026 3:05 PM", "2026-11-24 15:05"),
        ("25/06/2026", "2026-06-25"),
        ("06/25/2026 08:30:00", "2026-06-25 08:30:00"),
        ("06/06/2026", "2026-06-06"),
        ("2026-11-05 (Nov 3, 2026)", "2026-11-05"),
    ],
)
def test_western_dates_that_can_be_one_day_only(shown: str, value: str) -> None:
    assert read_date(shown) == value


@pytest.mark.parametrize(
    "shown", ["05/06/2026", "May 2026", "Feb 30, 2026", "13/13/2026", "20/2026/11", "Maybe 8, 2026"]
)
def test_what_is_no_day_or_may_be_two_is_not_read(shown: str) -> None:
    assert find_date(shown) is None


def test_month_and_day_in_english() -> None:
    assert month_day("[24 Nov]") == month_day("Nov. 24") == (11, 24)
    assert month_day("Feb 30") is None


def test_another_date_of_the_page_decides_which_figure_is_the_day() -> None:
    dates = [item.date for item in listing("05/06/2026", "25/05/2026", "04/05/2026").items]
    assert dates == ["2026-06-05", "2026-05-25", "2026-05-04"]
    dates = [item.date for item in listing("06/05/2026", "05/25/2026", "05/04/2026").items]
    assert dates == ["2026-06-05", "2026-05-25", "2026-05-04"]


def test_the_addresses_of_the_items_decide_it_too() -> None:
    read = listing("05/06/2026", "03/06/2026", "04/05/2026", href="/c/2026-06-05/{}.html")
    assert [item.date for item in read.items] == ["2026-06-05", "2026-06-03", "2026-05-04"]


def test_a_list_that_nothing_decides_is_undated_and_says_why() -> None:
    read = listing("05/06/2026", "04/06/2026", "04/05/2026")
    assert read.state is ListState.UNDATED
    assert [item.date for item in read.items] == [None, None, None]
    assert "05/06/2026" in read.reason


def test_dates_that_contradict_each_other_decide_nothing() -> None:
    assert day_comes_first(["25/06/2026", "06/25/2026", "05/06/2026"], []) is None


@pytest.mark.parametrize(
    "card",
    [
        "<div><b>{}</b><i>Nov 2026</i></div>",
        "<div><i>Nov</i><b>{}</b><em>2026</em></div>",
        "<div><p>{}</p><p>11月</p><p>2026年</p></div>",
    ],
)
def test_cards_with_the_month_in_words(card: str) -> None:
    read = listing("24", "21", "03", card=card)
    assert [item.date for item in read.items] == ["2026-11-24", "2026-11-21", "2026-11-03"]


def test_a_card_without_a_year_takes_it_from_the_address() -> None:
    read = listing("24", "21", "03", card="<b>{}</b><i>Nov</i>", href="/2026/11/{}.html")
    assert [item.date for item in read.items] == ["2026-11-24", "2026-11-21", "2026-11-03"]
    read = listing("24", "21", "03", card="<b>{}</b><i>11月</i>")
    assert [item.date for item in read.items] == [None, None, None]


def test_figures_between_slashes_in_elements_of_their_own_may_be_two_days() -> None:
    card = "<div><i>06</i>{}<i>{}</i> <b>2026</b></div>"
    plain = listing("12", "11", "05", card=card.format("", "{}")).items
    assert [item.date for item in plain] == ["2026-12-06", "2026-11-06", "2026-05-06"]
    assert not [i for i in listing("12", "11", "05", card=card.format("/", "{}")).items if i.date]
