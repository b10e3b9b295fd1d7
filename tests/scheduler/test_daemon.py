"""The daemon: one run for one due time, missed nights caught up and said, clean stops."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from model.clock import FixedClock
from model.settings import commented_settings
from scheduler.daemon import NIGHT, REMINDER, catch_up, last_due, run_due, triggers
from scheduler.workspace import open_workspace
from store.due_runs import DueRunStore

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # noon in China


@pytest.fixture
def place(tmp_path):
    (tmp_path / "xunjian.toml").write_text(commented_settings(), encoding="utf-8")
    return open_workspace(tmp_path)


def runs(place):
    db = place.open()
    try:
        return [
            (row["job"], row["due_at"], row["outcome"], row["note"])
            for row in db.query("SELECT * FROM due_runs ORDER BY due_at")
        ]
    finally:
        db.close()


def test_due_times_are_china_times(place):
    assert last_due(place, NIGHT, NOON) == datetime(2026, 3, 9, 18, 0, tzinfo=UTC)
    early = datetime(2026, 3, 9, 17, 59, tzinfo=UTC)  # 01:59 in China
    assert last_due(place, NIGHT, early) == datetime(2026, 3, 8, 18, 0, tzinfo=UTC)
    assert last_due(place, REMINDER, NOON) == datetime(2026, 2, 25, 1, 0, tzinfo=UTC)


def test_triggers_fire_when_last_due_says(place):
    for name, trigger in triggers(place).items():
        following = trigger.get_next_fire_time(None, NOON)
        assert last_due(place, name, following.astimezone(UTC)) == following.astimezone(UTC)


def test_one_due_time_runs_once(place):
    clock, due = FixedClock(NOON), last_due(place, NIGHT, NOON)
    assert run_due(place, clock, NIGHT, due)
    assert not run_due(place, clock, NIGHT, due)
    assert len(runs(place)) == 1


def test_a_failed_job_says_why(place):
    run_due(place, FixedClock(NOON), NIGHT, last_due(place, NIGHT, NOON))
    [(_, _, outcome, note)] = runs(place)
    assert outcome == "failed"
    assert "名录还没有导入" in note


def test_the_first_start_waits_for_its_first_due_time(place):
    catch_up(place, FixedClock(NOON), NIGHT)
    assert runs(place) == []


def test_missed_nights_are_caught_up_once_and_said_to_be_late(place):
    clock = FixedClock(NOON)
    run_due(place, clock, NIGHT, last_due(place, NIGHT, NOON))
    clock.advance(timedelta(days=3))
    catch_up(place, clock, NIGHT)
    catch_up(place, clock, NIGHT)
    assert len(runs(place)) == 2
    assert runs(place)[1][1] == "2026-03-12T18:00:00+00:00"
    assert runs(place)[1][3].startswith(
        "原定03月13日02:00进行，因程序未运行，于03月13日12:00补做；其间03月11日、03月12日未进行"
    )


def test_a_night_cut_off_by_a_kill_is_done_again(place):
    clock, due = FixedClock(NOON), last_due(place, NIGHT, NOON)
    db = place.open()
    DueRunStore(db).claim(NIGHT, due, NOON)
    db.close()
    catch_up(place, clock, NIGHT)
    [(_, _, outcome, note)] = runs(place)
    assert outcome == "failed"  # this workspace has no register
    assert note.startswith(
        "原定03月10日02:00进行，因程序未运行，于03月10日12:00补做；名录还没有导入"
    )


def start(folder):
    return subprocess.Popen(
        [sys.executable, "-m", "scheduler.cli", "serve", "-w", str(folder)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def wait_for(child, word):
    end = time.monotonic() + 120
    while time.monotonic() < end:
        line = child.stderr.readline()
        if word in line:
            return
    raise AssertionError(f"{word} was not said")


@pytest.mark.slow
def test_sigterm_stops_cleanly_and_a_second_daemon_is_refused(place):
    with start(place.root) as child:
        try:
            wait_for(child, "started")
            with start(place.root) as second:
                assert second.wait(20) == 2
                assert "正被另一个巡检进程使用" in second.stderr.read()
            child.send_signal(signal.SIGTERM)
            assert child.wait(10) == 0
            assert "stopped" in child.stderr.read()
        finally:
            child.kill()
