"""The last page of a list with one or two items, beside articles that lack their tags."""

from __future__ import annotations

import pytest

from extract.page import read_page
from model.page import ListState, PageFacts, PageKind

COLUMN = '<meta name="ColumnName" content="通知公告"><meta name="ColumnType" content="通知公告">'
TITLE = "关于开展城乡居民医疗保险参保登记的通知"
PAGER = '<div class="page"><a href="index.html">首页</a><a href="index_2.html">上一页</a>共31条 4/4页</div>'


def read(body: str, name: str, title: str = "通知公告") -> PageFacts:
    markup = f"""<html><head><title>{title}_云湖区人民政府</title>{COLUMN}</head><body>
    <div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>
    <div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a>
    &gt; 通知公告</div>{body}<div class="footer">主办单位：云湖区人民政府办公室</div></html>"""
    return read_page(markup.encode(), f"http://www.example.gov.cn/zwgk/tzgg/{name}").facts


ROWS = {
    "list": '<ul class="list"><li><a href="t1.html">{t}</a><span>2026-03-05</span></li></ul>',
    "table": '<table class="list"><tr><td><a href="t1.html">{t}</a></td><td>2026-03-05</td></tr>'
    "</table>",
    "heading": '<div class="list"><h3><a href="t1.html">{t}</a></h3><p>发布时间：2026-03-05</p></div>',
    "column heading": '<h2>通知公告</h2><ul><li><a href="t1.html">{t}</a><em>2026-03-05 09:10</em>'
    "</li></ul>",
    "two": '<h1>通知公告</h1><ul><li><a href="t1.html">{t}</a><i>2026-03-05</i></li>'
    '<li><a href="t2.html">关于公布便民服务点名单的公告</a><i>2026-03-04</i></li></ul>',
}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("pager", [PAGER, ""])
def test_a_last_page_with_hardly_an_item_is_a_list(name: str, pager: str) -> None:
    facts = read(ROWS[name].format(t=TITLE) + pager, "index_3.html")

    assert facts.kind is PageKind.LIST
    assert facts.listing.state is ListState.ITEMS
    assert facts.listing.items[0].title == TITLE


@pytest.mark.parametrize("name", ["t20260305_12.html", "index.html", "content_5.html"])
@pytest.mark.parametrize(
    "related",
    [
        "",
        '<div class="related"><ul><li><a href="t9.html">政策解读</a><span>2026-02-01</span></li></ul>'
        "</div>",
    ],
)
def test_an_article_without_its_tags_stays_an_article(name: str, related: str) -> None:
    text = "各镇人民政府、区直各单位，现将有关事项通知如下，请认真组织实施。" * 5
    body = f"<h1>{TITLE}</h1><p>发布时间：2026-03-05 09:10 来源：云湖区医疗保障局</p><p>{text}</p>"

    assert read(body + related, name, TITLE).kind is PageKind.ARTICLE


@pytest.mark.parametrize("name", ["list_2.html", "index_2.shtml", "list-2.html"])
def test_a_numbered_page_of_a_list_without_tags_and_crumbs_is_a_list(name: str) -> None:
    row = f"<ul><li><a href='901.html'>{TITLE}</a><em>2026-03-05</em></li></ul>"
    pager = "<div class='pagination'><a href='list_1.html'>1</a><span>2</span></div>"
    markup = f"<title>惠农政策_柳湾镇</title><body><h2>惠农政策</h2>{row}{pager}"
    facts = read_page(markup.encode(), f"http://www.example.gov.cn/hnzc/{name}").facts
    assert (facts.kind, [item.date for item in facts.listing.items]) == (
        PageKind.LIST,
        ["2026-03-05"],
    )


def test_a_numbered_page_of_an_article_in_parts_stays_an_article() -> None:
    text = "现将有关事项通知如下，请认真组织实施。" * 20
    markup = f"""<title>{TITLE}</title><body><h1>{TITLE}</h1><p>发布时间：2026-03-05</p><p>{text}</p>
    <div class='page'><a href='list_1.html'>1</a><span>2</span></div>"""
    facts = read_page(markup.encode(), "http://www.example.gov.cn/hnzc/list_2.html").facts
    assert facts.kind is PageKind.ARTICLE
