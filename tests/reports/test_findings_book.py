from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from model.finding import Finding, Place, Verdict
from model.night import NightFacts
from model.picture import Picture
from reports import findings_book
from reports.safe_text import CELL_LIMIT
from tests.reports.sample import HOME, NIGHT_ON, PRINTED_AT, SITE, TITLES, findings, night_facts

SHEETS = (
    *(
        "概况",
        "单位达标率",
        "栏目更新",
        "栏目逐周",
        "错链",
        "错链位置",
        "其他问题",
        "未能核实",
        "评分过程",
    ),
)


def book(facts: NightFacts) -> Workbook:
    data = findings_book.render(facts, printed_at=PRINTED_AT, titles=TITLES)
    return load_workbook(io.BytesIO(data))


def with_findings(*found: Finding, **changed: object) -> NightFacts:
    facts = night_facts(**changed)
    return replace(facts, judgement=replace(facts.judgement, findings=found))


def test_every_sheet_is_ready_to_work_and_to_print() -> None:
    made = book(night_facts())
    assert tuple(made.sheetnames) == SHEETS
    for sheet in made.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$1"


def test_pictures_kept_as_evidence_are_named_beside_their_findings() -> None:
    facts = night_facts()
    identity = next(iter(facts.judgement.findings)).fingerprint(SITE.code)
    picture = Picture(
        fingerprint=identity,
        night_on=NIGHT_ON,
        page=HOME,
        taken_at=PRINTED_AT,
        sha256="ab" * 32,
        size=9,
        width=1200,
        height=800,
        marked=True,
    )
    made = book(replace(facts, pictures={identity: picture}))
    heads, row = made["页面截图"].iter_rows(values_only=True)
    shown = dict(zip(heads, row, strict=True))
    assert shown["截图文件"] == f"pictures/{identity}.png"
    assert (shown["所截页面"], shown["校验码"]) == (HOME, "ab" * 32)
    assert "页面截图" not in book(facts).sheetnames


def test_days_and_numbers_are_real() -> None:
    made = book(night_facts())
    columns = made["栏目更新"]
    heads = [cell.value for cell in columns[1]]
    first = dict(zip(heads, columns[2], strict=True))
    assert isinstance(first["最近更新"].value, datetime)
    assert first["最近更新"].number_format == "yyyy-mm-dd"
    assert first["距到期天数"].value == -115
    units = {row[0].value: row for row in made["单位达标率"].iter_rows(min_row=2)}
    assert units["区行政审批局"][1].value == "不适用"
    assert units["区政府办公室"][1].value == 1
    assert units["区政府办公室"][1].number_format == "0.0%"


def test_every_place_of_every_dead_link_has_a_row() -> None:
    dead = [finding for finding in findings() if finding.check == "link_dead"]
    made = book(night_facts())
    assert made["错链"].max_row - 1 == len(dead)
    assert made["错链位置"].max_row - 1 == sum(len(finding.places) for finding in dead)
    assert {cell.value for cell in made["错链位置"]["D"][1:]} <= {"导航", "正文", "页脚", "列表"}


def test_suspects_and_problems_are_told_apart() -> None:
    rows = list(book(night_facts())["其他问题"].iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in rows} == {"发现问题", "待复核"}
    assert [row[1] for row in rows if row[0] == "待复核"] == ["栏目不更新", "发布日期早于首次出现"]


@pytest.mark.parametrize("start", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1"])
def test_crawled_text_never_becomes_a_formula(start: str) -> None:
    found = [
        Finding(
            check=check,
            subject=f"{start}{verdict}",
            verdict=verdict,
            message=start,
            places=(Place(start, start, "list"),),
            unit=start,
            column=start,
        )
        for check in ("link_dead", "column_stale")
        for verdict in Verdict
    ]
    site = replace(SITE, name=start, unit=start, home_url=start)
    made = book(with_findings(*found, site=site, office=start, notices=(start,)))
    for sheet in made.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or cell.hyperlink.target.startswith("http")
                if isinstance(cell.value, str) and cell.value[:1] in "=+-@":
                    assert cell.quotePrefix


def test_illegal_characters_and_long_texts_do_not_break_the_file() -> None:
    found = Finding(
        check="x",
        subject="http://a.example/" + "a" * 3000,
        verdict=Verdict.FAIL,
        message="一\x00\x0b\ufffe\ud800二" + "长" * CELL_LIMIT,
        places=(Place("javascript:alert(1)", "", ""),),
    )
    row = book(with_findings(found))["其他问题"][2]
    assert len(row[3].value) == CELL_LIMIT
    assert row[3].value.startswith("一二长")
    assert row[2].hyperlink is None
    assert row[7].hyperlink is None
    assert row[1].value == "其他检查"


def test_addresses_are_links() -> None:
    cell = book(night_facts())["概况"]["B3"]
    assert cell.value == HOME
    assert cell.hyperlink.target == HOME


def test_same_facts_and_printing_time_same_bytes() -> None:
    first, second = (
        findings_book.render(night_facts(), printed_at=PRINTED_AT, titles=TITLES) for _ in range(2)
    )
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2026-11-23T22:05:00Z") == 2


def test_an_empty_night_still_has_every_sheet() -> None:
    facts = with_findings(unverified_targets=())
    empty = replace(facts.judgement, columns=(), score=replace(facts.judgement.score, steps=()))
    made = book(replace(facts, judgement=empty))
    assert tuple(made.sheetnames) == SHEETS
    assert made["错链"].auto_filter.ref == "A1:K1"
    assert made["概况"]["B6"].value.date() == NIGHT_ON
