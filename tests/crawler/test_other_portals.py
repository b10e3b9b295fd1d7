"""Portals of other content systems, through the real crawl: every list and article read right."""

from __future__ import annotations

import pytest

from extract.discovery import propose
from model.page import PageKind
from tests.fakesite.child import CODE, crawl, job_for, snapshot_of
from tests.fakesite.other_portals import ORGANIZER, SITE, Portal, hanweb, trs
from tests.fakesite.server import Exchange, Handler, Server

PORTALS = {"hanweb": hanweb, "trs": trs}


def answering(body: bytes) -> Handler:
    async def answer(exchange: Exchange) -> None:
        await exchange.answer("200 OK", body, kind="text/html")

    return answer


@pytest.fixture(scope="module", params=sorted(PORTALS))
def world(request, tmp_path_factory):
    """One portal, crawled once from its home page."""
    portal: Portal = PORTALS[request.param]()
    folder = tmp_path_factory.mktemp(request.param)
    with Server() as server:
        for path, body in portal.pages.items():
            server.routes[path] = answering(body)
        job = job_for(server, folder)
        run = crawl(job, folder)
        assert run.summary.pages >= len(portal.pages)
        yield portal, server, snapshot_of(job)


def test_every_page_is_reached(world):
    portal, server, snapshot = world
    assert {server.url(path) for path in portal.pages} <= set(snapshot.pages)


def test_every_list_is_read_right(world):
    portal, server, snapshot = world
    for path, entries in portal.lists.items():
        facts = snapshot.pages[server.url(path)]
        assert facts.kind is PageKind.LIST, path
        assert [(i.title, i.url, i.date) for i in facts.listing.items] == [
            (e.title, server.url(e.path), e.on.isoformat()) for e in entries
        ], path


def test_every_article_is_read_right(world):
    portal, server, snapshot = world
    for path, entry in portal.entries.items():
        facts = snapshot.pages[server.url(path)]
        assert facts.kind is PageKind.ARTICLE, path
        assert (facts.title, facts.published, facts.source) == (
            entry.title,
            f"{entry.on.isoformat()} {entry.clock}",
            entry.source,
        )


def test_columns_are_proposed_with_units_and_rhythm(world):
    portal, server, snapshot = world
    proposal = propose(snapshot, {}, names={})
    site = proposal.register.sites[0]
    assert (site.name, site.unit) == (SITE, ORGANIZER)
    assert site.code != CODE
    found = {c.column.url: c for c in proposal.columns}
    assert set(found) == {server.url(section.folder) for section in portal.sections}
    for section in portal.sections:
        column = found[server.url(section.folder)]
        assert column.column.path == " > ".join(("首页", *section.trail))
        assert column.column.unit == section.unit
        assert column.rhythm.newest_on == section.entries[0].on
        assert column.rhythm.items == len(section.entries)
        assert column.rhythm.median_gap_days == section.gap
        assert not column.rhythm.partial


def test_columns_stand_as_the_navigation_orders_them(world):
    portal, server, snapshot = world
    order = [section.trail[-1] for section in portal.sections]
    proposal = propose(snapshot, {}, names={}, home_texts=order)
    assert [c.column.url for c in proposal.columns] == [
        server.url(section.folder) for section in portal.sections
    ]
