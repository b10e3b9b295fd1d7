"""Proposals from facts: names, units, kinds, intervals, changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from extract.discovery import propose
from extract.discovery_changes import changes_between
from extract.discovery_interval import propose_interval
from extract.discovery_places import nameless
from extract.discovery_units import UnitNames, shortens, told_unit, unit_in
from extract.page import read_page
from model.discovery import Certainty, NationalLimit, Rhythm
from model.fetch import FetchOutcome
from model.page import LinkKind, ListState, PageFacts
from model.site import Column, ColumnKind, Register, Site
from model.snapshot import Snapshot, Soundness, Target
from model.span import Span

BASE = "http://www.example.gov.cn"
NIGHT = date(2026, 11, 24)
SITE = Site(code="x", name="x", home_url=f"{BASE}/", unit="x")


def snapshot(pages: dict[str, str]) -> Snapshot:
    """Return a night on which the site answered these bodies by path."""
    read: dict[str, PageFacts] = {}
    for path, markup in pages.items():
        page = f"<html><head><meta charset='utf-8'>{markup}</html>"
        read[BASE + path] = read_page(page.encode(), BASE + path, is_home=path == "/").facts
    return Snapshot(
        site=SITE,
        night_on=NIGHT,
        observed_at=datetime(2026, 11, 23, 18, tzinfo=UTC),
        soundness=Soundness(sound=True),
        pages=read,
    )


def rows(folder: str, count: int, gap: int = 3) -> str:
    days = [NIGHT - timedelta(days=1 + n * gap) for n in range(count)]
    return "".join(
        f'<li><a href="{folder}{n}.html">关于第{n}号事项办理情况的说明</a><i>{day}</i></li>'
        for n, day in enumerate(days)
    )


HOME = "<title>云湖区人民政府</title><body><div class='footer'>主办单位：云湖区人民政府办公室</div>"


def test_a_list_without_a_name_takes_that_of_its_links_then_of_title_then_of_address() -> None:
    pages = {
        "/": HOME,
        "/col/col1/": f"<title>云湖区人民政府</title><ul>{rows('/a/', 6)}</ul>",
        "/col/col2/": f"<title>通知公告-云湖区人民政府</title><ul>{rows('/b/', 6)}</ul>",
        "/col/tjsj/": f"<ul>{rows('/c/', 6)}</ul>",
        "/module/jpage/dataproxy.jsp": f"<ul>{rows('/a/', 6)}</ul>",  # data, no column
    }
    night = snapshot(pages)
    assert nameless(night) == (f"{BASE}/col/col1/", f"{BASE}/col/col2/", f"{BASE}/col/tjsj/")
    names = {f"{BASE}/col/col1/": Counter({"更多>>": 90, "今日要闻": 40, "要闻": 2})}
    found = {c.column.url: c for c in propose(night, {}, names=names).columns}
    said = {
        url.removeprefix(BASE): (c.column.path, c.reasons["path"].certainty)
        for url, c in found.items()
    }
    assert said == {
        "/col/col1/": ("首页 > 今日要闻", Certainty.PROBABLE),
        "/col/col2/": ("首页 > 通知公告", Certainty.GUESS),
        "/col/tjsj/": ("首页 > tjsj", Certainty.GUESS),
    }
    assert found[f"{BASE}/col/col1/"].column.kind is ColumnKind.NEWS


def test_without_a_code_the_site_gets_a_temporary_one_that_imports() -> None:
    proposal = propose(snapshot({"/": HOME}), {}, names={})
    site = proposal.register.sites[0]
    assert (site.code, site.unit) == ("T-www-example-gov-cn", "云湖区人民政府办公室")
    assert proposal.site_reasons["code"].certainty is Certainty.GUESS
    assert any("没有发现栏目" in notice for notice in proposal.notices)


@pytest.mark.parametrize(
    ("source", "unit"),
    [
        ("云湖发布（区教育局）", "区教育局"),
        ("来源：云湖区水务局", "云湖区水务局"),
        ("云湖区人民政府办公室", "云湖区人民政府办公室"),
        ("云湖发布", ""),
        ("云湖日报", ""),
        ("云湖区融媒体中心", ""),
        ("办公室", ""),
        ("局办公室", ""),
        ("局机关党委", ""),
        ("区政府办", "区政府办"),
        ("区委办公室", "区委办公室"),
        ("", ""),
    ],
)
def test_a_source_is_a_unit_or_it_is_not(source: str, unit: str) -> None:
    assert unit_in(source) == unit


def test_short_names_are_joined_to_full_ones() -> None:
    full = ["云湖区人力资源和社会保障局", "云湖区人民政府办公室", "云湖区财政局"]
    names = UnitNames.of([*full, "区人社局", "区政府办"], "云湖区人民政府办公室")
    assert names.resolve("区人社局") == full[0]
    assert names.resolve("区政府办") == full[1]
    assert names.resolve("区卫健局") == "云湖区卫生健康局"
    assert "云湖区卫生健康局" not in names.full
    assert names.resolve("市财政局") == "市财政局"
    assert not shortens("区财政局", "云湖区统计局")


@pytest.mark.parametrize(
    ("description", "unit"),
    [
        ("通知公告栏目，由区政府办负责", "区政府办"),
        ("发布价格信息。责任单位：云湖区发展和改革局", "云湖区发展和改革局"),
        ("发布全区各类通知公告", ""),
    ],
)
def test_a_description_may_name_who_answers(description: str, unit: str) -> None:
    assert told_unit(description) == unit


def habit(gap: float, dated: int = 20) -> Rhythm:
    return Rhythm(
        newest_on=NIGHT, items=dated, dated=dated, last_365=dated,
        median_gap_days=gap, long_gap_days=gap,
    )  # fmt: skip


HALF_YEAR = NationalLimit(Span(months=6), "依据")


@pytest.mark.parametrize(
    ("rhythm", "limit", "interval"),
    [
        (habit(5), HALF_YEAR, Span(weeks=2)),
        (habit(1), HALF_YEAR, Span(weeks=2)),
        (habit(14), HALF_YEAR, Span(months=1)),
        (habit(100), HALF_YEAR, None),
        (habit(5, dated=4), HALF_YEAR, None),
        (habit(1), NationalLimit(Span(weeks=2), "依据"), None),
        (habit(30), None, Span(months=2)),
        (Rhythm(), None, None),
    ],
)
def test_an_interval_is_the_rulebooks_or_stricter_by_habit(
    rhythm: Rhythm, limit: NationalLimit | None, interval: Span | None
) -> None:
    found, source, reason = propose_interval(ColumnKind.NOTICE, rhythm, limit, NIGHT)
    assert found == interval
    assert bool(source) == (interval is not None)
    assert reason.text


def test_a_navigation_column_has_no_interval() -> None:
    found, _, reason = propose_interval(ColumnKind.NAVIGATION, habit(1), None, NIGHT)
    assert found is None
    assert "不考核" in reason.text


def column(path: str, url: str) -> Column:
    return Column(site_code="x", path=path, url=BASE + url, kind=ColumnKind.NEWS)


def test_changes_are_new_moved_and_vanished() -> None:
    same = column("首页 > 要闻", "/yw/index.html")
    before = [
        same,
        column("首页 > 公告", "/gg/"),
        column("首页 > 旧栏", "/old/"),
        column("首页 > 甲", "/a/"),
    ]
    after = [column("首页 > 要闻", "/yw/"), column("首页 > 公告", "/tzgg/"), column("首页 > 乙", "/a/"),
             column("首页 > 新栏", "/new/")]  # fmt: skip
    changes = changes_between(before, after)
    assert [c.path for c in changes.new] == ["首页 > 新栏"]
    assert [(old.url, new.url) for old, new in changes.moved] == [
        (f"{BASE}/a/", f"{BASE}/a/"),
        (f"{BASE}/gg/", f"{BASE}/tzgg/"),
    ]
    assert [c.path for c in changes.vanished] == ["首页 > 旧栏"]
    assert not changes_between(before, before).any


def test_a_column_moves_with_its_redirect_and_with_a_name_that_stands_once() -> None:
    before = [
        column("首页 > 政务公开 > 统计信息", "/a/tj/"),
        column("首页 > 旧名", "/old/"),
        column("首页 > 甲 > 动态", "/a/dt/"),
        column("首页 > 乙 > 动态", "/b/dt/"),
    ]
    after = [
        column("首页 > 数据 > 统计信息", "/c/tj/"),
        column("首页 > 新名", "/new/index.html"),
        column("首页 > 丙 > 动态", "/c/dt/"),
    ]
    changes = changes_between(before, after, {f"{BASE}/old/": f"{BASE}/new/"})
    assert [(old.path, new.path) for old, new in changes.moved] == [
        ("首页 > 旧名", "首页 > 新名"),
        ("首页 > 政务公开 > 统计信息", "首页 > 数据 > 统计信息"),
    ]
    assert [c.path for c in changes.new] == ["首页 > 丙 > 动态"]
    assert len(changes.vanished) == 2


def test_only_what_answers_that_it_is_gone_has_vanished() -> None:
    night = snapshot({"/": HOME, "/text/": f"<title>说明</title><body>{'说明文字。' * 40}"})
    said = {"/404/": FetchOutcome.NOT_FOUND, "/soft/": FetchOutcome.SOFT_404,
            "/500/": FetchOutcome.SERVER_ERROR, "/slow/": FetchOutcome.TIMEOUT_FIRST_BYTE}  # fmt: skip
    targets = {
        BASE + path: Target(url=BASE + path, kind=LinkKind.PAGE, outcome=outcome)
        for path, outcome in said.items()
    }
    known = tuple(column(f"首页 > {path}", path) for path in (*said, "/text/", "/never/"))
    register = Register(sites=(SITE,), columns=known)
    changes = propose(replace(night, targets=targets), {}, names={}, against=register).changes
    assert changes is not None
    assert [c.url for c in changes.vanished] == [f"{BASE}/404/", f"{BASE}/soft/"]
    assert {c.url.removeprefix(BASE): why for c, why in changes.unseen} == {
        "/500/": "栏目页没有读到：服务器内部错误",
        "/slow/": "栏目页没有读到：服务器未在时限内应答",
        "/text/": "网址仍能打开，但没有认出是哪个栏目",
        "/never/": "本次未访问",
    }


def test_articles_of_a_list_that_could_not_be_read_still_say_who_signs_them() -> None:
    crumbs = "<p>当前位置：首页 &gt; 政务公开 &gt; 通知公告</p>"
    asked = "$.get('/api/list', function (d) { $('#rows').html(d); });"
    pages = {
        "/": HOME,
        "/tzgg/": f"<title>通知公告</title><body>{crumbs}<div id='rows'></div><script>{asked}</script>",
    }
    for n in range(6):
        pages[f"/a/{n}.html"] = (
            f"<title>x</title><body>{crumbs}<h1>第{n}号事项办理情况的说明</h1>"
            f"<div>发布时间：2026-11-0{n + 1} 来源：云湖区水务局</div><p>{'说明。' * 60}</p>"
        )
    (column,) = propose(snapshot(pages), {}, names={}).columns
    assert column.state is ListState.SCRIPTED
    assert (column.column.unit, column.signed) == ("云湖区水务局", 6)


def test_the_data_address_of_a_registered_rule_is_no_new_column() -> None:
    pages = {"/": HOME, "/lm/get?c=5": f"<title>x</title><ul>{rows('/a/', 6)}</ul>"}
    known = replace(column("首页 > 要闻", "/yw/"), rule="data:/lm/get?c=5")
    register = Register(sites=(SITE,), columns=(known,))
    changes = propose(snapshot(pages), {}, names={}, against=register).changes
    assert changes is not None
    assert changes.new == ()
    bare = Register(sites=(SITE,), columns=(replace(known, rule=""),))
    found = propose(snapshot(pages), {}, names={}, against=bare).changes
    assert found is not None
    assert [c.url for c in found.new] == [f"{BASE}/lm/get?c=5"]
