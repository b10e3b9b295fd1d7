"""A round as the command and the daemon make it; the resolver is on loopback and knows no name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing import Pipe, active_children
from pathlib import Path

import pytest

from crawler.domain_order import Wanted
from model.clock import FixedClock
from model.domain import Domain, DomainState, HolderLevel, HolderType, SiteState
from model.domain_fact import FactKind
from model.errors import JobFailed, SettingsError, WatchError
from model.estate import ESTATE_CODE, Estate, Sighting, Source
from model.settings import commented_settings, parse_settings
from model.site import Register, Site, Unit
from scheduler.cli import main
from scheduler.daemon import DOMAINS, catch_up, last_due, run_due, triggers
from scheduler.domain_child import _child as child_of
from scheduler.domain_child import run_apart
from scheduler.domain_judging import load_estate
from scheduler.domain_round import names_of, order_for, run_round
from scheduler.workspace import Workspace, only_one, open_workspace
from store.domain_facts import FactStore
from store.domains import DomainStore
from store.due_runs import DueRunStore
from store.findings import FindingStore
from store.register import RegisterStore
from tests.estate.dns_server import DnsServer, Table
from tests.estate.estate import running

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # noon in China
HOME, GONE, INNER = "www.qinghe.gov.cn", "mzj.qinghe.gov.cn", "oa.qinghe.gov.cn"
UNIT = "清河区人民政府"


def domain(name: str, **changes: object) -> Domain:
    row = {
        "name": name,
        "holder": UNIT,
        "holder_type": HolderType.ADMINISTRATIVE,
        "holder_level": HolderLevel.PORTAL,
        "site_state": SiteState.RUNNING,
        **changes,
    }
    return Domain(**row)  # type: ignore[arg-type]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with two names; HOME resolves to where nobody may be asked, GONE to nowhere."""
    table = Table(zones={"qinghe.gov.cn", "gov.cn"})
    table.records[HOME, "A"] = ("127.0.3.1",)
    dns = DnsServer(table)
    with running(dns.start, ends=(dns,)):
        settings = commented_settings().replace(
            'resolvers = ""', f'resolvers = "127.0.0.1:{dns.port}"'
        )
        (tmp_path / "xunjian.toml").write_text(settings, encoding="utf-8")
        found = open_workspace(tmp_path)
        db = found.open()
        closed = {"site_state": SiteState.CLOSED, "domain_state": DomainState.IN_USE}
        DomainStore(db).replace([domain(HOME), domain(GONE, **closed)], NOON - timedelta(days=9))
        db.close()
        yield found


def test_the_command_makes_a_round(place: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["domains", "collect", "-w", str(place.root), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["names"] == 2
    assert said["unknown"] == [HOME], "a private address was not asked"
    db = place.open()
    facts = FactStore(db).newest(datetime.now(UTC))
    db.close()
    assert facts[HOME][FactKind.A].values == ("127.0.3.1",)
    assert facts[HOME][FactKind.HTTP_V4].first == "private_address"
    assert facts[GONE][FactKind.A].absent
    assert facts[GONE][FactKind.WEB].absent


def test_one_name_alone(place: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["domains", "collect", "-w", str(place.root), "--name", " MZJ.qinghe.gov.cn "]) == 0
    assert "已监测 1 个域名" in capsys.readouterr().out
    assert main(["domains", "collect", "-w", str(place.root), "--name", "不是 域名"]) == 2


def test_two_rounds_at_once_are_refused(
    place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with only_one(place, "domains"):
        assert main(["domains", "collect", "-w", str(place.root)]) == 2
    assert "正被另一个巡检进程使用" in capsys.readouterr().err


def test_nothing_to_ask_about_is_said(tmp_path: Path) -> None:
    (tmp_path / "xunjian.toml").write_text(commented_settings(), encoding="utf-8")
    with pytest.raises(WatchError, match="还没有可监测的域名"):
        run_round(open_workspace(tmp_path), FixedClock(NOON))


def test_the_daemon_collects_and_judges_once_a_day(place: Workspace) -> None:
    due = last_due(place, DOMAINS, NOON)
    assert due == datetime(2026, 3, 9, 22, 30, tzinfo=UTC)  # 06:30 in China
    assert DOMAINS in triggers(place)
    assert run_due(place, FixedClock(NOON), DOMAINS, due)
    assert not run_due(place, FixedClock(NOON), DOMAINS, due)
    db = place.open()
    [run] = db.query("SELECT outcome, note FROM due_runs")
    found = FindingStore(db).on(ESTATE_CODE, NOON.date())
    db.close()
    assert run["outcome"] == "done"
    assert run["note"].startswith("监测 2 个域名")
    assert ("closed_site_not_cancelled", GONE) in {(f.check, f.subject) for f in found.values()}


def test_a_stopped_daemon_leaves_no_child(place: Workspace) -> None:
    with pytest.raises(JobFailed, match="停止信号"):
        run_apart(place.root, FixedClock(NOON), lambda: True)
    assert not [each for each in active_children() if each.name == "domains"]
    with only_one(place, "domains"):  # its lock went with it
        pass


def test_an_orphan_has_nobody_to_tell_and_ends_quietly(place: Workspace) -> None:
    ours, theirs = Pipe(duplex=False)
    ours.close()
    child_of(place.root, FixedClock(NOON), 0, theirs)  # 0: nobody's parent
    with only_one(place, "domains"):
        pass


def test_what_went_wrong_in_the_child_is_said_here(place: Workspace) -> None:
    with only_one(place, "domains"), pytest.raises(WatchError, match="正被另一个巡检进程使用"):
        run_apart(place.root, FixedClock(NOON), lambda: False)


def test_a_round_the_machine_slept_through_is_made_up(place: Workspace) -> None:
    clock = FixedClock(NOON)
    run_due(place, clock, DOMAINS, last_due(place, DOMAINS, NOON))
    clock.advance(timedelta(days=1))
    catch_up(place, clock, DOMAINS)
    db = place.open()
    last = DueRunStore(db).last(DOMAINS)
    db.close()
    assert last is not None
    assert last.due_at == datetime(2026, 3, 10, 22, 30, tzinfo=UTC)


def test_an_office_without_domains_is_left_in_peace(tmp_path: Path) -> None:
    (tmp_path / "xunjian.toml").write_text(commented_settings(), encoding="utf-8")
    place = open_workspace(tmp_path)
    run_due(place, FixedClock(NOON), DOMAINS, last_due(place, DOMAINS, NOON))
    db = place.open()
    [run] = db.query("SELECT outcome, note FROM due_runs")
    db.close()
    assert (run["outcome"], run["note"]) == ("done", "没有可监测的域名")


def test_switched_off_it_is_not_woken(tmp_path: Path) -> None:
    text = commented_settings().replace(
        "# 常驻运行时是否每天监测域名清单里的域名\nenabled = true",
        "enabled = false",
    )
    (tmp_path / "xunjian.toml").write_text(text, encoding="utf-8")
    assert DOMAINS not in triggers(open_workspace(tmp_path))


def test_names_come_from_rows_homes_and_what_was_met(place: Workspace) -> None:
    db = place.open()
    site = Site(
        code="4201050001",
        name=UNIT,
        home_url=f"http://{HOME}:8080/",
        unit=UNIT,
        platform="集约化平台",
        allow_private=True,
    )
    own = Site(code="4201050002", name=UNIT, home_url="http://10.1.2.3/", unit=UNIT)
    RegisterStore(db).replace(Register(units=(Unit(name=UNIT),), sites=(site, own)), NOON)
    day = NOON.date()
    DomainStore(db).see(
        Sighting(name=name, source=Source.LINK, detail="x", first_on=day, last_on=day)
        for name in (INNER, "www.elsewhere.com", f"www.{GONE}")
    )
    estate = load_estate(db, NOON)
    db.close()
    assert names_of(estate, UNIT) == (
        Wanted(name=HOME, platform="集约化平台"),
        Wanted(name=GONE),
        Wanted(name=INNER),
    )
    order = order_for(place, estate)
    assert order.private == {HOME}
    assert order.controls[0] == HOME
    assert order.rate_per_s == 2.0


def test_addresses_the_office_names_are_the_controls(tmp_path: Path) -> None:
    text = commented_settings().replace(
        'controls = ""', 'controls = "http://nw.example/,http://10.0.0.1/"'
    )
    (tmp_path / "xunjian.toml").write_text(text, encoding="utf-8")
    order = order_for(open_workspace(tmp_path), Estate(at=NOON, domains=(domain(HOME),)))
    assert order.controls == ("nw.example",)
    assert "nw.example" in order.private


def test_a_wrong_resolver_is_an_error_that_names_it(place: Workspace) -> None:
    text = (place.root / "xunjian.toml").read_text(encoding="utf-8")
    wrong = text.replace('resolvers = "127.0.0.1', 'resolvers = "dns.example, 127.0.0.1')
    (place.root / "xunjian.toml").write_text(wrong, encoding="utf-8")
    assert main(["domains", "collect", "-w", str(place.root)]) == 2


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("round_at", '"25:00"'),
        ("rate_per_s", "0"),
        ("at_once", "0"),
        ("timeout_s", "0.5"),
        ("dns_timeout_s", "60"),
    ],
)
def test_impossible_settings_are_refused(key: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"\[domains\] {key}"):
        parse_settings(f"[domains]\n{key} = {value}\n", "xunjian.toml")
