"""The inventory in the store: rows of staff with their changes, facts as spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from model.domain import Domain, DomainPlan, HolderType, SiteState, ascii_name, unicode_name
from model.domain_fact import Fact, FactKind
from model.errors import CaseError
from model.estate import ClosingStep, Estate, Filing, Sighting, Source, StepKind
from store.database import Database
from store.domain_facts import FactStore
from store.domains import DomainStore
from store.migrations import open_watch

MONDAY = datetime(2024, 6, 3, 2, tzinfo=UTC)
JY = Domain(
    name="jy.qinghe.gov.cn",
    holder="清河区教育局",
    holder_type=HolderType.ADMINISTRATIVE,
    site_state=SiteState.RUNNING,
    main=True,
    expires_on=date(2025, 1, 31),
    plan=DomainPlan.KEEP,
)
ZW = Domain(name="xn--55qx5d.xn--zfr164b", holder="清河区教育局", main=False)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty watch.db."""
    db = open_watch(tmp_path / "watch.db")
    yield db
    db.close()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("JY.Qinghe.GOV.cn.", "jy.qinghe.gov.cn"),
        ("公司.政务", "xn--55qx5d.xn--zfr164b"),
        ("192.0.2.7", None),
        ("a..b.cn", None),
        ("-a.cn", None),
        ("a_b.gov.cn", None),
        ("localhost", None),
        ("x" * 64 + ".cn", None),
    ],
)
def test_a_name_is_written_in_one_way(typed: str, name: str | None) -> None:
    assert ascii_name(typed) == name


def test_a_name_is_shown_as_people_write_it() -> None:
    assert unicode_name("xn--55qx5d.xn--zfr164b") == "公司.政务"
    assert unicode_name("xn--zzzzzzzz99.cn") == "xn--zzzzzzzz99.cn"


def test_rows_come_back_as_they_were_and_changes_stay(db: Database) -> None:
    store = DomainStore(db)
    first = store.replace([JY, ZW], MONDAY)
    assert store.all() == (JY, ZW)
    assert {c.attribute for c in first if c.name == ZW.name} == {"name", "holder", "main"}
    assert store.replace([JY, ZW], MONDAY) == ()
    moved = replace(JY, holder="清河区数据局", main=None)
    changes = store.replace([moved], MONDAY + timedelta(days=1))
    assert [(c.name, c.attribute, c.before, c.after) for c in changes] == [
        (JY.name, "holder", "清河区教育局", "清河区数据局"),
        (JY.name, "main", "1", ""),
        (ZW.name, "name", "", None),
    ]
    assert store.changes(JY.name)[-1] == changes[1]


def test_a_fact_is_one_span_while_it_stays_the_same(db: Database) -> None:
    facts = FactStore(db)

    def saw(days: int, values: tuple[str, ...] | None, why: str = "") -> int:
        at = MONDAY + timedelta(days=days)
        return facts.add([("a.gov.cn", Fact(kind=FactKind.WEB, values=values, at=at, why=why))])

    assert saw(0, ("yes",)) == 1
    assert saw(1, ()) == 1
    assert saw(2, ()) == 0
    assert saw(3, None, "监测机没有 IPv4 出口") == 1
    assert saw(4, ()) == 1
    newest = facts.newest(MONDAY + timedelta(days=9))["a.gov.cn"][FactKind.WEB]
    assert newest.absent
    assert newest.since == MONDAY + timedelta(days=1)  # not knowing does not begin it anew
    then = facts.newest(MONDAY + timedelta(days=3))["a.gov.cn"][FactKind.WEB]
    assert not then.known
    assert then.why == "监测机没有 IPv4 出口"
    assert [s.fact.values for s in facts.history("a.gov.cn")] == [("yes",), (), None, ()]
    assert saw(2, ("yes",)) == 0  # older than what is kept
    tuesday = MONDAY + timedelta(days=1)
    assert [s.since for s in facts.changed_between(tuesday, tuesday + timedelta(days=1))] == [
        tuesday
    ]


def test_sightings_grow_and_filings_are_replaced(db: Database) -> None:
    store = DomainStore(db)
    day = date(2024, 6, 3)
    seen = Sighting(name="b.cn", source=Source.LINK, detail="http://a/", first_on=day, last_on=day)
    assert store.see([seen]) == 1
    assert store.see([replace(seen, last_on=date(2024, 6, 5))]) == 0
    assert store.sightings() == (replace(seen, last_on=date(2024, 6, 5)),)
    filed = Filing(name="b.cn", source=Source.ICP, fields={"holder": "甲"}, imported_at=MONDAY)
    store.file(Source.ICP, [filed, replace(filed, name="c.cn")])
    store.file(Source.ICP, [filed])
    assert store.filings() == (filed,)


def test_a_closing_step_taken_back_stays_on_record(db: Database) -> None:
    store = DomainStore(db)
    step = ClosingStep(
        name="b.cn", kind=StepKind.ANNOUNCED, on=date(2024, 6, 3), document="公告", who="张某"
    )
    assert store.take_step(step)
    assert not store.take_step(step)
    store.undo_step("b.cn", StepKind.ANNOUNCED, "李某")
    with pytest.raises(CaseError, match="没有登记过这一步"):
        store.undo_step("b.cn", StepKind.ANNOUNCED, "李某")
    assert store.take_step(step)
    assert [s.undone_by for s in store.steps()] == ["李某", ""]


def test_only_the_kinds_asked_for_are_read_and_another_is_a_bug(db: Database) -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    store = FactStore(db)
    store.add(
        ("www.qinghe.gov.cn", Fact(kind=kind, values=("x",), at=at))
        for kind in (FactKind.A, FactKind.NS)
    )
    kinds = frozenset({FactKind.A})
    found = store.newest(at, kinds=kinds)
    assert set(found["www.qinghe.gov.cn"]) == {FactKind.A}
    estate = Estate(at=at, facts=found, kinds=kinds)
    assert estate.fact("www.qinghe.gov.cn", FactKind.A) is not None
    with pytest.raises(LookupError, match="ns"):
        estate.fact("www.qinghe.gov.cn", FactKind.NS)
