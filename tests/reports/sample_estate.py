"""An invented inventory in a store, with every state the documents print."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from model.clock import at_china
from model.domain import Domain, DomainPlan, DomainState, HolderType, SiteState
from model.domain_fact import Fact, FactKind
from model.estate import ESTATE_CODE, ClosingStep, Sighting, Source, StepKind
from model.finding import Finding, Verdict
from store.database import Database
from store.domain_facts import FactStore
from store.domains import DomainStore
from store.findings import FindingStore

OCTOBER = at_china(date(2026, 10, 20), time(3))
NOVEMBER = OCTOBER + timedelta(days=25)
UNITS = ("青禾区政府办公室", "青禾区教育局", "青禾区卫生健康局", "青禾区文化和旅游局", "")
COUNTS = (3, 9, 5, 2, 1)


def fill(db: Database) -> None:
    """Write two rounds: one in October, one in November."""
    domains = _domains()
    store, facts = DomainStore(db), FactStore(db)
    store.replace(domains, OCTOBER)
    facts.add(each for d in domains for each in _facts(d, OCTOBER, later=False))
    findings = FindingStore(db)
    findings.record(
        ESTATE_CODE,
        date(2026, 10, 20),
        [_finding("domain_idle", domains[4], "已35天没有网页服务"), _off(domains[2])],
    )
    store.replace((*domains[:-1],), NOVEMBER)
    facts.add(each for d in domains for each in _facts(d, NOVEMBER, later=True))
    findings.record(
        ESTATE_CODE,
        date(2026, 11, 14),
        [
            _finding("domain_idle", domains[4], "已60天没有网页服务"),
            _finding("parked_or_sold", domains[5], "页面像域名出售页面", Verdict.SUSPECT),
        ],
    )
    for kind, on in ((StepKind.MOVED, date(2026, 7, 1)), (StepKind.ANNOUNCED, date(2026, 7, 9))):
        store.take_step(
            ClosingStep(
                name=domains[6].name, kind=kind, on=on, document="公告〔2026〕1号", who="某"
            )
        )
    day = date(2026, 11, 1)
    store.see(
        Sighting(name=name, source=source, detail=detail, first_on=day, last_on=day)
        for name, source, detail in (
            ("lvyou.example.cn", Source.LINK, "http://d0.qinghe.gov.cn/index.html"),
            ("lvyou.example.cn", Source.ICP, "icp.xlsx"),
            ("=cmd.example.cn", Source.CERTIFICATE, "<script>alert(1)</script>"),
            (domains[0].name, Source.LINK, "http://d1.qinghe.gov.cn/"),
        )
    )


def _domains() -> list[Domain]:
    units = [unit for unit, count in zip(UNITS, COUNTS, strict=True) for _ in range(count)]
    made = [
        Domain(
            name=f"d{at}.qinghe.gov.cn",
            holder=unit,
            holder_type=HolderType.ADMINISTRATIVE,
            site_state=SiteState.RUNNING,
            domain_state=DomainState.IN_USE,
        )
        for at, unit in enumerate(units)
    ]
    made[6] = Domain(
        name="xn--dkrr60d72a.xn--zfr164b",
        holder=UNITS[1],
        plan=DomainPlan.CANCEL,
        target_on=date(2026, 10, 31),
    )
    made[7] = Domain(
        name="old.example.com",
        holder=UNITS[1],
        site_state=SiteState.CLOSED,
        domain_state=DomainState.CANCELLED,
    )
    return made


def _facts(domain: Domain, at: datetime, *, later: bool) -> list[tuple[str, Fact]]:
    number = sum(map(ord, domain.name)) % 4
    gone = domain.domain_state is DomainState.CANCELLED
    web: dict[int, tuple[str, ...] | None] = {0: None, 1: (), 2: ("yes",), 3: ("yes",)}
    values: dict[FactKind, tuple[str, ...] | None] = {
        FactKind.A: () if gone else (f"198.51.100.{number}",),
        FactKind.AAAA: (),
        FactKind.CNAME: (),
        FactKind.WEB: () if gone else web[number],
        FactKind.TITLE: (f"{domain.name}{'新版' if later and number == 2 else ''}",),
        FactKind.TLS_TRUST: ("expired",) if number == 3 else ("trusted",),
        FactKind.HTTP_V4: ("alive", "200", f"http://{domain.name}/"),
        FactKind.HTTP_V6: None,
    }
    why = "监测机没有 IPv6 网络"
    return [
        (domain.name, Fact(kind=kind, values=found, at=at, why="" if found is not None else why))
        for kind, found in values.items()
    ]


def _finding(check: str, domain: Domain, message: str, verdict: Verdict = Verdict.FAIL) -> Finding:
    return Finding(
        check=check, subject=domain.name, verdict=verdict, message=message, unit=domain.holder
    )


def _off(domain: Domain) -> Finding:
    return _finding("redirects_off_gov", domain, "跳转到非政府网站 shop.example.com")
