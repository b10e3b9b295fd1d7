"""Discovery on lists that a script asks for group by group: counted back through the year."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from scheduler.cli import main
from tests.fakesite.server import Exchange, Server

TODAY = date(2026, 11, 24)
COUNT, A_GROUP = 23, 8
DAYS = [TODAY - timedelta(days=1 + 20 * n) for n in range(COUNT)]
DATA = "/module/web/jpage/dataproxy.jsp"
pytestmark = pytest.mark.slow


def datastore(group: int) -> str:
    part = range(group * A_GROUP, min((group + 1) * A_GROUP, COUNT))
    rows = "".join(
        f"<record><![CDATA[<li><a href='/art/{DAYS[n]:%Y/%m/%d}/art_7_{n}.html'>第{n}号说明事项</a>"
        f"<i>{DAYS[n]}</i></li>]]></record>"
        for n in part
    )
    following = f'<nextgroup><![CDATA[<a href="{DATA}?page={group + 1}"></a>]]></nextgroup>'
    more = following if part.stop < COUNT else ""
    total = f"<totalrecord>{COUNT}</totalrecord>"
    return f"<datastore>{total}{more}<recordset>{rows}</recordset></datastore>"


def page(body: str, where: str = "") -> bytes:
    return (
        f"<html><head><meta charset='utf-8'><title>松原岛区人民政府</title></head><body>"
        f"<ul class='menu'><li><a href='/col/col7/index.html'>通知公告</a></li></ul>{where}{body}"
        "<div class='foot'>主办单位：松原岛区人民政府</div></body></html>"
    ).encode()


async def answer(exchange: Exchange) -> None:
    path = exchange.request.path
    if path.startswith(DATA):
        body = datastore(int(path.rpartition("=")[2])).encode()
        await exchange.answer("200 OK", body, kind="text/xml; charset=utf-8")
    elif path.startswith("/col/"):
        where = "<p>当前位置：<a href='/'>首页</a> &gt; <a href='#'>通知公告</a></p>"
        script = f"<div id='7'><script type='text/xml'>{datastore(0)}</script></div>"
        await exchange.answer("200 OK", page(script, where), kind="text/html")
    elif path.startswith("/art/"):
        text = "<p>现将有关事项说明如下。</p>" * 9
        body = page(f"<h1>第{path.rpartition('_')[2][:-5]}号说明事项</h1>{text}")
        await exchange.answer("200 OK", body, kind="text/html")
    elif path == "/":
        await exchange.answer("200 OK", page("<h2>欢迎</h2>"), kind="text/html")
    else:
        await exchange.answer("404 Not Found", b"<p>none</p>", kind="text/html")


def discovered(server: Server, file: Path, capsys: pytest.CaptureFixture[str], *more: str):
    call = ["discover", server.url("/"), "-o", str(file), "--rate", "0", "--allow-private"]
    assert main([*call, "--no-external", "--as-of", TODAY.isoformat(), "--json", *more]) == 0
    (column,) = json.loads(capsys.readouterr().out)["columns"]
    return column


def test_a_year_is_counted_over_all_groups_and_no_more_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server() as server:
        server.other = answer
        column = discovered(server, tmp_path / "r.xlsx", capsys)
        asked = [request.path for request in server.log if request.path.startswith(DATA)]
    within = sum(day > TODAY - timedelta(days=365) for day in DAYS)
    assert (column["items"], column["last_365"], column["partial"]) == (COUNT, within, False)
    assert column["median_gap_days"] == 20
    assert sorted(asked) == [f"{DATA}?page=1", f"{DATA}?page=2"]


def test_a_page_cap_asks_no_groups_and_calls_the_figures_bounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server() as server:
        server.other = answer
        column = discovered(server, tmp_path / "r.xlsx", capsys, "--max-pages", "90")
        assert not [request for request in server.log if request.path.startswith(DATA)]
    assert (column["last_365"], column["partial"]) == (A_GROUP, True)
