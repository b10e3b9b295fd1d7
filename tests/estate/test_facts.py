"""The collector against the estate: every fact of every name, exactly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crawler.domain_collect import collect_all
from model.clock import FixedClock, SystemClock
from model.domain_fact import Fact, FactKind
from tests.estate.entry import FACTS, Unknown, Value
from tests.estate.estate import Estate, entries, estate

NOW = SystemClock().now().replace(microsecond=0)  # certificates are checked by the machine's clock
NAMES = [entry.name for entry in entries(NOW.date()) if entry.domain is not None]
Facts = dict[str, dict[FactKind, Fact]]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Estate, Facts]]:
    with estate(tmp_path_factory.mktemp("estate"), NOW) as running:
        found: Facts = {}

        def keep(batch: list[tuple[str, Fact]]) -> None:
            for name, fact in batch:
                assert fact.kind not in found.setdefault(name, {}), "one fact of a kind"
                found[name][fact.kind] = fact

        count = collect_all(running.wanted, running.order(), FixedClock(NOW), keep)
        assert count == len(NAMES)
        yield running, found


def test_estate_is_large_enough() -> None:
    assert len(NAMES) >= 60
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_facts_equal_truth(collected: tuple[Estate, Facts], name: str) -> None:
    running, found = collected
    entry = next(entry for entry in running.entries if entry.name == name)
    assert _told(found[name]) == running.truth(entry)


def _told(facts: dict[FactKind, Fact]) -> dict[FactKind, Value]:
    assert set(facts) == set(FACTS)
    return {
        kind: Unknown(fact.why) if fact.values is None else fact.values
        for kind, fact in facts.items()
    }
