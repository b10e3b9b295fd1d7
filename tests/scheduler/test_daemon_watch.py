"""The daemon while it probes: killed, started again, asleep, and with a site that never answers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from model.fetch import FetchOutcome
from model.settings import Probing, Settings, commented_settings
from model.site import Register
from scheduler.probing import TICK
from scheduler.workspace import Workspace, open_workspace
from store.probes import NOT_WATCHED, ProbeStore
from store.register import RegisterStore
from tests.scheduler.probed_sites import NOON, UNITS, served, site

ROOT = Path(__file__).resolve().parents[2]
FINE, HANGS = "9900000001", "9900000002"
pytestmark = pytest.mark.slow


def workspace(root: Path, *sites) -> Workspace:
    """A workspace that visits every site once a minute."""
    settings = Settings(probing=Probing(per_day=1440, limit_s=2.0))
    (root / "xunjian.toml").write_text(commented_settings(settings), encoding="utf-8")
    place = open_workspace(root)
    db = place.open()
    RegisterStore(db).replace(Register(units=UNITS, sites=sites), NOON)
    db.close()
    return place


@contextmanager
def daemon(place: Workspace, start: datetime):
    """A daemon in a process of its own whose minute lasts a second."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.scheduler.fast_daemon", str(place.root), start.isoformat()],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait(10)
        child.stderr.close()


@contextmanager
def silent_server():
    """A server that takes every connection and never says a word."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def take() -> None:
        while True:
            try:
                taken.append(listener.accept()[0])
            except OSError:
                return

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
        for one in taken:
            one.close()


def probes(place: Workspace, code: str):
    db = place.open()
    try:
        return ProbeStore(db).of(code, NOON - timedelta(days=1), NOON + timedelta(days=30))
    finally:
        db.close()


def until(seen, seconds: float = 120) -> None:
    """Wait until something is so; fail the test when it never is."""
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.2)


def test_a_kill_loses_nothing_and_what_was_not_watched_is_a_gap(tmp_path):
    with served() as (_, url):
        place = workspace(tmp_path, site(FINE, url))
        with daemon(place, NOON) as child:
            until(lambda: len(probes(place, FINE)) >= 3)
            child.send_signal(signal.SIGKILL)
        before = probes(place, FINE)
        again = NOON + timedelta(hours=2)
        with daemon(place, again) as child:
            until(lambda: probes(place, FINE)[-1].at > again + 2 * TICK)
            child.send_signal(signal.SIGTERM)
            assert child.wait(15) == 0
        after = probes(place, FINE)
    assert after[: len(before)] == before
    assert len({p.at for p in after}) == len(after)
    assert not any(before[-1].at + 2 * TICK < p.at < again for p in after)
    db = place.open()
    try:
        gaps = ProbeStore(db).unwatched(before[-1].at, again + TICK)
    finally:
        db.close()
    assert [g.reason for g in gaps] == [NOT_WATCHED]
    assert gaps[0].until - gaps[0].since > timedelta(hours=1)


def test_a_clock_set_back_or_forward_is_no_visit_and_no_crash(tmp_path):
    with served() as (_, url):
        place = workspace(tmp_path, site(FINE, url))

        def seen_from(start: datetime) -> bool:
            hour = (start + TICK, start + timedelta(hours=1))
            return any(hour[0] <= p.at < hour[1] for p in probes(place, FINE))

        for start in (NOON, NOON - timedelta(hours=3), NOON + timedelta(days=2)):
            with daemon(place, start) as child:
                until(partial(seen_from, start))
                child.send_signal(signal.SIGTERM)
                assert child.wait(15) == 0
        made = probes(place, FINE)
    assert len({p.at for p in made}) == len(made)
    spread = {(p.at - NOON) // timedelta(hours=1) for p in made}
    assert spread == {-3, 0, 48}  # nothing was made up in between


def test_a_site_that_never_answers_holds_nobody_up(tmp_path):
    with served() as (_, url), silent_server() as silence:
        place = workspace(tmp_path, site(FINE, url), site(HANGS, silence))
        with daemon(place, NOON) as child:
            until(lambda: len(probes(place, HANGS)) >= 2 and len(probes(place, FINE)) >= 2)
            child.send_signal(signal.SIGTERM)
            assert child.wait(15) == 0
            said = child.stderr.read()
    assert "Traceback" not in said
    hung = probes(place, HANGS)
    assert {p.cause for p in hung} <= {
        FetchOutcome.TIMEOUT_FIRST_BYTE,
        FetchOutcome.TIMEOUT_BODY,
    }
    assert all(p.seconds <= 2.0 for p in hung)
    assert all(p.ok for p in probes(place, FINE))
