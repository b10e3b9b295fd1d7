"""What a run has met: one byte an address, and what is settled stays settled."""

from __future__ import annotations

import sys

from crawler.met import Met
from store.site_records import AskKind


def test_a_checked_address_may_still_become_a_page() -> None:
    met = Met()
    met.add(7, AskKind.CHECK)
    assert 7 in met
    assert not met.is_settled(7)
    met.add(7, AskKind.PAGE)
    assert met.is_settled(7)
    assert met.asked_as(7) is AskKind.PAGE


def test_what_is_left_out_is_settled_and_not_asked() -> None:
    met = Met(
        [(3, AskKind.CHECK, "skipped"), (5, AskKind.PAGE, "done"), (6, AskKind.CHECK, "done")]
    )
    assert met.is_settled(3)
    assert met.asked_as(3) is None
    assert [number for number in range(9) if number in met] == [3, 5, 6]
    assert met.asked_as(5) is AskKind.PAGE
    assert not met.is_settled(6)


def test_unknown_addresses_are_neither() -> None:
    met = Met()
    assert 0 not in met
    assert 10_000_000 not in met
    assert not met.is_settled(4)
    assert met.asked_as(4) is None


def test_a_million_addresses_take_about_a_megabyte() -> None:
    met = Met()
    for number in range(1, 1_000_001):
        met.add(number, AskKind.PAGE)
    assert 1_000_000 < sys.getsizeof(met._codes) < 1_300_000
