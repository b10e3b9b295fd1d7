"""Columns of lists at addresses that tell nothing: the four results of a list that gives no item."""

from __future__ import annotations

import pytest

from extract.page import read_page
from model.page import ListState, PageFacts, PageKind

ADDRESSES = ("/tzgg.htm", "/xxgk/tzgg", "/front/lm.do?id=3", "/tzgg.jsp?wbtreeid=1029", "/tzgg/")
LINKS = "".join(f'<li><a href="/a/{n}.html">关于第{n}项工作安排的通知</a></li>' for n in range(12))
ASKED = "$.get('/api/list?c=3', function (d) { $('#rows').html(d); });"


def read(path: str, body: str, name: str = "通知公告") -> PageFacts:
    markup = f"""<html><head><title>{name}-云湖区人民政府</title></head><body>
    <div class="nav"><a href="/">首页</a></div>
    <div class="position">当前位置：<a href="/">首页</a> &gt; <a href="#">{name}</a></div>{body}
    <div class="foot">主办单位：云湖区人民政府办公室</div></html>"""
    return read_page(markup.encode(), f"http://www.example.gov.cn{path}").facts


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("<div class='list'><ul></ul></div>", ListState.EMPTY),
        ("<div class='list'>暂无信息</div>", ListState.EMPTY),
        (f"<ul class='list'>{LINKS}</ul>", ListState.UNDATED),
        (f"<div id='rows'></div><script>{ASKED}</script>", ListState.SCRIPTED),
    ],
)
def test_a_column_called_as_lists_are_says_why_nothing_was_read(
    path: str, body: str, state: ListState
) -> None:
    facts = read(path, body)
    assert (facts.kind, facts.listing.state) == (PageKind.LIST, state)
    assert facts.listing.reason


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("机构职能", "<div class='list'><ul></ul></div>"),  # often a picture or a page of text
        ("通知公告", f"<p>{'本栏目的信息已并入政务公开平台，请前往查看。' * 6}</p>"),
        ("关于印发工作规划的通知", "<div class='list'><ul></ul></div>"),  # an article's own crumb
    ],
)
def test_other_pages_at_such_addresses_lack_no_list(name: str, body: str) -> None:
    facts = read("/tzgg.htm", body, name)
    assert (facts.kind, facts.listing.state) == (PageKind.OTHER, ListState.NOT_A_LIST)
