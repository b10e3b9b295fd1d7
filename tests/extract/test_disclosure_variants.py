"""The whole form of an annual disclosure report, in the many ways in which sites publish it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from checks.disclosure.report_sums_wrong import contradictions
from extract.disclosure_tables import disclosure_tables
from extract.page import read_page

Rows = list[list[str]]
HEAD = [
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
NAMES = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "三、本年度办理结果|（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "（三）不予公开|1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "（四）无法提供|1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "（五）不予处理|1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "（六）其他处理|1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
    "（七）总计",
    "四、结转下年度继续办理",
)
FIGURES = {0: (19, 3, 0, 0, 1, 0, 23), 1: (2, 0, 0, 0, 0, 0, 2), 2: (12, 2, 0, 0, 0, 0, 14)}
FIGURES |= {4: (1, 0, 0, 0, 0, 0, 1), 12: (4, 1, 0, 0, 0, 0, 5), 22: (1, 0, 0, 0, 1, 0, 2)}
FIGURES |= {23: (18, 3, 0, 0, 1, 0, 22), 24: (3, 0, 0, 0, 0, 0, 3)}
DISPUTES = ("2", "1", "0", "0", "3", "0", "0", "0", "0", "0", "1", "0", "0", "1", "2")
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
ROWS = [[*n.split("|"), *map(str, FIGURES.get(at, (0,) * 7))] for at, n in enumerate(NAMES)]
ABOVE = [["规章", "0", "0", "0"], ["行政规范性文件", "2", "1", "8"], ["行政许可", "312"]]


def html(rows: Rows, *, cell: str = "<td><p>{}</p></td>", breaks: int = 0) -> str:
    """Return the text read from a page that shows all of the form in one table."""

    def shown(text: str) -> str:
        if breaks and len(text) > breaks and not text.isdigit():
            text = text[:breaks] + "<br/>" + text[breaks:]
        return cell.format(text)

    heads = [["行政复议", "行政诉讼"], ["未经复议直接起诉", "复议后起诉"], OUTCOMES]
    table = [*ABOVE, *HEAD, *rows, *heads, list(DISPUTES)]
    lines = "".join(f"<tr>{''.join(map(shown, row))}</tr>" for row in table)
    prose = "<p>本年新收政府信息公开申请23件，上年结转2件，办理结果总计22件，结转下年度3件。</p>"
    page = f"<h1>某区2025年政府信息公开工作年度报告</h1>{prose}<table>{lines}</table>"
    return read_page(f"<html><body>{page}</body></html>".encode(), "http://a.example/1.html").text


def each(rows: Rows, change: Callable[[str], str]) -> Rows:
    return [[change(cell) for cell in row] for row in rows]


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c in "0123456789." else c for c in text)


def unnumbered(text: str) -> str:
    return (
        text if text.isdigit() else re.sub(r"^(?:（[一二三四五六七]）|[一二三四]、|\d\.)", "", text)
    )


def shortened(text: str) -> str:
    short = {
        "一、本年新收政府信息公开申请数量": "一、本年新收",
        "二、上年结转政府信息公开申请数量": "二、上年度结转申请",
        "四、结转下年度继续办理": "四、结转至下一年",
        "（七）总计": "（七）合计",
    }
    return short.get(text, text)


def pdf(rows: Rows, *, at: int = 0, beside: bool = False) -> str:
    """Return lines as a PDF gives them; names are cut after `at` characters."""
    lines = [" ".join(row) for row in (*ABOVE, *HEAD)]
    for row in rows:
        name, figures = " ".join(row[:-7]), " ".join(row[-7:])
        if beside and len(name) > at:
            lines += [name[:at], figures, name[at:]]
        elif at and len(name) > at:
            lines += [name[:at], f"{name[at:]} {figures}"]
        else:
            lines.append(f"{name} {figures}")
    return "\n".join([*lines, "行政复议 行政诉讼", " ".join(OUTCOMES), " ".join(DISPUTES)])


def groups_on_top(rows: Rows) -> Rows:
    made: Rows = []
    for row in rows:
        made += [row[:1], row[1:]] if len(row) > 8 else [row]
    return made


def with_sums(rows: Rows) -> Rows:
    """The groups have rows of their own, with the sums of the rows below."""
    sums = {
        "（三）不予公开": "1",
        "（四）无法提供": "5",
        "（五）不予处理": "0",
        "（六）其他处理": "2",
    }
    made: Rows = []
    for row in rows:
        made += [[row[0], *[sums[row[0]]] * 7], row[1:]] if row[0] in sums else [row]
    return made


def old_form(rows: Rows) -> Rows:
    """Of 2019: one row for 其他处理."""
    return [*rows[:20], ["（六）其他处理", *rows[22][-7:]], *rows[23:]]


PAGE_HEAD = "- 7 -\n" + "".join(" ".join(row) + "\n" for row in HEAD)
VARIANTS = {
    "as it is": html(ROWS),
    "bare cells": html(ROWS, cell="<td>{}</td>"),
    "cells in two boxes": html(ROWS, cell="<td><div><p><span>{}</span></p></div></td>"),
    "two paragraphs": html(ROWS, cell="<td><p></p><p>{}</p></td>"),
    "blanks": html(each(ROWS, lambda c: c if c.isdigit() else f" {'  '.join(c)}\u3000")),
    "full width": html(each(ROWS, full_width)),
    "half width brackets": html(
        each(ROWS, lambda c: c.replace("（", "(").replace("）", ")").replace("、", "."))
    ),
    "cut names": html(ROWS, breaks=7),
    "cut names, two boxes": html(ROWS, cell="<td><div><p>{}</p></div></td>", breaks=7),
    "short names": html(each(ROWS, shortened)),
    "no numbers": html(each(ROWS, unnumbered)),
    "no numbers, two boxes": html(each(ROWS, unnumbered), cell="<td><div><p>{}</p></div></td>"),
    "with units": html(each(ROWS, lambda c: f"{c}件" if c.isdigit() else c)),
    "as a spreadsheet": html(each(ROWS, lambda c: f"{c}.0" if c.isdigit() else c)),
    "groups in rows": html(groups_on_top(ROWS)),
    "groups with sums": html(with_sums(ROWS)),
    "form of 2019": html(old_form(ROWS)),
    "a second table": html([*ROWS, *each(ROWS, lambda c: "7" if c.isdigit() else c)]),
    "paper": pdf(ROWS),
    "paper, cut names": pdf(ROWS, at=12),
    "paper, names around": pdf(ROWS, at=12, beside=True),
    "paper, two sheets": pdf(ROWS).replace("5.属于三类", f"{PAGE_HEAD}5.属于三类"),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_the_form_is_read_alike_however_it_is_published(name: str) -> None:
    read = disclosure_tables(VARIANTS[name])
    assert read.requests is not None
    assert read.requests.received == FIGURES[0]
    assert read.requests.carried_in == FIGURES[1]
    assert read.requests.total == FIGURES[23]
    assert read.requests.carried_out == FIGURES[24]
    assert read.requests.results is not None
    assert [row for row in read.requests.results if any(row)] == [
        FIGURES[at] for at in (2, 4, 12, 22)
    ]
    assert read.disputes == ((2, 1, 0, 0, 3), (0,) * 5, (1, 0, 0, 1, 2))
    assert list(contradictions(read)) == []


@pytest.mark.parametrize("at", range(len(NAMES)))
@pytest.mark.parametrize("text", [html, pdf])
def test_a_wrong_figure_in_any_row_is_found(text: Callable[[Rows], str], at: int) -> None:
    wrong = [list(row) for row in ROWS]
    wrong[at][-7] = str(int(wrong[at][-7]) + 1)
    assert any("自然人" in said or "各列之和" in said for said in contradictions_of(text(wrong)))


def contradictions_of(text: str) -> list[str]:
    return list(contradictions(disclosure_tables(text)))


@pytest.mark.parametrize("at", range(len(NAMES)))
@pytest.mark.parametrize("empty", ["", "—", "/", "&nbsp;"])
def test_an_empty_cell_is_no_zero_and_no_fault(empty: str, at: int) -> None:
    rows = [list(row) for row in ROWS]
    rows[at][-7] = empty
    read = disclosure_tables(html(rows))
    assert list(contradictions(read)) == []
    if read.requests is not None:
        main = {0: "received", 1: "carried_in", 23: "total", 24: "carried_out"}
        assert getattr(read.requests, main.get(at, "results")) is None


@pytest.mark.parametrize("at", range(len(NAMES)))
def test_a_row_without_any_figure_is_no_row_of_zeros(at: int) -> None:
    rows = [list(row) for row in ROWS]
    rows[at] = rows[at][:-7]
    assert contradictions_of(html(rows)) == []


def test_columns_in_another_order_are_read_by_their_heading() -> None:
    persons = ["总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    rows = [["项目", *persons], *([*row[:-7], row[-1], *row[-7:-1]] for row in ROWS)]
    read = disclosure_tables(html(rows))
    assert read.requests is not None
    assert read.requests.received == FIGURES[0]
    assert list(contradictions(read)) == []


def test_disputes_in_a_row_a_third() -> None:
    rows = (
        ("行政复议", DISPUTES[:5]),
        ("未经复议直接起诉", DISPUTES[5:10]),
        ("复议后起诉", DISPUTES[10:]),
    )
    text = "\t".join(["行政复议、行政诉讼", *OUTCOMES[:5]])
    text += "".join("\n" + "\t".join([name, *figures]) for name, figures in rows)
    assert disclosure_tables(text).disputes == ((2, 1, 0, 0, 3), (0,) * 5, (1, 0, 0, 1, 2))


def test_a_picture_of_the_table_is_no_table() -> None:
    page = "<h1>年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><img src='3.png' alt='表'>"
    text = read_page(f"<html><body>{page}</body></html>".encode(), "http://a.example/1.html").text
    assert disclosure_tables(text).requests is None
