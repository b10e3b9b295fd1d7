"""Lists of other systems as they come: every row with content is accounted for."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from extract.domain_list import SEVERAL, RowState, clean_name, read_list
from model.errors import RegisterError

DIRTY = (
    ("一、某某区政府网站清单", "", ""),
    ("序号", "网站域名（必填）", "主办单位", "到期时间"),
    (1, "www.qinghe.gov.cn", "清河区政府办", "2027年3月1日"),
    (2, " HTTP://WWW.Qinghe.GOV.CN/ ", "清河区政府办", ""),
    (3, "ｊｙ．ｑｉｎｇｈｅ．ｇｏｖ．ｃｎ", "清河区教育局", ""),
    (4, "https://ws.qinghe.gov.cn:8443/index.html?a=1", "清河区卫健局", ""),
    (5, "清河区.政务", "清河区政府办", ""),
    (6, "192.0.2.17", "清河区水务局", ""),
    (7, "http://[2001:db8::1]:8080/", "清河区水务局", ""),
    (8, "2001:db8::2", "", ""),
    (9, "待定", "清河区文旅局", ""),
    (10, "", "清河区民政局", ""),
    ("", "", ""),
    (11, "tj。qinghe。gov。cn", "清河区统计局", ""),
    (12, "sj .qinghe. gov.cn", "清河区审计局", ""),
    (13, "gx.qinghe.gov.cn.", "清河区国资局", ""),
    (14, "3232235777", "", ""),
)


def sheet(rows: tuple[tuple[object, ...], ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_dirty_list_is_accounted_for_row_by_row() -> None:
    rows = read_list(sheet(DIRTY), "清单.xlsx")
    assert [(row.number, row.state, row.name) for row in rows] == [
        (3, RowState.READ, "www.qinghe.gov.cn"),
        (4, RowState.REPEATED, "www.qinghe.gov.cn"),
        (5, RowState.READ, "jy.qinghe.gov.cn"),
        (6, RowState.READ, "ws.qinghe.gov.cn"),
        (7, RowState.READ, "xn--dkrr60d72a.xn--zfr164b"),
        (8, RowState.IP_ADDRESS, ""),
        (9, RowState.IP_ADDRESS, ""),
        (10, RowState.IP_ADDRESS, ""),
        (11, RowState.UNREADABLE, ""),
        (12, RowState.UNREADABLE, ""),
        (14, RowState.READ, "tj.qinghe.gov.cn"),
        (15, RowState.READ, "sj.qinghe.gov.cn"),
        (16, RowState.READ, "gx.qinghe.gov.cn"),
        (17, RowState.IP_ADDRESS, ""),
    ]
    by_number = {row.number: row for row in rows}
    assert by_number[4].same_as == 3
    assert by_number[6].mended == ("已去掉 https://", "已去掉路径", "已去掉端口 8443")
    assert by_number[3].fields == {"holder": "清河区政府办", "expires_on": "2027-03-01"}


@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        ("a.gov.cn", "a.gov.cn", ""),
        ("A.gov.cn:80", "a.gov.cn", ""),
        ("http:/a.gov.cn", "a.gov.cn", ""),
        ("http//a.gov.cn", "a.gov.cn", ""),
        ("a.gov.cn\\index.htm", "a.gov.cn", ""),
        ("http;//a.gov.cn", "a.gov.cn", ""),
        ("http:\\\\a.gov.cn\\", "a.gov.cn", ""),
        ("//a.gov.cn/", "a.gov.cn", ""),
        ("http://https://a.gov.cn", "a.gov.cn", ""),
        ("a.gov.cn（主）", "a.gov.cn", ""),
        ("(a.gov.cn)", "a.gov.cn", ""),
        ("10.0.0.1（内网）", None, "10.0.0.1"),
        ("a.gov.cn、b.gov.cn", None, ""),
        ("a.gov.cn；b.gov.cn", None, ""),
        ("a.gov.cn/b.gov.cn", "a.gov.cn", ""),
        ("清河区·政务.政务", None, ""),
        ("a.gov.cn b.gov.cn", None, ""),
        ("a.gov.cn\nhttp://b.gov.cn/x", None, ""),
        ("a.gov.cn 甲网站", None, ""),
        ("a.gov.cn甲网站", None, ""),
        ("*.a.gov.cn", "a.gov.cn", ""),
        ("www. a .gov.cn", "www.a.gov.cn", ""),
        ("清河区 . 政务", "xn--dkrr60d72a.xn--zfr164b", ""),
        ("a.gov，cn", None, ""),
        ("a@a.gov.cn", None, ""),
        ("0x7f000001", None, "127.0.0.1"),
        ("[::1]", None, "::1"),
        ("a_b.gov.cn", None, ""),
        ("某某区", None, ""),
        ("", None, ""),
    ],
)
def test_one_cell(typed: str, name: str | None, address: str) -> None:
    found, _, ip = clean_name(typed)
    assert (found, ip) == (name, address)


def test_a_merged_cell_holds_for_all_its_rows() -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (
        ("域名台账", "", ""),
        ("主办单位", "网址", "备案号"),
        ("清河区政府办", "a.gov.cn", "甲"),
        ("", "b.gov.cn", "乙"),
        ("", "", "丙"),
    ):
        page.append(row)
    for cells in ("A1:C1", "A3:A5", "B4:B5"):
        page.merge_cells(cells)
    out = BytesIO()
    book.save(out)
    rows = read_list(out.getvalue(), "台账.xlsx")
    assert [(row.name, row.state, row.fields["holder"]) for row in rows] == [
        ("a.gov.cn", RowState.READ, "清河区政府办"),
        ("b.gov.cn", RowState.READ, "清河区政府办"),
        ("b.gov.cn", RowState.REPEATED, "清河区政府办"),
    ]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_in_any_charset_and_with_any_separator(charset: str, mark: str) -> None:
    lines = [("域名", "网站名称"), ("a.gov.cn", "甲网站"), ("b.gov.cn", "乙网站")]
    data = "\r\n".join(mark.join(line) for line in lines).encode(charset)
    rows = read_list(data, "清单.csv")
    assert [(row.name, row.fields["site_name"]) for row in rows] == [
        ("a.gov.cn", "甲网站"),
        ("b.gov.cn", "乙网站"),
    ]


def test_a_list_without_headings_is_read_by_its_names() -> None:
    rows = read_list(b"1,a.gov.cn\n2,b.gov.cn\n3,?\n", "names.csv")
    assert [row.state for row in rows] == [RowState.READ, RowState.READ, RowState.UNREADABLE]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (sheet((("单位", "电话"), ("甲", "1"))), "没有找到域名"),
        (b"\x00\x01\x02\x03", "不是表格"),
        (b"PK\x03\x04broken", "已损坏"),
        (b"", "没有找到域名"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(RegisterError, match=sentence):
        read_list(data, "清单.xlsx")


def test_an_export_of_a_transparency_log() -> None:
    text = (
        "id,not_after,common_name,issuer_name\n"
        '1,2027-01-02,*.qinghe.gov.cn,"C=US, CN=a.example"\n'
        '2,2027-01-02,"oa.qinghe.gov.cn\nws.qinghe.gov.cn","C=US, CN=a.example"\n'
    )
    rows = read_list(text.encode(), "ct.csv")
    assert [(row.name, row.state) for row in rows] == [
        ("qinghe.gov.cn", RowState.READ),
        ("", RowState.UNREADABLE),
    ]
    assert rows[1].mended == (SEVERAL,)
    assert clean_name("a.gov.cn、b.gov.cn")[1] == clean_name("a.gov.cn；b.gov.cn")[1] == (SEVERAL,)
