"""A portal of odd build, through the real crawl: what is found, and what is plainly not."""

from __future__ import annotations

import pytest

from checks.columns import read_column
from extract.discovery import propose
from model.page import ListState, PageKind
from tests.checks.snapshots import column
from tests.crawler.test_other_portals import answering
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.odd_portal import (
    COUNTS,
    FIGURES,
    FRAME,
    NAMES,
    NEWS,
    NOTICES,
    SCRIPT_ONLY,
    UNIT,
    day_of,
    odd_portal,
    title_of,
)
from tests.fakesite.server import Server

FOUND = (NOTICES, NEWS, FIGURES)


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """The portal, crawled once from its frameset."""
    folder = tmp_path_factory.mktemp("odd")
    with Server() as server:
        for path, body in odd_portal().items():
            server.routes[path] = answering(body)
        job = job_for(server, folder)
        crawl(job, folder)
        yield server, snapshot_of(job)


def test_lists_of_nested_tables_frames_and_a_base_are_read(night):
    server, snapshot = night
    for path, name in ((NOTICES, NOTICES), (FIGURES, FIGURES), (FRAME, NEWS)):
        facts = snapshot.pages[server.url(path)]
        assert facts.kind is PageKind.LIST
        folder = path.rpartition("/")[0]
        assert [(i.title, i.url, i.date) for i in facts.listing.items] == [
            (title_of(name, n), server.url(f"{folder}/a{n}.htm"), day_of(n).isoformat())
            for n in range(COUNTS[name])
        ]


def test_both_charsets_and_the_articles_are_read_right(night):
    server, snapshot = night
    charsets = {path: snapshot.pages[server.url(path)].charset for path in (NOTICES, FIGURES)}
    assert charsets == {NOTICES: "gbk", FIGURES: "utf-8"}
    for name in FOUND:
        for n in range(COUNTS[name]):
            facts = snapshot.pages[server.url(f"{name.rpartition('/')[0]}/a{n}.htm")]
            assert (facts.kind, facts.title, facts.published, facts.source) == (
                PageKind.ARTICLE,
                title_of(name, n),
                f"{day_of(n)} 09:{n:02}",
                UNIT,
            )


@pytest.mark.parametrize("name", FOUND)
def test_the_night_reads_every_column_the_framed_one_too(night, name):
    server, snapshot = night
    seen = read_column(snapshot, column(server.url(name)))
    assert seen.reason == ""
    assert (seen.newest.on, seen.items) == (day_of(0), COUNTS[name])
    assert not seen.blank


def test_the_proposal_names_the_columns_once_and_the_frame_is_none(night):
    server, snapshot = night
    proposal = propose(snapshot, {}, names={})
    assert {c.column.url: c.column.path for c in proposal.columns} == {
        server.url(name): f"首页 > {NAMES[name]}" for name in FOUND
    }
    for each in proposal.columns:
        assert (each.column.unit, each.rhythm.newest_on) == (UNIT, day_of(0))
        assert (each.state, each.remark) == (ListState.ITEMS, "")


def test_a_column_that_only_a_script_opens_is_not_reached_and_not_judged(night):
    server, snapshot = night
    assert server.url(SCRIPT_ONLY) not in snapshot.pages
    seen = read_column(snapshot, column(server.url(SCRIPT_ONLY)))
    assert not seen.blank
    assert seen.reason
