"""A night with decisions, end to end: judged again, printed, the next night, the same bytes."""

import json
from datetime import date, time, timedelta

import pytest

from demo.district import build
from demo.server import serve
from model.clock import FixedClock, at_china
from scheduler.cli import main
from scheduler.commands.demo import prepare, run_nights
from scheduler.commands.demo_asked import write_outside
from scheduler.night import run_night
from scheduler.progress import ProgressBoard
from scheduler.workspace import site_folder

TODAY = date(2026, 11, 24)
PORTAL = "9900000001"
SAID = ("--by", "王某", "--reason", "已打开页面核实")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Three nights on the demo's portals; the server still runs."""
    district = build(TODAY)
    out = tmp_path_factory.mktemp("decided") / "ws"
    with serve(district) as server, ProgressBoard(quiet=True) as board:
        place = prepare(out, district, server)
        run_nights(place, server, TODAY, board)
        yield place, board


@pytest.fixture
def run(world, capsys):
    """Run a command on the workspace; return its JSON document."""

    def one(*arguments):
        capsys.readouterr()
        assert main([*map(str, arguments), "-w", str(world[0].root), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return one


def lines(place, night_on=TODAY):
    folder = site_folder(place, night_on, PORTAL)
    text = (folder / "findings.jsonl").read_text("utf-8")
    return {line["fingerprint"]: line for line in map(json.loads, text.splitlines())}


def documents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_decisions_change_the_score_the_report_and_the_letters_and_no_more(world, run):
    place, board = world
    before = run("score", "explain", PORTAL)
    listed = run("review", "list", "--site", PORTAL, "--all")
    dead = next(e for e in listed if e["check"] == "link_dead" and e["verdict"] == "fail")
    stale = next(e for e in listed if e["check"] == "column_stale" and e["verdict"] == "suspect")
    run("review", "reject", dead["fingerprint"], *SAID)
    run("review", "confirm", stale["fingerprint"], *SAID)
    text = ("--text", "测试留言提交后报错", "--proof", "核查记录第3页", "--by", "李某")
    given = ("--points", "2", "--from", TODAY, "--until", TODAY + timedelta(days=30))
    run("manual", "set", PORTAL, "d19.int.submit", "problem", *text, *given)

    run("judge")
    after = run("score", "explain", PORTAL)
    lost = [{s["indicator"]: s["lost"] for s in score["steps"]} for score in (before, after)]
    changed = {row for row in lost[0] if lost[0][row] != lost[1][row]}
    assert {"d19.int.submit", "d19.fn.links"} <= changed
    assert lost[1]["d19.int.submit"] == 2
    assert lost[1]["d19.fn.links"] < lost[0]["d19.fn.links"]
    assert after["coverage"] > before["coverage"]

    printed = lines(place)
    assert printed[dead["fingerprint"]]["verdict"] == "ok"
    assert printed[dead["fingerprint"]]["review"]["decision"] == "rejected"
    assert printed[stale["fingerprint"]]["verdict"] == "fail"
    assert printed[stale["fingerprint"]]["review"]["who"] == "王某"
    page = (site_folder(place, TODAY, PORTAL) / "report.html").read_text("utf-8")
    assert "已驳回（王某，" in page
    assert "已确认（王某，" in page
    assert "李某" in page
    assert "已消除</h3>" not in page  # a rejected finding is not one that was mended
    drafts = run("letters", "draft", "--night", TODAY.isoformat(), "--as-of", TODAY.isoformat())
    path = next(line["column"] for mark, line in printed.items() if mark == stale["fingerprint"])
    assert any(path in draft["columns"] for draft in drafts if draft["kind"] == "urging")

    tomorrow = TODAY + timedelta(days=1)
    at = at_china(tomorrow, time(2, 0))
    write_outside(place, tomorrow)
    run_night(place, night_on=tomorrow, at=at, clock=FixedClock(at), board=board)
    following = lines(place, tomorrow)
    assert following[dead["fingerprint"]]["review"]["decision"] == "rejected"
    assert (
        following[dead["fingerprint"]]["first_seen"] == printed[dead["fingerprint"]]["first_seen"]
    )
    assert following[stale["fingerprint"]]["verdict"] == "fail"
    waiting = {each["fingerprint"] for each in run("review", "list", "--site", PORTAL)}
    assert waiting.isdisjoint({dead["fingerprint"], stale["fingerprint"]})


def test_judging_a_stored_night_again_gives_the_same_bytes(world, run):
    place, _ = world
    results = []
    for _ in range(2):
        listed = run(
            "judge", "--night", TODAY, "--rulebook", "local-hubei", "--as-of", "2027-01-04"
        )
        folders = [site_folder(place, TODAY, site["site"]) / "local-hubei" for site in listed]
        results.append((listed, [documents(folder) for folder in folders]))
    assert results[0] == results[1]
    names = {"report.html", "findings.xlsx", "findings.jsonl", "score.json"}
    assert all(set(made) == names for made in results[0][1])


def test_two_rulebooks_stand_side_by_side(run):
    compared = run("judge", "--night", TODAY, "--compare", "check-2019", "local-hubei")
    portal = next(each for each in compared if each["site"] == PORTAL)
    assert [book["id"] for book in portal["rulebooks"]] == ["check-2019", "local-hubei"]
    assert not any(row["differs"] for row in portal["rows"])
    census = run("judge", "--night", TODAY, "--compare", "census-2015", "check-2019")
    portal = next(each for each in census if each["site"] == PORTAL)
    assert portal["rulebooks"][0]["in_force"] is False
    paired = {r["a"]["indicator"]: r["b"]["indicator"] for r in portal["rows"] if r["a"] and r["b"]}
    assert paired["v15.home.idle"] == "v19.home.idle"


def test_units_are_scored_with_numerator_and_denominator(run):
    scored = run("score", "units", "--night", TODAY)
    assert scored["units"]
    for unit in scored["units"]:
        row = next(step for step in unit["steps"] if step["indicator"] == "u.freshness")
        if unit["due"]:
            assert row["lost"] == round(40 * (unit["due"] - unit["on_time"]) / unit["due"], 2)
        else:
            assert row["verdict"] in ("not_applicable", "not_judged")
