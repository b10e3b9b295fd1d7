"""Links to other sites over several nights: looked at once a week, and what became of them."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from model.outside import OutsideSign
from tests.fakesite.answers import html, links, page, redirect
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Server

FIRST, SECOND = "11.22.33.66", "11.22.33.77"  # test_outside_cache, at work beside it, has others
TRAVEL = "清河旅游资讯网，介绍清河的名胜、饮食、住宿与交通，欢迎四方来客到清河游览。" * 3


@pytest.fixture
def public() -> Iterator[tuple[str, str]]:
    """Give this machine two public addresses for a moment: others are refused as private."""
    if shutil.which("ip") is None:
        pytest.skip("ip(8) is not installed")
    given = []
    try:
        for address in (FIRST, SECOND):
            add = ["ip", "addr", "add", f"{address}/32", "dev", "lo"]
            if subprocess.run(add, capture_output=True, check=False).returncode != 0:
                pytest.skip("this user may not add an address")
            given.append(address)
        yield FIRST, SECOND
    finally:
        for address in given:
            subprocess.run(["ip", "addr", "del", f"{address}/32", "dev", "lo"], check=True)


def shown(title: str, text: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body>{text}</body></html>".encode()


@pytest.mark.slow
def test_a_link_that_was_sold_is_seen_within_the_week(
    tmp_path: Path, public: tuple[str, str]
) -> None:
    first, second = public
    with Server(listen="0.0.0.0") as other, Server() as server:
        there = {
            name: other.url(f"/{name}").replace("127.0.0.1", first)
            for name in ("travel", "moves", "stays", "paper.pdf")
        }
        other.routes.update(
            {
                "/travel": html(shown("清河旅游", TRAVEL)),
                "/moves": html(shown("清河特产", TRAVEL)),
                "/stays": html(shown("清河学校", TRAVEL)),
                "/paper.pdf": html(shown("", "")),
                "/new": html(shown("Casino", "win every day with our bonus " * 9)),
            }
        )
        server.routes["/"] = html(page("首页", links(list(there.values()))))
        job = job_for(server, tmp_path, check_external=True)
        seen, first_bytes = {}, []
        for day in (0, 1, 8, 9):
            if day == 1:
                other.routes["/travel"] = html(shown("qhly", "This domain is for sale"))
                target = other.url("/new").replace("127.0.0.1", second)
                other.routes["/moves"] = redirect(target)
            tonight = replace(
                job, night_on=job.night_on + timedelta(days=day), at=job.at + timedelta(days=day)
            )
            del other.log[:]
            assert crawl(tonight, tmp_path).code == 0
            seen[day] = (
                snapshot_of(tonight),
                Counter((one.method, one.path) for one in other.log),
            )
            first_bytes += [(o.method, o.headers.get("range")) for o in other.asked("/paper.pdf")]
    asked = {day: counts for day, (_, counts) in seen.items()}
    assert asked[0]["GET", "/travel"] == 1
    assert first_bytes == [("GET", "bytes=0-0")] * 4  # a HEAD might lie
    assert asked[1]["HEAD", "/stays"] == 1  # whether it is there: every night
    assert asked[1]["GET", "/stays"] == 0  # what it shows: once a week
    assert asked[8]["GET", "/stays"] == 1
    assert asked[9]["GET", "/stays"] == 0

    def suspects(day: int) -> dict[str, str]:
        judged = judge(seen[day][0], load_rulebook("check-2019"))
        return {f.subject: f.message for f in judged.findings if f.check == "link_hijacked"}

    assert suspects(0) == {}
    found = suspects(9)
    assert set(found) == {there["travel"], there["moves"]}
    assert "打开的是域名出售页面" in found[there["travel"]]
    assert f"现跳转到{second}，以前到达{first}" in found[there["moves"]]
    outside = seen[9][0].outside
    assert outside is not None
    assert outside[there["travel"]].now.signs == (OutsideSign.FOR_SALE,)
    assert outside[there["travel"]].before is not None
    assert outside[there["travel"]].before.title == "清河旅游"
    assert outside[there["stays"]].before is None
    # The night before the change still reads as it did.
    again = snapshot_of(job)
    assert again.outside is not None
    assert again.outside[there["travel"]].now.title == "清河旅游"
