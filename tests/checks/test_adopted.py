"""Own items that a higher authority's site took up: counted by title and day, for their unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from checks.evidence import Evidence
from checks.reposting import adopted
from checks.same_title import Titles, folded
from model.page import ListItem, ListReading, ListState, PageKind
from model.snapshot import Snapshot
from model.upstream import SourceSeen, SourceUse, UpstreamItem
from tests.checks.snapshots import HOME, column, page, snapshot

LIST = f"{HOME}jydt/"
CITY = "http://city.example.net/gqdt/"


def night(*shown: str | None, **more: Any) -> Snapshot:
    """Return a night whose one column lists the item on these days."""
    items = tuple(
        ListItem("全区“双减”工作推进会召开", f"{LIST}{at}.html", day)
        for at, day in enumerate(shown)
    )
    reading = ListReading(state=ListState.ITEMS, items=items)
    return snapshot(
        page(LIST, PageKind.LIST, listing=reading),
        columns=(column(LIST, unit="区教育局", path="首页 > 教育动态"),),
        **{"upstream": (item("2018-06-20"),), **more},
    )


def item(day: str, title: str = "全区 “双减” 工作推进会召开") -> UpstreamItem:
    return UpstreamItem(
        source="市政府网 > 各区动态",
        title=title,
        url=f"{CITY}{day}.html",
        on=date.fromisoformat(day),
        use=SourceUse.ADOPT,
    )


def units(seen: Snapshot) -> list[str] | None:
    found = adopted(Evidence(seen))
    return None if found is None else [f"{one.unit}|{one.on}|{one.adopted_on}" for one in found]


def test_the_unit_of_the_column_is_counted() -> None:
    assert units(night("2018-06-19")) == ["区教育局|2018-06-19|2018-06-20"]
    assert units(night("2018-06-20")) == ["区教育局|2018-06-20|2018-06-20"]  # the same day


def test_of_two_with_the_same_title_the_latest_is_meant() -> None:
    assert units(night("2018-05-02", "2018-06-18", "2018-06-21")) == [
        "区教育局|2018-06-18|2018-06-20"
    ]


def test_what_stood_there_first_was_not_taken_up() -> None:
    assert units(night("2018-06-21")) == []
    assert units(night(None)) == []  # nothing says which was first


def test_last_year_and_other_uses_are_not_counted() -> None:
    seen = night("2017-12-01", upstream=(item("2017-12-05"),))
    assert units(seen) is None
    repost = replace(item("2018-06-20"), use=SourceUse.REPOST)
    assert units(night("2018-06-19", upstream=(repost,))) is None


def test_none_known_is_not_none_at_all() -> None:
    empty = SourceSeen(name="市政府网 > 各区动态", url=CITY, use=SourceUse.ADOPT)
    failed = replace(empty, reason="列表页没有读到")
    assert units(night("2018-06-19", upstream=(), sources=(empty,))) == []
    assert units(night("2018-06-19", upstream=(), sources=(failed,))) is None


def test_titles_are_compared_without_what_typesetting_changes() -> None:
    assert folded("【置顶】关于　做好（２０１８年）工作的通知") == folded(
        "关于做好(2018年)工作的通知"
    )
    long = "关于进一步做好二〇一八年全区安全生产工作的通知"
    for shown in ("【转载】{}", "转载：{}", "[时政]{}（附全文）", "{}（图）"):
        assert Titles([long]).of(shown.format(long)) == (folded(long),)
    assert folded("转载管理办法") != folded("管理办法")
    assert Titles([long]).of("关于进一步做好二〇一八年全区安全生…") == (folded(long),)
    assert Titles([long]).of("关于进一步做好…") == ()
    twins = Titles([f"{long}（一）", f"{long}（二）"])
    assert twins.of(f"{long}...") == ()  # it may mean either
