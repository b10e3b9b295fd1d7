"""A month of visits, minute by minute with the clock passed in, against what was made to happen.

Four weeks of twenty visits a day to three sites on loopback: the exact boundary, an agreed
outage, a machine that slept, a line that was cut, a site that flaps.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from model.clock import FixedClock
from model.fetch import FetchOutcome
from model.finding import Verdict
from model.site import Register
from scheduler.alerting import follow_visits, tell
from scheduler.judging import probes_before
from scheduler.probing import TICK, moments
from store.database import Database
from store.migrations import open_watch
from store.probes import NOT_WATCHED, Maintenance, ProbeStore
from tests.checks.snapshots import snapshot
from tests.scheduler.probed_sites import DAY, MIDNIGHT, SILENT, prober, served, site

PER_DAY = 20
FINE, SEVEN, SIX = "9900000001", "9900000002", "9900000003"
CODES = (FINE, SEVEN, SIX)
WEEK = timedelta(days=7)
HALF = timedelta(seconds=30)
QUIET = timedelta(hours=6)


@dataclass
class Month:
    """What is made to happen; every window from, not including, to."""

    broken: dict[str, list[datetime]] = field(default_factory=dict)  # visits that meet a 502
    asleep: list[tuple[datetime, datetime]] = field(default_factory=list)
    cut_off: list[tuple[datetime, datetime]] = field(default_factory=list)


def planned() -> Month:
    """Week 1: the boundary. Week 2: an agreed outage. Week 3: asleep. Week 4: the line cut."""
    month = Month()
    for code, failures in ((SEVEN, 7), (SIX, 6)):
        days = [DAY + timedelta(days=n) for n in range(failures)]
        month.broken[code] = [moments(code, day, PER_DAY)[at] for at, day in enumerate(days)]
    night = MIDNIGHT + WEEK + timedelta(days=2, hours=1)
    month.broken[SEVEN] += [
        at
        for at in moments(SEVEN, DAY + timedelta(days=9), PER_DAY)
        if night <= at < night + timedelta(hours=6)
    ]
    asleep = MIDNIGHT + 2 * WEEK + timedelta(days=3, hours=5)
    month.asleep.append((asleep, asleep + timedelta(hours=10)))
    cut = MIDNIGHT + 3 * WEEK + timedelta(days=1, hours=9)
    month.cut_off.append((cut, cut + timedelta(hours=3)))
    return month


def within(at: datetime, windows: list[tuple[datetime, datetime]]) -> bool:
    return any(since <= at < until for since, until in windows)


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> tuple[Database, Month, list[str]]:
    """Live through the month; return the store, the plan and the alarms that were told."""
    month, clock = planned(), FixedClock(MIDNIGHT)
    db = open_watch(tmp_path_factory.mktemp("month") / "watch.db")
    told: list[str] = []

    def hear(title: str, body: str) -> bool:
        told.append(f"{title}\n{body}")
        return True

    with ExitStack() as stack:
        servers = [stack.enter_context(served()) for _ in CODES]
        pairs = list(zip(CODES, servers, strict=True))
        register = Register(sites=tuple(site(code, url) for code, (_, url) in pairs))
        away = Register(sites=tuple(replace(s, home_url=SILENT) for s in register.sites))
        watcher = prober(clock, per_day=PER_DAY)
        while clock.now() < MIDNIGHT + 4 * WEEK:
            now = clock.now()
            if not within(now, month.asleep):
                for code, (server, _) in pairs:
                    hit = any(abs(at - now) < 2 * TICK for at in month.broken.get(code, ()))
                    server.mood = "broken" if hit else "fine"
                visits = watcher.tick(db, away if within(now, month.cut_off) else register)
                follow_visits(db, visits)
                tell(db, register, now, QUIET, hear)
            clock.advance(TICK)
    ProbeStore(db).agree(
        Maintenance(
            site_code=SEVEN,
            since=MIDNIGHT + WEEK + timedelta(days=2, hours=1),
            until=MIDNIGHT + WEEK + timedelta(days=2, hours=7),
            reason="机房检修",
            agreed_by="王某",
        )
    )
    yield db, month, told
    db.close()


def verdict(db: Database, code: str, night_on: date) -> tuple[Verdict, str]:
    """Judge one night by check-2019; return what it says of reachability."""
    one = replace(snapshot(), night_on=night_on)
    one = replace(one, site=replace(one.site, code=code))
    one = replace(one, probes=probes_before(db, one.site, night_on))
    judged = judge(one, load_rulebook("check-2019"))
    [run] = [r for r in judged.runs if r.check == "site_unreachable"]
    words = "".join(f.message for f in run.findings)
    return run.subjects[one.site.home_url], words


@pytest.mark.slow
@pytest.mark.parametrize(
    ("week", "code", "wanted"),
    [
        (1, FINE, Verdict.OK),
        (1, SEVEN, Verdict.FAIL),  # 7 of 140 are 5 %
        (1, SIX, Verdict.OK),
        (2, FINE, Verdict.OK),
        (2, SEVEN, Verdict.NOT_JUDGED),  # what was agreed leaves a day with under 20
        (2, SIX, Verdict.OK),
        (3, FINE, Verdict.NOT_JUDGED),  # asleep
        (3, SEVEN, Verdict.NOT_JUDGED),
        (4, FINE, Verdict.NOT_JUDGED),  # the line was cut
        (4, SIX, Verdict.NOT_JUDGED),
    ],
)
def test_each_week_is_judged_by_what_happened(lived, week, code, wanted):
    db, _, _ = lived
    found, words = verdict(db, code, DAY + week * timedelta(days=7))
    assert found is wanted, words
    if wanted is Verdict.FAIL:
        assert "访问140次，7次打不开" in words
        assert "占5.0%" in words


@pytest.mark.slow
def test_every_visit_is_recorded_once_and_nothing_is_made_up(lived):
    db, month, _ = lived
    store = ProbeStore(db)
    lost = month.asleep + month.cut_off
    for code in CODES:
        due = [at for n in range(28) for at in moments(code, DAY + timedelta(days=n), PER_DAY)]
        made = store.of(code, MIDNIGHT - TICK, MIDNIGHT + 4 * WEEK)
        first = [p for p in made if not p.again]
        # A tick visits what came due in the minute before it.
        wanted = [at for at in due if not within(at, lost) and at <= MIDNIGHT + 4 * WEEK - TICK]
        edge = [at for at in due if any(abs(at - e) <= TICK for pair in lost for e in pair)]
        assert abs(len(first) - len(wanted)) <= len(edge)
        broken = month.broken.get(code, [])
        failed = [p for p in first if not p.ok]
        assert len(failed) == len(broken)
        assert {p.cause for p in failed} <= {FetchOutcome.SERVER_ERROR}
        assert len([p for p in made if p.again]) == len(failed)
        for at in broken:
            assert any(at <= p.at <= at + TICK for p in failed)


@pytest.mark.slow
def test_what_was_not_watched_is_a_gap_with_its_reason(lived):
    db, month, _ = lived
    store = ProbeStore(db)
    [(since, until)] = month.asleep
    gaps = store.unwatched(MIDNIGHT, MIDNIGHT + 4 * WEEK - TICK)
    assert [g.reason for g in gaps] == [NOT_WATCHED]
    assert abs(gaps[0].since - since) <= TICK
    assert abs(gaps[0].until - until) <= TICK
    [(since, until)] = month.cut_off
    outages = store.own_outages(MIDNIGHT, MIDNIGHT + 4 * WEEK)
    assert outages
    assert all(since <= g.since and g.until <= until + 2 * TICK for g in outages)
    agreed = store.log(SEVEN, MIDNIGHT + WEEK, MIDNIGHT + 2 * WEEK).gaps
    assert [g.reason for g in agreed] == ["已报备：机房检修"]


@pytest.mark.slow
def test_a_flapping_site_does_not_flood(lived):
    _, month, told = lived
    outages = 7 + 6 + 1  # on days of their own, and the six hours of one night
    down = [words for words in told if "中断" in words.splitlines()[0]]
    assert 1 < len(down) <= outages
    assert len(told) <= 2 * outages
    assert len(month.broken[SEVEN]) > 7 + 3  # the last of them within the quiet time
