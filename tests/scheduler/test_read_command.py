"""`xunjian read` and `xunjian audit` of files for reading, saved and served."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.cli import main
from tests.extract.office_files import compound, docx_of, pdf, xlsx_of
from tests.fakesite.answers import html, page
from tests.fakesite.server import Server

SAID = "某某区补助名单"


def test_a_saved_file_is_shown_with_its_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "名单.docx"
    path.write_bytes(docx_of(SAID, *("段落",) * 30))
    assert main(["read", str(path)]) == 0
    said = capsys.readouterr().out
    assert "格式　docx" in said
    assert SAID in said
    assert "其余 11 行从略" in said
    assert main(["read", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["reason"], told["text"][:7]) == ("read", None, SAID)


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("a.pdf", b"no such thing", "文件已损坏，或内容与文件类型不符"),
        ("a.doc", compound({"EncryptedPackage": b"x"}), "文件已加密，需要口令才能打开"),
        ("a.pdf", pdf(), "文件中没有文字，可能是扫描件"),
        ("a.doc", b"Rar!\x1a\x07\x00", "暂不支持读取这种格式的文字"),
    ],
)
def test_a_file_without_text_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, body: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(body)
    assert main(["read", str(tmp_path / name)]) == 0
    assert f"结果　{sentence}" in capsys.readouterr().out


def test_a_file_at_an_address_is_read_whatever_its_address_is_called(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kind = "application/octet-stream"
    with Server() as server:
        server.routes["/download"] = html(pdf(SAID), kind=kind)
        assert main(["read", server.url("/download?id=5"), "--allow-private"]) == 0
        assert SAID in capsys.readouterr().out
        server.routes["/picture"] = html(b"\x00abc", kind=kind)
        assert main(["read", server.url("/picture"), "--allow-private"]) == 3
        assert "不是网页" in capsys.readouterr().err


def test_an_audit_reads_attachments_where_it_is_asked_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = xlsx_of(("姓名", "证号"), ("王某", "110000199001010005"))
    with Server() as server:
        server.routes["/"] = html(page("某某区人民政府", '<a href="/list.xlsx">名单</a>'))
        server.routes["/list.xlsx"] = html(people, kind="application/octet-stream")
        call = ["audit", server.url("/"), "--rate", "0", "--allow-private", "--no-external"]
        for extra, found in (([], 0), (["--attachments", "5"], 1)):
            out = tmp_path / str(found)
            assert main([*call, "--json", "--out", str(out), *extra]) == 0
            told = json.loads(capsys.readouterr().out)
            assert told["findings"].get("personal_data_shown", 0) == found
            report = (out / "report.html").read_text("utf-8")
            assert ("读取了1个附件的文字" in report) == bool(found)


def test_a_rule_with_a_data_address_shows_the_rows_it_would_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = '{"rows": [{"title": "关于某事的通知", "url": "/a/1.html", "pubDate": "2026-11-02"}]}'
    with Server() as server:
        server.routes["/tzgg/"] = html(page("通知公告", "<div id='app'></div>"))
        server.routes["/api/list"] = html(rows.encode(), kind="application/json")
        call = ["read", server.url("/tzgg/"), "--allow-private", "--rule"]
        assert main([*call, "data:/api/list"]) == 0
        assert f"  2026-11-02　关于某事的通知　{server.url('/a/1.html')}" in capsys.readouterr().out
        keyed = "data:/api/list | $.rows | /info{url} {title} | {pubDate}"
        assert main([*call, keyed]) == 0
        assert server.url("/info/a/1.html") in capsys.readouterr().out
        assert main([*call, "data:/api/list | $.list"]) == 0
        assert "规则失效" in capsys.readouterr().out
        assert main([*call, "data:/api/list | //x"]) == 0
        assert "规则失效" in capsys.readouterr().out
        assert main([*call, "data:javascript:x"]) == 2
        assert "数据地址应写成“data:网址”" in capsys.readouterr().err
