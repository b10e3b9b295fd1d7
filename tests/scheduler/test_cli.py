"""The command line is a contract: exit codes, one Chinese sentence, one JSON document."""

import json
import re
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from typer.main import get_command

from model.settings import commented_settings
from scheduler.cli import application, main
from scheduler.workspace import open_workspace

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def folder(tmp_path):
    assert main(["init", str(tmp_path / "ws")]) == 0
    return tmp_path / "ws"


def refuse(capsys, *arguments):
    """Run a wrong call; return the one sentence it says."""
    capsys.readouterr()
    assert main(list(arguments)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    err = "".join(x for x in err.splitlines(keepends=True) if not x.startswith("提示："))
    assert err.startswith("错误：")
    assert CHINESE.search(err)
    assert "Traceback" not in err
    return err


def test_init_makes_a_workspace_whose_settings_load(folder):
    assert open_workspace(folder).settings
    assert (folder / "register.xlsx").stat().st_size > 1000


def test_init_never_writes_over_a_workspace(folder, capsys):
    before = (folder / "xunjian.toml").read_bytes()
    assert "已经是巡检工作目录" in refuse(capsys, "init", str(folder))
    assert (folder / "xunjian.toml").read_bytes() == before


def test_a_folder_that_is_no_workspace(tmp_path, capsys):
    said = refuse(capsys, "night", "-w", str(tmp_path))
    assert "不是巡检工作目录" in said
    assert "xunjian init" in said


def test_a_wrong_key_in_the_settings(folder, capsys):
    text = commented_settings().replace("rate_per_s", "rate_per_sec")
    (folder / "xunjian.toml").write_text(text, encoding="utf-8")
    said = refuse(capsys, "night", "-w", str(folder))
    assert "[crawl] 里的 rate_per_sec，是否应为 rate_per_s" in said


def test_a_store_newer_than_the_program(folder, capsys):
    open_workspace(folder).open().close()
    with sqlite3.connect(folder / "data" / "watch.db") as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('xunjian.watch', '9999_future', '2099')"
        )
    db.close()
    assert "更新版本" in refuse(capsys, "night", "-w", str(folder))


def test_a_night_without_a_register(folder, capsys):
    assert "register import" in refuse(capsys, "night", "-w", str(folder))


def test_a_register_that_is_no_workbook(folder, capsys):
    (folder / "register.xlsx").write_text("单位,网站", encoding="utf-8")
    assert "register.xlsx" in refuse(capsys, "register", "import", "-w", str(folder))


def test_an_empty_template_never_replaces_a_register(folder, capsys):
    assert "没有一个网站" in refuse(capsys, "register", "import", "-w", str(folder))


def test_every_fault_of_a_register_is_named_at_once(folder, capsys):
    book = openpyxl.load_workbook(folder / "register.xlsx")
    for name in ("单位", "网站", "栏目"):
        sheet = book[name]
        example = next(
            row for row in range(1, 20) if str(sheet.cell(row, 1).value).startswith("示例行")
        )
        sheet.cell(example, 1).value = str(sheet.cell(example, 1).value).removeprefix("示例行")
    book["网站"].cell(example, 4).value = "没有登记的单位"
    book.save(folder / "register.xlsx")
    said = refuse(capsys, "register", "import", "-w", str(folder))
    assert len(said.splitlines()) > 2
    assert "网站" in said
    assert "行" in said
    assert open_workspace(folder).open().table("sites").count == 0


def test_a_broken_rulebook(tmp_path, capsys):
    path = tmp_path / "own.toml"
    path.write_text('id = "own"\n[[indicator]\n', encoding="utf-8")
    assert "own.toml" in refuse(capsys, "rulebook", "check", str(path))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit"], "缺少必填的参数"),
        (["audit", "http://127.0.0.1/", "--max-page", "3"], "没有选项 --max-page"),
        (["audit", "http://127.0.0.1/", "--rate", "fast"], "选项 --rate 的取值不对：“fast”不是数"),
        (["audit", "http://127.0.0.1/", "--max-pages", "-3"], "“-3”太小，应不小于 0"),
        (["audit", "http://127.0.0.1/", "--fail-on", "x"], "“x”不在 fail、suspect、never 之中"),
        (["audit", "http://127.0.0.1/", "y"], "多出了参数 y"),
        (["review", "undo", "a", "--by", "x", "--reason", "x"], "参数“记录编号”的取值不对：“a”"),
        (["rulebook", "nosuch"], "没有命令 nosuch"),
        (["audit", "ftp://127.0.0.1/"], "不是网址"),
        (["audit", "http://8.8.8.8/", "--rate", "0"], "不能不限速"),
        (["audit", "http://127.0.0.1:1/"], "请加 --allow-private"),
        (["audit", "http://127.0.0.1:1/", "--allow-private", "--out", "taken"], "请用 --out 另指"),
        (["audit", "http://127.0.0.1/", "--as-of", "昨天"], "应写成 2026-11-24"),
        (["audit", "http://127.0.0.1/", "--rulebook", "check-1999"], "check-1999"),
        (["nothing"], "没有命令 "),
        (["checks", "no_such_check"], "没有检查项"),
        (["read", "no-such-file.html"], "读不到"),
    ],
)
def test_wrong_calls(arguments, said, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path("taken").write_text("a file", encoding="utf-8")
    assert said in refuse(capsys, *arguments)


def test_a_site_that_cannot_be_reached_is_not_judged_and_not_done(tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["audit", "http://127.0.0.1:1/", "--allow-private", "--out", str(out), "--json"]
    assert main(arguments) == 3
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert (document["pages"], document["score"], document["findings"]) == (0, None, {})
    assert "未完成：未能读取首页" in said.err
    assert (out / "report.html").exists()


def test_checks_prints_one_json_document(capsys):
    assert main(["checks", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"link_dead", "column_stale", "date_backdated"} <= {check["id"] for check in listed}
    assert all(CHINESE.search(check["title"]) for check in listed)


def test_every_rulebook_is_checked_by_its_own_command(capsys):
    for id_ in ("check-2019", "census-2015"):
        assert main(["rulebook", "check", id_, "--json"]) == 0
        book = json.loads(capsys.readouterr().out)
        assert book["id"] == id_
        assert all(row["source"] for row in book["indicators"])


def test_help_is_chinese_everywhere(capsys):
    def commands(command, path):
        yield path
        for name, below in getattr(command, "commands", {}).items():
            yield from commands(below, [*path, name])

    for path in commands(get_command(application()), []):
        assert main([*path, "--help"]) == 0
        said = capsys.readouterr().out
        assert CHINESE.search(said), path
        assert "选项" in said, path
        assert not re.search("<(bool|str|int|float|path)", said), path
        assert "… │" not in said, path  # nothing is cut off at the edge


def test_doctor_looks_at_a_workspace(folder, capsys):
    code = main(["doctor", "-w", str(folder), "--json"])
    names = {d["name"]: d for d in json.loads(capsys.readouterr().out)}
    assert code == 2  # the register is not imported yet
    assert names["设置"]["state"] == "ok"
    assert "名录还没有导入" in names["工作目录"]["text"]


def test_a_rule_that_is_no_css_is_refused_and_one_that_reads_nothing_is_not(tmp_path, capsys):
    page = tmp_path / "l.html"
    page.write_text("<ul><li><a href='a.html'>通知一</a><i>2026-03-01</i></li></ul>", "utf-8")
    said = refuse(capsys, "read", str(page), "--rule", "ul > > | a")
    assert "不是有效的 CSS 选择器" in said
    assert "不是有效的 XPath" in refuse(capsys, "read", str(page), "--rule", "//ul/li[ | a")
    assert "日期格式“b”" in refuse(capsys, "read", str(page), "--rule", "li | a | i | b")
    assert "段数过多" in refuse(capsys, "read", str(page), "--rule", "li | a | i | %m-%d | b")
    assert main(["read", str(page), "--json", "--rule", "//ul/li | a | ./i | %Y-%m-%d"]) == 0
    assert [i["date"] for i in json.loads(capsys.readouterr().out)["items"]] == ["2026-03-01"]
    assert main(["read", str(page), "--json", "--rule", "ul li | a | i"]) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    assert [(item["title"], item["date"]) for item in items] == [("通知一", "2026-03-01")]
    assert main(["read", str(page), "--rule", "table tr"]) == 0
    assert "规则失效" in capsys.readouterr().out
