"""The invented city's portal: two lists, of news to repost and of what districts published.

It is no site of the district's register, only a source 转载来源: nothing but its lists is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from demo.items import Item
from demo.resource import Resource
from model.upstream import SourceColumn, SourceLevel, SourceUse

CITY = "9900000099"  # names its port; it stands in no register
NEWS, DISTRICTS = "/zwyw/", "/gqdt/"
NAMES = {NEWS: "南屿市政府网 > 政务要闻", DISTRICTS: "南屿市政府网 > 各区动态"}
_ONE_DAY = timedelta(days=1)
PER_PAGE = 3  # the next page is named by the pager, as of any list

IN_TIME = (2, "xwzx/zwyw", 0)  # age there; the district's column and item with the same title
LATE = (13, "xwzx/zwyw", 1)
MISSING_AGE, MISSING = 14, "全市森林防灭火工作电视电话会议召开"
FRESH_AGE, FRESH = 1, "全市四季度稳增长调度会召开"  # its time is not over
OLD_AGE, OLD = 40, "全市秋冬季大气污染防治动员会召开"  # before the window
TAKEN_UP = (("xwzx/jydt", 1), ("xwzx/wsdt", 2), ("xwzx/bmdt", 2))
OTHERS = ((3, "临江区启动社区食堂建设"), (9, "北屏区举办秋季招聘会"))


@dataclass(frozen=True, slots=True)
class CityItem:
    """One entry of a list of the city."""

    title: str
    on: date
    number: int
    folder: str = ""  # of the district's column that has it too

    def address(self, place: str) -> str:
        """Return its address below the city's site."""
        return f"{place}{self.on:%Y%m}/t{self.on:%Y%m%d}_{self.number}.html"


Items = Mapping[str, tuple[Item, ...]]


def listed(place: str, items: Items, today: date) -> tuple[CityItem, ...]:
    """Return all entries of a list, newest first."""
    made = _news(items, today) if place == NEWS else _districts(items, today)
    return tuple(sorted(made, key=lambda one: (one.on, one.number), reverse=True))


def content(items: Items, today: date, night_on: date) -> dict[str, Resource]:
    """Return what the city answers on a night; an entry is there from the day after its own."""
    made = {"/robots.txt": Resource(body=b"User-agent: *\nAllow: /\n", content_type="text/plain")}
    for place in NAMES:
        shown = [one for one in listed(place, items, today) if one.on < night_on]
        pages = [shown[at : at + PER_PAGE] for at in range(0, len(shown) or 1, PER_PAGE)]
        for number, entries in enumerate(pages):
            made[_address(place, number)] = _page(place, entries, number, len(pages))
    return made


def _address(place: str, number: int) -> str:
    return f"{place}index_{number}.html" if number else place


def _page(place: str, shown: Sequence[CityItem], number: int, pages: int) -> Resource:
    rows = "\n".join(
        f'<li><a href="{one.address(place)}">{escape(one.title)}</a>'
        f"<span>{one.on:%Y-%m-%d}</span></li>"
        for one in shown
    )
    name = NAMES[place]
    beside = (("上一页", number - 1), ("下一页", number + 1))
    links = "".join(
        f'<a href="{_address(place, at)}">{word}</a> ' for word, at in beside if 0 <= at < pages
    )
    body = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(name)}（演示）</title>
<meta name="ColumnName" content="{escape(name.split(" > ")[-1])}"></head>
<body><div class="nav"><a href="/">首页</a> <a href="{NEWS}">政务要闻</a></div>
<h1>{escape(name)}</h1><ul class="list">
{rows}
</ul><div class="page">{links}{number + 1}/{pages}页</div></body></html>
"""
    return Resource(body=body.encode(), content_type="text/html; charset=utf-8")


def sources(url: str) -> tuple[SourceColumn, ...]:
    """Return the rows of the register's sheet 转载来源."""
    uses = {NEWS: SourceUse.REPOST, DISTRICTS: SourceUse.ADOPT}
    return tuple(
        SourceColumn(
            name=name,
            url=url + place,
            level=SourceLevel.CITY,
            use=uses[place],
            allow_private=True,
        )
        for place, name in NAMES.items()
    )


def not_reposted(items: Items, today: date) -> tuple[str, ...]:
    """Return the addresses of what the portal reposts late or not at all, on all nights."""
    wanted = {(LATE[0], items_at(items, *LATE[1:]).title), (MISSING_AGE, MISSING)}
    return tuple(
        one.address(NEWS)
        for one in listed(NEWS, items, today)
        if ((today - one.on).days, one.title) in wanted
    )


def adopted(items: Items, today: date, night_on: date) -> tuple[str, ...]:
    """Return the units whose items the city has taken up this year, once for each, sorted."""
    return tuple(
        sorted(
            items[one.folder][0].column.unit
            for one in listed(DISTRICTS, items, today)
            if one.folder and one.on < night_on and one.on.year == night_on.year
        )
    )


def items_at(items: Items, folder: str, index: int) -> Item:
    """Return one item of the district."""
    return next(item for item in items[folder] if item.index == index)


def _news(items: Items, today: date) -> Iterator[CityItem]:
    for number, (age, folder, index) in enumerate((IN_TIME, LATE)):
        title = items_at(items, folder, index).title
        yield CityItem(title, today - timedelta(days=age), number)
    plain = ((MISSING_AGE, MISSING), (FRESH_AGE, FRESH), (OLD_AGE, OLD))
    for number, (age, title) in enumerate(plain, start=2):
        yield CityItem(title, today - timedelta(days=age), number)


def _districts(items: Items, today: date) -> Iterator[CityItem]:
    for number, (folder, index) in enumerate(TAKEN_UP):
        own = items_at(items, folder, index)
        yield CityItem(own.title, own.on + _ONE_DAY, number, folder)
    for number, (age, title) in enumerate(OTHERS, start=len(TAKEN_UP)):
        yield CityItem(title, today - timedelta(days=age), number)
