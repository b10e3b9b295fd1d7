"""`xunjian report annual` on crawled nights: the figures equal the invented district's own."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from demo.items import seen_on
from demo.plan import COLUMNS, PORTAL
from model.annual_form import CATALOGUE, DYNAMICS, OVERVIEW
from model.site import ColumnKind
from scheduler.cli import main
from tests.scheduler.test_first_night import TODAY, world  # noqa: F401  (a fixture)

pytestmark = pytest.mark.slow
UNREADABLE = {"zwgk/zbcg", "zwgk/zcwjk"}  # without dates; drawn by a script


def published(district, kinds) -> int:
    """Return how many items of the year the portal showed, by the plan it was made from."""
    found = set()
    for column in COLUMNS:
        if column.site == PORTAL and column.kind in kinds and column.folder not in UNREADABLE:
            for item in seen_on(district.items[column.folder], TODAY):
                if item.on.year == TODAY.year and item.on <= TODAY:
                    found.add(item.address)
    return len(found)


def run(place, capsys, *more):
    capsys.readouterr()
    call = ["report", "annual", str(TODAY.year), "-w", str(place.root), "--as-of", "2026-12-01"]
    assert main([*call, "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_figures_equal_the_districts_own(world, capsys):  # noqa: F811
    district, _, place, _, _ = world
    (document,) = run(place, capsys, "--site", PORTAL)
    figures = {figure["id"]: figure for figure in document["figures"]}
    for row, kinds, pages in (
        ("dynamics", DYNAMICS, 0),
        ("catalogue", CATALOGUE, 1),  # 机构职能 is one dated page
        ("interpretations", {ColumnKind.INTERPRETATION}, 0),
        ("surveys", {ColumnKind.SURVEY}, 0),
        ("overview", OVERVIEW, 1),
    ):
        assert figures[row]["value"] == published(district, kinds) + pages, row
    assert figures["interviews"]["way"] == "unknown"
    assert figures["interviews"]["value"] is None
    assert figures["dynamics"]["way"] == "unsure"
    assert (document["until"], document["nights"]) == (TODAY.isoformat(), 3)


def test_every_item_of_a_figure_stands_in_the_workbook(world, capsys):  # noqa: F811
    _, _, place, _, _ = world
    (document,) = run(place, capsys, "--site", PORTAL)
    data = io.BytesIO(Path(document["out"][1]).read_bytes())
    rows = Counter(
        name
        for names, *_ in openpyxl.load_workbook(data)["计入明细"].iter_rows(2, values_only=True)
        for name in names.split("、")
    )
    for figure in document["figures"]:
        if figure["value"] and figure["id"] != "messages_days":
            assert rows[figure["name"]] == figure["value"], figure["name"]


def test_the_same_night_gives_the_same_bytes(world, capsys):  # noqa: F811
    _, _, place, _, _ = world
    made = []
    for _ in range(2):
        documents = run(place, capsys)
        made.append([Path(path).read_bytes() for d in documents for path in d["out"]])
    assert made[0] == made[1]
    assert len(made[0]) == 4


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["2099"], "年份“2099”不对"),
        (["2026", "--site", "1"], "名录里没有标识码为 1 的网站"),
        (["2026", "--night", "2026-01-05"], "没有2026-01-05 的巡检结果"),
        (["2026", "--night", "一月"], "不是日期"),
    ],
)
def test_a_call_that_cannot_be_answered_is_said_in_a_sentence(world, capsys, call, said):  # noqa: F811
    _, _, place, _, _ = world
    assert main(["report", "annual", *call, "-w", str(place.root), "--as-of", "2026-12-01"]) == 2
    assert said in capsys.readouterr().err


def test_a_year_before_the_first_night_is_counted_from_what_still_stands(world, capsys):  # noqa: F811
    _, _, place, _, _ = world
    capsys.readouterr()
    call = ["report", "annual", "2025", "-w", str(place.root), "--as-of", "2026-12-01", "--json"]
    assert main(call) == 0
    for document in json.loads(capsys.readouterr().out):
        assert document["nights"] == 0
        assert any("此前发布又撤下的信息看不到" in note for note in document["notes"])
    assert date.fromisoformat(document["until"]) == date(2025, 12, 31)
