"""The items of every column: titles, dates, addresses, and from which night on they stand there.

An item dated on a day is seen by the first night after that day, because a night crawls at
02:00. The special items of the plan are made here: the pinned one, the future-dated one, the
back-dated one, the two with hostile titles, the old item under a new date, the item whose date
is moved, and the work reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from demo.headlines import headline
from demo.plan import COLUMNS, TOURISM, ColumnPlan
from demo.words import DISTRICT, SHORT, TOPICS, pick
from model.site import ColumnKind

SCRIPT_TITLE = "<script>alert(1)</script>走进云湖第一站"
FORMULA_TITLE = "=cmd|' /C calc'!A0 岗位资格复审公示"
BACKDATED_AGE, FUTURE_AGE, PINNED_AGE = 39, -20, 700
REPEATED_AGE, REPEATED_OF = 6, 35  # given out again under a new date; index of the old item
REPEAL_AGE, REPEALED_INDEX = 4, 7  # a decision that repeals items of its column by name
MARKED_INDEX = 11  # repealed by the same decision, and its page says so
MOVED_AGE, MOVED_TO_AGE = 25, 2  # an item whose date is moved forward on D
WORK_REPORT_DUE, WORK_REPORTS = (1, 31), 3  # published on the very day it is due
CLOCKS = ("08:40", "09:15", "10:05", "11:20", "14:30", "15:45", "16:50", "17:25")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a column and the article behind it."""

    column: ColumnPlan
    index: int  # in the column's regular series, 0 newest; special items: -1
    number: int  # of the article, unique in its site
    title: str
    topic: str  # what the text is about
    on: date  # as shown
    time: str
    source: str
    seen_from_on: date  # first night whose portal has it
    pinned: bool = False
    first_on: date | None = None  # the day its address was made with, if its date was moved
    gone_from_on: date | None = None  # first night on which it no longer stands so

    @property
    def address(self) -> str:
        """The article's address below its site."""
        day = self.first_on or self.on
        if self.column.site == TOURISM:
            place = f"{day.year}/{day.month}/{day.day}"
            return f"/art/{place}/art_{self.column.folder[3:]}_{self.number}.html"
        return f"/{self.column.folder}/{day:%Y%m}/t{day:%Y%m%d}_{self.number}.html"

    @property
    def key(self) -> str:
        """A stable name for seeds: column and number."""
        return f"{self.column.folder}/{self.number}"


def items_of(column: ColumnPlan, today: date) -> tuple[Item, ...]:
    """Return every item the column ever has in the demo on `today`, newest first."""
    if not column.count:
        return ()
    made: list[Item] = []
    for index in range(column.count):
        made.append(_item(column, index, _day(column, index, today)))
    for extra in column.extras:
        made = _with_extra(made, extra, column, today)
    return tuple(sorted(made, key=lambda i: (i.on, i.number), reverse=True))


def later_item(column: ColumnPlan, index: int, on: date) -> Item:
    """Return an item that a column gets after the demo's own day; indexes start at 100."""
    return _item(column, index, on)


def seen_on(items: Iterable[Item], night_on: date) -> tuple[Item, ...]:
    """Return the items a list shows on this night, in its order: pinned ones first."""
    there = [
        i
        for i in items
        if i.seen_from_on <= night_on and not (i.gone_from_on and i.gone_from_on <= night_on)
    ]
    return tuple(sorted(there, key=lambda i: not i.pinned))


def latest_on(items: Iterable[Item], night_on: date) -> tuple[Item, ...]:
    """Return what home and hubs choose from: nothing pinned, nothing ahead of its day."""
    return tuple(i for i in seen_on(items, night_on) if not i.pinned and i.on <= night_on)


def all_items(today: date) -> dict[str, tuple[Item, ...]]:
    """Return the items of every column by its folder."""
    return {c.folder: items_of(c, today) for c in COLUMNS}


def _day(column: ColumnPlan, index: int, today: date) -> date:
    if column.yearly is None:
        return today - timedelta(days=column.newest + int(index * column.step))
    return yearly_before(today, column.yearly, index)


def yearly_before(today: date, day: tuple[int, int], index: int = 0) -> date:
    """Return the `index`-th last day of each year with this month and day before `today`."""
    newest = date(today.year, *day)
    return newest.replace(year=today.year - index - (newest >= today))


def _item(
    column: ColumnPlan,
    index: int,
    day: date,
    *,
    title: str = "",
    topic: str = "",
    seen_from_on: date | None = None,
    pinned: bool = False,
) -> Item:
    number = (COLUMNS.index(column) + 11) * 1000 + column.count - index
    seed = f"{column.folder}/{number}"
    short = SHORT[column.unit]
    if column.kind is ColumnKind.NEWS and column.folder in {"xwzx/zwyw", "xwzx/bmdt"}:
        short = pick(seed + "u", tuple(SHORT.values()))
    turn = index if index >= 0 else column.count
    made = headline(column.kind, column.folder, turn, day, short)
    return Item(
        column=column,
        index=index,
        number=number,
        title=title or made.text,
        topic=topic or made.topic,
        on=day,
        time=pick(seed + "c", CLOCKS),
        source=column.unit if column.kind is not ColumnKind.NEWS else f"云湖发布（{short}）",
        seen_from_on=seen_from_on or day + timedelta(days=1),
        pinned=pinned,
    )


def _with_extra(made: list[Item], extra: str, column: ColumnPlan, today: date) -> list[Item]:
    def aged(age: int, index: int, **more: Any) -> Item:
        return _item(column, index, today - timedelta(days=age), **more)

    first = made[0]
    match extra:
        case "revived":  # stood still until the day before D
            return [*made, aged(1, -1)]
        case "script":
            return [aged(column.newest, 0, title=SCRIPT_TITLE), *made[1:]]
        case "formula":
            return [aged(column.newest, 0, title=FORMULA_TITLE), *made[1:]]
        case "pinned":
            text = f"致全区居民的一封信：共同做好{TOPICS[5]}"
            old = aged(PINNED_AGE, -1, title=text, topic=TOPICS[5], pinned=True)
            return [*made, old]
        case "future":
            text = f"关于举行{TOPICS[7]}综合演练的预告"
            ahead = aged(FUTURE_AGE, -1, title=text, topic=TOPICS[7], seen_from_on=first.on)
            return [*made, ahead]
        case "repeated":
            twin = made[REPEATED_OF]
            return [*made, aged(REPEATED_AGE, -1, title=twin.title, topic=twin.topic)]
        case "repeal":
            names = (made[index].title for index in (REPEALED_INDEX, MARKED_INDEX))
            text = f"关于废止{''.join(f'《{name}》' for name in names)}的决定"
            return [*made, aged(REPEAL_AGE, -1, title=text, topic=made[REPEALED_INDEX].topic)]
        case "moved":
            text = f"{SHORT[column.unit]}举办{TOPICS[12]}应用场景现场观摩活动"
            first = aged(MOVED_AGE, -1, title=text, topic=TOPICS[12])
            later = replace(
                first,
                on=today - timedelta(days=MOVED_TO_AGE),
                first_on=first.on,
                seen_from_on=today,
            )
            return [*made, replace(first, gone_from_on=today), later]
        case "work_report":
            days = [yearly_before(today, WORK_REPORT_DUE, at) for at in range(WORK_REPORTS)]
            titles = [f"{DISTRICT}{day.year - 1}年政府网站工作年度报表" for day in days]
            texts = zip(days, titles, strict=True)
            reports = [
                _item(column, -1, day, title=title, topic=title.removeprefix(DISTRICT))
                for day, title in texts
            ]
            numbered = [replace(r, number=r.number + 900 + at) for at, r in enumerate(reports)]
            return [*made, *numbered]
        case "backdated":  # its date lies among those the list already showed the night before
            text = f"关于{TOPICS[0]}风险隐患排查结果的通告"
            late = aged(BACKDATED_AGE, -1, title=text, topic=TOPICS[0], seen_from_on=today)
            return [*made, late]
    raise ValueError(f"the plan asks for an unknown item: {extra}")
