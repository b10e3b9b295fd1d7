from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from store.site_dump import dump
from tests.store.site_nights import FIRST, HOME, Nights, page

SECOND = FIRST + timedelta(days=1)


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path / "site.db")


def test_a_new_item_knows_when_its_list_was_read_without_it(nights: Nights) -> None:
    old = (("1", "2026-02-20"), ("2", "2026-02-10"))
    nights.tell(0, {"": page(""), "list": page("list", items=old)})
    nights.tell(1, {"": page(""), "list": page("list", items=old)})
    nights.tell(2, {"": page(""), "list": page("list", items=(("3", "2026-02-12"), *old))})
    entries = {e.item_url: e for e in nights.snapshot(2).ledger}
    first = entries[HOME + "1"]
    assert (first.first_seen_on, first.looked_on) == (FIRST, None)
    new = entries[HOME + "3"]
    assert new.first_seen_on == FIRST + timedelta(days=2)
    assert new.looked_on == SECOND
    assert new.covered_from == "2026-02-10"
    assert new.shown == "2026-02-12"
    assert len(nights.snapshot(1).ledger) == 2


def test_the_same_night_twice_changes_no_entry(nights: Nights) -> None:
    answers = {"": page(""), "list": page("list", items=(("1", None),))}
    nights.tell(0, answers)
    before = dump(nights.path)
    nights.tell(0, answers)
    assert dump(nights.path) == before


def test_an_item_pushed_to_the_second_page_is_not_new(nights: Nights) -> None:
    nights.tell(
        0,
        {
            "l/": page("l/", items=(("1", "2026-02-20"),), pager=(HOME + "l/2.html",)),
            "l/2.html": page(
                "l/2.html", items=(("0", "2026-01-01"),), pager=(HOME + "l/index.html",)
            ),
        },
    )
    nights.tell(
        1,
        {
            "l/": page("l/", items=(("2", "2026-03-01"),), pager=(HOME + "l/2.html",)),
            "l/2.html": page(
                "l/2.html",
                items=(("1", "2026-02-20"), ("0", "2026-01-01")),
                pager=(HOME + "l/index.html",),
            ),
        },
    )
    entries = {(e.list_url, e.item_url): e for e in nights.snapshot(1).ledger}
    pushed = entries[HOME + "l/2.html", HOME + "1"]
    assert (pushed.first_seen_on, pushed.looked_on) == (FIRST, None)
    assert entries[HOME + "l/", HOME + "2"].looked_on == FIRST
    assert len(nights.snapshot(0).ledger) == 2, "the past does not learn of it"
