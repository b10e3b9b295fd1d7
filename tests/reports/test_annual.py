"""The yearly figures on paper: no 0 for what is not known, each figure leads to its rows."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl

from model.annual import (
    AnnualFacts,
    AnnualFigure,
    AnnualItem,
    AnnualSource,
    CountWay,
    YearNights,
)
from model.annual_form import ANNUAL_ROWS
from reports import annual_book, annual_report
from tests.reports.sample import NIGHT_ON, PRINTED_AT, SITE
from tests.reports.test_round import ATTACK
from tests.reports.test_site_report import Elements


def facts(title: str = "甲", path: str = "首页 > 新闻") -> AnnualFacts:
    source = AnnualSource(path=path, url="http://a.example/xw/", counted=12, reason=title)
    figures = []
    for row in ANNUAL_ROWS:
        figure = AnnualFigure(row=row, way=CountWay.BY_HAND)
        if row.id == "dynamics":
            figure = AnnualFigure(
                row=row, way=CountWay.COUNTED, value=Decimal(12), sources=(source,)
            )
        elif not row.by_hand:
            figure = AnnualFigure(row=row, way=CountWay.UNKNOWN, doubts=("栏目没有读到",))
        figures.append(figure)
    item = AnnualItem(
        url="javascript:alert(1)",
        title=title,
        column=path,
        day_name="发布日期",
        on=date(2026, 2, 3),
        first_seen_on=None,
        listed=True,
        rows=("dynamics",),
    )
    return AnnualFacts(
        site=SITE,
        year=2026,
        since_on=date(2026, 1, 1),
        until_on=NIGHT_ON,
        nights=YearNights(first_on=date(2026, 1, 5), in_year=300, last_on=NIGHT_ON),
        figures=tuple(figures),
        items=(item,),
        notes=("本年度尚未结束",),
        office=title,
    )


def page(shown: AnnualFacts) -> str:
    return annual_report.render(shown, printed_at=PRINTED_AT)


def sheets(shown: AnnualFacts) -> openpyxl.Workbook:
    data = annual_book.render(shown, printed_at=PRINTED_AT)
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_figure_leads_to_its_columns_and_no_other_stands_as_a_number() -> None:
    text = Elements(page(facts()))
    links = [own["href"] for tag, own in text.elements if tag == "a" and "href" in own]
    ids = {own["id"] for _, own in text.elements if "id" in own}
    inside = [link[1:] for link in links if link.startswith("#")]
    assert inside == ["row-dynamics"]
    assert set(inside) <= ids
    assert text.text.count("须人工填写") >= sum(row.by_hand for row in ANNUAL_ROWS)


def test_the_workbook_holds_numbers_only_where_something_was_counted() -> None:
    book = sheets(facts())
    for name in ("工作年度报表", "信息公开年报"):
        for _, row, _, value, state, *_ in book[name].iter_rows(2, values_only=True):
            assert (value == 12) == (row == "政务动态信息更新量")
            assert value == 12 or value == state
    assert {"计数栏目", "计入明细", "概况"} <= set(book.sheetnames)


def test_hostile_text_stays_text() -> None:
    hostile = facts(ATTACK, ATTACK)
    text = Elements(page(hostile))
    assert not {"script", "img"} & {tag for tag, _ in text.elements}
    links = [own.get("href") or "" for tag, own in text.elements if tag == "a"]
    assert not any(link.startswith("javascript") for link in links)
    for sheet in sheets(facts("=1+1", "@x")).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_same_facts_same_bytes() -> None:
    assert page(facts()) == page(facts())
    books = [annual_book.render(facts(), printed_at=PRINTED_AT) for _ in range(2)]
    assert books[0] == books[1]
