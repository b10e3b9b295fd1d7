"""`xunjian media`: units' sheets go in whole or not at all, and every bad cell is named."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from model.clock import at_china
from model.media import MediaAccount
from model.site import Register
from reports.media_form import write_accounts
from scheduler.cli import main
from scheduler.workspace import open_workspace
from store.audit_log import AuditLog
from store.register import RegisterStore
from tests.registers import ACCOUNT, FULL, OFFICE, SCHOOLS

TODAY = date(2026, 11, 24)
PRESS = MediaAccount(
    name="青禾发布",
    platform="微博",
    unit=OFFICE.name,
    last_post_on=date(2026, 11, 24),
    reported_on=TODAY,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    root = tmp_path / "office"
    assert main(["init", str(root)]) == 0
    db = open_workspace(root).open()
    RegisterStore(db).replace(FULL, at_china(TODAY, time(1)))
    db.close()
    return root


def stored(place: Path) -> Register:
    db = open_workspace(place).open()
    try:
        return RegisterStore(db).load()
    finally:
        db.close()


def import_(place: Path, *accounts: MediaAccount, more: tuple[str, ...] = ()) -> int:
    file = place / "accounts.xlsx"
    file.write_bytes(write_accounts(accounts))
    call = ["media", "import", str(file), "-w", str(place), "--by", "值班员"]
    return main([*call, "--as-of", "2026-11-24", *more])


def test_a_units_sheet_updates_its_accounts_and_leaves_the_others(place: Path) -> None:
    newer = replace(ACCOUNT, last_post_on=TODAY, reported_on=TODAY)
    assert import_(place, newer) == 0
    assert import_(place, PRESS) == 0
    assert stored(place).accounts == (newer, PRESS)
    assert stored(place) == replace(FULL, accounts=(newer, PRESS))
    db = open_workspace(place).open()
    acts = [(e.act, e.who, json.loads(e.detail)) for e in AuditLog(db).all()]
    db.close()
    assert acts == [
        ("media.imported", "值班员", {"new": "0", "changed": "1", "gone": "0"}),
        ("media.imported", "值班员", {"new": "1", "changed": "0", "gone": "0"}),
    ]


def test_a_whole_list_takes_the_place_of_the_other(place: Path) -> None:
    assert import_(place, PRESS, more=("--whole",)) == 0
    assert stored(place).accounts == (PRESS,)


def test_every_bad_cell_is_named_and_nothing_goes_in(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = load_workbook(BytesIO(write_accounts((PRESS, ACCOUNT, ACCOUNT))))
    page = book["政务新媒体"]
    page["C2"] = "青禾区教育"
    page["D2"] = "上周五"
    page["E3"] = "2026-11-30"
    page["H3"] = "media.example.org/feed"
    file = place / "dirty.xlsx"
    book.save(file)
    call = ["media", "import", str(file), "-w", str(place), "--by", "值班员"]
    assert main([*call, "--as-of", "2026-11-24"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "错误：新媒体账号表 dirty.xlsx 有 5 处需要改正，未导入任何内容"
    assert [line.partition("：")[0].partition("表")[2] for line in said[1:]] == [
        "第 2 行“责任单位”（C2）",
        "第 2 行“最近发布日期”（D2）",
        "第 3 行“查看日期”（E3）",
        "第 3 行“订阅地址”（H3）",
        "第 4 行“账号名称”（A4）",
    ]
    assert f"是否应为“{SCHOOLS.name}”" in said[1]
    assert stored(place) == FULL


def test_a_workbook_without_the_sheet_is_refused(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = load_workbook(BytesIO(write_accounts((PRESS,))))
    book["政务新媒体"].title = "新媒体"
    file = place / "other.xlsx"
    book.save(file)
    assert main(["media", "import", str(file), "-w", str(place), "--by", "甲"]) == 2
    assert "缺少“政务新媒体”表" in capsys.readouterr().err
    assert main(["media", "import", str(file), "-w", str(place)]) == 2
    assert "--by" in capsys.readouterr().err


def test_what_is_written_out_can_be_taken_in_again(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = place / "out.xlsx"
    assert main(["media", "export", str(file), "-w", str(place), "--unit", SCHOOLS.name]) == 0
    capsys.readouterr()
    assert main(["media", "import", str(file), "-w", str(place), "--by", "甲", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"] == 0
    assert stored(place) == FULL
    assert main(["media", "export", str(file), "-w", str(place), "--unit", "没有的单位"]) == 2


def test_the_list_says_when_each_was_looked_up(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["media", "list", "-w", str(place)]) == 0
    assert "最近发布 2026-11-20（2026-11-23 查看）" in capsys.readouterr().out
    assert main(["media", "list", "-w", str(place), "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["name"], one["last_post"], one["gone"]) == ("青禾教育", "2026-11-20", False)
