"""Annual figures 年度报表数字: what a year's reports ask for, and how far the monitor can count it.

Filled by `checks/annual.py`; printed by `reports`. What cannot be counted is UNKNOWN, what only
staff know is BY_HAND; neither is ever printed as 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from model.site import ColumnKind, Site


class AnnualForm(StrEnum):
    """Which yearly report a row belongs to (国办函〔2018〕12号; 国办公开办函〔2021〕30号)."""

    WORK = "work"
    DISCLOSURE = "disclosure"


class CountWay(StrEnum):
    """How far a figure can be relied on."""

    COUNTED = "counted"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    BY_HAND = "by_hand"


ANNUAL_FORM_NAMES: dict[AnnualForm, str] = {
    AnnualForm.WORK: "政府网站工作年度报表",
    AnnualForm.DISCLOSURE: "政府信息公开工作年度报告",
}
COUNT_WAY_NAMES: dict[CountWay, str] = {
    CountWay.COUNTED: "已计数",
    CountWay.UNSURE: "待核实",
    CountWay.UNKNOWN: "无法计数",
    CountWay.BY_HAND: "须人工填写",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualRow:
    """One row of a form; `how` is its 计数口径, for a row of staff where its figure comes from."""

    id: str
    form: AnnualForm
    section: str
    name: str
    measure: str  # 条, 个, 次, 件, 天 …
    how: str
    kinds: frozenset[ColumnKind] = frozenset()  # of the columns it is counted from
    by_hand: bool = False
    official: bool = True  # False: no row of the form, printed beside it for comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualSource:
    """One column a figure rests on, and what it gave."""

    path: str
    url: str
    counted: int
    undated: int = 0  # items without a day: in no figure
    reason: str = ""  # Chinese; why it, or a part of it, could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualItem:
    """One item that was counted: an entry of a column, a message, a topic, a document."""

    url: str
    title: str
    column: str  # path; the first that lists it
    day_name: str  # 发布日期, 来信时间, 答复时间, 成文日期 …
    on: date | None  # None: counted without a day, as a topic is
    first_seen_on: date | None
    listed: bool  # False: its list does not show it any more
    rows: tuple[str, ...]  # ids of the rows it is counted in


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualFigure:
    """One row with its value; `doubts` say in Chinese why it is not sure or not known."""

    row: AnnualRow
    way: CountWay
    value: Decimal | None = None
    doubts: tuple[str, ...] = ()
    sources: tuple[AnnualSource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearNights:
    """The nights of a site that a year's figures rest on."""

    first_on: date  # first night of the site at all
    in_year: int  # nights of the year in which it was crawled
    last_on: date  # the night whose lists were counted


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualFacts:
    """One site, one year: everything the yearly documents print."""

    site: Site
    year: int
    since_on: date
    until_on: date  # last day counted: the year's last, or the night's while it still runs
    nights: YearNights
    figures: tuple[AnnualFigure, ...]  # in the order of the forms
    items: tuple[AnnualItem, ...]  # by column, newest first
    notes: tuple[str, ...]  # what holds for all figures
    office: str = ""
