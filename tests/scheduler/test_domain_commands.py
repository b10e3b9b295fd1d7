"""`xunjian domains`: the inventory out, filled in, in again; a dirty list; a closing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from model.closing import closings
from model.domain import Domain, DomainPlan, DomainState, HolderLevel, HolderType, SiteState
from model.domain_fact import Fact, FactKind
from model.domain_sheet import DOMAINS
from model.estate import ClosingStep, StepKind
from model.fetch import FetchOutcome
from reports.domain_form import write_domains
from scheduler.cli import main
from scheduler.domain_closing import verify_steps
from scheduler.workspace import Workspace
from store.domain_facts import FactStore
from store.domains import DomainStore
from tests.extract.test_domain_list import DIRTY, sheet
from tests.scheduler.letter_office import CIVIL, EDUCATION, workspace

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
FULL = Domain(
    name="www.qinghe.gov.cn",
    holder=EDUCATION,
    holder_type=HolderType.ADMINISTRATIVE,
    holder_level=HolderLevel.PORTAL,
    supervisor="云湖区人民政府",
    site_name="=云湖区政府网",
    site_code="9900000001",
    main=True,
    site_state=SiteState.RUNNING,
    domain_state=DomainState.IN_USE,
    registrar="某注册服务机构",
    expires_on=date(2027, 3, 1),
    icp="鄂ICP备00000000号-1",
    police="鄂公网安备00000000000000号",
    government_use=False,
    plan=DomainPlan.KEEP,
    target_on=date(2026, 6, 30),
    announced_url="http://www.qinghe.gov.cn/gg/1.html",
    announced_on=date(2026, 1, 1),
    announced_until=date(2026, 4, 1),
    transfer_paper="某政办函〔2026〕1号",
    documents="申请表",
    person="某同志",
    allow_private=True,
    remark="无",
)
OLD = Domain(
    name="xn--dkrr60d72a.xn--zfr164b",
    holder=CIVIL,
    plan=DomainPlan.CANCEL,
    target_on=date(2026, 2, 1),
)
assert all(getattr(FULL, field.attribute) not in (None, "") for field in DOMAINS.fields)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace with two units."""
    return workspace(tmp_path)


def run(place: Workspace, *call: str) -> int:
    return main(["domains", *call, "-w", str(place.root)])


def imported(place: Workspace, *domains: Domain) -> None:
    file = place.root / "域名.xlsx"
    file.write_bytes(write_domains(domains))
    assert run(place, "import", str(file), "--by", "王某") == 0


def stored(place: Workspace) -> tuple[Domain, ...]:
    db = place.open()
    try:
        return DomainStore(db).all()
    finally:
        db.close()


def test_every_field_comes_back_as_it_was_written(place, capsys):
    imported(place, FULL, OLD)
    assert stored(place) == (FULL, OLD)
    capsys.readouterr()
    out = place.root / "导出.xlsx"
    assert run(place, "export", str(out)) == 0
    assert out.read_bytes() == write_domains((FULL, OLD))
    assert run(place, "import", str(out), "--by", "王某") == 0
    assert "2 个域名，0 处改动" in capsys.readouterr().out
    assert run(place, "list") == 0
    assert "清河区.政务" in capsys.readouterr().out


def test_an_empty_inventory_comes_with_an_example_that_is_not_imported(place, capsys):
    out = place.root / "空表.xlsx"
    assert run(place, "export", str(out)) == 0
    assert run(place, "import", str(out), "--by", "王某") == 0
    assert stored(place) == ()
    assert "1 行示例，未导入" in capsys.readouterr().out


def test_a_bad_inventory_is_refused_cell_by_cell_and_changes_nothing(place, capsys):
    imported(place, FULL)
    book = load_workbook(BytesIO(write_domains((FULL, OLD))))
    page = book["域名清单"]
    page.append(["HTTP://a.gov.cn/"])
    page.append(["WWW.QINGHE.GOV.CN.", "", "企业"])
    page.cell(2, 7, "12345")
    page.cell(2, 20, date(2025, 1, 1))
    file = place.root / "坏表.xlsx"
    book.save(file)
    capsys.readouterr()
    assert run(place, "import", str(file), "--by", "王某") == 2
    said = capsys.readouterr().err
    for words in (
        "有 5 处需要改正，未导入任何内容",
        "“12345”应为 10 位数字",
        "公告截止",
        "不是域名，应写成",
        "与第 2 行是同一个域名",
        "没有“企业”这一项",
    ):
        assert words in said
    assert stored(place) == (FULL,)


def test_a_holder_that_no_letter_can_reach_is_said(place, capsys):
    imported(place, replace(OLD, holder="云湖区某局"))
    assert "发不了函：云湖区某局" in capsys.readouterr().out


def test_a_dirty_list_is_reconciled_and_nothing_changes(place, capsys):
    imported(place, replace(FULL, holder="清河区政府办", expires_on=date(2027, 3, 2)), OLD)
    file = place.root / "外部.xlsx"
    file.write_bytes(sheet(DIRTY))
    capsys.readouterr()
    assert run(place, "reconcile", str(file), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["rows"] == {"read": 7, "repeated": 1, "ip_address": 4, "unreadable": 2}
    assert said["differing"] == [
        {
            "name": FULL.name,
            "field": "expires_on",
            "ours": "2027-03-02",
            "theirs": "2027-03-01",
        },
        {"name": OLD.name, "field": "holder", "ours": CIVIL, "theirs": "清河区政府办"},
    ]
    assert said["only_ours"] == []
    assert len(said["only_theirs"]) == 5
    book = load_workbook(said["out"])
    assert book.sheetnames == ["概况", "仅我方有", "仅对方有", "内容不一致", "对方逐行"]
    assert book["对方逐行"].max_row == 1 + 14
    assert len(stored(place)) == 2


def test_an_imported_list_is_kept_as_what_its_source_has_on_file(place, capsys):
    file = place.root / "whois.csv"
    file.write_text("域名,注册人,到期时间\nA.gov.cn,甲局,2026/5/1\n", encoding="gb18030")
    assert run(place, "filed", str(file), "--source", "whois", "--by", "王某") == 0
    assert "首次见到 1 个域名" in capsys.readouterr().out
    assert run(place, "show", "a.gov.cn", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert {f["kind"]: f["values"] for f in said["facts"]} == {
        "registrant": ["甲局"],
        "registry_expires": ["2026-05-01"],
    }
    assert run(place, "show", "a.gov.cn") == 0
    assert "不在域名清单里" in capsys.readouterr().out
    assert run(place, "filed", str(file), "--source", "其它", "--by", "王某") == 2
    assert run(place, "filed", str(file), "--source", "icp") == 2
    assert run(place, "show", "b.gov.cn") == 2


def test_a_closing_goes_step_by_step_and_the_monitor_sees_the_last(place, capsys):
    imported(place, FULL, OLD)
    call = ("closing", "清河区.政务")
    day = ("--as-of", "2026-03-02")
    assert (
        run(place, *call, "--step", "announced", "--document", "公告1号", "--by", "王某", *day) == 0
    )
    assert run(place, *call, "--step", "域名注销", "--by", "王某", *day) == 0
    said = capsys.readouterr().out
    assert "已过完成期限" in said
    assert "发布公告（三个月）　公告1号（王某）" in said
    assert run(place, *call, "--step", "announced", "--by", "王某") == 2
    assert run(place, *call, "--step", "gone", "--by", "王某") == 2
    assert "由监测程序自行核实" in capsys.readouterr().err
    assert run(place, *call, "--step", "filed") == 2
    assert run(place, "closing", "b.gov.cn", "--step", "filed", "--by", "王某") == 2
    assert run(place, *call, "--undo", "announced", "--by", "李某", *day) == 0

    db = place.open()
    try:
        gone = (FactKind.A, FactKind.AAAA, FactKind.CNAME)

        def saw(days: int, values: tuple[str, ...] | None) -> tuple[ClosingStep, ...]:
            at = NOW + timedelta(days=days)
            facts = [(OLD.name, Fact(kind=kind, values=values, at=at)) for kind in gone]
            FactStore(db).add(facts)
            return verify_steps(db, at, at.date())

        assert saw(0, None) == ()
        assert [step.kind for step in saw(1, ())] == [StepKind.GONE]
        assert saw(2, ()) == ()
        assert saw(3, None) == ()
        store = DomainStore(db)
        assert closings(store.all(), store.steps())[0].finished
        assert saw(4, ("192.0.2.1",)) == ()
        assert not closings(store.all(), store.steps())[0].finished
        assert [(s.kind, s.undone_by) for s in store.steps(OLD.name)] == [
            (StepKind.ANNOUNCED, "李某"),
            (StepKind.CANCELLED, ""),
            (StepKind.GONE, "监测程序"),
        ]
    finally:
        db.close()


def test_what_was_found_out_names_the_monitors_own_line(place, capsys):
    settings = place.root / "xunjian.toml"
    text = settings.read_text("utf-8")
    assert 'vantage = "本机"' in text
    settings.write_text(text.replace('vantage = "本机"', 'vantage = "政务外网"'), "utf-8")
    db = place.open()
    try:
        facts = (
            Fact(kind=FactKind.A, values=("192.0.2.1",), at=NOW, resolver="192.0.2.53"),
            Fact(kind=FactKind.HTTP_V4, values=("server_error", "502", "http://x/"), at=NOW),
            Fact(kind=FactKind.TLS_EXPIRES, values=("2027-06-12T20:00:00+00:00",), at=NOW),
        )
        FactStore(db).add([(OLD.name, fact) for fact in facts])
    finally:
        db.close()
    capsys.readouterr()
    assert run(place, "show", OLD.name, "--json") == 0
    assert json.loads(capsys.readouterr().out)["vantage"] == "政务外网"
    assert run(place, "show", OLD.name) == 0
    said = capsys.readouterr().out
    assert "监测点：政务外网" in said
    assert "IPv4 地址：192.0.2.1　" in said
    assert "　经 192.0.2.53" in said
    assert f"HTTP（IPv4）：{FetchOutcome.SERVER_ERROR.sentence}（502）" in said
    assert "证书到期：2027-06-13" in said, "the day in China"
