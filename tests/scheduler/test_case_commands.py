"""`xunjian cases`: steps by hand, reply sheets out and in, rates; refusals leave all as it was."""

import json
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO

import openpyxl
import pytest

from model import case_steps as steps
from model.case import CaseState, ReplyKind
from model.finding import Finding, Verdict
from model.reply_sheet import number_of
from reports.reply_book import write_replies
from scheduler.cli import main
from scheduler.workspace import open_workspace
from store.cases import CaseStore

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
DEADLINE = date(2026, 3, 9)
UNIT = "云湖区教育局"


@pytest.fixture
def folder(tmp_path):
    """A workspace with three cases of one unit: sent, sent, only found."""
    assert main(["init", str(tmp_path / "ws")]) == 0
    db = open_workspace(tmp_path / "ws").open()
    store = CaseStore(db)
    for name in ("a", "b", "c"):
        finding = Finding(
            check="link_dead",
            subject=f"http://a.example/{name}",
            verdict=Verdict.FAIL,
            message="=HYPERLINK(1) 打不开",
            column="首页 > 通知公告",
        )
        store.open("9900000001", finding, UNIT, DAY, AT, "巡检")
    for number in (1, 2):
        confirm = partial(steps.confirm, on=DAY, who="王某")
        store.step(number, AT, "王某", "case.confirmed", confirm)
        send = partial(steps.send, on=DAY, letter="某函〔2026〕5号", deadline_on=DEADLINE)
        store.step(number, AT, "王某", "case.sent", send)
    db.close()
    return tmp_path / "ws"


def cases(folder):
    db = open_workspace(folder).open()
    try:
        return CaseStore(db).all()
    finally:
        db.close()


def filled(folder, rows):
    """Export the sheet and fill in rows: {row: {heading: value}}; return the file."""
    path = folder / "reply.xlsx"
    assert main(["cases", "export", str(path), "--unit", UNIT, "-w", str(folder)]) == 0
    book = openpyxl.load_workbook(path)
    page = book["整改反馈"]
    heads = {cell.value: cell.column for cell in page[1]}
    for row, values in rows.items():
        for heading, value in values.items():
            page.cell(row, heads[heading]).value = value
    book.save(path)
    return path


def run(*arguments):
    return main([*map(str, arguments), "--as-of", "2026-03-05"])


def test_the_sheet_holds_what_the_unit_has_and_no_formula(folder):
    path = filled(folder, {})
    page = openpyxl.load_workbook(path)["整改反馈"]
    assert [page.cell(row, 1).value for row in (2, 3)] == [number_of(c) for c in cases(folder)[:2]]
    assert page.max_row == 3
    assert page.cell(2, 3).value == "=HYPERLINK(1) 打不开"
    assert page.cell(2, 3).data_type == "s"
    assert page.cell(2, 5).value.date() == DEADLINE
    offered = [v.formula1 for v in page.data_validations.dataValidation]
    assert offered == ['"已整改,正在整改,申请延期,非本单位职责"']
    assert write_replies(cases(folder)) == write_replies(cases(folder))


def test_a_filled_sheet_becomes_steps(folder, capsys):
    path = filled(
        folder,
        {
            2: {
                "整改情况": "已整改",
                "完成日期": date(2026, 3, 4),
                "填报人": "李某",
                "联系电话": "027-0000",
                "佐证材料": "截图1、截图2",
            },
            3: {
                "整改情况": "申请延期",
                "申请延期至": "2026-03-20",
                "情况说明": "系统改版",
                "填报人": "李某",
            },
        },
    )
    assert run("cases", "import", path, "-w", folder, "--by", "王某") == 0
    first, second, third = cases(folder)
    assert (first.state, first.answered_on) == (CaseState.ANSWERED, date(2026, 3, 5))
    assert first.answer == "已整改：完成日期 2026-03-04"
    assert first.answered_by == "李某（027-0000）"
    assert first.answer_files == ("截图1", "截图2")
    assert (second.state, second.deadline_on) == (CaseState.SENT, DEADLINE)
    assert second.asked == "申请延期：至 2026-03-20；系统改版"
    assert third.state is CaseState.FOUND
    capsys.readouterr()
    assert main(["audit-log", "verify", "-w", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["intact"] is True


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"整改情况": "已整改", "填报人": "李某"},
            "第 3 行“完成日期”（G3）：整改情况为“已整改”时必填",
        ),
        ({"整改情况": "已整改", "完成日期": date(2026, 3, 4)}, "第 3 行“填报人”"),
        (
            {"整改情况": "已整改", "完成日期": date(2026, 3, 9), "填报人": "李某"},
            "第 3 行：完成日期 2026-03-09 晚于收到反馈的日期 2026-03-05",
        ),
        (
            {
                "整改情况": "申请延期",
                "申请延期至": "2026-03-09",
                "情况说明": "汛期",
                "填报人": "李某",
            },
            "不晚于现有期限 2026-03-09",
        ),
        ({"整改情况": "改好了", "填报人": "李某"}, "第 3 行“整改情况”"),
        ({"情况说明": "已处理"}, "没有选整改情况"),
        ({"编号": "2-00000000", "整改情况": "正在整改", "填报人": "李某"}, "编号与台账对不上"),
        ({"编号": "二", "整改情况": "正在整改", "填报人": "李某"}, "编号被改动过"),
    ],
)
def test_one_wrong_row_is_named_and_nothing_is_taken_in(folder, capsys, row, said):
    good = {"整改情况": "已整改", "完成日期": date(2026, 3, 4), "填报人": "李某"}
    path = filled(folder, {2: good, 3: row})
    before = cases(folder)
    capsys.readouterr()
    assert run("cases", "import", path, "-w", folder) == 2
    assert said in capsys.readouterr().err
    assert cases(folder) == before


def test_the_same_case_twice_an_empty_sheet_and_no_workbook(folder, capsys):
    good = {"整改情况": "正在整改", "填报人": "李某"}
    number = number_of(cases(folder)[0])
    path = filled(folder, {2: good, 3: good | {"编号": number}})
    assert run("cases", "import", path, "-w", folder) == 2
    assert "第 3 行与第 2 行是同一事项" in capsys.readouterr().err
    assert run("cases", "import", filled(folder, {}), "-w", folder) == 2
    assert "没有一行填写了整改情况" in capsys.readouterr().err
    (folder / "x.xlsx").write_bytes(b"not a workbook")
    assert run("cases", "import", folder / "x.xlsx", "-w", folder) == 2
    assert run("cases", "import", folder / "absent.xlsx", "-w", folder) == 2


def test_a_reply_to_a_closed_case_is_refused(folder, capsys):
    path = filled(folder, {2: {"整改情况": "正在整改", "填报人": "李某"}})
    close = ("cases", "close", "1", "--by", "王某", "--reason", "已核实", "-w", folder)
    assert run(*close) == 0
    assert run("cases", "import", path, "-w", folder) == 2
    assert "目前为“已办结”，不需反馈" in capsys.readouterr().err


def test_steps_by_hand_need_a_name_and_take_all_or_none(folder, capsys):
    assert run("cases", "confirm", "3", "-w", folder) == 2
    assert "--by" in capsys.readouterr().err
    assert run("cases", "confirm", "3", "1", "--by", "王某", "-w", folder) == 2
    assert cases(folder)[2].state is CaseState.FOUND
    assert run("cases", "confirm", "3", "--by", "王某", "-w", folder) == 0
    assert cases(folder)[2].state is CaseState.CONFIRMED
    until = ("cases", "extend", "1", "--until", "2026-03-20", "-w", folder)
    assert run(*until, "--by", "赵某", "--reason", "系统改版") == 0
    assert cases(folder)[0].deadline_on == date(2026, 3, 20)
    assert run("cases", "withdraw", "2", "--by", "王某", "--reason", "误报", "-w", folder) == 0
    capsys.readouterr()
    assert run("cases", "show", "1", "-w", folder) == 0
    shown = capsys.readouterr().out
    assert "批准延期　赵某" in shown
    assert "case." not in shown
    told = ("cases", "import", filled(folder, {2: {"整改情况": "正在整改", "填报人": "李某"}}))
    assert run(*told, "-w", folder) == 0
    capsys.readouterr()
    assert run("cases", "show", "1", "-w", folder) == 0
    assert capsys.readouterr().out.count("延期：系统改版") == 1  # at its own step only


def test_lists_by_unit_state_and_overdue(folder, capsys):
    def numbers(*options, as_of="2026-03-05"):
        capsys.readouterr()
        listing = ["cases", "list", "-w", str(folder), "--json", "--as-of", as_of, *options]
        assert main(listing) == 0
        return [row["id"] for row in json.loads(capsys.readouterr().out)]

    assert numbers() == [1, 2, 3]
    assert numbers("--unit", "别的单位") == []
    assert numbers("--state", "待确认") == [3]
    assert numbers("--state", "逾期", as_of="2026-03-09") == []
    assert numbers("--state", "逾期", as_of="2026-03-10") == [1, 2]
    assert run("cases", "list", "-w", folder, "--state", "乱写") == 2


def test_rates_print_numerator_and_denominator(folder, capsys):
    assert main(["cases", "rates", "-w", str(folder), "--as-of", "2026-03-31"]) == 0
    said = capsys.readouterr().out
    assert f"{UNIT}　转办率 100.0%（2/2）　督办率 0.0%（0/2）　办结率 0.0%（0/2）" in said
    assert "按期办结率 0.0%（0/2）　逾期 2 项" in said
    assert main(["cases", "rates", "-w", str(folder), "--month", "2026-13"]) == 2
    assert main(["cases", "rates", "-w", str(folder), "--month", "2025-01"]) == 0


def test_a_ledger_changed_behind_the_programs_back_shows(folder, capsys):
    db = open_workspace(folder).open()
    db.execute("UPDATE cases SET state = 'closed' WHERE id = 1")
    db.close()
    assert main(["audit-log", "verify", "-w", str(folder)]) == 1
    assert "整改事项 1 的现状与日志不符" in capsys.readouterr().out


def test_not_ours_waits_for_a_decision(folder):
    db = open_workspace(folder).open()
    store = CaseStore(db)
    told = partial(steps.answer, on=DAY, who="李某", kind=ReplyKind.NOT_OURS, text="已划归区民政局")
    case = store.step(1, AT, "李某", "case.answered", told)
    db.close()
    assert case.state is CaseState.SENT
    assert case.asked == "非本单位职责：已划归区民政局"
    assert BytesIO(write_replies([case])).getvalue()
