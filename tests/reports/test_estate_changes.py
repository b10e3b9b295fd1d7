"""The month's changes of the inventory: in staff's words, of that month only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from model.domain import Domain, DomainPlan, HolderType, SiteState
from model.domain_fact import Fact, FactKind
from model.estate import ClosingStep, Sighting, Source, StepKind
from reports.estate_lines import change_lines, closing_lines, unlisted_lines
from reports.estate_report import notices
from scheduler.domain_gathering import gather_estate
from store.database import Database
from store.domain_facts import FactStore
from store.domains import DomainStore
from store.migrations import open_watch

ROW = Domain(
    name="www.qinghe.gov.cn",
    holder="清河区政府办公室",
    holder_type=HolderType.ADMINISTRATIVE,
    site_state=SiteState.RUNNING,
)


def on(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 4, 0, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Listed in September, changed in October, closed in November."""
    db = open_watch(tmp_path / "watch.db")
    store = DomainStore(db)
    changed = replace(ROW, main=True, plan=DomainPlan.CANCEL)
    store.replace([ROW], on(9, 5))
    store.replace([changed], on(10, 5))
    store.replace([replace(changed, site_state=SiteState.CLOSED)], on(11, 5))
    for moment in (on(9, 5), on(10, 6)):
        ends = (f"2027-06-12T{moment.day:02}:00:00+00:00",)  # another hour of the same day
        fact = Fact(kind=FactKind.TLS_EXPIRES, values=ends, at=moment)
        FactStore(db).add([(ROW.name, fact)])
    for moment, end in ((on(9, 5), "www.qinghe.gov.cn"), (on(10, 6), "xn--dkrr60d72a.xn--zfr164b")):
        FactStore(db).add([(ROW.name, Fact(kind=FactKind.FINAL_HOST, values=(end,), at=moment))])
    yield db
    db.close()


def lines(db: Database, month: int) -> list[tuple[str, str, str]]:
    facts = gather_estate(db, office="", at=on(month, 28), since=date(2026, month, 1))
    return [(line.heading, line.before, line.after) for line in change_lines(facts)]


def test_changes_stand_in_words_in_the_month_they_were_made(db: Database) -> None:
    assert lines(db, 9) == [("列入清单", "", "")]
    assert sorted(lines(db, 10)) == [
        ("主域名", "", "是"),
        ("处置意见", "", "注销"),
        ("最终域名", "www.qinghe.gov.cn", "清河区.政务"),
    ]
    assert lines(db, 11) == [("网站状态", "正常运行", "已关停")]


def test_a_name_that_differs_by_www_alone_is_no_stranger(db: Database) -> None:
    day = date(2026, 11, 5)
    DomainStore(db).see(
        Sighting(name=name, source=Source.CERTIFICATE, detail="", first_on=day, last_on=day)
        for name in ("qinghe.gov.cn", "oa.qinghe.gov.cn")
    )
    facts = gather_estate(db, office="", at=on(11, 28), since=date(2026, 11, 1))
    assert [line.name for line in unlisted_lines(facts)] == ["oa.qinghe.gov.cn"]


def test_steps_stand_with_their_papers_up_to_the_month_that_is_printed(db: Database) -> None:
    store = DomainStore(db)
    for kind, day, paper in (
        (StepKind.MOVED, date(2026, 10, 20), "清政办〔2026〕3号"),
        (StepKind.REQUESTED, date(2026, 11, 9), ""),
    ):
        step = ClosingStep(name=ROW.name, kind=kind, on=day, document=paper, who="王某")
        assert store.take_step(step)
    october = gather_estate(db, office="", at=on(10, 28), since=date(2026, 10, 1))
    [line] = closing_lines(october)
    assert line.done == "内容迁移（2026-10-20，清政办〔2026〕3号）"
    assert "登记情况是2026年11月10日清单里的" in notices(october, date(2026, 11, 10))[0]
    november = gather_estate(db, office="", at=on(11, 28), since=date(2026, 11, 1))
    assert "提出关停申请（2026-11-09）" in closing_lines(november)[0].done
    assert "登记情况" not in "".join(notices(november, date(2026, 11, 28)))
