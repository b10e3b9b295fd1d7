from __future__ import annotations

import pytest

from extract.columns import infer_columns, kind_of
from extract.page import read_page
from model.page import PageFacts
from model.site import ColumnKind, ColumnLevel, Site

BASE = "http://www.example.gov.cn"
SITE = Site(
    code="9900000001", name="云湖区人民政府", home_url=f"{BASE}/", unit="云湖区人民政府办公室"
)


def page(
    path: str, trail: tuple[str, ...], folder: str = "", pager: str = ""
) -> tuple[str, PageFacts]:
    crumbs = " &gt; ".join(f'<a href="/{n}/">{name}</a>' for n, name in enumerate(("首页", *trail)))
    items = "".join(
        f'<li><a href="{folder}t2026110{n}_{n}.html">云湖区第{n}号测试消息的标题</a>'
        f"<i>2026-11-0{n}</i></li>"
        for n in range(1, 6)
    )
    markup = f'<div class="location">{crumbs}</div><ul>{items}</ul><div class="page">{pager}</div>'
    url = BASE + path
    return url, read_page(markup.encode(), url).facts


def test_list_pages_become_columns_with_path_kind_and_level() -> None:
    pages = dict(
        (
            page("/tzgg/", ("通知公告",), pager='<a href="index_1.html">下一页</a>'),
            page("/tzgg/index_1.html", ("通知公告",), pager='<a href="index.html">1</a>'),
            page("/zwgk/zcjd/", ("政务公开", "政策解读")),
        )
    )
    columns = infer_columns(SITE, pages)

    assert [(c.path, c.url, c.kind, c.level) for c in columns] == [
        (
            "首页 > 政务公开 > 政策解读",
            f"{BASE}/zwgk/zcjd/",
            ColumnKind.INTERPRETATION,
            ColumnLevel.OTHER,
        ),
        ("首页 > 通知公告", f"{BASE}/tzgg/", ColumnKind.NOTICE, ColumnLevel.FIRST),
    ]
    assert all(c.inferred and not c.unit for c in columns)


def test_a_column_that_only_shows_its_children_is_navigation() -> None:
    pages = dict(
        (
            page("/xwzx/", ("新闻中心",), folder="zwyw/"),
            page("/xwzx/zwyw/", ("新闻中心", "政务要闻")),
            page("/xwzx/bmdt/", ("新闻中心", "部门动态")),
        )
    )
    kinds = {c.path: c.kind for c in infer_columns(SITE, pages)}

    assert kinds["首页 > 新闻中心"] is ColumnKind.NAVIGATION
    assert kinds["首页 > 新闻中心 > 政务要闻"] is ColumnKind.NEWS


def test_the_first_page_under_its_number_is_no_column_of_its_own() -> None:
    pages = dict(
        (
            page("/list.asp?id=3", ("通知公告",), pager='<a href="?id=3&page=2">下一页</a>'),
            page("/list.asp?id=3&page=1", ("通知公告",), pager='<a href="?id=3&page=2">下一页</a>'),
            # Elsewhere a list has no address but that of its first page by number.
            page("/xwzx/list_1.html", ("动态",), pager='<a href="list_2.html">下一页</a>'),
            page(
                "/xwzx/list_2.html", ("动态",), folder="old/", pager='<a href="list_1.html">1</a>'
            ),
        )
    )
    assert [c.url for c in infer_columns(SITE, pages)] == [
        f"{BASE}/xwzx/list_1.html",
        f"{BASE}/list.asp?id=3",
    ]


def test_home_articles_and_documentation_are_no_columns() -> None:
    markup = "<html><title>安装手册</title><ul>" + "".join(
        f'<li><a href="ch0{n}.html">Chapter {n}: preparing the machine</a></li>' for n in range(9)
    )
    url = f"{BASE}/docs/index.html"
    pages = {url: read_page(markup.encode(), url).facts}
    home, facts = page("/", ("通知公告",))

    assert infer_columns(SITE, pages | {home: facts}) == ()


@pytest.mark.parametrize(
    ("name", "column_type", "kind"),
    [
        ("政务要闻", "", ColumnKind.NEWS),
        ("工作动态", "", ColumnKind.NEWS),
        ("通知公告", "", ColumnKind.NOTICE),
        ("政策文件", "", ColumnKind.POLICY),
        ("政策解读", "政策文件", ColumnKind.INTERPRETATION),
        ("规划计划", "", ColumnKind.PLAN),
        ("人事信息", "", ColumnKind.PERSONNEL),
        ("办件统计", "", ColumnKind.SERVICE_STATISTICS),
        ("数据发布", "", ColumnKind.STATISTICS),
        ("留言公开", "", ColumnKind.MESSAGES),
        ("征集调查", "", ColumnKind.SURVEY),
        ("在线访谈", "", ColumnKind.INTERVIEW),
        ("领导信息", "", ColumnKind.LEADER),
        ("机构职能", "", ColumnKind.DUTY),
        ("走进云湖", "", ColumnKind.OVERVIEW),
        ("专题专栏", "", ColumnKind.TOPIC),
        ("财政预决算", "", ColumnKind.DISCLOSURE),
        ("双公示", "", ColumnKind.DISCLOSURE),
        ("建议提案办理", "", ColumnKind.DISCLOSURE),
        ("行政处罚", "", ColumnKind.DISCLOSURE),
        ("村务公开", "", ColumnKind.DISCLOSURE),
        ("媒体聚焦", "", ColumnKind.NEWS),
        ("综合", "工作动态", ColumnKind.NEWS),
        ("综合", "", ColumnKind.OTHER),
    ],
)
def test_kinds_from_names(name: str, column_type: str, kind: ColumnKind) -> None:
    assert kind_of(name, column_type) is kind
