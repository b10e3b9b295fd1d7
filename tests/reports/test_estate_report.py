"""The documents about the inventory: page, picture, workbook; figures equal the store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from model.domain_fact import FactKind
from model.estate_report import EstateReport, Health, UnitDomains
from reports import estate_book, estate_report
from reports.estate_picture import FULL, MOST_ROWS, units_picture
from scheduler.cli import main
from scheduler.domain_gathering import gather_estate
from store.database import Database
from store.migrations import open_watch
from tests.reports.sample_estate import NOVEMBER, fill
from tests.scheduler.letter_office import workspace

AT = NOVEMBER + timedelta(days=1)
TITLES = {"domain_idle": "域名闲置", "parked_or_sold": "疑似停放或出售"}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A store with the invented inventory."""
    db = open_watch(tmp_path / "watch.db")
    fill(db)
    yield db
    db.close()


@pytest.fixture
def facts(db: Database) -> EstateReport:
    """What is printed about it for November."""
    return gather_estate(db, office="青禾区政府办公室", at=AT, since=date(2026, 11, 1))


def test_every_domain_is_counted_once(facts):
    assert len(facts.domains) == 19
    assert sum(unit.total for unit in facts.units) == 19
    for health in Health:
        assert sum(unit.counts[health] for unit in facts.units) == facts.count(health)
    assert facts.count(Health.TROUBLED) == 1
    assert facts.count(Health.ENDED) == 1
    assert facts.count(Health.UNKNOWN) > 0
    assert facts.health["old.example.com"] is Health.ENDED
    assert facts.problems == 1


def test_the_difference_of_a_month(facts):
    assert [(f.check, f.subject) for f in facts.gone] == [("redirects_off_gov", "d2.qinghe.gov.cn")]
    assert {each.first_on.month for each in facts.findings} == {10, 11}
    assert {change.kind for change in facts.fact_changes} == {FactKind.TITLE}
    assert all(c.after == (f"{c.name}新版",) for c in facts.fact_changes)
    assert [(c.name, c.after) for c in facts.staff_changes] == [("d19.qinghe.gov.cn", None)]
    assert facts.closings[0].overdue(facts.until)


def test_a_month_before_there_was_anything_shows_nothing(db):
    early = gather_estate(db, office="", at=AT - timedelta(days=90), since=date(2026, 8, 1))
    assert early.findings == ()
    assert early.judged_on is None
    assert "还没有判定过" in estate_report.render(early, printed_at=AT, titles=TITLES)


def test_the_page_says_what_the_store_holds_and_nothing_runs(facts):
    page = estate_report.render(facts, printed_at=AT, titles=TITLES)
    assert page == estate_report.render(facts, printed_at=AT, titles=TITLES)
    assert "<script>" not in page
    assert "清河区.政务" in page
    assert page.count("lvyou.example.cn") == 1
    assert "网页链接、ICP备案" in page
    assert re.search(r"登记域名</dt><dd><a href=\"#units\">19<", page)
    for target in re.findall(r'href="#(\w+)"', page):
        assert f'id="{target}"' in page


def test_the_workbook_reads_back_and_holds_no_formula(facts):
    data = estate_book.render(facts, printed_at=AT, titles=TITLES)
    assert data == estate_book.render(facts, printed_at=AT, titles=TITLES)
    book = load_workbook(BytesIO(data))
    assert book["登记情况"].max_row == 1 + 19
    seen = book["监测情况"]
    heads = [cell.value for cell in seen[1]]
    row = {head: cell.value for head, cell in zip(heads, seen[2], strict=True)}
    assert row["HTTP（IPv6）"] == "不明：监测机没有 IPv6 网络"
    assert row["IPv6 地址"] == "无"
    assert row["CAA 记录"] == "未监测"
    assert row["HTTP（IPv4）"] == "访问正常（200）"
    for sheet in book.worksheets:
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    unlisted = [cell.value for cell in book["未登记域名"]["A"]]
    assert unlisted == ["域名", "=cmd.example.cn", "lvyou.example.cn"]


def test_a_picture_of_very_many_units_stays_one_page():
    units = [
        UnitDomains(unit=f"单位{n}", counts={**dict.fromkeys(Health, 0), Health.FINE: 100 - n})
        for n in range(90)
    ]
    picture = units_picture(units)
    assert len(picture.bars) == MOST_ROWS + 1
    assert picture.bars[-1].name == "其余50个单位"
    assert picture.bars[-1].total == sum(100 - n for n in range(MOST_ROWS, 90))
    assert picture.bars[-1].parts == (), "the largest unit sets the scale, not all the others"
    assert picture.bars[-1].figures == f"（正常{picture.bars[-1].total}）"
    assert max(bar.end for bar in picture.bars) == 190 + FULL


def test_the_command_writes_both_documents(tmp_path, capsys):
    place = workspace(tmp_path)
    db = place.open()
    fill(db)
    db.close()
    call = ["domains", "report", "-w", str(place.root), "--as-of", "2026-12-02"]
    assert main([*call, "--month", "2026-11"]) == 0
    out = place.root / "out" / "2026-11-30" / "domains"
    assert {path.name for path in out.iterdir()} == {"domains.html", "domains.xlsx"}
    assert "监测点：本机，其他网络看到的可能不同。" in (out / "domains.html").read_text("utf-8")
    assert main([*call, "--month", "2026-13"]) == 2
    assert main([*call, "--month", "2027-01"]) == 2
    assert "还没有到" in capsys.readouterr().err
