"""The visits to both home pages in the days before the demo, as if somebody had watched.

Loopback cannot be slow for a week, so this log is written instead of met. The portal's failures
stay one below the limit of the veto, and last 240 minutes, which is the limit, no longer; the
department's reach it, six of them in a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from demo.plan import PORTAL, TOURISM
from model.clock import at_china
from model.fetch import FetchOutcome
from model.finding import Verdict
from model.probe import Probe

DAYS = 10  # before the demo's day: each of its nights looks back seven
_USUAL_S = {PORTAL: 3.0, TOURISM: 3.6}  # exactly the limit, and over it
_FAILED: dict[str, frozenset[tuple[int, int]]] = {  # (days before, hour); seen by every night
    PORTAL: frozenset((back, hour) for back in (4, 6) for hour in range(3, 7)),  # 8 of 168
    TOURISM: frozenset({*((5, hour) for hour in range(1, 7)), (4, 12), (6, 3), (6, 18)}),  # 9
}

PROBE_FAULTS: tuple[tuple[str, str, Verdict], ...] = (  # (check, site, verdict) on every night
    ("site_unreachable", TOURISM, Verdict.FAIL),
    ("outage_long", TOURISM, Verdict.FAIL),
    ("page_slow", TOURISM, Verdict.SUSPECT),
)


def probes(code: str, today: date) -> Iterator[Probe]:
    """Yield one visit an hour, oldest first."""
    for back in range(DAYS, 0, -1):
        for hour in range(24):
            at = at_china(today - timedelta(days=back), time(hour, 10))
            if (back, hour) in _FAILED[code]:
                yield Probe(at=at, ok=False, seconds=15.0, cause=FetchOutcome.TIMEOUT_FIRST_BYTE)
            else:
                yield Probe(at=at, ok=True, seconds=_USUAL_S[code])
