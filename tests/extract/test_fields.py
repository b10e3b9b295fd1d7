"""Labelled fields of documents, letters and guides: read where a label heads its text."""

from __future__ import annotations

import pytest

from extract.page import read_page
from model.page_field import PageField

URL = "http://www.qinghe.gov.cn.example/zwgk/zcwj/201806/t20180630_1.html"
OFFERS = {PageField.PRINT, PageField.FILES, PageField.FORM_NAMED}  # see test_offers.py
HEAD = '<meta name="ArticleTitle" content="某某标题某某标题"><meta name="PubDate" content="2018-06-30 09:00">'


def fields(body: str, url: str = URL) -> dict[str, str]:
    page = f"<html><head>{HEAD}</head><body><h1>某某标题某某标题</h1>{body}</body></html>"
    found = read_page(page.encode(), url).facts.fields
    return {name: value for name, value in found.items() if name not in OFFERS}


def test_a_document_says_when_it_was_made_and_whether_it_holds() -> None:
    table = "<table><tr><td>成文日期：</td><td>2018年6月8日</td><td>有效性：有效</td></tr></table>"
    assert fields(table) == {PageField.WRITTEN_ON: "2018-06-08", PageField.VALIDITY: "有效"}


def test_a_letter_keeps_its_days_and_not_its_words() -> None:
    letter = "<p>来信时间：2018-05-01</p><p>张三请问补贴何时发放</p><p>答复时间：2018-05-04</p><p>答复内容：</p><p>您好，已办理。</p>"
    assert fields(letter) == {
        PageField.ASKED_ON: "2018-05-01",
        PageField.ANSWERED_ON: "2018-05-04",
        PageField.ANSWER: "有",
    }


def test_an_empty_element_of_a_guide_is_there_and_empty() -> None:
    guide = (
        "<table><tr><th>事项名称</th><td>某补贴申领</td></tr><tr><th>设定依据</th><td></td></tr>"
        "<tr><th>申请条件</th><td>本区居民</td></tr></table><p>一、办理材料</p><p>申请表</p>"
    )
    assert fields(guide) == {
        PageField.MATTER: "某补贴申领",
        PageField.BASIS: "",
        PageField.CONDITIONS: "本区居民",
        PageField.MATERIALS: "申请表",
    }


@pytest.mark.parametrize(
    "body",
    [
        "<p>会议指出，要公开设定依据、申请条件和办理流程，方便群众办事。</p>",
        "<p>申请条件：本区居民</p><p>其他内容</p>",  # one class makes no guide
        "<p>联系电话：0680-1234567</p><p>办公时间：9:00</p><p>办公地点：二楼</p>",
        '<div style="display:none"><p>成文日期：2018-06-08</p></div>',
        "<p>成文日期：另行公布</p>",
    ],
)
def test_prose_scraps_and_hidden_labels_are_no_fields(body: str) -> None:
    assert fields(body) == {}


def offered(markup: str, home: str) -> dict[str, str]:
    fields = read_page(markup.encode(), home).facts.fields
    return {name: fields[name] for name in (PageField.SEARCH, PageField.VIEWPORT)}


def test_a_home_page_says_whether_it_can_be_searched_and_fits_small_screens() -> None:
    home = "http://www.qinghe.gov.cn.example/"
    view = '<html><head><meta name="viewport" content="width=device-width"></head><body>{}</body></html>'
    asked = view.format('<form action="/s"><input name="keyword" placeholder="请输入"></form>')
    assert offered(asked, home) == {
        PageField.VIEWPORT: "width=device-width",
        PageField.SEARCH: "有",
    }
    linked = '<html><body><a href="/search/">高级检索</a></body></html>'
    assert offered(linked, home) == {
        PageField.VIEWPORT: "",
        PageField.SEARCH: f"{home}search/",
    }
    login = (
        '<html><body><form><input name="user"><input type="password" name="q"></form></body></html>'
    )
    assert offered(login, home) == {
        PageField.VIEWPORT: "",
        PageField.SEARCH: "",
    }


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<p>【成文日期】 2018-06-08</p>", {PageField.WRITTEN_ON: "2018-06-08"}),
        ("<p>【成文日期】：2018-06-08</p>", {PageField.WRITTEN_ON: "2018-06-08"}),
        (
            "<dl><dt>留言日期</dt><dd>2018-05-01</dd><dt>办理结果</dt><dd>您好，已修复。</dd></dl>",
            {PageField.ASKED_ON: "2018-05-01", PageField.ANSWER: "有"},
        ),
        (
            "<p>来信时间：2018-05-01</p><p>问：何时开工？</p><p>答：您好，计划七月开工。</p>",
            {PageField.ASKED_ON: "2018-05-01", PageField.ANSWER: "有"},
        ),
        (
            "<p>来信时间：2018-05-01</p><p>问：何时开工？</p><p>答复：</p>",
            {PageField.ASKED_ON: "2018-05-01"},
        ),
        (
            "<p>一、许可事项</p><p>临时占道</p><p>二、法定依据</p><p>某条例</p>"
            "<p>三、申请材料清单（一式两份）</p><p>申请表</p><p>四、办事程序</p><p>附件：申请表</p>",
            {
                PageField.MATTER: "临时占道",
                PageField.BASIS: "某条例",
                PageField.MATERIALS: "申请表",
                PageField.PROCESS: "",
            },
        ),
    ],
)
def test_labels_are_known_as_portals_write_them(body: str, kept: dict[str, str]) -> None:
    assert fields(body) == kept


def test_place_and_hours_may_stand_under_one_label() -> None:
    rest = "<p>事项名称：临时占道</p><p>申请材料：申请表</p>"
    for label in ("办理地点/时间", "办公时间、地点", "办理时间及地址"):
        found = fields(f"{rest}<p>{label}：二楼大厅，周一至周五</p>")
        assert found[PageField.PLACE] == found[PageField.HOURS] == "二楼大厅，周一至周五"
    assert fields(f"{rest}<p>设定依据：某条例</p><p>办理地点/时间：</p>")[PageField.HOURS] == ""


def test_tabs_are_no_empty_elements() -> None:
    tabs = "<ul><li>受理条件</li><li>申请材料</li><li>办理流程</li><li>咨询电话</li></ul>"
    assert fields(f"{tabs}<div>年满十八周岁</div><div>身份证原件</div>") == {}
    known = "".join(
        f"<p>{name}</p><p>内容</p>" for name in ("受理条件", "申请材料", "办理流程", "咨询电话")
    )
    assert set(fields(tabs + known).values()) == {"内容"}
    first = f"{tabs}<table><tr><td>事项名称</td><td>临时占道</td></tr></table>{known}"
    assert fields(first)[PageField.MATTER] == "临时占道"


def test_a_search_is_known_by_its_form_and_its_button() -> None:
    home = "http://www.qinghe.gov.cn.example/"
    page = '<html><body><form action="{}"><input name="q">{}</form></body></html>'
    button = '<input type="submit" value="{}">'
    assert offered(page.format("/jsearch/index", ""), home)[PageField.SEARCH] == "有"
    assert offered(page.format("/so", button.format("搜 索")), home)[PageField.SEARCH] == "有"
    assert offered(page.format("/bj", button.format("查询")), home)[PageField.SEARCH] == ""
    sign = '<html><body><a href="/{}/index.html"><i class="icon"></i></a></body></html>'
    assert offered(sign.format("search"), home)[PageField.SEARCH] == f"{home}search/index.html"
    assert offered(sign.format("research"), home)[PageField.SEARCH] == ""
    asked = '<html><body><div><input id="kw"><a onclick="so()">{}</a></div></body></html>'
    assert offered(asked.format("搜 索"), home)[PageField.SEARCH] == "有"
    assert offered(asked.format("登录"), home)[PageField.SEARCH] == ""
