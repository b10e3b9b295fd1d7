"""Outside links are asked once a night for all sites, and what fails is asked by each."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from model.fetch import FetchOutcome
from store.outside_cache import OutsideCache
from store.site_records import Answered
from tests.fakesite.answers import html, links, page
from tests.fakesite.child import NIGHT, crawl, job_for, snapshot_of
from tests.fakesite.server import Server

PUBLIC = "11.22.33.44"


@pytest.fixture
def public() -> Iterator[str]:
    """Give this machine a public address for a moment: others are refused as private."""
    if shutil.which("ip") is None:
        pytest.skip("ip(8) is not installed")
    add = ["ip", "addr", "add", f"{PUBLIC}/32", "dev", "lo"]
    if subprocess.run(add, capture_output=True, check=False).returncode != 0:
        pytest.skip("this user may not add an address")
    try:
        yield PUBLIC
    finally:
        subprocess.run(["ip", "addr", "del", f"{PUBLIC}/32", "dev", "lo"], check=True)


def test_two_sites_of_a_night_ask_the_same_outside_page_once(tmp_path: Path, public: str) -> None:
    with Server(listen="0.0.0.0") as other, Server() as first, Server() as second:
        outside = other.url("/policy.html").replace("127.0.0.1", public)
        other.routes["/policy.html"] = html(page("文件"))
        gone = outside.replace("policy", "gone")
        jobs = []
        for number, server in enumerate((first, second)):
            server.routes["/"] = html(page("首页", links([outside, gone])))
            folder = tmp_path / str(number)
            job = job_for(
                server,
                folder,
                check_external=True,
                outside_file=str(tmp_path / "outside.db"),
                second_pass=False,
            )
            assert crawl(job, folder).code == 0
            jobs.append(job)
        asked = Counter(seen.path for seen in other.log)
        for job in jobs:
            targets = snapshot_of(job).targets
            assert targets[gone].outcome is FetchOutcome.NOT_FOUND
            assert outside not in targets
    assert asked["/policy.html"] == 1
    assert asked["/gone.html"] >= 2


def test_only_good_answers_of_the_same_night_are_shared(tmp_path: Path) -> None:
    path = tmp_path / "outside.db"
    cache = OutsideCache(path, NIGHT.isoformat())
    good = Answered(outcome=FetchOutcome.ALIVE, status=200, content_type="text/html")
    cache.keep("http://a.example/", good)
    cache.keep("http://b.example/", Answered(outcome=FetchOutcome.NOT_FOUND, status=404))
    cache.keep("http://c.example/", Answered(outcome=FetchOutcome.BLOCKED, status=403))
    beside = OutsideCache(path, NIGHT.isoformat())
    assert beside.find("http://a.example/") == replace(good, requests=0)
    assert beside.find("http://b.example/") is None
    assert beside.find("http://c.example/") is None
    assert beside.find("http://d.example/") is None
    beside.close()
    cache.close()
    later = OutsideCache(path, (NIGHT + timedelta(days=1)).isoformat())
    assert later.find("http://a.example/") is None
    later.close()
