"""The tables of an annual disclosure report, read from a page as sites write it."""

from __future__ import annotations

from extract.disclosure_tables import DisclosureTables, Requests, disclosure_tables
from extract.page import read_page

ZEROS = (0,) * 7


def cells(*values: object) -> str:
    return "".join(f"<td><p>{value}</p></td>" for value in values)


def report(*rows: str, disputes: str = "") -> str:
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    head = (
        '<tr><td colspan="3" rowspan="2">（第一项加第二项之和，等于第三项加第四项之和）</td>'
        '<td colspan="7">申请人情况</td></tr>'
        "<tr><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td>"
        "<td>法律服务机构</td><td>其他</td><td>总计</td></tr>"
    )
    html = (
        "<html><head><title>某区2025年政府信息公开工作年度报告</title></head><body>"
        "<h1>某区2025年政府信息公开工作年度报告</h1><p>发布时间：2026-01-20</p><div class='content'>"
        "<p>根据规定编制本报告，本年新收政府信息公开申请有所增加，办理结果总计见表。</p>"
        f"<table>{head}{table}</table><p>四、行政复议、行政诉讼情况</p>{disputes}</div></body></html>"
    )
    return read_page(html.encode(), "http://www.a.example/gknb/1.html").text


MAIN = (
    f'<td colspan="3">一、本年新收政府信息公开申请数量</td>{cells("1,010", 1, 0, 0, 0, 2, "1,013")}',
    f'<td colspan="3">二、上年结转政府信息公开申请数量</td>{cells(1, 0, 0, 0, 0, 0, 1)}',
    f'<td rowspan="4">三、本年度办理结果</td><td colspan="2">（一）予以公开</td>'
    f"{cells(1011, 1, 0, 0, 0, 2, 1014)}",
    f'<td rowspan="2">（三）不予公开</td><td>1.属于国家秘密</td>{cells(*ZEROS)}',
    f"<td>2.其他法律行政法规禁止公开</td>{cells(*ZEROS)}",
    f'<td colspan="2">（七）总计</td>{cells(1011, 1, 0, 0, 0, 2, 1014)}',
    f'<td colspan="3">四、结转下年度继续办理</td>{cells(*ZEROS)}',
)


def test_every_row_is_read_with_its_figures() -> None:
    requests = disclosure_tables(report(*MAIN)).requests
    assert requests == Requests(
        received=(1010, 1, 0, 0, 0, 2, 1013),
        carried_in=(1, 0, 0, 0, 0, 0, 1),
        results=((1011, 1, 0, 0, 0, 2, 1014), ZEROS, ZEROS),
        total=(1011, 1, 0, 0, 0, 2, 1014),
        carried_out=ZEROS,
    )


def test_a_row_with_an_empty_cell_is_not_half_read() -> None:
    detail = f"<td>2.其他法律行政法规禁止公开</td>{cells('', *ZEROS[1:])}"
    read = disclosure_tables(report(*MAIN[:4], detail, *MAIN[5:])).requests
    assert read is not None
    assert read.results is None
    assert read.total is not None
    carried = f'<td colspan="3">四、结转下年度继续办理</td>{cells("", *ZEROS[1:])}'
    read = disclosure_tables(report(*MAIN[:6], carried)).requests
    assert read is not None
    assert read.carried_out is None
    assert read.results is not None


def test_the_disputes_are_one_row_of_three_times_five() -> None:
    names = cells("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3
    head = "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>"
    figures = (2, 1, 0, 0, 3, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2)
    table = f"<table>{head}<tr>{names}</tr><tr>{cells(*figures)}</tr></table>"
    read = disclosure_tables(report(*MAIN, disputes=table))
    assert read.disputes == (figures[:5], figures[5:10], figures[10:])
    short = f"<table>{head}<tr>{names}</tr><tr>{cells(*figures[:-1])}</tr></table>"
    assert disclosure_tables(report(*MAIN, disputes=short)).disputes is None


def test_prose_about_requests_is_no_table() -> None:
    assert disclosure_tables("一、本年新收政府信息公开申请13件\n二、办理结果总计14件") == (
        DisclosureTables()
    )


def test_a_file_whose_cells_stand_apart_by_blanks_is_read_too() -> None:
    text = (
        "一、本年新收政府信息公开申请数量 10 1 0 0 0 2 13\n二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1\n"
        "三、本年度办理结果 （一）予以公开 11 1 0 0 0 2 14\n（七）总计 11 1 0 0 0 2 14\n"
        "四、结转下年度继续办理 0 0 0 0 0 0 0"
    )
    requests = disclosure_tables(text).requests
    assert requests is not None
    assert requests.carried_in == (1, 0, 0, 0, 0, 0, 1)
    assert requests.results == ((11, 1, 0, 0, 0, 2, 14),)
    assert requests.carried_out == ZEROS
