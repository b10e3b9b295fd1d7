"""A site full of traps, walked: traps get their share, and every real page is found."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count
from urllib.parse import parse_qsl

import pytest

from tests.fakesite.answers import html, links, page
from tests.fakesite.child import Run, crawl, job_for
from tests.fakesite.server import Exchange, Server

SHARE = 20
ARTICLES = 150
LISTS = 15
PICTURES = 50  # pages without a word of text
SESSION = "0123456789ABCDEF"
_visits = count(1)


def _menu() -> str:
    """Return links that are other ones on every page: a session and a moment in them."""
    visit = next(_visits)
    targets = {
        "首页": "/",
        "列表": f"/list;jsessionid={SESSION}{visit}?page=1",
        "会话": f"/index.php?PHPSESSID={SESSION}{visit}",
        "此刻": f"/now?_={visit}",
        "查找": "/find?sort=1&order=1&area=1&year=1",
        "日程": "/day/2026/01/01",
        "下级": "/deeper/a/",
    }
    return "".join(f'<a href="{target}">{text}</a>' for text, target in targets.items())


async def walk(exchange: Exchange) -> None:
    """Answer whatever is asked of the site; what it does not have is 404."""
    path, _, query = exchange.request.path.partition("?")
    path = path.partition(";")[0]
    given = dict(parse_qsl(query))
    if path in ("/", "/now", "/index.php"):
        body = f"<h1>{path}</h1>"
    elif path == "/list":
        number = int(given["page"])
        body = links([f"/art/{number * 10 + n}.html" for n in range(10)])
        if number == 1:
            body += links([f"/tu/{n}.html" for n in range(PICTURES)])
        if number < LISTS:
            body += links([f"/list;jsessionid={SESSION}?page={number + 1}"])
    elif found := re.fullmatch(r"/art/(\d+)\.html", path):
        body = f"<h1>第{found[1]}号通知</h1><p>{chr(0x4E00 + int(found[1])) * 60}</p>"
    elif found := re.fullmatch(r"/tu/(\d+)\.html", path):
        await html(page(f"图解政策之{chr(0x4E00 + int(found[1]))}", '<img src="/a.png">'))(exchange)
        return
    elif path == "/find":
        further = [{**given, name: str(n)} for name in given for n in range(1, 6)]
        chosen = ["&".join(f"{k}={v}" for k, v in one.items()) for one in further]
        body = "".join(f'<a href="/find?{one}">筛选</a>' for one in chosen)
    elif path.startswith("/day/"):
        year, month, day = map(int, path.split("/")[2:])
        after = (year * 12 + month - 1) * 28 + day
        step = f"/day/{after // 336}/{after // 28 % 12 + 1:02}/{after % 28 + 1:02}"
        body = f"<h1>{year}年{month}月{day}日</h1>" + links([step])
    elif path.startswith("/deeper/"):
        body = links(["a/", "b/"])
    else:
        await exchange.answer("404 Not Found", page("没有"))
        return
    await html(page("示例", _menu() + body))(exchange)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Counter[str]]:
    """Crawl the site once; return how it ended and what was asked, by first part of the path."""
    folder = tmp_path_factory.mktemp("traps")
    with Server({"/*": walk}) as server:
        job = job_for(server, folder, max_per_template=SHARE, max_depth=60)
        run = crawl(job, folder)
        asked = {seen.path for seen in server.log}
    return run, Counter(re.match(r"/\w*", path)[0] for path in asked)  # type: ignore[index]


def test_every_real_page_is_found(walked: tuple[Run, Counter[str]]) -> None:
    _, asked = walked
    assert asked["/art"] == ARTICLES, "far more than a share, and all of them new"
    assert asked["/tu"] == PICTURES, "told apart by their titles"
    assert asked["/list"] == LISTS, "reached through sessions only"
    assert asked["/index"] == 1


@pytest.mark.parametrize("trap", ["/now", "/find", "/day", "/deeper"])
def test_a_trap_gets_its_share(walked: tuple[Run, Counter[str]], trap: str) -> None:
    run, asked = walked
    assert 1 <= asked[trap] <= SHARE
    assert run.summary.fetched < 300 + PICTURES
