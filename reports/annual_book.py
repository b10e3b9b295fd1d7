"""Annual workbook 年度报表表格: the yearly figures of one site with every item behind them.

Reads   AnnualFacts
Gives   the bytes of an .xlsx; same facts and same printing time, same bytes
Never   holds a formula, or a 0 for what was not counted
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from openpyxl.workbook import Workbook

from model.annual import AnnualFacts, AnnualFigure, AnnualForm
from reports import wording
from reports.annual_lines import UNVERIFIED, basis, form_lines, row_names, value_words
from reports.sheet import Address, Head, Value, add_table
from reports.zip_bytes import repack

Row = tuple[Value, ...]
SHEET_OF_COLUMNS = "计数栏目"
SHEET_OF_ITEMS = "计入明细"
_SHEETS = {AnnualForm.WORK: "工作年度报表", AnnualForm.DISCLOSURE: "信息公开年报"}


def render(facts: AnnualFacts, *, printed_at: datetime) -> bytes:
    """Return the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = book.properties.lastModifiedBy = facts.office or "巡检"
    book.properties.title = f"{facts.site.name}{facts.year}年度报表数字"
    add_table(
        book,
        "概况",
        (Head("项目", 18), Head("内容", 90)),
        _overview(facts, printed_at),
        left=True,
    )
    heads = (
        *(Head("类别", 22), Head("项目", 30), Head("单位", 8), Head("数值", 12)),
        *(Head("情况", 12), Head("计数口径", 60), Head("待核实事项", 50)),
    )
    for form, title in _SHEETS.items():
        add_table(book, title, heads, _form(facts, form))
    columns = (
        *(Head("项目", 30), Head("栏目", 40), Head("计入数", 10), Head("未注明日期", 12)),
        *(Head("没有读到的原因", 40), Head("栏目地址", 50)),
    )
    add_table(book, SHEET_OF_COLUMNS, columns, _columns(facts), printed=5)
    items = (
        *(Head("计入项目", 44), Head("栏目", 34), Head("标题", 60), Head("日期", 12)),
        *(Head("日期依据", 12), Head("首次见到", 12), Head("列表中", 10), Head("地址", 50)),
    )
    add_table(book, SHEET_OF_ITEMS, items, _items(facts), printed=7)
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), made_at=printed_at)


def _overview(facts: AnnualFacts, printed_at: datetime) -> Iterator[Row]:
    yield "网站名称", facts.site.name
    yield "网站标识码", facts.site.code
    yield "主办单位", facts.site.unit
    yield "年度", facts.year
    yield "统计依据", basis(facts)
    for note in facts.notes:
        yield "使用说明", note
    yield "使用说明", UNVERIFIED
    yield "数值一栏", "只有数得出来的才是数字；“无法计数”不是0，“须人工填写”由本单位统计"
    yield "打印时间", f"{wording.china_time(printed_at)}（北京时间）"


def _form(facts: AnnualFacts, form: AnnualForm) -> Iterator[Row]:
    for own in form_lines(facts):
        if own.form is not form:
            continue
        for section in own.sections:
            for line in section.lines:
                row = line.figure.row
                yield (
                    *(section.name, row.name, row.measure, _value(line.figure), line.state),
                    *(line.how, "；".join(line.figure.doubts)),
                )


def _value(figure: AnnualFigure) -> Value:
    if figure.value is None:
        return value_words(figure)
    return int(figure.value) if figure.value == int(figure.value) else figure.value


def _columns(facts: AnnualFacts) -> Iterator[Row]:
    for figure in facts.figures:
        for source in figure.sources:
            yield (
                *(figure.row.name, source.path, source.counted, source.undated),
                *(source.reason, Address(source.url)),
            )


def _items(facts: AnnualFacts) -> Iterator[Row]:
    names = row_names(facts)
    for item in facts.items:
        yield (
            *("、".join(names[row] for row in item.rows), item.column),
            *(Address(item.url, item.title), item.on, item.day_name, item.first_seen_on),
            *("在" if item.listed else "已撤下", item.url),  # as text: links are few in a sheet
        )
