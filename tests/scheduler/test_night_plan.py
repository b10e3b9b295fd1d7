"""Nights by the visit plan: what they find equals a full night, and the plan explains itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from demo.district import build
from demo.server import serve
from model.clock import FixedClock, at_china
from model.settings import commented_settings
from scheduler.cli import main
from scheduler.commands.demo import prepare
from scheduler.commands.demo_asked import write_outside
from scheduler.night import run_night
from scheduler.progress import ProgressBoard
from scheduler.workspace import open_workspace, site_folder
from store.site_plan import plan_of

TODAY = date(2026, 11, 24)
PORTAL = "9900000001"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Two nights by plan and one full night of the same, unchanged district."""
    district = build(TODAY)
    folder = tmp_path_factory.mktemp("plan")
    with serve(district) as server, ProgressBoard(quiet=True) as board:
        server.set_day(TODAY)
        planned = with_plan(prepare(folder / "planned", district, server))
        full = prepare(folder / "full", district, server)
        asked = []
        for day in (TODAY - timedelta(days=1), TODAY):
            before = len(server.log)
            one = night(planned, day, board)
            asked.append(len(server.log) - before)
            other = night(full, day, board)
        yield planned, one, other, asked


def with_plan(place):
    settings = place.settings
    by_plan = replace(settings, crawl=replace(settings.crawl, by_plan=True))
    (place.root / "xunjian.toml").write_text(commented_settings(by_plan), encoding="utf-8")
    return open_workspace(place.root)


def night(place, day, board):
    at = at_china(day, time(2, 0))
    write_outside(place, day)
    return run_night(place, night_on=day, at=at, clock=FixedClock(at), board=board)


def found(result):
    return {
        (facts.site.code, f.check, f.subject, f.verdict, f.message)
        for facts in result.facts
        for f in facts.judgement.findings
    }


def test_a_planned_night_finds_what_a_full_one_finds_and_asks_far_less(world):
    _, planned, full, asked = world
    assert planned.failed == {}
    assert found(planned) == found(full)
    assert [f.pages for f in planned.facts] == [f.pages for f in full.facts]
    assert [f.judgement.score for f in planned.facts] == [f.judgement.score for f in full.facts]
    assert asked[1] < asked[0] / 2


def test_the_report_says_what_was_not_asked_and_how_old_it_is(world):
    place, planned, full, _ = world
    [portal] = [f for f in planned.facts if f.site.code == PORTAL]
    assert portal.unasked_pages > portal.pages / 2
    assert portal.oldest_look_on == TODAY - timedelta(days=1)
    said = (site_folder(place, TODAY, PORTAL) / "report.html").read_text("utf-8")
    assert f"其中{portal.unasked_pages}个按复访计划本次没有访问" in said
    assert "最早的是2026年11月23日所见" in said
    assert all(f.unasked_pages == 0 for f in full.facts)


def test_the_plan_is_explained_by_site_and_by_address(world, capsys):
    place, planned, _, _ = world
    where = ["-w", str(place.root), "--as-of", "2026-11-25"]
    assert main(["night", "--plan", "--json", *where]) == 0
    [portal, _] = json.loads(capsys.readouterr().out)
    assert portal["site"] == PORTAL
    reasons = {(row["kind"], row["reason"]) for row in portal["due"]}
    assert {("home", "nightly"), ("list", "nightly")} <= reasons
    assert ("article", "nightly") not in reasons
    total = sum(row["addresses"] for row in portal["due"]) + sum(portal["later"].values())
    plan = plan_of(place.site_file(PORTAL), date(2026, 11, 25))
    assert plan is not None
    assert total == sum(plan.due.values()) + sum(plan.later.values())
    last = max(date.fromisoformat(day) for day in portal["later"])
    assert last <= TODAY + timedelta(days=28)
    assert main(["night", "--plan", *where]) == 0
    said = capsys.readouterr().out
    assert "列表页　每夜必访" in said
    home = planned.facts[0].site.home_url
    assert main(["night", "--plan", "--address", home, *where]) == 0
    assert (
        "首页，上次访问 2026-11-24，每夜必访，间隔 1 天，2026-11-25 访问" in capsys.readouterr().out
    )
    assert main(["night", "--plan", "--address", f"{home}nowhere.html", *where]) == 2
    assert main(["night", "--address", home, *where]) == 2
    assert main(["night", "--plan", "--site", "nope", *where]) == 2
