"""A reading rule that stops reading is our fault: two real nights, from the crawl to the report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from model.clock import FixedClock, at_china
from model.finding import Verdict
from model.settings import commented_settings, parse_settings
from model.site import Column, ColumnKind, ColumnLevel, Register, Site, Unit
from scheduler.night import NightResult, run_night
from scheduler.progress import ProgressBoard
from scheduler.workspace import Workspace, open_workspace, site_folder
from store.register import RegisterStore
from tests.extract.office_files import xlsx_of
from tests.fakesite.answers import html, page
from tests.fakesite.server import Server

FIRST, SECOND = date(2026, 11, 23), date(2026, 11, 24)
CODE, UNIT = "4201990001", "青禾区政府办公室"
ROWS = [(f"关于做好第{n}批工作的通知", f"/tzgg/{n}.html", f"{n}/11/2026") for n in range(11, 20)]
LIST = xlsx_of(("姓名", "证号"), ("王某", "110000199001010005"))


def portal(server: Server, row: str) -> None:
    """Serve a portal whose two columns are one by a rule for the page, one by a data address."""
    links = '<a href="/tzgg/">通知公告</a><a href="/sjfb/">数据发布</a>'
    server.routes["/"] = html(page("青禾区人民政府", f"<div class='nav'>{links}</div>"))
    rows = "".join(
        f'<div class="{row}"><a href="{to}">{title}</a><s>{day}</s></div>'
        for title, to, day in ROWS
    )
    server.routes["/tzgg/"] = html(page("通知公告", f"<h1>通知公告</h1><div>{rows}</div>"))
    server.routes["/sjfb/"] = html(
        page("数据发布", "<div id='app'></div><script src='/a.js'></script>")
    )
    records = [
        {"title" if row == "row" else "caption": title, "url": to, "pubDate": f"2026-11-{n}"}
        for n, (title, to, _) in enumerate(ROWS, 11)
    ]
    body = json.dumps({"rows": records}, ensure_ascii=False).encode()
    server.routes["/api/list"] = html(body, kind="application/json")
    for title, to, _ in ROWS:
        file = '<p><a href="/files/list.xlsx">附件：名单</a></p>'
        server.routes[to] = html(
            page(title, f"<h1>{title}</h1><p>正文内容，请遵照执行。</p>{file}")
        )
    server.routes["/files/list.xlsx"] = html(LIST, kind="application/octet-stream")


def office(root: Path, server: Server) -> Workspace:
    home = server.url("/")
    text = commented_settings(parse_settings("[crawl]\nrate_per_s = 0.0\nexternal = false\n", "t"))
    (root / "xunjian.toml").write_text(text, "utf-8")
    columns = (
        ("通知公告", "/tzgg/", ".row | a | s | %d/%m/%Y"),
        ("数据发布", "/sjfb/", "data:/api/list"),
    )
    register = Register(
        units=(Unit(name=UNIT),),
        sites=(Site(code=CODE, name="青禾区政府网", home_url=home, unit=UNIT, allow_private=True),),
        columns=tuple(
            Column(
                site_code=CODE,
                path=f"首页 > {name}",
                url=server.url(path),
                kind=ColumnKind.NOTICE,
                level=ColumnLevel.FIRST,
                unit=UNIT,
                rule=rule,
            )
            for name, path, rule in columns
        ),
    )
    place = open_workspace(root)
    db = place.open()
    RegisterStore(db).replace(register, at_china(FIRST, time(1, 0)))
    db.close()
    return place


def night(place: Workspace, on: date, board: ProgressBoard) -> NightResult:
    at = at_china(on, time(2, 0))
    return run_night(place, night_on=on, at=at, clock=FixedClock(at), board=board)


@pytest.fixture(scope="module")
def world(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Workspace, NightResult, NightResult]]:
    """The page is built anew between two nights; what it lists stays."""
    root = tmp_path_factory.mktemp("rules")
    with Server() as server, ProgressBoard(quiet=True) as board:
        portal(server, "row")
        place = office(root, server)
        first = night(place, FIRST, board)
        portal(server, "entry")
        yield place, first, night(place, SECOND, board)


def test_rules_read_their_columns_in_the_first_night(world) -> None:
    _, first, _ = world
    states = {state.column.path: state for state in first.facts[0].judgement.columns}
    for path in ("首页 > 通知公告", "首页 > 数据发布"):
        assert states[path].verdict is Verdict.OK, states[path].reason
        assert states[path].newest_on == date(2026, 11, 19)
        assert states[path].items == len(ROWS)


def test_a_rule_that_stops_reading_is_not_judged_and_charged_to_nobody(world) -> None:
    _, _, second = world
    judged = second.facts[0].judgement
    for state in judged.columns:
        assert state.verdict is Verdict.NOT_JUDGED, state.column.path
        assert state.reason.startswith("规则失效：")
        assert state.reason.endswith("此前曾从该栏目读到9条信息，可能是网页改版所致")
    urls = {state.column.url for state in judged.columns}
    blamed = {
        f.check
        for f in judged.findings
        if f.subject in urls and f.verdict is not Verdict.NOT_JUDGED
    }
    assert not {check for check in blamed if check.startswith("column_")}


def test_the_report_says_so(world) -> None:
    place, _, _ = world
    report = (site_folder(place, SECOND, CODE) / "report.html").read_text("utf-8")
    assert "规则失效：登记的读取规则" in report
    assert "可能是网页改版所致" in report
    before = (site_folder(place, FIRST, CODE) / "report.html").read_text("utf-8")
    assert "规则失效" not in before


def test_a_list_of_people_in_an_attachment_is_found_in_the_night(world) -> None:
    _, first, second = world
    for result in (first, second):
        found = [f for f in result.facts[0].judgement.findings if f.check == "personal_data_shown"]
        assert [f.verdict for f in found] == [Verdict.SUSPECT]
        assert found[0].subject.endswith("/files/list.xlsx#身份证号码")
        assert "附件出现未作遮挡的身份证号码1个" in found[0].message
        assert len(found[0].places) == len(ROWS)
    report = (site_folder(world[0], SECOND, CODE) / "report.html").read_text("utf-8")
    assert "读取了1个附件的文字，与网页一并作内容检查。" in report
