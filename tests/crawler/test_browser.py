"""Lists that only a script draws, through the real crawl and a real Chromium."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crawler.browser_order import browser_program, has_driver
from model.page import ListState
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.scripted import DATA, lay_out
from tests.fakesite.server import Server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(browser_program() is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(not has_driver(), reason="the extra xunjian[browser] is not installed"),
]
UNREAD = {"/other/", "/robots/", "/endless/"}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """One portal, crawled with a browser; a page that never ends costs its limit only."""
    folder = tmp_path_factory.mktemp("browser")
    with Server() as server, Server() as other:
        lay_out(server, other)
        job = job_for(server, folder, browser_pages=10, browser_page_limit_s=5.0)
        yield server, other, job, crawl(job, folder)


def test_a_drawn_list_is_read_and_says_where_it_was_read(world):
    server, _, job, _ = world
    pages = snapshot_of(job).pages
    for path in ("/get/", "/post/", "/download/"):
        listing = pages[server.url(path)].listing
        assert (listing.state, listing.drawn) == (ListState.ITEMS, True), path
        assert [(i.title, i.url, i.date) for i in listing.items] == [
            (row["t"], server.url(row["u"]), row["d"]) for row in DATA
        ]


def test_what_cannot_be_drawn_with_manners_stays_unread(world):
    server, other, job, run = world
    pages = snapshot_of(job).pages
    for path in UNREAD:
        listing = pages[server.url(path)].listing
        assert (listing.state, listing.drawn) == (ListState.SCRIPTED, False), path
    assert run.code == 0
    assert other.log == []  # another site's private address was never asked
    assert server.asked("/closed/data") == []  # robots.txt holds for scripts as well


def test_items_of_a_drawn_list_are_entered_as_seen(world):
    server, _, job, _ = world
    seen = {(e.list_url, e.item_url) for e in snapshot_of(job).ledger}
    assert {(server.url("/get/"), server.url(row["u"])) for row in DATA} <= seen


def test_no_budget_no_browser(world, tmp_path: Path):
    server, _, _, _ = world
    job = job_for(server, tmp_path)
    before = len(server.asked("/data/get"))
    crawl(job, tmp_path)
    assert snapshot_of(job).pages[server.url("/get/")].listing.state is ListState.SCRIPTED
    assert len(server.asked("/data/get")) == before


def test_nothing_of_the_browser_is_left_behind(world):
    assert not list(Path("/tmp").glob("xunjian-browser-*"))
    assert shutil.which("chromium") or browser_program()
