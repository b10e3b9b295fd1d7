"""Every misbehaviour of the fake site ends with an outcome that tells the truth about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from model.fetch import FetchOutcome
from tests.fakesite import codes, lies, moves, notices, shields, size, wire
from tests.fakesite.case import Case
from tests.fakesite.hostile import CASES, NOWHERE, Hostile


@pytest.mark.parametrize("one", codes.CASES, ids=str)
def test_status(hostile: Hostile, one: Case) -> None:
    assert hostile.outcome(one.path) is one.truth


@pytest.mark.parametrize("one", moves.CASES, ids=str)
def test_redirect(hostile: Hostile, one: Case) -> None:
    assert hostile.outcome(one.path) is one.truth


@pytest.mark.parametrize("one", lies.CASES, ids=str)
def test_lie(hostile: Hostile, one: Case) -> None:
    assert hostile.outcome(one.path) is one.truth


@pytest.mark.parametrize("one", shields.CASES, ids=str)
def test_shield(hostile: Hostile, one: Case) -> None:
    assert hostile.outcome(one.path) is one.truth


@pytest.mark.parametrize("one", notices.CASES, ids=str)
def test_notice(hostile: Hostile, one: Case) -> None:
    assert hostile.outcome(one.path) is one.truth


@pytest.mark.parametrize("one", size.CASES, ids=str)
def test_size(hostile: Hostile, one: Case) -> None:
    assert hostile.outcome(one.path) is one.truth


@pytest.mark.parametrize("one", wire.CASES, ids=str)
def test_wire(hostile: Hostile, one: Case) -> None:
    assert hostile.outcome(one.path) is one.truth


@pytest.mark.parametrize("one", wire.CASES, ids=str)
def test_trouble_on_the_wire_is_held_against_nobody(hostile: Hostile, one: Case) -> None:
    outcome = hostile.outcome(one.path)
    assert outcome is not None
    assert not outcome.is_failure


def test_the_dead_list_is_the_truth(hostile: Hostile) -> None:
    """Nothing more and nothing less: the false share is 0.

    Without a network the resolver may not know that a name does not exist: then it is left out.
    """
    dead = {t.url for t in hostile.snapshot.targets.values() if t.outcome.is_failure}
    cases = {hostile.server.url(one.path) for one in CASES if one.truth.is_failure}
    # The other half of a loop, and what a page sends its reader on to.
    behind = {hostile.server.url(path) for path in ("/moves/b", "/lies/no-such-page")}
    assert dead - {NOWHERE} == cases | behind
    assert (NOWHERE in dead) is (
        hostile.snapshot.targets[NOWHERE].outcome is FetchOutcome.NO_SUCH_HOST
    )


def test_every_target_keeps_its_place(hostile: Hostile) -> None:
    home = hostile.job.site.home_url
    target = hostile.snapshot.targets[hostile.server.url("/status/410")]
    assert [place.page for place in target.places] == [home]
    assert target.places[0].text == "410的链接"


def test_chain_of_redirects_is_kept(hostile: Hostile) -> None:
    asked = hostile.server.url("/moves/permanent")
    page = hostile.snapshot.page_at(asked)
    assert page is not None
    assert page.url == hostile.server.url("/plain/one")


def test_the_paper_lists_every_case() -> None:
    paper = Path(__file__).resolve().parents[2] / "docs" / "outcomes.md"
    said = [line for line in paper.read_text("utf-8").splitlines() if line.startswith("| `/")]
    assert [line.split(" | ")[:2] for line in said] == [
        [f"| `{one.path}`", f"`{one.truth}`"] for one in CASES
    ]


def test_the_paper_names_tests_that_exist() -> None:
    here = Path(__file__).parent
    paper = here.parents[1] / "docs" / "outcomes.md"
    _, _, table = paper.read_text("utf-8").partition("## What users of other checkers")
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 30
    for row in rows:
        named = re.findall(r"`([\w./]+\.py)`", row[3])
        assert named, row[1]
        for name in named:
            file = next(
                (each for each in (here / name, here.parent / "extract" / name) if each.exists()),
                None,
            )
            assert file is not None, name
            assert "def test_" in file.read_text("utf-8")
