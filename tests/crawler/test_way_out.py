"""A monitor without a way out says nothing about other sites."""

from __future__ import annotations

from pathlib import Path

from crawler.policy import MIN_CONTROL_HOSTS, NO_WAY_OUT
from crawler.way_out import Heard, not_believed
from model.fetch import FetchOutcome as O
from tests.fakesite.answers import html, links, page
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Server

# Names under .invalid never exist (RFC 6761), with a way out or without.
NAMES = tuple(f"http://nosuch{n}.invalid/" for n in range(MIN_CONTROL_HOSTS))


def heard(*outcomes: tuple[str, O, int | None]) -> list[Heard]:
    return [Heard(n, host, outcome, status) for n, (host, outcome, status) in enumerate(outcomes)]


SILENT = heard(("a", O.NO_SUCH_HOST, None), ("b", O.TIMEOUT_CONNECT, None), ("c", O.REFUSED, None))


def test_three_silent_hosts_are_not_believed() -> None:
    assert not_believed(SILENT) == [0, 2]


def test_two_hosts_are_no_control_however_many_links_lead_there() -> None:
    two = heard(*[("a", O.NO_SUCH_HOST, None)] * 5, ("b", O.REFUSED, None))
    assert not_believed(two) == []


def test_one_word_from_anyone_proves_the_way_out() -> None:
    for outcome, status in ((O.ALIVE, 200), (O.NOT_FOUND, 404), (O.BLOCKED, 403)):
        assert not_believed([*SILENT, *heard(("d", outcome, status))]) == []


def test_what_was_not_asked_is_no_witness() -> None:
    two = heard(("a", O.NO_SUCH_HOST, None), ("b", O.REFUSED, None))
    idle = heard(("c", O.NOT_FETCHED, None), ("d", O.PRIVATE_ADDRESS, None))
    assert not_believed([*two, *idle]) == []


def outcomes_of(names: tuple[str, ...], folder: Path) -> dict[str, tuple[O, str, bool]]:
    with Server() as server:
        server.routes["/"] = html(page("首页", links((*names, "/missing"))))
        job = job_for(server, folder, check_external=True)
        run = crawl(job, folder)
        missing = server.url("/missing")
    assert run.summary.dead == 1 + (len(names) if len(names) < MIN_CONTROL_HOSTS else 0)
    snapshot = snapshot_of(job)
    assert snapshot.soundness.sound
    assert snapshot.targets[missing].outcome is O.NOT_FOUND, "the own site did answer"
    targets = (snapshot.targets[name] for name in names)
    return {t.url: (t.outcome, t.detail, t.confirmed) for t in targets}


def test_a_crawl_in_a_closed_network_finds_no_dead_sites(tmp_path: Path) -> None:
    silent = outcomes_of(NAMES, tmp_path / "closed")
    assert set(silent.values()) == {(O.NOT_FETCHED, NO_WAY_OUT, False)}
    believed = outcomes_of(NAMES[:2], tmp_path / "open")
    assert {outcome for outcome, _, _ in believed.values()} == {O.NO_SUCH_HOST}
