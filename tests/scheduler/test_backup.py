"""A workspace in one file and back: whole, in use, and refused where it is not whole."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from model.settings import Mail, Probing, commented_settings
from scheduler.cli import main
from scheduler.workspace import Workspace, open_workspace
from store.migrations import open_watch
from tests.scheduler.letter_office import EDUCATION, confirmed, workspace


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace with a case, a word list, a password file and printed documents."""
    root = tmp_path / "office"
    root.mkdir()
    made = workspace(root)
    settings = replace(
        made.settings,
        mail=Mail(password_file="mail.txt"),
        probing=Probing(alerts_file="alerts.txt"),
    )
    (root / "xunjian.toml").write_text(commented_settings(settings), encoding="utf-8")
    for name in ("mail.txt", "alerts.txt", "words.csv", "data/night.lock"):
        (root / name).write_text("secret", encoding="utf-8")
    (root / "out" / "2026-03-02").mkdir(parents=True)
    (root / "out" / "2026-03-02" / "report.html").write_text("报告", encoding="utf-8")
    place = open_workspace(root)
    db = place.open()
    confirmed(db, EDUCATION, "a")
    db.close()
    return place


def dumped(root: Path) -> list[str]:
    db = open_watch(root / "data" / "watch.db")
    try:
        return list(db.conn.iterdump())
    finally:
        db.close()


def test_what_was_backed_up_comes_back_also_while_it_is_in_use(place, tmp_path, capsys):
    file, back = tmp_path / "b.zip", tmp_path / "back"
    held = place.open()  # a program that is at work
    held.execute("BEGIN IMMEDIATE")
    try:
        assert main(["backup", str(file), "-w", str(place.root)]) == 0
    finally:
        held.conn.rollback()
        held.close()
    assert "alerts.txt、mail.txt" in capsys.readouterr().out
    assert main(["restore", str(file), str(back)]) == 0
    assert dumped(back) == dumped(place.root)
    assert {p.name for p in back.iterdir()} == {"xunjian.toml", "words.csv", "data"}
    assert main(["cases", "list", "-w", str(back)]) == 0
    assert EDUCATION in capsys.readouterr().out
    assert main(["audit-log", "verify", "-w", str(back)]) == 0


def test_documents_are_kept_on_request(place, tmp_path, capsys):
    file = tmp_path / "b.zip"
    assert main(["backup", str(file), "--documents", "-w", str(place.root), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["left_out"] == ["alerts.txt", "mail.txt"]
    with ZipFile(file) as archive:
        assert "out/2026-03-02/report.html" in archive.namelist()


def test_nothing_is_written_over(place, tmp_path, capsys):
    file = tmp_path / "b.zip"
    assert main(["backup", str(place.root / "b.zip"), "-w", str(place.root)]) == 2
    assert main(["backup", str(file), "-w", str(place.root)]) == 0
    assert main(["restore", str(file), str(place.root)]) == 2
    assert "不是空目录" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "none.zip"), str(tmp_path / "x")]) == 2


def changed(file: Path, target: Path, *, name: str = "", data: bytes = b"", drop: str = "") -> None:
    with ZipFile(file) as old, ZipFile(target, "w") as new:
        for each in old.namelist():
            if each != drop:
                new.writestr(each, data if each == name else old.read(each))


def test_what_is_not_whole_is_refused_whole(place, tmp_path, capsys):
    file = tmp_path / "b.zip"
    main(["backup", str(file), "-w", str(place.root)])
    manifest = json.loads(ZipFile(file).read("manifest.json"))
    manifest["files"]["../evil"] = manifest["files"]["words.csv"]
    newer = json.dumps({**manifest, "format": 99}).encode()
    cases = {
        "已损坏": {"name": "words.csv", "data": b"other"},
        "缺少 words.csv": {"drop": "words.csv"},
        "不是巡检的备份文件": {"name": "manifest.json", "data": b"[]"},
        "不合规的文件名": {"name": "manifest.json", "data": json.dumps(manifest).encode()},
        "由更新版本": {"name": "manifest.json", "data": newer},
    }
    for words, how in cases.items():
        bad, back = tmp_path / "bad.zip", tmp_path / "back"
        changed(file, bad, **how)
        assert main(["restore", str(bad), str(back)]) == 2
        assert words in capsys.readouterr().err
        assert not back.exists()
    (tmp_path / "bad.zip").write_bytes(file.read_bytes()[:-200])
    assert main(["restore", str(tmp_path / "bad.zip"), str(tmp_path / "back")]) == 2
    assert list(tmp_path.glob(".restore-*")) == []
