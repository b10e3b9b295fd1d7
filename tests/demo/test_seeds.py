"""Every check of the catalogue has a seeded fault in a written truth: the demo's or the estate's.

That it also has a subject it finds nothing wrong with is held where the nights are judged:
`tests/scheduler/test_first_night.py` and `tests/estate/test_findings.py`.
"""

from __future__ import annotations

from datetime import date

from checks.registry import all_checks
from demo import besides
from demo.district import build
from tests.estate.estate import FOUND_BESIDE, entries

TODAY = date(2026, 11, 24)
URLS = {
    "9900000001": "http://127.0.0.1:8001",
    "9900000027": "https://127.0.0.1:8002",
    "9900000099": "http://127.0.0.1:8003",
}
UNSEEDED: dict[str, str] = {}
"""Checks that no truth seeds, each with its reason."""


def seeded() -> set[str]:
    demo = {e.check for e in build(TODAY).truth(URLS)}
    asked = {e.check for e in besides.expected(TODAY, URLS)}
    estate = {check for entry in entries(TODAY) for check in entry.findings}
    return demo | asked | estate | {check for check, _ in FOUND_BESIDE}


def test_every_check_is_seeded_or_says_why_not() -> None:
    known = set(all_checks())
    assert known - seeded() == set(UNSEEDED)
    assert seeded() <= known


def test_what_is_judged_besides_a_night_is_named_by_its_own_truth() -> None:
    asked = {e.check for e in besides.expected(TODAY, URLS)}
    assert asked == {*besides.CHECKS, *besides.OLD_CHECKS}
    assert not asked & {e.check for e in build(TODAY).truth(URLS)}
