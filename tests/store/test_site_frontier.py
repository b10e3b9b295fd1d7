from __future__ import annotations

from datetime import time as clock_time
from pathlib import Path

import pytest

from model.clock import at_china
from model.fetch import FetchOutcome
from model.page import LinkKind, LinkPosition
from model.snapshot import Soundness
from store.site_dump import dump
from store.site_file import SiteFile
from store.site_records import Answered, AskKind, Row, Run, Skipped, Stage
from tests.store.site_nights import FIRST, HOME, gone, link, moved, page


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "site.db"


def begin(site: SiteFile) -> Run:
    return site.begin(FIRST, at_china(FIRST, clock_time(2, 0)), HOME)


def row(site: SiteFile, name: str, *, level: int = 0, seq: int = 0, **more: object) -> Row:
    base = {
        "address": site.address(HOME + name),
        "url": HOME + name,
        "kind": AskKind.PAGE,
        "level": level,
        "stage": Stage.REST,
        "seq": seq,
        "depth": level,
        "hops": 0,
    }
    return Row(**{**base, **more})  # type: ignore[arg-type]


def test_a_killed_run_goes_on_with_what_is_left(path: Path) -> None:
    site = SiteFile(path)
    run = begin(site)
    rows = [row(site, name, seq=seq) for seq, name in enumerate("abc")]
    site.plan(run, rows, [Skipped(row=row(site, "trap"), reason="depth")])
    site.record(run, rows[1], gone())
    site.close()  # nothing is settled: as after a kill

    site = SiteFile(path)
    again = begin(site)
    assert (again.id, again.resumed) == (run.id, True)
    assert [r.url for r in site.frontier.next_turn(again)] == [HOME + "a", HOME + "c"]
    assert site.frontier.skipped(again) == {"depth": 1}
    site.close()


def test_turns_come_level_by_level_and_stage_by_stage(path: Path) -> None:
    site = SiteFile(path)
    run = begin(site)
    rows = [
        row(site, "late", level=1),
        row(site, "rest", stage=Stage.REST),
        row(site, "robots.txt", stage=Stage.ROBOTS, kind=AskKind.ROBOTS),
    ]
    site.plan(run, rows)
    asked = []
    while turn := site.frontier.next_turn(run):
        for one in turn:
            asked.append(one.url.removeprefix(HOME))
            site.record(run, one, gone())
    assert asked == ["robots.txt", "rest", "late"]
    site.close()


def test_a_level_leads_on_in_reading_order_whatever_answered_first(path: Path) -> None:
    found = []
    for order in ((0, 1, 2), (2, 1, 0)):
        file = path.with_suffix(f".{order[0]}")
        site = SiteFile(file)
        run = begin(site)
        rows = [row(site, name, seq=seq) for seq, name in enumerate(("a", "b", "c"))]
        site.plan(run, rows)
        answers = (
            page("a", link("y", LinkPosition.NAVIGATION), link("x")),
            page("b", link("y"), link("file.pdf")),
            moved("z"),
        )
        for n in order:
            site.record(run, rows[n], answers[n])
        met = site.frontier.discover(run, 0, lambda _: False, lambda _: False)
        found.append([(c.url.removeprefix(HOME), sorted(c.kinds), c.depth, c.hops) for c in met])
        site.close()
    assert found[0] == found[1]
    assert found[0] == [
        ("y", [LinkKind.PAGE], 1, 0),
        ("x", [LinkKind.PAGE], 1, 0),
        ("file.pdf", [LinkKind.ATTACHMENT], 1, 0),
        ("z", [LinkKind.PAGE], 0, 1),
    ]


def test_the_last_answer_of_a_night_stands(path: Path) -> None:
    site = SiteFile(path)
    run = begin(site)
    one = row(site, "a")
    site.plan(run, [one])
    late = Answered(outcome=FetchOutcome.TIMEOUT_BODY)
    assert site.record(run, one, late)
    assert site.record(run, one, page("a"))
    site.close()
    assert [r[3] for r in dump(path)["observations"]] == ["alive"]


def test_a_finished_run_takes_the_night_from_what_it_did_not_reach(path: Path) -> None:
    for names in (("a", "b"), ("a",)):
        site = SiteFile(path)
        run = begin(site)
        rows = [row(site, name) for name in names]
        site.plan(run, rows)
        for one in rows:
            site.record(run, one, gone())
        site.figures(run, reason="finished", seconds=0.0, complete=True)
        site.settle(run, Soundness(sound=True), close=True)
        site.close()
    assert [r[0] for r in dump(path)["observations"]] == [HOME + "a"]
