"""Lists that only a script draws, through the real crawl and a real Chromium."""

from __future__ import annotations

import json
import os
import signal
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from crawler import browser_process
from crawler.browser_order import Order, browser_program, ready_program
from crawler.browser_process import draw_pages
from crawler.process_tree import family
from model.drawing import DRAWING_FAULT_NAMES, DrawingFault
from model.page import ListState
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.scripted import DATA, GREED, HOARDS, lay_out
from tests.fakesite.server import Exchange, Server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(browser_program() is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(ready_program() is None, reason="the extra xunjian[browser] is missing"),
]
RATE_PER_S = 20.0
DRAWN = ("/get/", "/post/", "/download/", "/polls/", "/greedy/", "/asks/")
UNREAD = {
    "/other/": DrawingFault.NO_LIST,
    "/robots/": DrawingFault.NO_LIST,
    "/endless/": DrawingFault.TIMEOUT,
    "/killed/": DrawingFault.LOST,
}


def browsers() -> list[int]:
    """Return the main processes of the browsers that this test has started."""
    return [pid for pid in family(os.getpid()) if b"--remote-debugging-pipe" in _command(pid)]


def _command(pid: int) -> bytes:
    with suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
        return b"" if b"--type=" in words else words
    return b""


async def kill_browser(exchange: Exchange) -> None:
    """Kill the browser that waits for this very answer."""
    for pid in browsers():
        os.kill(pid, signal.SIGKILL)
    await exchange.answer("200 OK", b"[]", kind="application/json")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """One portal, crawled with a browser; a page that never ends costs its limit only."""
    folder = tmp_path_factory.mktemp("browser")
    with Server() as server, Server() as other, socket.socket(type=socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        udp.setblocking(False)
        lay_out(server, other, udp=udp.getsockname()[1], kill=kill_browser)
        job = job_for(
            server, folder, browser_pages=20, browser_page_limit_s=4.0, rate_per_s=RATE_PER_S
        )
        run = crawl(job, folder)
        heard = b""
        with suppress(BlockingIOError):
            heard = udp.recv(100)
        yield server, other, job, run, tuple(server.log), heard


def test_a_drawn_list_is_read_and_says_where_it_was_read(world):
    server, _, job, *_ = world
    pages = snapshot_of(job).pages
    for path in DRAWN:
        listing = pages[server.url(path)].listing
        assert (listing.state, listing.drawn) == (ListState.ITEMS, True), path
        assert [(i.title, i.url, i.date) for i in listing.items] == [
            (row["t"], server.url(row["u"]), row["d"]) for row in DATA
        ]


def test_what_cannot_be_drawn_stays_unread_and_says_why(world):
    server, _, job, run, *_ = world
    pages = snapshot_of(job).pages
    for path, fault in UNREAD.items():
        listing = pages[server.url(path)].listing
        assert (listing.state, listing.drawn) == (ListState.SCRIPTED, False), path
        assert DRAWING_FAULT_NAMES[fault] in listing.reason, path
    assert run.code == 0  # also where the browser was killed in the middle of a page


def test_a_hostile_page_reaches_nothing_and_its_tries_are_logged(world):
    server, other, _, run, log, heard = world
    assert other.log == []  # another site's private address was never asked
    assert server.asked("/closed/data") == []  # robots.txt holds for scripts as well
    assert server.asked("/worker.js") == []
    assert all(int(seen.headers.get("content-length", "0")) < 20_000 for seen in log)
    assert heard == b""  # a call between browsers goes around every proxy
    line = next(line for line in run.errors.splitlines() if 'greedy/"' in line)
    refused = json.loads(line.partition("refused=")[2])
    assert refused.keys() >= GREED
    assert refused["private_address"] >= 1  # a script of another private address


def test_what_a_page_asks_for_counts_at_the_pace_of_its_server(world):
    """By the server's own log, while a page asks much faster than it may."""
    *_, log, _ = world
    beats = [seen.at_s for seen in log if seen.path == "/data/beat"]
    seconds = beats[-1] - beats[0]
    asked = sum(beats[0] < seen.at_s <= beats[-1] for seen in log)
    assert asked > 20
    assert asked <= 1.1 * RATE_PER_S * seconds
    assert seconds < 4.0  # nobody waits for what the page still wanted when its time was up


def test_items_of_a_drawn_list_are_entered_as_seen(world):
    server, _, job, *_ = world
    seen = {(e.list_url, e.item_url) for e in snapshot_of(job).ledger}
    assert {(server.url("/get/"), server.url(row["u"])) for row in DATA} <= seen


def test_no_budget_no_browser(world, tmp_path: Path):
    server, *_ = world
    job = job_for(server, tmp_path)
    before = len(server.asked("/data/get"))
    crawl(job, tmp_path)
    assert snapshot_of(job).pages[server.url("/get/")].listing.state is ListState.SCRIPTED
    assert len(server.asked("/data/get")) == before


def test_a_page_that_hoards_memory_costs_its_browser_and_no_other_page(
    world, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    server, *_ = world
    monkeypatch.setattr(browser_process, "MOST_MEMORY_BYTES", 450_000_000)
    short = Path(tempfile.mkdtemp(prefix="xb-"))  # Chromium's sockets bear no long path
    monkeypatch.setattr("tempfile.tempdir", str(short))
    program = ready_program()
    assert program is not None
    order = Order(
        job=job_for(server, tmp_path),
        program=program,
        urls=(server.url(HOARDS), server.url("/get/")),
        home_chain=(server.url("/"),),
        robots={},
        page_limit_s=10.0,
    )
    sheets = {sheet.url: sheet for sheet in draw_pages(order, lambda: False)}
    assert sheets[server.url(HOARDS)].fault is DrawingFault.MEMORY
    assert DATA[0]["t"] in sheets[server.url("/get/")].html
    assert browsers() == []
    short.rmdir()  # nothing of the browser is left behind
