"""What stood on paper before the round: earlier rows, filings, and facts of earlier days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from model.domain import Domain
from model.domain_fact import Fact, FactKind
from model.estate import Filing, Source
from store.domain_facts import FactStore
from store.domains import DomainStore


def file_papers(db: Database, domains: tuple[Domain, ...], now: datetime) -> None:
    """Store the inventory with its history, the national list, and what was seen before."""
    store = DomainStore(db)
    earlier = {"www.xinan.gov.cn": "西南区经济合作办公室"}
    store.replace(
        (replace(d, holder=earlier.get(d.name, d.holder)) for d in domains),
        now - timedelta(days=60),
    )
    store.replace(domains, now - timedelta(days=40))
    store.file(Source.NATIONAL, [_filing(d, now) for d in domains if d.site_code])
    FactStore(db).add(_seen_before(now))


def _filing(domain: Domain, now: datetime) -> Filing:
    fields = {
        "holder": domain.holder,
        "site_name": domain.site_name,
        "site_code": domain.site_code,
    }
    if domain.name == "www.yongan.gov.cn":
        fields["site_name"] = "永安之窗"
    return Filing(
        name=domain.name, source=Source.NATIONAL, fields=fields, imported_at=now - timedelta(days=5)
    )


def _seen_before(now: datetime) -> list[tuple[str, Fact]]:
    def fact(kind: FactKind, values: tuple[str, ...], days: int) -> Fact:
        return Fact(kind=kind, values=values, at=now - timedelta(days=days))

    ends = (now + timedelta(days=10)).date().isoformat()
    return [
        ("www.taihu.gov.cn", fact(FactKind.WEB, (), 100)),
        ("www.wuxi.gov.cn", fact(FactKind.WEB, ("yes",), 100)),
        ("www.wuxi.gov.cn", fact(FactKind.WEB, (), 10)),
        ("www.bailu.gov.cn", fact(FactKind.REGISTRY_EXPIRES, (ends,), 3)),
        ("www.wangjiang.gov.cn", fact(FactKind.REGISTRANT, ("望江某科技公司",), 3)),
    ]
