"""Registries in a round: who is due, what stays, and what the check then says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.rulebook_file import load_rulebook
from crawler.registry_answer import LIMITED
from model.clock import FixedClock
from model.domain import Domain, DomainState, HolderLevel, HolderType, SiteState
from model.domain_fact import Fact, FactKind
from model.errors import JobFailed, SettingsError
from model.finding import Verdict
from model.settings import commented_settings, parse_settings
from scheduler.cli import main
from scheduler.domain_gathering import gather_estate
from scheduler.domain_judging import judge_estate
from scheduler.domain_registry import due_names, registry_order
from scheduler.domain_round import run_round
from scheduler.workspace import Workspace, open_workspace
from store.domain_facts import FactStore
from store.domains import DomainStore
from tests.estate.dns_server import DnsServer, Table
from tests.estate.estate import running
from tests.estate.registry_server import RegistryServer

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
HOME, DEPARTMENT, CHINESE = "www.qinghe.gov.cn", "mzj.qinghe.gov.cn", "清河区.政务"
OWN = "qinghe.gov.cn"
SAID = """Domain Name: qinghe.gov.cn
Registrant: 清河区人民政府
Sponsoring Registrar: 启明数码有限公司
Expiration Time: 2026-03-20 00:00:00
"""


def row(name: str, holder: str) -> Domain:
    return Domain(
        name=name.encode("idna").decode(),
        holder=holder,
        holder_type=HolderType.ADMINISTRATIVE,
        holder_level=HolderLevel.PORTAL,
        site_state=SiteState.RUNNING,
        domain_state=DomainState.IN_USE,
    )


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[Workspace, RegistryServer]]:
    dns = DnsServer(Table(zones={"gov.cn", OWN}))
    registry = RegistryServer({OWN: SAID}, {})
    with running(dns.start, registry.start, ends=(dns, registry)):
        here = f"whois://127.0.0.1:{registry.ports[0]}"
        settings = (
            commented_settings()
            .replace('resolvers = ""', f'resolvers = "127.0.0.1:{dns.port}"')
            .replace('registry_servers = ""', f'registry_servers = "cn={here}，政务={here}"')
        )
        (tmp_path / "xunjian.toml").write_text(settings, encoding="utf-8")
        found = open_workspace(tmp_path)
        db = found.open()
        rows = [
            row(HOME, "清河区人民政府"),
            row(DEPARTMENT, "清河区民政局"),
            row(CHINESE, "清河区人民政府"),
        ]
        DomainStore(db).replace(rows, NOON - timedelta(days=9))
        db.close()
        yield found, registry


def facts_of(place: Workspace, at: datetime) -> dict[str, dict[FactKind, Fact]]:
    db = place.open()
    try:
        return FactStore(db).newest(at)
    finally:
        db.close()


def test_a_round_asks_the_registered_domain_once_in_so_many_days(
    place: tuple[Workspace, RegistryServer], capsys: pytest.CaptureFixture[str]
) -> None:
    office, registry = place
    clock = FixedClock(NOON)
    how = registry_order(office.settings)
    assert set(how.servers) == {"cn", "xn--zfr164b"}
    first = run_round(office, clock)
    assert sorted(what for _, _, what in registry.asked) == sorted(
        [OWN, "xn--dkrr60d72a.xn--zfr164b"]
    )
    assert first.registries.told == 2
    clock.advance(timedelta(days=6))
    run_round(office, clock)
    assert len(registry.asked) == 2, "not due yet"
    clock.advance(timedelta(days=1))
    registry.whois[OWN] = "too many queries, try again later"
    later = run_round(office, clock)
    assert later.registries.untold == {LIMITED: later.registries.untold.total()}
    held = facts_of(office, clock.now())[OWN]
    assert held[FactKind.REGISTRY].why == LIMITED
    assert held[FactKind.REGISTRY_EXPIRES].values == ("2026-03-20",), "what was told stays"
    assert held[FactKind.REGISTRY_EXPIRES].at == NOON
    assert main(["domains", "show", HOME, "-w", str(office.root)]) == 0
    said = capsys.readouterr().out
    assert f"注册到期（{OWN}）：2026-03-20" in said
    assert f"不明（{LIMITED}）" in said


def test_a_stopped_round_asks_no_further_registry_and_keeps_what_was_told(
    place: tuple[Workspace, RegistryServer],
) -> None:
    office, registry = place
    with pytest.raises(JobFailed, match="注册信息没有查完"):
        run_round(office, FixedClock(NOON), stopping=lambda: bool(registry.asked))
    assert len(registry.asked) == 1
    told = [each for each in facts_of(office, NOON).values() if FactKind.REGISTRY in each]
    assert [each[FactKind.REGISTRY].known for each in told] == [True]


def test_one_row_answers_for_the_registered_domain(
    place: tuple[Workspace, RegistryServer],
) -> None:
    office, _ = place
    clock = FixedClock(NOON)
    run_round(office, clock)
    db = office.open()
    judged = judge_estate(office, db, load_rulebook("domains-2018"), NOON)
    report = gather_estate(db, office="清河区", at=NOON, since=NOON.date())
    db.close()
    found = [f for f in judged.judgement.findings if f.check == "expires_soon"]
    assert [(f.subject, f.verdict) for f in found if f.verdict is Verdict.FAIL] == [
        (HOME, Verdict.FAIL)
    ]
    assert "将于2026年3月20日到期（据注册信息）" in found[0].message
    assert not [f for f in judged.judgement.findings if f.check == "holder_transferred"
                and f.verdict is Verdict.SUSPECT]  # fmt: skip
    assert report.facts[DEPARTMENT][FactKind.REGISTRY_EXPIRES].values == ("2026-03-20",)


def test_who_is_due_and_in_which_order() -> None:
    rows = [row(HOME, ""), row(DEPARTMENT, ""), row("www.luhe.gov.cn", ""), row("new.gov.cn", "")]

    def told(days: float, values: tuple[str, ...] | None) -> dict[FactKind, Fact]:
        at = NOON - timedelta(days=days)
        return {FactKind.REGISTRY: Fact(kind=FactKind.REGISTRY, values=values, at=at)}

    facts = {OWN: told(7, ("whois", "x")), "luhe.gov.cn": told(1, None)}
    assert due_names(rows, facts, NOON, 7) == ("new.gov.cn", OWN, "luhe.gov.cn")
    facts = {
        OWN: told(6.5, ("whois", "x")),
        "luhe.gov.cn": told(0.5, None),
        "new.gov.cn": told(6.5, ()),
    }
    assert due_names(rows, facts, NOON, 7) == ()


@pytest.mark.parametrize(
    "line",
    [
        "registry_every_days = -1",
        'registry_servers = "whois.cnnic.cn"',
        'registry_servers = "cn=ftp://x"',
        'registry_bootstrap = "data.iana.org"',
        'vantage = "  "',
    ],
)
def test_impossible_settings_are_refused(line: str) -> None:
    with pytest.raises(SettingsError, match=line.split(" ")[0]):
        parse_settings(f"[domains]\n{line}\n", "xunjian.toml")
