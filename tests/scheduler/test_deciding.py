"""Reviews, entries and spot checks, by command and by sheet; one fault imports nothing."""

import hashlib
import json
import sqlite3
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from model.audit_log import verify
from model.finding import Finding, Place, Verdict
from model.site import Column, ColumnKind, Register, Site, Unit
from scheduler.cli import main
from scheduler.workspace import open_workspace
from store.audit_log import AuditLog
from store.findings import FindingStore
from store.nights import NightRow, NightStore
from store.register import RegisterStore

NIGHT = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
CODE = "9900000001"
GONE, DOUBT = "http://a.example/gone.html", "http://a.example/doubt.html"


def finding(subject, verdict, **more):
    evidence = {"cause": "not_found", "failed_nights": 1}
    return Finding(
        check="link_dead",
        subject=subject,
        verdict=verdict,
        message=f"=HYPERLINK(1) {subject} 打不开",
        places=(Place("http://a.example/", "链接", "other"),),
        evidence={**evidence, **more},
        unit="区教育局",
    )


@pytest.fixture
def folder(tmp_path):
    """A workspace with one site, one dead link and one doubtful link of one night."""
    assert main(["init", str(tmp_path / "ws")]) == 0
    db = open_workspace(tmp_path / "ws").open()
    site = Site(code=CODE, name="云湖区政府网", home_url="http://a.example/", unit="区政府办")
    RegisterStore(db).replace(
        Register(
            units=(Unit(name="区政府办"), Unit(name="区教育局")),
            sites=(site,),
            columns=tuple(
                Column(
                    site_code=CODE,
                    path=f"首页 > 栏目{n}",
                    url=f"http://a.example/{n}/",
                    kind=ColumnKind.NEWS,
                    unit="区教育局",
                )
                for n in range(9)
            ),
        ),
        AT,
    )
    night(db, NIGHT, finding(GONE, Verdict.FAIL), finding(DOUBT, Verdict.SUSPECT))
    db.close()
    return tmp_path / "ws"


def night(db, on, *findings):
    FindingStore(db).record(CODE, on, findings)
    row = NightRow(site_code=CODE, night_on=on, state="done", started_at=AT, finished_at=AT)
    NightStore(db).save(row)


def run(folder, *arguments):
    return main([*map(str, arguments), "-w", str(folder)])


def told(folder, capsys, *arguments):
    capsys.readouterr()
    assert run(folder, *arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def refused(folder, capsys, *arguments):
    capsys.readouterr()
    assert run(folder, *arguments) == 2
    return capsys.readouterr().err


def filled(path, name, rows):
    """Fill in rows of a sheet: {row: {heading: value}}."""
    book = openpyxl.load_workbook(path)
    page = book[name]
    heads = {cell.value: cell.column for cell in page[1]}
    for row, values in rows.items():
        for heading, value in values.items():
            page.cell(row, heads[heading]).value = value
    book.save(path)
    return page


SAID = ("--by", "王某", "--reason", "已打开页面核实")


def test_a_suspicion_waits_until_somebody_decides_and_an_undo_brings_it_back(folder, capsys):
    (waiting,) = told(folder, capsys, "review", "list")
    assert waiting["subject"] == DOUBT
    mark = waiting["fingerprint"]
    (kept,) = told(folder, capsys, "review", "confirm", mark[:8], *SAID)
    assert (kept["decision"], kept["who"], kept["from"]) == ("confirmed", "王某", "2026-03-02")
    assert told(folder, capsys, "review", "list") == []
    assert len(told(folder, capsys, "review", "list", "--all")) == 2
    assert run(folder, "review", "undo", kept["id"], "--by", "赵某", "--reason", "看错了") == 0
    assert [each["subject"] for each in told(folder, capsys, "review", "list")] == [DOUBT]
    (old,) = told(folder, capsys, "review", "list", "--history")
    assert old["undone"] is not None
    assert "已由赵某撤回" in refused(folder, capsys, "review", "undo", kept["id"], *SAID)


def test_a_rejected_suspicion_returns_only_when_its_evidence_changed(folder, capsys):
    mark = told(folder, capsys, "review", "list")[0]["fingerprint"]
    assert run(folder, "review", "reject", mark, *SAID) == 0
    db = open_workspace(folder).open()
    following = NIGHT + timedelta(days=1)
    night(db, following, finding(DOUBT, Verdict.SUSPECT, failed_nights=2))
    assert told(folder, capsys, "review", "list") == []
    night(db, following, finding(DOUBT, Verdict.SUSPECT, cause="server_error"))
    db.close()
    assert len(told(folder, capsys, "review", "list")) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("confirm", "0a1b", *SAID), "太短"),
        (("confirm", "0a1b2c3d4e", *SAID), "没有编号"),
        (("reject", "{mark}", "--reach", "here", *SAID), "有效期"),
        (("reject", "{mark}", "--reach", "here", "--until", "2026-03-01", *SAID), "早于"),
        (("reject", "{mark}", "--by", " ", "--reason", "x"), "写明复核人"),
        (("list", "--site", "1"), "名录里没有"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(folder, capsys, arguments, words):
    mark = told(folder, capsys, "review", "list")[0]["fingerprint"]
    given = [each.format(mark=mark) for each in arguments]
    assert words in refused(folder, capsys, "review", *given)
    assert told(folder, capsys, "review", "list", "--history") == []


def test_the_review_sheet_goes_out_and_in(folder, capsys):
    path = folder / "review.xlsx"
    assert run(folder, "review", "export", path, "--all") == 0
    page = filled(
        path,
        "复核",
        {
            2: {"复核意见": "已确认", "理由": "属实", "复核人": "王某"},
            3: {"复核意见": "已驳回", "适用范围": "各处", "理由": "对方维护", "复核人": "王某"},
        },
    )
    assert page.max_row == 3
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    said = refused(folder, capsys, "review", "import", path)
    assert "第 3 行" in said
    assert "有效期" in said
    assert told(folder, capsys, "review", "list", "--history") == []
    filled(path, "复核", {3: {"有效期至": date(2026, 12, 31)}})
    kept = told(folder, capsys, "review", "import", path)
    assert [(r["decision"], r["reach"]) for r in kept] == [
        ("confirmed", "once"),
        ("rejected", "everywhere"),
    ]
    filled(path, "复核", {2: {"编号": "1-0a1b"}})
    assert "请勿改动编号" in refused(folder, capsys, "review", "import", path)


ENTRY = ("--by", "李某", "--text", "测试留言提交后报错", "--proof", "核查记录第3页")


def test_an_entry_is_set_replaced_and_withdrawn_and_all_of_it_is_kept(folder, capsys):
    row = ("manual", "set", CODE, "d19.int.submit", "problem", *ENTRY)
    (first,) = told(folder, capsys, *row, "--points", "2", "--from", "2026-03-01")
    assert (first["points"], first["until"]) == (2.0, "2026-06-01")
    (second,) = told(folder, capsys, *row, "--points", "5", "--until", "2099-12-31")
    (current,) = told(folder, capsys, "manual", "list")
    assert current["id"] == second["id"]
    assert run(folder, "manual", "withdraw", second["id"], "--by", "李某", "--reason", "重复") == 0
    assert second["id"] not in {e["id"] for e in told(folder, capsys, "manual", "list")}
    assert len(told(folder, capsys, "manual", "list", "--all")) == 2


@pytest.mark.parametrize(
    ("row", "result", "more", "words"),
    [
        ("d19.int.submit", "problem", ("--points", "9"), "最多5分"),
        ("d19.int.submit", "problem", (), "扣多少分"),
        ("d19.int.submit", "good", ("--points", "1"), "不要填分数"),
        ("d19.int.submit", "problem", ("--points", "-1"), "不小于 0"),
        ("d19.int.submit", "bonus", ("--points", "1"), "不是加分指标"),
        ("d19.fn.links", "good", (), "由程序判定"),
        ("b19.total", "bonus", ("--points", "31"), "最多30分"),
        ("b19.total", "good", (), "只能录入加分"),
        ("v19.media.interact", "good", (), "不适用于"),
        ("功能设计", "not_applicable", (), "不能整体不适用"),
        ("nothing", "good", (), "没有编号为 nothing"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(folder, capsys, row, result, more, words):
    assert words in refused(folder, capsys, "manual", "set", CODE, row, result, *ENTRY, *more)
    assert told(folder, capsys, "manual", "list", "--all") == []


def test_the_entry_sheet_goes_out_and_in(folder, capsys):
    path = folder / "manual.xlsx"
    assert run(folder, "manual", "export", path) == 0
    page = openpyxl.load_workbook(path)["人工录入"]
    at = {page.cell(row, 2).value: row for row in range(2, page.max_row + 1)}
    assert "d19.fn.links" not in at
    assert {"v19.security.secret", "d19.int.submit", "b19.total", "办事服务"} <= set(at)
    person = {"核查情况": "已核查", "依据": "记录", "录入人": "李某"}
    good = {at["v19.security.secret"]: {"结果": "符合", **person}}
    bad = {at["d19.int.submit"]: {"结果": "有问题", "扣分或加分": "9", **person}}
    filled(path, "人工录入", good | bad)
    said = refused(folder, capsys, "manual", "import", path)
    assert f"第 {at['d19.int.submit']} 行" in said
    assert told(folder, capsys, "manual", "list", "--all") == []
    filled(path, "人工录入", {at["d19.int.submit"]: {"扣分或加分": "1.5"}})
    kept = told(folder, capsys, "manual", "import", path)
    assert {e["indicator"]: e["points"] for e in kept} == {
        "v19.security.secret": None,
        "d19.int.submit": 1.5,
    }


def test_what_people_decided_is_in_the_audit_log_and_cannot_be_deleted(folder, capsys):
    mark = told(folder, capsys, "review", "list")[0]["fingerprint"]
    run(folder, "review", "reject", mark, *SAID)
    run(folder, "manual", "set", CODE, "v19.security.secret", "good", *ENTRY)
    db = open_workspace(folder).open()
    entries = list(AuditLog(db).all())
    assert [entry.act for entry in entries] == ["review.rejected", "entry.set"]
    assert verify(entries) is None
    for table in ("reviews", "entries"):
        with pytest.raises(sqlite3.IntegrityError):
            db.execute(f"DELETE FROM {table}")
        db.conn.rollback()
    db.close()


def lot(*parts):
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def test_anybody_can_draw_the_same_lots_and_nobody_checks_the_own_unit(folder, capsys):
    people = folder / "people.txt"
    people.write_text("# 名单\n甲某，区政府办\n乙某,区教育局\n丙某\n丁某，区审计局\n", "utf-8")
    draw = ("spotcheck", "draw", "--reviewers", people, "--by", "王某", "--columns", 3)
    drawn = told(folder, capsys, *draw, "--seed", "上证指数3351.26", "--each", 2)
    urls = [f"http://a.example/{n}/" for n in range(9)]
    wanted = sorted(urls, key=lambda url: lot("上证指数3351.26", "栏目", url))[:3]
    assert [each["identity"] for each in drawn["draws"]] == wanted
    for each in drawn["draws"]:
        seed = ("上证指数3351.26", each["identity"], "人员")
        may = sorted(("甲某", "丙某", "丁某"), key=lambda name: lot(*seed, name))
        assert each["reviewers"] == may[:2]
    assert hashlib.sha256(shown(folder, capsys)["lists"].encode()).hexdigest() == drawn["digest"]
    assert told(folder, capsys, *draw, "--seed", "另一个公布的数")["draws"] != drawn["draws"]
    assert "种子" in refused(folder, capsys, *draw, "--seed", "1")


def shown(folder, capsys):
    return told(folder, capsys, "spotcheck", "show", "1")


def test_spot_check_results_are_read_back_row_by_row(folder, capsys):
    people = folder / "people.txt"
    people.write_text("甲某\n丙某\n", "utf-8")
    draw = ("spotcheck", "draw", "--reviewers", people, "--by", "王某", "--sites", 1)
    path = told(folder, capsys, *draw, "--seed", "20260302第18031期")["file"]
    said = {"检查结果": "有问题", "检查日期": date(2026, 3, 3)}
    filled(path, "抽查", {2: said, 3: {**said, "检查结果": "符合"}})
    fault = refused(folder, capsys, "spotcheck", "import", path)
    assert "第 2 行" in fault
    assert shown(folder, capsys)["results"] == []
    filled(path, "抽查", {2: {"检查情况": "首页打不开"}})
    results = told(folder, capsys, "spotcheck", "import", path)
    assert [one["result"] for one in results] == ["problem", "good"]
    assert len(shown(folder, capsys)["results"]) == 2
    assert "没有可抽" not in json.dumps(shown(folder, capsys), ensure_ascii=False)
