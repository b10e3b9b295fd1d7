"""SIGTERM and SIGINT: the crawl ends at once and cleanly, and the next one goes on."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

import pytest

from crawler.lock import hold
from store.site_dump import dump
from tests.fakesite.child import crawl, job_for, snapshot_of, started
from tests.fakesite.portal import Portal
from tests.fakesite.server import Server


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_crawl_says_so_and_goes_on_later(tmp_path: Path, number: signal.Signals) -> None:
    calm = tmp_path / "calm"
    calm.mkdir()
    with Server(latency_s=0.01) as server:
        Portal().serve(server)
        undisturbed = job_for(server, calm)
        crawl(undisturbed, calm)
        server.log.clear()
        job = job_for(server, tmp_path)
        with started(job, tmp_path) as child:
            limit = time.monotonic() + 120
            while len(server.log) < 40 and time.monotonic() < limit:
                time.sleep(0.005)
            child.send_signal(number)
            begun = time.monotonic()
            code = child.wait(timeout=20)
        assert time.monotonic() - begun < 10
        last = json.loads((tmp_path / "stdout").read_text("utf-8").splitlines()[-1])
        assert (code, last["event"], last["reason"]) == (3, "done", "stopped")
        stopped = snapshot_of(job).soundness
        assert not stopped.sound
        assert not stopped.finished
        assert crawl(job, tmp_path).summary.reason == "finished"
    assert dump(Path(job.site_file)) == dump(Path(undisturbed.site_file))


def test_two_crawls_of_one_file_do_not_meet(tmp_path: Path) -> None:
    with Server() as server:
        Portal().serve(server)
        job = job_for(server, tmp_path)
        with hold(Path(job.site_file)):
            run = crawl(job, tmp_path)
        assert server.log == []
    assert run.code == 3
    assert "另一个巡检进程" in run.errors


def test_a_bad_job_is_one_sentence(tmp_path: Path) -> None:
    with Server() as server:
        rude = job_for(server, tmp_path)
    for job in (
        job_for(Server(port=9), tmp_path, rate_per_s=-1.0),
        rude.__class__.from_json(rude.to_json().replace("http://127.0.0.1", "http://8.8.8.8")),
        rude.__class__.from_json(rude.to_json().replace("http://127.0.0.1", "ftp://127.0.0.1")),
    ):
        run = crawl(job, tmp_path)
        assert run.code == 2
        assert len(run.errors.splitlines()) == 1
        assert run.lines == ()
