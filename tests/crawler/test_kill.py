"""kill -9 in the middle of a crawl: nothing is lost, nothing is fetched twice."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.second_reader import AHEAD
from model.crawl import CrawlJob
from store.site_dump import dump
from tests.fakesite.child import crawl, job_for, started
from tests.fakesite.portal import Portal
from tests.fakesite.server import Server

CONCURRENCY = 8
LATENCY_S = 0.01
RANDOM = random.Random(20261124)
KILLS = (20, 110, 230)  # requests seen by the server when the crawl is killed


def undisturbed(
    portal: Portal, server: Server, folder: Path
) -> tuple[CrawlJob, Counter[tuple[str, str]]]:
    """Crawl without a kill, and return the job and how often each address was asked."""
    portal.serve(server)
    job = job_for(server, folder, concurrency=CONCURRENCY)
    crawl(job, folder)
    asked = server.counts()
    server.log.clear()
    return job, asked


def kill_after(requests: int, job: CrawlJob, folder: Path, server: Server) -> None:
    """Start the crawl and kill -9 it once the server has seen so many requests in all."""
    with started(job, folder) as child:
        limit = time.monotonic() + 120
        while len(server.log) < requests:
            assert child.poll() is None, (folder / "stderr").read_text("utf-8")[-3000:]
            assert time.monotonic() < limit
            time.sleep(0.001)
        child.kill()
        child.wait()


@pytest.mark.parametrize(
    "kills",
    [KILLS, pytest.param(tuple(sorted(RANDOM.sample(range(5, 250), 20))), marks=pytest.mark.slow)],
    ids=["three", "twenty"],
)
def test_killed_crawl_goes_on_where_it_was(tmp_path: Path, kills: tuple[int, ...]) -> None:
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    killed.mkdir()
    with Server(latency_s=LATENCY_S) as server:
        job, once = undisturbed(Portal(), server, calm)
        again = job_for(server, killed, concurrency=CONCURRENCY)
        assert max(kills) < sum(once.values()), "every kill meets a crawl under way"
        for requests in kills:
            kill_after(requests, again, killed, server)
        run = crawl(again, killed)
        asked = server.counts()
    assert run.summary.reason == "finished"
    assert dump(Path(again.site_file)) == dump(Path(job.site_file))
    robots = [what for what in once if what[1] == "/robots.txt"]
    repeated = asked - once
    for what in robots:
        del repeated[what]  # asked at every start: the rules may have changed meanwhile
    assert sum(repeated.values()) <= (CONCURRENCY + AHEAD) * len(kills), repeated
    assert set(once) <= set(asked)
