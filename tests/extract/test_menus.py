"""Menus: the place of a column where only the nested lists of the home page tell it."""

from __future__ import annotations

from collections import Counter

import pytest

from extract.discovery import propose
from extract.menus import menu_of
from model.discovery import Certainty
from model.site import ColumnKind, ColumnLevel
from tests.extract.test_discovery import BASE, HOME, rows, snapshot

MENU = """<ul class="mainmenu"><li><a href="/">网站首页</a></li>
<li><a href="/bmfw/bszn/">便民服务</a>
 <ol><li><a href="/bmfw/bszn/">办事指引</a></li><li><a href="/bmfw/xzzx/">表格下载</a></li></ol></li>
<li><span>新闻中心</span><ul><li><a href="/xw/zj/">各镇</a>
 <ul><li><a href="/xw/zj/lw/">柳湾镇</a></li></ul></li></ul></li>
<li><a href="/tzgg/">通知公告</a></li></ul>
<ul><li><img src="/i.png"><em>今日</em><b>推荐</b><ul><li><a href="/t/1.html">某事的通知</a></li></ul></li></ul>"""


def test_nested_lists_give_addresses_their_places() -> None:
    assert menu_of(MENU.encode(), f"{BASE}/") == {
        f"{BASE}/bmfw/bszn/": ("便民服务", "办事指引"),
        f"{BASE}/bmfw/xzzx/": ("便民服务", "表格下载"),
        f"{BASE}/xw/zj/": ("新闻中心", "各镇"),
        f"{BASE}/xw/zj/lw/": ("新闻中心", "各镇", "柳湾镇"),
    }


@pytest.mark.parametrize("junk", [b"", b"<ul><li>" * 5_000, b"\xff\xfe<li><a href=" * 99])
def test_no_bytes_are_too_odd(junk: bytes) -> None:
    assert menu_of(junk, f"{BASE}/") == {}


def test_columns_without_crumbs_stand_where_the_menu_places_them() -> None:
    pages = {"/": HOME + MENU}
    for path in ("/bmfw/bszn/", "/xw/zj/lw/", "/tzgg/"):
        pages[path] = f"<title>柳湾镇</title><body>{MENU}<ul>{rows(path, 6)}</ul>"
    names = {f"{BASE}/tzgg/": Counter({"通知公告": 4})}
    menu = menu_of(pages["/"].encode(), f"{BASE}/")
    found = propose(snapshot(pages), {}, names=names, menu=menu).columns
    said = {
        c.column.path: (
            c.column.level,
            c.reasons["path"].certainty,
            c.reasons["level"].certainty,
            c.column.kind,
        )
        for c in found
    }
    guess, probable = Certainty.GUESS, Certainty.PROBABLE
    assert said == {
        "首页 > 便民服务 > 办事指引": (
            ColumnLevel.OTHER, probable, probable, ColumnKind.SERVICE,
        ),
        "首页 > 新闻中心 > 各镇 > 柳湾镇": (ColumnLevel.OTHER, probable, probable, ColumnKind.NEWS),
        # Nothing says what stands above it: its level is no more than assumed.
        "首页 > 通知公告": (ColumnLevel.FIRST, probable, guess, ColumnKind.NOTICE),
    }  # fmt: skip


def test_a_column_named_by_its_tag_stands_where_the_menu_places_it() -> None:
    tagged = '<meta name="ColumnName" content="表格下载"><title>x</title><body>'
    pages = {"/": HOME + MENU, "/bmfw/xzzx/": f"{tagged}<ul>{rows('/bmfw/xzzx/', 6)}</ul>"}
    night = snapshot(pages)
    (column,) = propose(night, {}, names={}, menu=menu_of(MENU.encode(), f"{BASE}/")).columns
    assert column.column.path == "首页 > 便民服务 > 表格下载"
    assert column.column.level is ColumnLevel.OTHER
    (bare,) = propose(night, {}, names={}).columns
    assert bare.column.path == "首页 > 表格下载"
    assert bare.reasons["level"].certainty is Certainty.GUESS


def crumbs(*trail: str) -> str:
    return f"<title>x</title><body><p>当前位置：首页 &gt; {' &gt; '.join(trail)}</p>"


@pytest.mark.parametrize(
    ("trail", "title", "kind"),
    [
        (("专题专栏", "乡村振兴"), "关于{n}号动态的报道", ColumnKind.TOPIC),
        (("新闻中心", "乡镇街道"), "{n}号事项", ColumnKind.NEWS),
        (("政务公开", "应急管理"), "{n}号事项", ColumnKind.DISCLOSURE),
        (("政务公开", "应急管理"), "关于{n}号事项的通知", ColumnKind.NOTICE),
        (("党的建设", "支部"), "{n}号事项", ColumnKind.OTHER),
        (("政务公开", "领导之窗", "活动"), "{n}号事项", ColumnKind.DISCLOSURE),
    ],
)
def test_where_a_name_tells_nothing_the_titles_or_the_column_above_do(
    trail: tuple[str, ...], title: str, kind: ColumnKind
) -> None:
    items = "".join(
        f"<li><a href='{n}.html'>{title.format(n=n)}</a><i>2026-11-0{n}</i></li>"
        for n in range(1, 7)
    )
    night = snapshot({"/": HOME, "/a/b/": f"{crumbs(*trail)}<ul>{items}</ul>"})
    (column,) = propose(night, {}, names={}).columns
    assert column.column.kind is kind
    assert column.reasons["kind"].certainty is Certainty.GUESS
