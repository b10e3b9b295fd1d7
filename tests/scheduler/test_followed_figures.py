"""Every figure of the round, the unit pages and the circular leads to its rows, and they agree."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from checks.units import unit_rates
from model.case import CaseState
from model.finding import Finding, Verdict
from model.period import RoundFacts
from reports import site_report
from scheduler.round_printing import BOOK, print_bulletin, print_round
from scheduler.workspace import safe_name
from tests.reports.sample import NIGHT_ON, PRINTED_AT, SITE, TITLES, night_facts
from tests.reports.test_round import UNIT, case, round_
from tests.reports.test_site_report import Elements

LATER = NIGHT_ON + timedelta(days=3)


def facts() -> RoundFacts:
    found = tuple(
        Finding(
            check="link_dead",
            subject=f"http://a.example/{at}",
            verdict=Verdict.FAIL if at else Verdict.SUSPECT,
            message="链接失效",
            unit=UNIT,
        )
        for at in range(7)
    )
    cases = (
        case(1),
        case(2, deadline_on=LATER),
        case(3, state=CaseState.FOUND, confirmed_on=None, sent_on=None, deadline_on=None),
        case(4, state=CaseState.CONFIRMED, sent_on=None, deadline_on=None),
        case(5, state=CaseState.CLOSED, closed_on=NIGHT_ON, deadline_on=LATER),
        case(6, state=CaseState.CLOSED, closed_on=NIGHT_ON),
        case(7, state=CaseState.WITHDRAWN, closed_on=NIGHT_ON),
        case(8, supervised_on=NIGHT_ON - timedelta(days=1)),
        case(9, sent_on=NIGHT_ON - timedelta(days=40), confirmed_on=NIGHT_ON - timedelta(days=41)),
    )
    return round_(*cases, findings=found)


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> tuple[RoundFacts, Path]:
    """The documents of one round, as they lie beside each other."""
    folder = tmp_path_factory.mktemp("out")
    shown = facts()
    print_round(shown, folder, PRINTED_AT)
    print_bulletin(shown, folder, PRINTED_AT)
    site = folder / safe_name(SITE.code) / "report.html"
    site.parent.mkdir()
    site.write_text(
        site_report.render(shown.nights[0], printed_at=PRINTED_AT, titles=TITLES), "utf-8"
    )
    return shown, folder


def rows(folder: Path, sheet: str) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(io.BytesIO((folder / BOOK).read_bytes()))
    heads, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in body]


def test_every_link_leads_somewhere(printed):
    _, folder = printed
    sheets = set(openpyxl.load_workbook(folder / BOOK).sheetnames)
    followed = Counter[str]()
    pages = [folder / "round.html", folder / "bulletin.html", *(folder / "units").iterdir()]
    for page in pages:
        elements = Elements(page.read_text("utf-8")).elements
        for tag, own in elements:
            link = own.get("href") or ""
            if tag != "a" or link.startswith(("http://", "https://")):
                continue
            file, _, anchor = unquote(link).partition("#")
            target = (page.parent / file) if file else page
            assert target.is_file(), link
            if anchor:
                there = Elements(target.read_text("utf-8")).elements
                assert anchor in {one.get("id") for _, one in there}, (page.name, link)
            if "data-sheet" in own:
                assert own["data-sheet"] in sheets
                assert own["data-sheet"] in (own["title"] or "")
            followed[page.parent.name if page.parent != folder else page.name] += 1
    assert followed["round.html"] >= 15
    assert followed["bulletin.html"] >= 8
    assert followed["units"] >= 4


def test_no_figure_at_the_head_of_a_page_is_without_its_rows(printed):
    _, folder = printed
    for page in (folder / "round.html", *(folder / "units").iterdir()):
        head = page.read_text("utf-8").partition('<dl class="figures">')[2].partition("</dl>")[0]
        for figure in head.split("<div>")[1:]:
            value = figure.partition("<dd>")[2].partition("</dd>")[0]
            # Rates that do not apply and what the score's own table explains have no rows.
            plain = ("绩效得分", "已判定占比", "不适用")
            assert "<a href=" in value or value == "0" or any(word in figure for word in plain)


def test_the_rows_of_the_workbook_equal_the_figures(printed):
    shown, folder = printed
    columns = Counter(row["计入达标率"] for row in rows(folder, "栏目"))
    assert columns["按时"] + columns["逾期"] > 0
    problems = rows(folder, "问题")
    assert Counter(shown.problems) == Counter({"link_dead": len(problems)})
    assert len(problems) == 6
    cases = rows(folder, "整改事项")
    kinds = Counter(row["类别"] for row in cases)
    assert kinds["未办结"] == shown.open_cases
    assert kinds["待确认"] == shown.unconfirmed
    assert sum(row["逾期"] == "是" for row in cases) == shown.overdue
    passes = Counter(row["计入合格率"] for row in rows(folder, "网站结论"))
    assert (passes["合格"], passes["不合格"]) == (shown.passes.passed, shown.passes.failed)


def test_the_rates_can_be_counted_again_from_their_columns(printed):
    shown, folder = printed
    cases = rows(folder, "整改事项")
    for when, rates in (("本月", shown.unit_rates), ("本季度", shown.quarter_rates)):
        for name, rate in (
            ("转办率", rates.sent),
            ("督办率", rates.supervised),
            ("办结率", rates.closed),
            ("按期办结率", rates.closed_on_time),
        ):
            said = Counter(row[f"{when}{name}"] for row in cases)
            part, rest = said["计入分子和分母"], said["只计入分母"]
            assert (part, part + rest) == (rate.part, rate.whole), (when, name)
    assert shown.quarter_rates.sent.whole > shown.unit_rates.sent.whole > 0


def test_the_columns_of_the_rate_are_those_the_judgement_counts(tmp_path):
    night = night_facts()
    shown = replace(facts(), nights=(night,))
    print_round(shown, tmp_path, PRINTED_AT)
    said = Counter(row["计入达标率"] for row in rows(tmp_path, "栏目"))
    rates = unit_rates(night.judgement.columns, ())
    assert said["按时"] == sum(rate.on_time for rate in rates)
    assert said["逾期"] == sum(rate.stale for rate in rates)
    assert said["未判定，不计"] == sum(rate.not_judged for rate in rates)
    assert said["已报备，不计"] == sum(rate.exempt for rate in rates)


def test_the_workbook_is_the_same_twice(printed, tmp_path):
    _, folder = printed
    print_round(facts(), tmp_path, PRINTED_AT)
    assert (tmp_path / BOOK).read_bytes() == (folder / BOOK).read_bytes()


def test_crawled_text_in_the_workbook_never_becomes_a_formula(tmp_path):
    hostile = Finding(
        check="link_dead", subject="=1+1", verdict=Verdict.FAIL, message="@SUM(1)", unit="+甲"
    )
    shown = round_(case(1, message="=cmd|' /C calc'!A0", column="-1"), findings=(hostile,))
    print_round(shown, tmp_path, PRINTED_AT)
    for sheet in openpyxl.load_workbook(tmp_path / BOOK).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
