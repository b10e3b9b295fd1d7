"""Reading the register: what goes out comes back, and what offices type is understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from extract.register_book import read_register, read_register_with_notes
from model.site import ColumnLevel, Register
from model.span import Span
from reports.register_book import template, write_register
from tests.registers import EXEMPTION, FULL, NEWS, NOTICES, PORTAL, SCHOOLS, registers

Change = Callable[[Workbook], None]

_SHEETS = ("单位", "网站", "栏目", "报备", "转载来源", "政务新媒体")


def changed(change: Change, register: Register = FULL) -> bytes:
    book = load_workbook(BytesIO(write_register(register)))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(sheet: str, cell: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        book[sheet][cell].value = value

    return change


def read(change: Change) -> Register:
    return read_register(changed(change), "register.xlsx")


def test_a_full_register_comes_back_and_its_export_is_the_same_bytes() -> None:
    data = write_register(FULL)
    register = read_register(data, "register.xlsx")
    assert register == FULL
    assert write_register(register) == data


@settings(max_examples=15, deadline=None)
@given(registers())
def test_any_register_comes_back(register: Register) -> None:
    data = write_register(register, example=True)
    back = read_register(data, "register.xlsx")
    assert back == register
    assert write_register(back, example=True) == data


def test_the_template_is_an_empty_register_and_says_what_it_skipped() -> None:
    register, notes = read_register_with_notes(template(), "register.xlsx")
    assert register == Register()
    assert notes == tuple(f"“{s}”表有 1 行示例，未导入" for s in _SHEETS)


@pytest.mark.parametrize("typed", [4201990001, 4201990001.0, " 4201990001　", "420199\u200b0001"])
def test_a_site_code_typed_as_a_number_or_with_blanks(typed: object) -> None:
    assert read(put("网站", "A2", typed)).sites[0].code == PORTAL.code


@pytest.mark.parametrize(
    "typed",
    [
        date(2026, 12, 31),
        datetime(2026, 12, 31, 8, 30),  # noqa: DTZ001
        "2026-12-31",
        "2026/12/31",
        "2026.12.31",
        "2026年12月31日",
        "20261231",
    ],
)
def test_dates_as_dates_and_as_text(typed: object) -> None:
    assert read(put("报备", "E2", typed)).exemptions == (EXEMPTION,)


def test_full_width_blanks_and_line_breaks_are_folded() -> None:
    register = read(put("单位", "A3", "　青禾区教育局\n"))
    assert register.units[1].name == SCHOOLS.name


def test_a_date_typed_as_a_plain_number() -> None:
    def change(book: Workbook) -> None:
        book["报备"]["E2"].value = 20261231
        book["报备"]["E2"].number_format = "General"

    assert read(change).exemptions == (EXEMPTION,)


@pytest.mark.parametrize(("typed", "wanted"), [(True, True), ("否", False), (None, False)])
def test_yes_and_no(typed: object, wanted: bool) -> None:
    assert read(put("网站", "G2", typed)).sites[0].allow_private is wanted


def test_empty_optional_cells_take_the_usual_value() -> None:
    def change(book: Workbook) -> None:
        for cell in ("E2", "F2", "G2", "H2", "I2", "J2"):
            book["栏目"][cell].value = None

    column = read(change).columns[0]
    assert (column.level, column.unit, column.interval) == (ColumnLevel.OTHER, "", None)


def test_addresses_take_the_form_in_which_they_are_requested() -> None:
    assert (
        read(put("网站", "C2", "HTTP://WWW.Example.org#top")).sites[0].home_url == PORTAL.home_url
    )


def test_an_exemption_takes_the_address_of_its_column() -> None:
    assert read(put("报备", "B2", "http://WWW.example.org/tzgg/")).exemptions == (EXEMPTION,)


def test_empty_rows_and_other_order_of_headings_do_no_harm() -> None:
    def change(book: Workbook) -> None:
        page = book["单位"]
        page.move_range("A1:E3", rows=3, cols=2)
        page.insert_rows(5, 2)
        page.insert_cols(4)

    assert read(change) == FULL


def test_a_heading_of_the_office_is_noted_and_left_out() -> None:
    data = changed(put("单位", "F1", "备注"))
    register, notes = read_register_with_notes(data, "register.xlsx")
    assert register == FULL
    assert notes[0] == "“单位”表 F 列“备注”不在要填的栏里，未导入"


def test_what_is_allowed_but_worth_a_look_is_noted() -> None:
    moved = replace(NEWS, url="http://10.1.2.3/jydt/")
    data = write_register(replace(FULL, columns=(NOTICES, moved)))
    register, notes = read_register_with_notes(data, "register.xlsx")
    assert register.columns == (NOTICES, moved)
    assert notes == (
        "“栏目”表第 3 行“栏目网址”（C3）：域名 10.1.2.3 与网站首页的 edu.example.org 不同，请核对",
        "“栏目”表第 3 行“栏目网址”（C3）：是内部网络地址，该网站未填“允许内网地址”，不会被访问",
    )


def test_one_column_may_have_two_exemptions_that_end_on_different_days() -> None:
    later = replace(EXEMPTION, until_on=date(2027, 6, 30))
    register = replace(FULL, exemptions=(EXEMPTION, later))
    assert read_register(write_register(register), "register.xlsx") == register


@pytest.mark.parametrize("text", ["2 周", "２周", "14天", "1年"])
def test_limits_as_offices_write_them(text: str) -> None:
    wanted = {"14天": Span(days=14), "1年": Span(years=1)}.get(text, Span(weeks=2))
    assert read(put("栏目", "G2", text)).columns[0].interval == wanted
