"""The register as a workbook: same bytes, lists, no formulas, plainly marked examples."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from model.errors import ReportError
from model.register_sheet import SHEETS
from model.site import Register
from model.span import Span
from reports.register_book import template, write_register
from tests.registers import FULL, NOTICES, OFFICE


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def test_the_same_register_gives_the_same_bytes() -> None:
    assert write_register(FULL) == write_register(FULL)
    assert template() == template()


def test_every_sheet_has_its_headings_frozen_with_help() -> None:
    book = opened(write_register(FULL))
    assert book.sheetnames == [*(sheet.name for sheet in SHEETS), "填写说明"]
    for sheet in SHEETS:
        page = book[sheet.name]
        assert [cell.value for cell in page[1]] == [f.heading for f in sheet.fields]
        assert page.freeze_panes == "A2"
        for cell, field in zip(page[1], sheet.fields, strict=True):
            assert field.help in cell.comment.text
            assert cell.comment.text.startswith("必填" if field.required else "选填")


def test_the_lists_offer_what_import_accepts() -> None:
    page = opened(template())["栏目"]
    lists = {
        str(rule.sqref).rstrip("0123456789"): rule for rule in page.data_validations.dataValidation
    }
    assert lists["D2:D"].formula1.startswith('"动态要闻,通知公告,')
    assert lists["E2:E"].formula1 == '"一级,其他"'
    assert lists["J2:J"].formula1 == '"是,否"'
    assert lists["A2:A"].formula1.startswith("网站!$A$2:")
    assert lists["F2:F"].formula1.startswith("单位!$A$2:")
    assert all(len(rule.formula1) <= 257 for rule in lists.values())


def test_the_template_has_one_marked_example_a_sheet() -> None:
    book = opened(template())
    for sheet in SHEETS:
        page = book[sheet.name]
        assert page.max_row == 2
        assert page["A2"].value.startswith("示例行：")


def test_codes_and_telephones_stay_text() -> None:
    book = opened(write_register(FULL))
    for cell in (book["网站"]["A2"], book["单位"]["D2"]):
        assert cell.data_type == "s"
        assert cell.number_format == "@"


@pytest.mark.parametrize("hostile", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1"])
def test_nothing_becomes_a_formula(hostile: str) -> None:
    register = replace(FULL, columns=(replace(NOTICES, path=hostile),), exemptions=())
    cell = opened(write_register(register))["栏目"]["B2"]
    assert (cell.value, cell.data_type) == (hostile, "s")
    assert cell.quotePrefix


def test_control_characters_are_left_out() -> None:
    register = replace(
        FULL, columns=(replace(NOTICES, path="首\x00页\u202e >\n新闻"),), exemptions=()
    )
    assert opened(write_register(register))["栏目"]["B2"].value == "首页 > 新闻"


def test_what_the_workbook_cannot_say_is_refused() -> None:
    with pytest.raises(ReportError, match="1年6个月"):
        write_register(replace(FULL, columns=(replace(NOTICES, interval=Span(years=1, months=6)),)))
    with pytest.raises(ReportError, match="示例"):
        write_register(Register(units=(replace(OFFICE, name="示例行政区政府办"),)))
