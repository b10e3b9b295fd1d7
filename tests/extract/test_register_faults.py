"""What import refuses: every fault at once, with sheet, row, column and remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from extract.register_book import read_register, read_register_with_notes
from model.errors import RegisterError
from model.site import Register
from reports.register_book import write_register
from tests.registers import FULL, NOTICES, PORTAL

Change = Callable[[Workbook], object]


def faults(*changes: Change, register: Register = FULL) -> tuple[str, ...]:
    book = load_workbook(BytesIO(write_register(register)))
    for change in changes:
        change(book)
    out = BytesIO()
    book.save(out)
    with pytest.raises(RegisterError) as caught:
        read_register(out.getvalue(), "register.xlsx")
    assert str(caught.value) == (
        f"名录 register.xlsx 有 {len(caught.value.faults)} 处需要改正，未导入任何内容"
    )
    return caught.value.faults


def put(sheet: str, cell: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        book[sheet][cell].value = value

    return change


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("单位", "A2", None, "“单位”表第 2 行“单位名称”（A2）：必填，不能为空"),
        ("单位", "A3", "青禾区政府办公室", "（A3）：单位名称与第 2 行重复"),
        ("网站", "A2", "420199001", "应为 10 位、不以 0 开头的数字"),
        ("网站", "A2", "../网站", "临时代码须以字母开头"),
        ("网站", "C2", "www.example.org", "“www.example.org”缺少 http:// 或 https://"),
        ("网站", "C2", "http:///index", "不是有效的网址"),
        ("网站", "C2", "http://a.cn/ http://b.cn/", "网址中间有空格"),
        ("网站", "D2", "区教育局", "“单位”表里没有“区教育局”，是否应为“青禾区教育局”"),
        ("网站", "E2", "部门", "没有“部门”这一项，是否应为“部门网站”"),
        ("网站", "G2", "可以", "只能填“是”或“否”"),
        ("栏目", "A2", "4201990002", "没有标识码“4201990002”，是否应为“4201990001”"),
        ("转载来源", "B2", "city.example.net", "缺少 http:// 或 https://"),
        ("转载来源", "C2", "区级", "没有“区级”这一项"),
        ("转载来源", "D2", "抄送", "没有“抄送”这一项，可填：转载、采用"),
        ("政务新媒体", "B2", None, "“政务新媒体”表第 2 行“平台”（B2）：必填"),
        ("政务新媒体", "C2", "区教育局", "没有“区教育局”，是否应为“青禾区教育局”"),
        ("政务新媒体", "D2", "上周五", "“上周五”不是日期"),
        ("政务新媒体", "D2", "2026-11-24", "2026-11-24 晚于查看日期 2026-11-23"),
        ("政务新媒体", "E2", None, "（E2）：填了最近发布日期，必须写明是哪一天查看的"),
        ("栏目", "B2", None, "“栏目”表第 2 行“栏目路径”（B2）：必填"),
        ("栏目", "D2", "通知公示", "是否应为“通知公告”，可填：动态要闻、通知公告"),
        ("栏目", "E2", "二级", "没有“二级”这一项"),
        ("栏目", "F2", "青禾区教育", "是否应为“青禾区教育局”"),
        ("栏目", "G2", "两周", "“两周”不是时限，应写成“15天”“2周”“6个月”“1年”“20工作日”之一"),
        ("栏目", "G2", 14, "“14”不是时限"),
        ("栏目", "G2", "20年", "“20年”超过十年"),
        ("栏目", "G2", date(2026, 6, 1), "被表格软件当成了日期（2026-06-01）"),
        ("栏目", "H2", None, "“时限依据”（H2）：更新时限填了“2周”，必须写明依据"),
        (
            "报备",
            "B2",
            "http://www.example.org/other/",
            "没有网址为“http://www.example.org/other/”",
        ),
        ("栏目", "I2", "ul > li | a[", "“a[”不是有效的 CSS 选择器"),
        ("栏目", "I2", "//ul/li[ | a", "“//ul/li[”不是有效的 XPath"),
        ("栏目", "I2", "| a", "没有写条目"),
        ("栏目", "I2", "li | a | i | b", "日期格式“b”至少要有月（%m）和日（%d）"),
        ("栏目", "I2", "li | a | i | %m-%d | x", "段数过多"),
        ("报备", "E2", "年底", "“年底”不是日期，应写成 2026-12-31"),
        ("报备", "E2", "2026-02-30", "“2026-02-30”这一天不存在"),
        ("报备", "E2", "1026-12-31", "年份不合理"),
        ("报备", "E2", 99999999, "不是日期"),
        ("单位", "B2", "=A2", "“简称”（B2）：是公式"),
        ("单位", "B2", "#REF!", "是错误值 #REF!"),
    ],
)
def test_one_fault_is_named_with_its_place_and_remedy(
    sheet: str, cell: str, value: object, said: str
) -> None:
    found = faults(put(sheet, cell, value))
    assert said in found[0], found
    assert found[0].startswith(f"“{sheet}”表第 {cell[1:]} 行")
    assert f"（{cell}）" in found[0]


def test_all_faults_come_at_once_in_the_order_of_the_workbook() -> None:
    found = faults(
        put("报备", "E2", "年底"),
        put("栏目", "H2", None),
        put("栏目", "D2", "公告"),
        put("网站", "C3", "ftp://edu.example.org/"),
        put("单位", "A3", "=A2"),
    )
    assert [f[: f.index("：")] for f in found] == [
        "“单位”表第 3 行“单位名称”（A3）",
        "“网站”表第 3 行“首页网址”（C3）",
        "“栏目”表第 2 行“栏目类别”（D2）",
        "“栏目”表第 2 行“时限依据”（H2）",
        "“报备”表第 2 行“截止日期”（E2）",
    ]


def test_a_wrong_code_is_said_once_and_not_again_for_every_reference() -> None:
    wrong = [put("网站", "A2", "42"), put("栏目", "A2", "42"), put("报备", "A2", "42")]
    assert len(faults(*wrong)) == 1


def test_double_keys() -> None:
    double = replace(
        FULL,
        sites=(*FULL.sites, replace(PORTAL, name="另一个")),
        columns=(*FULL.columns, replace(NOTICES, url="http://www.EXAMPLE.org/tzgg/")),
        exemptions=FULL.exemptions * 2,
    )
    found = faults(register=double)
    assert [f.split("，")[0] for f in found] == [
        "“网站”表第 4 行“网站标识码”（A4）：网站标识码与第 2 行重复",
        "“栏目”表第 4 行“栏目网址”（C4）：栏目网址与第 2 行重复",
        "“报备”表第 3 行“栏目网址”（B3）：栏目和截止日期与第 2 行重复",
    ]


def test_merged_cells() -> None:
    found = faults(lambda book: book["网站"].merge_cells("D2:D3"))
    assert found == ("“网站”表 D2:D3 是合并单元格，请取消合并并逐行填写",)


def test_a_missing_sheet_says_so_once() -> None:
    def change(book: Workbook) -> None:
        book["单位"].title = "单位表"

    assert faults(change) == (
        "缺少“单位”表，现有名称相近的“单位表”，请补上或改正表名（没有内容也要留表头）",
    )


def test_missing_and_double_headings() -> None:
    assert faults(put("单位", "D1", "联系电话")) == (
        "“单位”表第 1 行表头缺少“电话”一栏，表头里最接近的是“联系电话”，请补上或改正",
    )
    assert "“简称”出现两次（B 列和 C 列）" in faults(put("单位", "C1", "简称"))[1]
    assert faults(lambda book: book["报备"].delete_rows(1, 2))[0].startswith(
        "“报备”表前 10 行没有找到表头，请把第一行恢复为：网站标识码、"
    )


def test_a_sheet_that_never_ends() -> None:
    assert faults(put("单位", "A30000", "青禾区")) == (
        "“单位”表超过 20000 行，请删除表格以下的内容和空白格式行",
    )


def _zip(**parts: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 .xlsx 表格"),
        ("单位名称,简称\n".encode("gbk"), "不是 .xlsx 表格"),
        (b"<html><table></table></html>", "不是 .xlsx 表格"),
        (OLD, "是旧格式表格（.xls 或 .et）"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "设有打开密码"),
        (b"PK\x03\x04 broken", "已损坏"),
        (write_register(FULL)[:4000], "已损坏"),
        (_zip(word__document=b"<a/>"), "已损坏"),
        (_zip(big=bytes(201_000_000)), "解压后过大"),
    ],
    ids=["empty", "csv", "html", "xls", "password", "garbage", "cut off", "docx", "bomb"],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(RegisterError, match=said) as caught:
        read_register(data, "register.xlsx")
    assert caught.value.faults == ()
    assert str(caught.value).startswith("register.xlsx ")


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_workbook_with_a_broken_part_is_refused(part: str) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(write_register(FULL))) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<broken" if name == part else source.read(name))
    with pytest.raises(RegisterError, match="已损坏"):
        read_register(out.getvalue(), "register.xlsx")


def test_sources_and_accounts_may_not_stand_twice() -> None:
    twice = replace(FULL, sources=FULL.sources[:1] * 2, accounts=FULL.accounts * 2)
    assert faults(register=twice) == (
        "“转载来源”表第 3 行“列表网址”（B3）：列表网址与第 2 行重复，请删去一行或改正其中一行",
        "“政务新媒体”表第 3 行“账号名称”（A3）：账号与第 2 行重复，请删去一行或改正其中一行",
    )


def test_a_workbook_may_do_without_the_optional_sheets() -> None:
    book = load_workbook(BytesIO(write_register(FULL)))
    del book["转载来源"], book["政务新媒体"]
    out = BytesIO()
    book.save(out)
    assert read_register(out.getvalue(), "register.xlsx") == replace(FULL, sources=(), accounts=())


def test_an_internal_source_without_leave_is_remarked_on() -> None:
    inside = replace(FULL.sources[0], url="http://10.1.2.3/zwyw/", allow_private=False)
    book = write_register(replace(FULL, sources=(inside,)))
    notes = read_register_with_notes(book, "register.xlsx")[1]
    assert (
        "“转载来源”表第 2 行“列表网址”（B2）：是内部网络地址，未填“允许内网地址”，不会被访问"
        in notes
    )
    allowed = write_register(replace(FULL, sources=(replace(inside, allow_private=True),)))
    assert not any("转载来源" in n for n in read_register_with_notes(allowed, "register.xlsx")[1])
