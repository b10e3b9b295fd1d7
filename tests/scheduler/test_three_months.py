"""The loop of rectification through three simulated months, against a truth written beforehand.

The invented district is served on loopback; twenty nights, forty sheets and letters, every step
by the office's own commands with the day passed in. Then ledger, letters and rates are asked for
as a user would, and compared with figures that no code of the loop has counted.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from demo.district import CITY
from demo.problems import PROBLEMS
from demo.quarter import build_quarter
from demo.server import serve
from model.letter import ALL_UNITS
from scheduler.cli import main
from scheduler.commands.demo import prepare
from scheduler.commands.demo_months import report_months
from scheduler.months.comparing import differences
from scheduler.months.living import live, prepare_months
from scheduler.progress import ProgressBoard
from store.cases import CaseStore

UNTIL = date(2026, 11, 24)
LAST = "2026-11-23"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """Live through September to November 2026."""
    quarter = build_quarter(UNTIL)
    out = tmp_path_factory.mktemp("months") / "ws"
    with serve(quarter) as server:
        place = prepare_months(prepare(out, quarter, server), quarter)
        yield (
            live(place, quarter, server, lambda: ProgressBoard(quiet=True)),
            dict(server.base_urls),
            server.log,
        )


@pytest.fixture
def run(lived, capsys):
    """Run a command on the workspace as of the last night; return its JSON document."""

    def one(*arguments):
        capsys.readouterr()
        assert main([*arguments, "-w", str(lived[0].place.root), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return one


def test_ledger_letters_and_rates_equal_the_written_truth(lived):
    assert lived[0].differences == ()


def test_a_ledger_that_is_another_shows(lived):
    """The comparison can fail: one day, one row too many and one too few are each named."""
    one, urls, _ = lived
    db = one.place.open()
    try:
        db.execute("SAVEPOINT spoilt")
        db.execute("UPDATE cases SET closed_on = '2026-09-16' WHERE closed_on = '2026-09-14'")
        told = differences(db, one.quarter, urls)
        assert len(told) > 10
        assert all("办结应为 2026-09-14，现为 2026-09-16" in line for line in told)
        db.execute("UPDATE cases SET subject = 'x' WHERE id = 1")
        told = differences(db, one.quarter, urls)
        assert [line[:4] for line in told if line.startswith(("台账缺少", "台账多出", "台账应有"))]
        db.execute("ROLLBACK TO spoilt")
        db.execute("RELEASE spoilt")
        assert differences(db, one.quarter, urls) == ()
    finally:
        db.close()


@pytest.mark.parametrize(
    ("month", "sent", "supervised", "closed", "on_time", "overdue"),
    [
        ("2026-09", (40, 40), (9, 40), (39, 40), (31, 40), 1),
        ("2026-10", (2, 2), (1, 2), (2, 2), (1, 2), 0),
        ("2026-11", (3, 4), (0, 3), (2, 3), (2, 2), 0),
    ],
)
def test_the_months_by_hand(run, month, sent, supervised, closed, on_time, overdue):
    rows = run("cases", "rates", "--month", month, "--as-of", LAST)
    total = rows[-1]
    assert total["unit"] == "合计"
    for name, wanted in (
        ("sent", sent),
        ("supervised", supervised),
        ("closed", closed),
        ("closed_on_time", on_time),
    ):
        assert (total[name]["part"], total[name]["whole"]) == wanted, name
    assert total["overdue"] == overdue


def test_what_each_kind_of_story_left_in_the_ledger(lived, run):
    one, urls, _ = lived
    cases = run("cases", "list", "--all", "--as-of", LAST)

    def rounds(name):
        problem = PROBLEMS[name]
        key = problem.key(one.quarter.items, urls[problem.site])
        return [c for c in cases if (c["site"], c["check"], c["subject"]) == key]

    [overdue] = rounds("pubdate_tag")
    assert (overdue["state"], overdue["stage"], overdue["overdue"]) == ("sent", "circulated", True)
    assert overdue["supervised"] == "2026-10-22"
    first, second = rounds("foreign_code")
    assert (first["round"], first["closed"]) == (1, "2026-09-14")
    assert (second["round"], second["deadline"]) == (2, "2026-10-13")  # a day off in between
    [moved] = rounds("still_media")
    assert moved["unit"] == "云湖区人民政府办公室"
    shown = run("cases", "show", str(moved["id"]), "--as-of", LAST)
    acts = [step["act"] for step in shown[0]["history"]]
    assert acts.count("转办") == 2
    assert "改派" in " ".join(acts)
    [silent] = rounds("unreachable")
    assert silent["reason"].endswith("单位未反馈")
    [told] = rounds("lost_article")
    assert told["reason"].endswith("问题已消除")
    [rejected] = rounds("unwarned")
    assert (rejected["state"], rejected["sent"]) == ("withdrawn", None)
    [by_hand] = rounds("progress")
    assert (by_hand["closed"], by_hand["closed_by"]) == ("2026-09-16", "李某")


def test_letters_are_numbered_without_gap_and_kept(lived, run):
    letters = run("letters", "list")
    out = [x for x in letters if x["number"]]
    assert Counter(x["kind"] for x in out) == {
        "reminder": 6,
        "urging": 7,
        "rectification": 15,
        "supervision": 6,
        "circular": 1,
    }
    serials = sorted(int(x["number"].split("〕")[1].removesuffix("号")) for x in out)
    assert serials == list(range(1, len(out) + 1))
    [waiting] = [x for x in letters if x["state"] == "approved"]
    assert (waiting["kind"], waiting["unit"]) == ("rectification", "云湖区人民政府办公室")
    [circular] = [x for x in out if x["kind"] == "circular"]
    assert (circular["unit"], len(circular["cases"])) == (ALL_UNITS, 3)
    mails = list((lived[0].place.root / "out" / "outbox").glob("*.eml"))
    assert len(mails) == len(out) - 1 + len(lived[0].quarter.register(lived[1]).units)
    root = str(lived[0].place.root)
    assert main(["letters", "verify", "-w", root]) == 0


def test_wrong_sheets_were_refused_with_their_rows(lived):
    one = lived[0]
    assert len(one.refused) == 4
    said = "\n".join(one.refused)
    for words in ("晚于收到反馈的日期", "编号被改动过", "目前为“已办结”，不需反馈", "整改反馈"):
        assert words in said
    sheets = sorted((one.place.root / "来件").iterdir())
    assert len(sheets) == one.imported + len(one.refused)
    filled = [openpyxl.load_workbook(p).worksheets[0].max_row for p in sheets]
    assert max(filled) > 5


def test_the_log_is_whole_and_says_who_did_what(run):
    verified = run("audit-log", "verify")
    assert verified["intact"] is True


def test_nothing_was_asked_that_must_not_be(lived):
    one, _, log = lived
    assert {e.site_code for e in log} <= {*one.quarter.codes, CITY}
    assert not [e for e in log if e.path in one.quarter.forbidden]


def test_the_summary_says_the_same_and_fails_when_it_differs(lived, capsys):
    one = lived[0]
    assert report_months(one, 60.0, json_=False) == 0
    said = capsys.readouterr().out
    assert "签发函件 35 件" in said
    assert "2026年9月　转办率 100.0%（40/40）　督办率 22.5%（9/40）" in said
    assert "与预设的逐条一致" in said
    assert report_months(replace(one, differences=("甲",)), 60.0, json_=False) == 3
    assert "有 1 处不符" in capsys.readouterr().out


def test_the_last_reports_name_what_is_open(lived):
    one = lived[0]
    folder = one.place.out(one.quarter.nights[-1])
    page = (folder / "round.html").read_text("utf-8")
    db = one.place.open()
    try:
        opened = [c for c in CaseStore(db).all() if c.is_open and c.confirmed_on]
    finally:
        db.close()
    assert len(opened) == 3
    assert "缺少标签 PubDate" in page
    assert (folder / "bulletin.docx").is_file()


def test_another_number_of_months_is_refused_before_anything_is_made(tmp_path, capsys):
    assert main(["demo", "--months", "2", "--out", str(tmp_path / "ws")]) == 2
    assert "--months 只能填 3" in capsys.readouterr().err
    assert not (tmp_path / "ws").exists()
