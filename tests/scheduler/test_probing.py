"""Availability: who is visited when, whose failure it was, what counts, and what is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from model.clock import FixedClock, china_day
from model.errors import CaseError, RegisterError
from model.fetch import FetchOutcome
from model.finding import Verdict
from model.probe import Probe
from model.site import Register
from scheduler.judging import probes_before
from scheduler.probe_files import read_probes, write_probes
from scheduler.probing import NO_CONTROL, NO_WAY_OUT, TICK, due, moments
from store.migrations import open_watch
from store.probes import NOT_WATCHED, Maintenance, ProbeStore
from tests.checks.snapshots import snapshot
from tests.scheduler.probed_sites import DAY, MIDNIGHT, NOON, SILENT, prober, served, site


@pytest.fixture
def db(tmp_path):
    opened = open_watch(tmp_path / "watch.db")
    yield opened
    opened.close()


def test_every_day_has_its_visits_spread_and_the_same_on_every_start():
    for code in ("9900000001", "9900000002"):
        day = moments(code, DAY, 24)
        assert day == moments(code, DAY, 24)
        assert len(day) == 24
        assert {china_day(at) for at in day} == {DAY}
        gaps = [later - at for at, later in pairwise(day)]
        assert min(gaps) > timedelta(minutes=10)
        assert max(gaps) < timedelta(minutes=110)
    assert moments("9900000001", DAY, 24) != moments("9900000002", DAY, 24)
    assert moments("9900000001", DAY, 24)[0] - MIDNIGHT != (
        moments("9900000001", DAY + timedelta(days=1), 24)[0] - MIDNIGHT - timedelta(days=1)
    )


def test_a_day_of_ticks_visits_each_moment_once():
    sites = [site(f"99000000{n:02}", "http://a.example/") for n in range(30)]
    count = dict.fromkeys((s.code for s in sites), 0)
    at = MIDNIGHT - TICK
    while at < MIDNIGHT + timedelta(days=1) - TICK:
        for one in due(sites, at, at + TICK, 24):
            count[one.code] += 1
        at += TICK
    assert set(count.values()) == {24}


@pytest.mark.parametrize(
    ("mood", "ok", "cause"),
    [
        ("fine", True, FetchOutcome.ALIVE),
        ("cookie", True, FetchOutcome.ALIVE),
        ("broken", False, FetchOutcome.SERVER_ERROR),
        ("guarded", False, FetchOutcome.BLOCKED),
    ],
)
def test_a_visit_says_how_the_home_page_answered(db, mood, ok, cause):
    with served(mood) as (_, url):
        register = Register(sites=(site("9900000001", url),))
        [visit] = prober(FixedClock(NOON)).visit(db, register, register.sites)
    assert (visit.probe.ok, visit.probe.cause) == (ok, cause)
    [kept] = ProbeStore(db).of("9900000001", NOON, NOON + TICK)
    assert kept == replace(visit.probe, seconds=round(visit.probe.seconds, 3))
    assert kept.counts is (mood != "guarded")


def test_a_private_address_is_visited_only_with_leave(db):
    with served() as (_, url):
        closed = replace(site("9900000001", url), allow_private=False)
        [visit] = prober(FixedClock(NOON)).visit(db, Register(sites=(closed,)), [closed])
    assert visit.probe.cause is FetchOutcome.PRIVATE_ADDRESS
    assert not visit.probe.counts


def test_silence_is_the_sites_only_while_somebody_else_answers(db):
    clock = FixedClock(NOON)
    gone = site("9900000002", SILENT)
    with served() as (_, url):
        there = site("9900000001", url)
        register = Register(sites=(there, gone))
        [visit] = prober(clock).visit(db, register, [gone])  # the other site is the control
        assert visit.probe.cause is FetchOutcome.NO_SUCH_HOST
        assert len(prober(clock).visit(db, register, register.sites)) == 2
    store = ProbeStore(db)
    assert store.own_outages(NOON - TICK, NOON + 5 * TICK) == ()
    clock.advance(timedelta(hours=1))
    later = clock.now()
    alone = Register(sites=(gone,))
    assert prober(clock).visit(db, alone, [gone]) == []
    assert [g.reason for g in store.own_outages(later, later + TICK)] == [NO_CONTROL]
    clock.advance(timedelta(hours=1))
    both = Register(sites=(gone, site("9900000003", "http://other.invalid/")))
    assert prober(clock).visit(db, both, [gone]) == []
    reasons = [g.reason for g in store.own_outages(clock.now(), clock.now() + TICK)]
    assert reasons == [NO_WAY_OUT]
    assert len(store.of("9900000002", NOON - TICK, clock.now() + TICK)) == 1


def test_a_failure_is_looked_at_again_after_a_minute_and_both_are_kept(db):
    clock = FixedClock(NOON)
    with served("broken") as (server, url):
        register = Register(sites=(site("9900000001", url),))
        watcher = prober(clock)
        watcher.visit(db, register, register.sites)
        for mood in ("fine", "fine"):
            server.mood = mood
            clock.advance(TICK)
            watcher.tick(db, register)
    probes = ProbeStore(db).of("9900000001", NOON, NOON + 10 * TICK)
    looks = [(p.ok, p.again) for p in probes if p.at <= NOON + TICK]
    assert looks == [(False, False), (True, True)]
    log = ProbeStore(db).log("9900000001", NOON, NOON + TICK)
    assert [p.ok for p in log.counted(NOON, NOON + 2 * TICK)] == [False]


def test_time_nobody_watched_is_a_gap_and_is_not_made_up(db):
    store, at = ProbeStore(db), MIDNIGHT
    for minute in (0, 1, 2, 3, 60, 61, 62):
        store.beat(MIDNIGHT + minute * TICK, TICK)
    gaps = store.unwatched(at, at + 90 * TICK)
    assert [(g.since - at, g.until - at) for g in gaps] == [
        (3 * TICK, 60 * TICK),
        (62 * TICK, 90 * TICK),
    ]
    assert {g.reason for g in gaps} == {NOT_WATCHED}
    clock = FixedClock(MIDNIGHT)
    register = Register(sites=(site("9900000001", SILENT),))
    watcher = prober(clock)
    watcher.tick(db, register)
    clock.advance(timedelta(hours=9))  # asleep
    watcher.tick(db, register)
    clock.advance(-timedelta(hours=2))  # the clock was set back
    watcher.tick(db, register)
    assert len(store.unwatched(at, at + timedelta(hours=9))) >= 2


def week(store, code, failed, until=MIDNIGHT, per_day=20, gap_at=()):
    """Fill seven days with probes of which `failed` failed, the first ones."""
    start = until - timedelta(days=7)
    stretch = timedelta(days=1) / per_day
    probes = [start + stretch * n + timedelta(minutes=3) for n in range(7 * per_day)]
    store.add(
        code,
        [
            Probe(
                at=at,
                ok=n >= failed,
                seconds=15.0 if n < failed else 0.4,
                cause=FetchOutcome.ALIVE if n >= failed else FetchOutcome.TIMEOUT_CONNECT,
            )
            for n, at in enumerate(probes)
            if n not in gap_at
        ],
    )


def verdict(db, code="9900000001"):
    """Judge the night of DAY by check-2019 and return what it says of reachability."""
    one = replace(snapshot(), night_on=DAY)
    one = replace(one, site=replace(one.site, code=code))
    one = replace(one, probes=probes_before(db, one.site, DAY))
    judged = judge(one, load_rulebook("check-2019"))
    [run] = [r for r in judged.runs if r.check == "site_unreachable"]
    return run.subjects[one.site.home_url]


@pytest.mark.parametrize(("failed", "wanted"), [(6, Verdict.OK), (7, Verdict.FAIL)])
def test_seven_of_a_hundred_and_forty_fail_the_site_and_six_do_not(db, failed, wanted):
    week(ProbeStore(db), "9900000001", failed)
    assert verdict(db) is wanted


def test_an_agreed_outage_takes_its_visits_out_and_stays_in_the_record(db):
    store = ProbeStore(db)
    week(store, "9900000001", 7, per_day=24)
    since = MIDNIGHT - timedelta(days=7)
    window = Maintenance(
        site_code="9900000001",
        since=since,
        until=since + timedelta(hours=4),
        reason="机房搬迁",
        agreed_by="王某",
    )
    assert verdict(db) is Verdict.OK  # 7 of 168 are below 5 %
    week(store, "9900000001", 12, until=MIDNIGHT - timedelta(seconds=1), per_day=24)
    assert verdict(db) is Verdict.FAIL
    kept = store.agree(window)
    assert verdict(db) is Verdict.OK
    assert len(store.of("9900000001", since, since + timedelta(hours=4))) == 8
    store.call_off(kept.id, "赵某")
    assert verdict(db) is Verdict.FAIL
    assert [m.cancelled_by for m in store.maintenance("9900000001")] == ["赵某"]
    with pytest.raises(CaseError, match="有效停机维护"):
        store.call_off(kept.id, "赵某")
    with pytest.raises(CaseError, match="晚于开始"):
        store.agree(replace(window, until=window.since))


def test_too_thin_a_day_is_not_judged(db):
    week(ProbeStore(db), "9900000001", 7, gap_at={50})
    assert verdict(db) is Verdict.NOT_JUDGED


def test_another_lines_probes_are_taken_in_once_and_faults_named(db, tmp_path):
    store = ProbeStore(db)
    week(store, "9900000001", 2)
    every = {"9900000001": store.of("9900000001", MIDNIGHT - timedelta(days=8), MIDNIGHT)}
    data = write_probes(every, "电信线路")
    back = read_probes(data, "p.jsonl", {"9900000001"})
    assert [replace(p, vantage="") for p in back["9900000001"]] == list(every["9900000001"])
    assert {p.vantage for p in back["9900000001"]} == {"电信线路"}
    assert store.add("9900000001", back["9900000001"]) == 140
    assert store.add("9900000001", back["9900000001"]) == 0
    lines = data.decode().splitlines()
    bad = json.loads(lines[1]) | {"at": "2026-03-01T08:00:00"}
    wrong = "\n".join((lines[0], "{", json.dumps(bad), json.dumps(bad | {"site": "x"}), "[" * 9999))
    with pytest.raises(RegisterError) as refused:
        read_probes(wrong.encode(), "p.jsonl", {"9900000001"})
    assert [f.split("：")[0] for f in refused.value.faults] == [f"第 {n} 行" for n in (2, 3, 4, 5)]
    assert "没有写明时区" in refused.value.faults[1]


def test_one_visit_of_another_line_fills_no_long_gap(db):
    store = ProbeStore(db)
    hour = 60 * TICK
    for n in range(0, 24 * 60, 5):
        if not 6 * 60 <= n < 18 * 60:
            store.beat(MIDNIGHT + n * TICK, 5 * TICK)
    visit = Probe(
        at=MIDNIGHT + 12 * hour, ok=True, seconds=1.0, cause=FetchOutcome.ALIVE, vantage="电信线路"
    )
    store.add("9900000001", [visit])
    log = store.log("9900000001", MIDNIGHT, MIDNIGHT + 23 * hour)
    assert [(gap.since, gap.until) for gap in log.gaps] == [
        (MIDNIGHT + 6 * hour - 5 * TICK, MIDNIGHT + 12 * hour - 72 * TICK),
        (MIDNIGHT + 12 * hour + 72 * TICK, MIDNIGHT + 18 * hour),
    ]
    assert log.counted(MIDNIGHT, MIDNIGHT + 24 * hour) == (visit,)
