"""Discovery with a workspace: the ICP numbers that rounds over the domains have seen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from model.discovery import HostMark
from model.domain_fact import Fact, FactKind
from scheduler.cli import main
from scheduler.discover import host_marks
from scheduler.workspace import open_workspace
from store.domain_facts import FactStore

AT = datetime(2026, 11, 23, 18, tzinfo=UTC)  # 24 November in China


def fact(kind: FactKind, values: tuple[str, ...] | None, at: datetime = AT) -> Fact:
    return Fact(kind=kind, values=values, at=at, why="" if values is not None else "页脚由脚本生成")


def test_only_numbers_that_were_seen_by_then_are_marks(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    db = open_workspace(tmp_path).open()
    FactStore(db).add(
        [
            ("jyj.example.gov.cn", fact(FactKind.ICP, ("屿ICP备99000001号-3",))),
            ("jyj.example.gov.cn", fact(FactKind.TITLE, ("教育局",))),
            ("none.example.gov.cn", fact(FactKind.ICP, ())),
            ("drawn.example.gov.cn", fact(FactKind.ICP, None)),
            ("later.example.gov.cn", fact(FactKind.ICP, ("屿ICP备1号",), AT + timedelta(days=3))),
        ]
    )
    assert host_marks(db, AT) == {
        "jyj.example.gov.cn": HostMark(icp="屿ICP备99000001号-3", seen_on=date(2026, 11, 24))
    }


def test_a_folder_that_is_no_workspace_is_said_before_anything_is_asked(tmp_path, capsys) -> None:
    call = ["discover", "http://127.0.0.1:1/", "-o", str(tmp_path / "r.xlsx"), "-w", str(tmp_path)]
    assert main([*call, "--allow-private"]) == 2
    assert "不是巡检工作目录" in capsys.readouterr().err
