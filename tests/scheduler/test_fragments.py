"""`audit --fragments`: links to a place within a page, over redirects, on a crawled site."""

from __future__ import annotations

import json
from pathlib import Path

from scheduler.cli import main
from tests.fakesite.answers import html, page, redirect
from tests.fakesite.server import Server

HOME = """<a href="/guide#two">第二节</a><a href="/guide#gone">第三节</a><a href="/old#two">旧址</a>
    <a href="/app#/list">应用</a><a href="#top">回顶部</a><a href="/drawn#later">后来</a>"""


def findings(folder: Path) -> dict[str, str]:
    lines = (folder / "findings.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {r["subject"]: r["verdict"] for r in rows if r["check"] == "fragment_missing"}


def test_places_that_are_missing_are_named_only_when_asked_for(tmp_path: Path) -> None:
    with Server() as server:
        server.routes.update(
            {
                "/": html(page("首页", HOME)),
                "/guide": html(page("指南", '<h2 id="two">二</h2>')),
                "/old": redirect("/guide"),
                "/app": html(page("应用", "<div></div>")),
                "/drawn": html(page("绘制", "<script>draw()</script>")),
            }
        )
        call = ["audit", server.url("/"), "--rate", "0", "--allow-private", "--no-external"]
        assert main([*call, "--out", str(tmp_path / "asked"), "--fragments"]) == 0
        assert main([*call, "--out", str(tmp_path / "not")]) == 0
        gone, later = server.url("/guide#gone"), server.url("/drawn#later")
    assert {s: v for s, v in findings(tmp_path / "asked").items() if v != "not_judged"} == {
        gone: "fail",
        later: "suspect",
    }
    assert set(findings(tmp_path / "not").values()) <= {"not_judged"}
