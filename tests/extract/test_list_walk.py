"""Which page of a list comes next, and how far back those read are known, by kind of pager."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from extract.list_walk import walk_list
from extract.page import read_page
from model.page import PageFacts
from tests.fakesite.answers import page

SITE = "http://www.a.example"
NEWEST = date(2026, 11, 24)
LAST, PER_PAGE = 40, 5
Names = Callable[[int], str]
Pager = Callable[[Names, int], str]


def trs(number: int) -> str:
    return "/zwyw/" if number == 1 else f"/zwyw/index_{number - 1}.html"


def numbered(number: int) -> str:
    return f"/list_{number}.shtml"


def query(number: int) -> str:
    return "/list.jsp?cid=12" + ("" if number == 1 else f"&page={number}")


def counted_down(number: int) -> str:
    """As VSB: the second page of forty bears the number 39."""
    return "/zwyw.htm" if number == 1 else f"/zwyw/{LAST + 1 - number}.htm"


def words(name: Names, number: int) -> str:
    """The last page stands before the next one."""
    links = [("首页", 1), ("尾页", LAST), ("上一页", max(1, number - 1))]
    links += [("下一页", number + 1)] if number < LAST else []
    return "".join(f"<a href='{name(at)}'>{text}</a> " for text, at in links)


def figures(name: Names, number: int) -> str:
    """Figures alone; the first page is named by another address."""
    shown = [1, *range(max(2, number - 2), min(LAST, number + 3)), LAST]
    address = {at: name(at) for at in shown}
    address[1] += "index.html" if address[1].endswith("/") else ""
    return "".join(f"<a href='{address[at]}'>{at}</a> " for at in dict.fromkeys(shown))


def script(name: Names, number: int) -> str:
    return f'<script>createPageHTML({LAST}, {number - 1}, "index", "html");</script>'


def lists(name: Names, pager: Pager, last: int = LAST) -> dict[str, PageFacts]:
    """One item a day, newest first; an old one is pinned to the top."""
    made = {}
    for number in range(1, last + 1):
        first = (number - 1) * PER_PAGE
        days = [NEWEST - timedelta(days=300)] if number == 1 else []
        days += [NEWEST - timedelta(days=first + at) for at in range(PER_PAGE)]
        lines = "".join(
            f'<li><a href="/a/{day:%Y%m%d}.html">全市工作推进会第{day:%m%d}次会议召开</a>'
            f"<span>{day}</span></li>"
            for day in days
        )
        body = f'<h1>要闻</h1><ul class="list">{lines}</ul>'
        body += f'<div class="page">{pager(name, number)}</div>'
        url = SITE + name(number)
        made[url] = read_page(page("要闻", body), url).facts
    return made


@pytest.mark.parametrize(
    ("name", "pager"),
    [
        (trs, words),
        (trs, figures),
        (trs, script),
        (numbered, words),
        (numbered, figures),
        (query, words),
        (query, figures),
        (counted_down, words),
        (counted_down, figures),
    ],
)
def test_pages_follow_in_order_as_far_as_wanted(name: Names, pager: Pager) -> None:
    pages = lists(name, pager)
    first = pages[SITE + name(1)]
    walk = walk_list(first, pages.get, NEWEST - timedelta(days=18))
    assert [each.url for each in walk.pages] == [SITE + name(n) for n in range(1, 5)]
    assert walk.is_enough
    assert walk.back_to == NEWEST - timedelta(days=18)
    further = walk_list(first, pages.get, NEWEST - timedelta(days=19))
    assert len(further.pages) == 5, "of the day of the last item more may stand on the next page"
    assert walk_list(first, pages.get, None).pages == (first,)


def test_a_page_that_was_not_read_ends_the_walk_and_is_named() -> None:
    pages = lists(trs, words)
    del pages[SITE + trs(3)]
    walk = walk_list(pages[SITE + trs(1)], pages.get, NEWEST - timedelta(days=30))
    assert (len(walk.pages), walk.following) == (2, SITE + trs(3))
    assert not walk.is_enough
    assert walk.back_to == NEWEST - timedelta(days=8)


def test_a_list_without_a_next_page_is_whole_unless_it_says_otherwise() -> None:
    alone = lists(trs, lambda _name, _number: "", last=1)[SITE + trs(1)]
    assert walk_list(alone, {}.get, NEWEST - timedelta(days=900)).back_to is None
    says = lists(trs, lambda _name, _number: "共8页", last=1)[SITE + trs(1)]
    walk = walk_list(says, {}.get, NEWEST - timedelta(days=900))
    assert (walk.back_to, walk.following) == (NEWEST - timedelta(days=3), None)
    assert not walk.is_enough
