"""Findings over the nights: new, still, gone, back; recording twice changes nothing."""

from datetime import date, timedelta

import pytest

from model.finding import Finding, Place, Standing, Verdict
from store.findings import FindingStore
from store.migrations import open_watch

SITE = "9900000001"
FIRST = date(2026, 3, 1)


def night(n):
    return FIRST + timedelta(days=n)


def finding(subject, message="停更", **more):
    return Finding(
        check="column_stale",
        subject=subject,
        verdict=more.pop("verdict", Verdict.FAIL),
        message=message,
        places=(Place("http://a/", "文字", "list"),),
        evidence={"days": 3, "list": ["a"]},
        **more,
    )


@pytest.fixture
def store(tmp_path):
    db = open_watch(tmp_path / "watch.db")
    yield FindingStore(db)
    db.close()


def rows(store):
    db = store._db
    return [
        list(db.query(f"SELECT * FROM {table} ORDER BY 1, 2, 3"))
        for table in ("findings", "finding_spans")
    ]


def test_new_still_gone_and_back(store):
    a, b = finding("http://a/1"), finding("http://a/2")
    first = store.record(SITE, night(0), [a, b])
    assert set(first.standings.values()) == {Standing.NEW}
    assert first.previous_night_on is None
    second = store.record(SITE, night(1), [a])
    assert second.standings == {a.fingerprint(SITE): Standing.STILL}
    assert second.gone == (b,)
    third = store.record(SITE, night(2), [a, b])
    assert third.standings[b.fingerprint(SITE)] is Standing.BACK
    assert third.first_seen[b.fingerprint(SITE)] == night(0)
    assert third.gone == ()


def test_the_same_night_twice_leaves_the_same_rows(store):
    a, b = finding("http://a/1"), finding("http://a/2")
    store.record(SITE, night(0), [a])
    once = store.record(SITE, night(1), [a, b])
    before = rows(store)
    twice = store.record(SITE, night(1), [b, a])
    assert rows(store) == before
    assert twice == once


def test_an_unchanged_finding_adds_no_row(store):
    a = finding("http://a/1")
    for n in range(5):
        store.record(SITE, night(n), [a])
    (identities, spans) = rows(store)
    assert len(identities) == len(spans) == 1
    assert (spans[0]["from_on"], spans[0]["to_on"]) == ("2026-03-01", "2026-03-05")


def test_a_changed_message_is_the_same_finding_with_a_new_span(store):
    store.record(SITE, night(0), [finding("http://a/1", "停更 3 天")])
    change = store.record(SITE, night(1), [finding("http://a/1", "停更 4 天")])
    assert set(change.standings.values()) == {Standing.STILL}
    identities, spans = rows(store)
    assert (len(identities), len(spans)) == (1, 2)


def test_a_rerun_takes_back_what_is_no_longer_found(store):
    a, b = finding("http://a/1"), finding("http://a/2")
    store.record(SITE, night(0), [a])
    store.record(SITE, night(1), [a, b])
    change = store.record(SITE, night(1), [])
    assert change.standings == {}
    assert change.gone == (a,)
    assert [row["subject"] for row in rows(store)[0]] == ["http://a/1"]


def test_an_old_night_is_compared_but_never_rewritten(store):
    a, b = finding("http://a/1"), finding("http://a/2")
    store.record(SITE, night(0), [a])
    store.record(SITE, night(3), [a])
    before = rows(store)
    change = store.record(SITE, night(1), [a, b])
    assert rows(store) == before
    assert change.standings[a.fingerprint(SITE)] is Standing.STILL


def test_what_could_not_be_judged_is_neither_gone_nor_new(store):
    a = finding("http://a/1")
    mark = a.fingerprint(SITE)
    store.record(SITE, night(0), [a])
    blind = store.record(SITE, night(1), [], frozenset({mark}))
    assert blind.gone == ()
    assert blind.standings == {}
    seen = store.record(SITE, night(2), [a])
    assert seen.standings == {mark: Standing.STILL}
    assert len(rows(store)[1]) == 1
    assert store.record(SITE, night(3), []).gone == (a,)


def test_only_problems_are_kept(store):
    judged = [
        finding("x", verdict=Verdict.NOT_JUDGED),
        finding("y", verdict=Verdict.CRASHED),
        finding("z", verdict=Verdict.SUSPECT),
    ]
    change = store.record(SITE, night(0), judged)
    assert list(change.standings) == [judged[2].fingerprint(SITE)]


def test_a_finding_comes_back_as_it_was_written(store):
    a = finding(
        "http://a/1", unit="区教育局", column="首页 > 要闻", weight="home", indicators=("i",)
    )
    store.record(SITE, night(0), [a])
    assert store.on(SITE, night(0)) == {a.fingerprint(SITE): a}


def test_sites_do_not_mix(store):
    a = finding("http://a/1")
    store.record(SITE, night(0), [a])
    other = store.record("9900000002", night(1), [a])
    assert set(other.standings.values()) == {Standing.NEW}
