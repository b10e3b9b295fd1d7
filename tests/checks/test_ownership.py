"""From a page to the unit that answers for it."""

from __future__ import annotations

from checks.columns import Owner
from checks.evidence import Evidence
from checks.ownership import Ownership
from model.site import ColumnKind
from tests.checks.snapshots import HOME, SITE, column, list_page, snapshot

HUB, NEWS, LAW = f"{HOME}xwzx/", f"{HOME}xwzx/yw/", f"{HOME}col/col7/index.html"
SITE_OWN = Owner(SITE.unit)
OF_NEWS = Owner("区融媒体中心", "首页 > 新闻 > 要闻")
OF_HUB = Owner("区政府办公室", "首页 > 新闻")
OF_LAW = Owner("区司法局", "首页 > 法规")


def owners() -> Ownership:
    law = list_page(LAW, "2018-06-01", pager=(f"{HOME}col/col7/2.html",))
    second = list_page(f"{HOME}col/col7/2.html", "2018-05-01")
    hub = list_page(HUB, "2018-06-01")
    return Evidence(
        snapshot(
            hub,
            law,
            second,
            columns=(
                column(HUB, ColumnKind.NAVIGATION, path=OF_HUB.column),
                column(NEWS, unit=OF_NEWS.unit, path=OF_NEWS.column),
                column(LAW, unit=OF_LAW.unit, path=OF_LAW.column),
                column(f"{HOME}q.jsp?c=1", unit="区水务局", path="首页 > 水务"),
                column(f"{HOME}same/a.html", unit="甲", path="首页 > 甲"),
                column(f"{HOME}same/b.html", unit="乙", path="首页 > 乙"),
            ),
        )
    ).ownership


def test_the_list_says_to_whom_an_item_belongs() -> None:
    assert owners().of(f"{LAW}1.html") == OF_LAW
    assert owners().of(f"{HOME}col/col7/2.html") == OF_LAW


def test_the_folder_says_it_where_no_list_does_and_the_deepest_wins() -> None:
    assert owners().of(f"{NEWS}201806/t9.html") == OF_NEWS
    assert owners().of(f"{HUB}other/t9.html") == OF_HUB


def test_what_lies_nowhere_belongs_to_the_site() -> None:
    assert owners().of(HOME) == SITE_OWN
    assert owners().of(f"{HOME}about.html") == SITE_OWN
    assert owners().of(f"{HOME}q.jsp?c=2") == SITE_OWN


def test_a_folder_shared_by_columns_says_nothing() -> None:
    assert owners().of(f"{HOME}same/x.html") == SITE_OWN
    assert owners().of(f"{HOME}same/a.html") == Owner("甲", "首页 > 甲")


def test_common_owner() -> None:
    known = owners()
    assert known.common([f"{NEWS}1.html", f"{NEWS}2.html"]) == OF_NEWS
    assert known.common([f"{NEWS}1.html", f"{LAW}1.html"]) == SITE_OWN
    assert known.common([f"{HUB}9.html", HOME]) == SITE_OWN
    assert known.common([]) == SITE_OWN
