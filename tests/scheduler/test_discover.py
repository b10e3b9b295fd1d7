"""Discovery on the invented district: what the pages can tell is found, the rest is counted."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from demo.district import build
from demo.plan import COLUMNS, PORTAL, TOURISM, columns_of
from demo.server import serve
from extract.register_book import read_register_with_notes
from model.register_sheet import SHEETS
from scheduler.cli import main

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.slow
# Whether the office counts a second-level column as 一级 is its decision; no page shows it.
NOT_SHOWN = {("level", c.path) for c in COLUMNS if c.first_level and len(c.trail) > 1}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Both sites of the district discovered through the command line."""
    folder = tmp_path_factory.mktemp("discover")
    with serve(build(TODAY)) as server:
        yield server, folder, {code: discover(server, folder, code) for code in (PORTAL, TOURISM)}


def discover(server, folder, code, *more):
    """Run the command on one site; return its workbook's path."""
    file = folder / f"{code}{'-again' if more else ''}.xlsx"
    assert main([
        "discover", server.base_urls[code] + "/", "-o", str(file), "--rate", "0",
        "--allow-private", "--no-external", "--as-of", TODAY.isoformat(), "--json", *more,
    ]) == 0  # fmt: skip
    return file


def read(path: Path):
    return read_register_with_notes(path.read_bytes(), path.name)


def truth(server, code):
    return {server.base_urls[code] + c.address: c for c in columns_of(code)}


@pytest.mark.parametrize("code", [PORTAL, TOURISM])
def test_every_column_is_found_and_nothing_else(world, code):
    server, _, files = world
    register, _ = read(files[code])
    assert {c.url: c.path for c in register.columns} == {
        url: plan.path for url, plan in truth(server, code).items()
    }


def test_kind_unit_and_level_are_right_but_for_what_no_page_shows(world):
    server, _, files = world
    right, wrong = {"kind": 0, "unit": 0, "level": 0}, set()
    for code, file in files.items():
        register, _ = read(file)
        plans = truth(server, code)
        for column in register.columns:
            plan = plans[column.url]
            said = {
                "kind": (column.kind, plan.kind),
                "unit": (column.unit or register.sites[0].unit, plan.unit),
                "level": (column.level, plan.level),
            }
            for name, (found, true) in said.items():
                right[name] += found == true
                if found != true:
                    wrong.add((name, column.path))
    for name, count in right.items():
        print(f"{name}: {count} right, {len(COLUMNS) - count} wrong")
    print(*sorted(wrong), sep="\n")
    assert wrong == NOT_SHOWN
    assert right == {
        "kind": len(COLUMNS),
        "unit": len(COLUMNS),
        "level": len(COLUMNS) - len(NOT_SHOWN),
    }


def test_the_site_is_named_from_its_home_page(world):
    server, _, files = world
    district = build(TODAY).register(server.base_urls)
    for code, file in files.items():
        assert read(file)[0].sites == (district.site(code),)


def test_units_have_their_full_names(world):
    _, _, files = world
    known = {
        unit.name: unit.short_name
        for unit in build(TODAY).register({PORTAL: "", TOURISM: ""}).units
    }
    for file in files.values():
        for unit in read(file)[0].units:
            assert known[unit.name] == unit.short_name


def test_the_workbook_imports_as_it_is_and_says_why(world):
    _, _, files = world
    register, notes = read(files[PORTAL])
    assert notes == ()
    assert all(column.inferred for column in register.columns)
    assert all(column.interval_source for column in register.columns if column.interval)
    book = load_workbook(BytesIO(files[PORTAL].read_bytes()))
    assert book.sheetnames[: len(SHEETS)] == [sheet.name for sheet in SHEETS]
    assert "发现依据" in book.sheetnames
    for row in book["栏目"].iter_rows(min_row=2, max_row=len(register.columns) + 1):
        marked = [cell for cell in row if cell.comment is not None]
        assert len(marked) == 5
        assert {cell.fill.fgColor.rgb[2:] for cell in marked} <= {"E2F0D9", "FFF2CC", "F8CBAD"}
        assert all("：" in cell.comment.text for cell in marked)


def test_it_imports_into_a_workspace(world, tmp_path, capsys):
    _, _, files = world
    place = tmp_path / "office"
    assert main(["init", str(place)]) == 0
    assert main(["register", "import", str(files[TOURISM]), "-w", str(place)]) == 0
    assert f"栏目 {len(columns_of(TOURISM))} 个" in capsys.readouterr().out


def test_a_second_run_shows_only_what_changed(world, tmp_path, capsys):
    server, folder, files = world
    book = load_workbook(BytesIO(files[TOURISM].read_bytes()))
    page = book["栏目"]
    page["E2"] = "其他"
    page["B3"] = "首页 > 政务公开 > 旧名"
    page["C4"] = f"{server.base_urls[TOURISM]}/col/col99/index.html"
    page["B4"] = "首页 > 已撤栏目"
    page.delete_rows(5)
    old = tmp_path / "old.xlsx"
    book.save(old)
    before = read(old)[0].columns
    capsys.readouterr()
    file = discover(server, folder, TOURISM, "--against", str(old))
    document = json.loads(capsys.readouterr().out)
    changes = document["changes"]
    assert [c["path"] for c in changes["vanished"]] == ["首页 > 已撤栏目"]
    assert [m["from"]["path"] for m in changes["moved"]] == ["首页 > 政务公开 > 旧名"]
    assert len(changes["new"]) == 2
    register, _ = read(file)
    assert register.columns[: len(before)] == before
    assert {c.url for c in register.columns[len(before) :]} == {c["url"] for c in changes["new"]}
    again = discover(server, folder, TOURISM, "--against", str(files[TOURISM]))
    assert json.loads(capsys.readouterr().out)["changes"] == {
        "new": [], "moved": [], "vanished": [], "unseen": []
    }  # fmt: skip
    assert read(again)[0] == read(files[TOURISM])[0]


def test_what_is_wrong_with_the_call_is_said_in_one_sentence(tmp_path, capsys):
    assert main(["discover", "http://127.0.0.1:1/", "-o", str(tmp_path / "r.csv")]) == 2
    assert ".xlsx" in capsys.readouterr().err
    missing = tmp_path / "none.xlsx"
    call = ["discover", "http://127.0.0.1:1/", "-o", str(tmp_path / "r.xlsx")]
    assert main([*call, "--against", str(missing)]) == 2
    assert "读不到名录文件" in capsys.readouterr().err
