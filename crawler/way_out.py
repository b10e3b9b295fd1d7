"""Way out: had the monitor itself a road to other sites in this run? Pure.

The monitor may stand in a closed network or its resolver may be broken; then every name
outside "does not exist". The run's own answers are the control: where several hosts were
asked and none said a word, their silence is the monitor's, not theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.policy import MIN_CONTROL_HOSTS
from model.fetch import FetchOutcome

_NOT_ASKED = frozenset({FetchOutcome.NOT_FETCHED, FetchOutcome.PRIVATE_ADDRESS})
_HELD_AGAINST = frozenset({FetchOutcome.NO_SUCH_HOST, FetchOutcome.REFUSED})


@dataclass(frozen=True, slots=True)
class Heard:
    """How one address of another site came out."""

    address: int
    host: str
    outcome: FetchOutcome
    status: int | None  # of HTTP; None: not a word came back


def not_believed(heard: Iterable[Heard]) -> list[int]:
    """Return the addresses whose failure is not believed, since no other site answered."""
    asked = [one for one in heard if one.outcome not in _NOT_ASKED]
    if len({one.host for one in asked}) < MIN_CONTROL_HOSTS:
        return []
    if any(one.status is not None or one.outcome.is_fine for one in asked):
        return []
    return [one.address for one in asked if one.outcome in _HELD_AGAINST]
