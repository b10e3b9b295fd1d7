"""Pictures of findings: a real night with a real Chromium, the nights after, and a hostile file."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from crawler.browser_order import ready_program
from crawler.pictures import measures_of
from model.clock import FixedClock, at_china
from model.picture import Picture
from model.settings import commented_settings, parse_settings
from model.site import Column, ColumnKind, ColumnLevel, Register, Site, Unit
from scheduler.cli import main
from scheduler.night import NightResult, run_night
from scheduler.printing import print_site
from scheduler.progress import ProgressBoard
from scheduler.workspace import Workspace, open_workspace, site_folder
from store.register import RegisterStore
from store.site_pictures import pictures_in, pictures_until
from tests.fakesite.answers import html, page
from tests.fakesite.scripted import DATA, lay_out
from tests.fakesite.server import Server

needs_browser = pytest.mark.skipif(ready_program() is None, reason="no browser to be driven here")
FIRST, SECOND, LATER = date(2026, 11, 23), date(2026, 11, 24), date(2026, 12, 24)
CODE, UNIT = "4201990001", "青禾区政府办公室"
NUMBER, MASKED = "13900001234", "139****1234"
SETTINGS = """[crawl]
rate_per_s = 0.0
external = false
confirm_nights = 1
browser_pictures = 4
picture_days = 7
"""


def portal(server: Server, *, mended: bool) -> None:
    """Serve a portal with a dead link on its home page and two stale columns, or without."""
    gone = "/plain.html" if mended else "/gone.html"
    menu = "".join(f'<a href="/{name}/">{name}</a> ' for name in ("a", "b"))
    rows = f'<li><a href="{gone}">关于防汛工作的通知</a><span>2026-11-20</span></li>'
    image = '<img src="/logo.png" alt="徽标">'
    server.routes["/"] = html(
        page("青禾区人民政府", f"{image}<div>{menu}</div><ul class='list'>{rows}</ul>")
    )
    year = "2026-12" if mended else "2025-03"
    items = "".join(
        f'<li><a href="/plain.html?{n}">关于第{n}批树种的通知</a><span>{year}-{n}</span></li>'
        for n in range(11, 19)
    )
    for name, number in (("a", NUMBER), ("b", MASKED)):
        body = f"<h1>通知公告</h1><p>联系人王某{number}</p><ul class='list'>{items}</ul>"
        server.routes[f"/{name}/"] = html(page("通知公告", body))
    server.routes["/plain.html"] = html(page("关于防汛工作的通知", "<p>2026-11-20</p>"))
    server.routes["/logo.png"] = html(b"\x89PNG", kind="image/png")


def office(root: Path, server: Server) -> Workspace:
    text = commented_settings(parse_settings(SETTINGS, "t"))
    (root / "xunjian.toml").write_text(text, "utf-8")
    home = server.url("/")
    register = Register(
        units=(Unit(name=UNIT),),
        sites=(Site(code=CODE, name="青禾区政府网", home_url=home, unit=UNIT, allow_private=True),),
        columns=tuple(
            Column(
                site_code=CODE,
                path=f"首页 > {name}",
                url=server.url(f"/{name}/"),
                kind=ColumnKind.NOTICE,
                level=ColumnLevel.FIRST,
                unit=UNIT,
            )
            for name in ("a", "b")
        ),
    )
    workspace = open_workspace(root)
    db = workspace.open()
    RegisterStore(db).replace(register, at_china(FIRST, time(1, 0)))
    db.close()
    return workspace


def night(workspace: Workspace, on: date) -> NightResult:
    at = at_china(on, time(2, 0))
    with ProgressBoard() as board:
        return run_night(workspace, night_on=on, at=at, clock=FixedClock(at), board=board)


@dataclass(frozen=True, slots=True)
class World:
    """One office after two nights; nothing was mended in between."""

    server: Server
    workspace: Workspace
    first: NightResult
    second: NightResult

    def folder(self, on: date) -> Path:
        return site_folder(self.workspace, on, CODE)

    def by_check(self, check: str) -> dict[str, Picture]:
        """Return the pictures of one check's findings by subject."""
        facts = self.first.facts[0]
        found = [f for f in facts.judgement.findings if f.check == check]
        return {f.subject: facts.pictures[f.fingerprint(CODE)] for f in found}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with Server() as server:
        portal(server, mended=False)
        workspace = office(tmp_path_factory.mktemp("pictured"), server)
        yield World(server, workspace, night(workspace, FIRST), night(workspace, SECOND))


@needs_browser
@pytest.mark.slow
def test_a_dead_link_of_the_home_page_is_pictured_where_it_stands(world: World) -> None:
    (picture,) = world.by_check("link_dead").values()
    assert picture.marked
    assert picture.page == world.server.url("/")
    png = (world.folder(FIRST) / picture.file).read_bytes()
    assert sha256(png).hexdigest() == picture.sha256
    assert measures_of(png) == (picture.width, picture.height)
    assert picture.width == 1200
    assert picture.height <= 1600
    assert picture.taken_at == at_china(FIRST, time(2, 0))


@needs_browser
@pytest.mark.slow
def test_numbers_are_masked_and_images_left_out(world: World) -> None:
    """A page with a number and one with the masked number look alike to the last pixel."""
    stale = world.by_check("column_stale")
    assert len(stale) == 2
    assert len({picture.sha256 for picture in stale.values()}) == 1
    assert {seen.headers.get("range") for seen in world.server.asked("/logo.png")} == {"bytes=0-0"}


@needs_browser
@pytest.mark.slow
def test_pictures_are_laid_into_whatever_folder_is_named(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    facts = world.first.facts[0]
    print_site(facts, Path("here"), at_china(FIRST, time(3, 0)), world.workspace.site_file(CODE))
    for picture in facts.pictures.values():
        png = (tmp_path / "here" / picture.file).read_bytes()
        assert sha256(png).hexdigest() == picture.sha256


@needs_browser
@pytest.mark.slow
def test_documents_and_commands_name_the_picture(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = world.first.facts[0].pictures
    report = (world.folder(FIRST) / "report.html").read_text("utf-8")
    lines = (world.folder(FIRST) / "findings.jsonl").read_text("utf-8").splitlines()
    told = {f["fingerprint"]: f["picture"] for f in map(json.loads, lines) if "picture" in f}
    assert told.keys() == pictures.keys()
    for mark, picture in pictures.items():
        assert f'href="{picture.file}"' in report
        assert told[mark]["sha256"] == picture.sha256
    where = ["--workspace", str(world.workspace.root)]
    assert main(["score", "explain", CODE, *where]) == 0
    assert main(["cases", "show", "1", *where, "--as-of", SECOND.isoformat()]) == 0
    assert capsys.readouterr().out.count(f"out/{FIRST}/{CODE}/pictures/") >= 2


@needs_browser
@pytest.mark.slow
def test_what_has_a_picture_gets_no_other_and_no_copy(world: World) -> None:
    first, second = world.first.facts[0].pictures, world.second.facts[0].pictures
    assert second == first
    for picture in first.values():
        here, before = (world.folder(on) / picture.file for on in (SECOND, FIRST))
        assert here.samefile(before)


@needs_browser
@pytest.mark.slow
def test_old_pictures_go_with_their_findings(world: World) -> None:
    """Runs last: the portal is mended, its cases are closed, and the days are over."""
    file = world.workspace.site_file(CODE)
    kept = tuple(pictures_until(file, SECOND).values())
    night(world.workspace, LATER - timedelta(days=1))
    assert pictures_until(file, LATER).keys() >= {p.fingerprint for p in kept}  # still there
    portal(world.server, mended=True)
    night(world.workspace, LATER)
    night(world.workspace, LATER + timedelta(days=1))
    left = pictures_until(file, LATER + timedelta(days=1))
    assert not left.keys() & {picture.fingerprint for picture in kept}
    printed = {path.stem for path in world.workspace.root.glob("out/*/*/pictures/*.png")}
    assert printed == left.keys()
    with pictures_in(file) as store:
        assert all(store.png(picture) is None for picture in kept)
        assert all(store.png(picture) for picture in left.values())


def test_a_file_that_is_no_picture_is_none() -> None:
    head = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR"
    assert measures_of(head + struct.pack(">II", 1200, 1600)) == (1200, 1600)
    for bad in (b"", b"<html>", head, head + struct.pack(">II", 0, 9), head + b"\xff" * 8):
        assert measures_of(bad) is None


def test_a_budget_without_a_browser_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for option in ("--browser", "--pictures"):
        call = ["audit", "http://127.0.0.1:9/", option, "3", "--out", str(tmp_path / "o")]
        assert main([*call, "--allow-private"]) == 2
        said = capsys.readouterr().err
        assert option in said
        assert "xunjian doctor" in said
    assert not (tmp_path / "o").exists()


@needs_browser
@pytest.mark.slow
def test_discover_reads_a_scripted_list_with_the_browser(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server() as server, Server() as other:
        lay_out(server, other)
        server.routes["/"] = html(page("松原岛区", "<a href='/get/'>通知公告</a>"))
        call = ["discover", server.url("/"), "-o", str(tmp_path / "r.xlsx"), "--allow-private"]
        assert main([*call, "--rate", "0", "--no-external", "--browser", "3", "--json"]) == 0
    (column,) = json.loads(capsys.readouterr().out)["columns"]
    assert (column["url"], column["newest"]) == (server.url("/get/"), DATA[0]["d"])
