from __future__ import annotations

import pytest

from extract.page import read_page
from model.page import FactSource, ListState, PageFacts, PageKind

TITLE = "关于公布见习岗位名单的公告"
PROSE = "为进一步做好相关工作，根据上级统一部署，结合实际，现将有关事项公布如下，请遵照执行，执行中遇到的问题请及时反馈给我们。"


def read(
    line: str,
    *,
    above: str = "",
    below: str = "",
    head: str = "",
    site: str = f"<title>{TITLE}_某区人民政府</title>",
    heading: str = f"<h1>{TITLE}</h1>",
    url: str = "http://www.example.gov.cn/content/551",
) -> PageFacts:
    markup = (
        f"<html><head>{site}{head}</head><body><div class='crumb'><a href='/'>首页</a> &gt; "
        f"<a href='/tzgg/'>通知公告</a></div><main>{above}{heading}<div>{line}</div>"
        f"<div class='text'><p>{PROSE}</p><p>{PROSE}</p></div>{below}</main></body></html>"
    )
    return read_page(markup.encode(), url).facts


@pytest.mark.parametrize(
    "card",
    [
        "<div><span>08</span><span>2026-07</span></div>",
        "<div><strong>08</strong><p>07月</p><p>2026</p></div>",
        "<div><span>07-08</span><em>2026</em></div>",
        "<div><b>08</b><i>Jul 2026</i></div>",
    ],
)
def test_a_card_above_or_below_the_title_is_its_date(card: str) -> None:
    assert read("", above=card).published == read(card).published == "2026-07-08"


@pytest.mark.parametrize("line", ["[ 26-09-18 ]　来源：县委办", "(26年9月18日)"])
def test_a_year_of_two_figures_that_opens_the_line_is_read(line: str) -> None:
    assert read(line).published == "2026-09-18"


def test_a_date_between_slashes_is_kept_as_words_unless_the_page_decides() -> None:
    line = "05/06/2026　来源：区外事办"
    doubted = read(line)
    assert (doubted.published, doubted.published_words) == (None, "05/06/2026")
    assert (doubted.kind, doubted.source) == (PageKind.ARTICLE, "区外事办")
    told = read(line, url="http://www.example.gov.cn/art/2026/6/5/art_1_551.html")
    assert (told.published, told.published_from) == ("2026-06-05", FactSource.VISIBLE)
    head = '<meta property="article:published_time" content="2026-05-06T09:00:00+08:00">'
    assert read(line, head=head).published == "2026-05-06"


def test_dates_of_other_items_beside_and_below_are_not_the_page_s() -> None:
    below = (
        f"<p>上一条：<a href='/content/550'>某镇举办文艺汇演（2026-05-02）</a></p>"
        f"<aside><ul><li><a href='/content/1'>{TITLE}之二</a> 2026-10-01</li></ul></aside>"
    )
    assert read("阅读：12", below=below).published is None
    assert read("<span>May 6, 2026</span>", below=below).published == "2026-05-06"


def test_a_month_and_day_near_the_title_is_no_item_of_the_breadcrumb() -> None:
    head = '<meta name="ColumnName" content="通知公告">'
    line = '<time datetime="2026-08-21T09:30:00+08:00">8月21日</time>'
    facts = read(line, head=head)
    assert (facts.kind, facts.published) == (PageKind.ARTICLE, "2026-08-21 09:30:00")


def test_an_old_page_that_names_only_its_site_has_a_bold_title() -> None:
    heading = f'<p align="center"><font size="4"><b>{TITLE}</b></font></p>'
    site = "<title>::某县水务局::</title>"
    below = "<p align='right'>发布日期：2005-08-09</p>"
    facts = read("", heading=heading, site=site, below=below)
    assert (facts.title, facts.published) == (TITLE, "2005-08-09")


def test_a_source_keeps_its_edition_though_a_label_below_is_shorter() -> None:
    line = "2026-11-03 07:12 中国经济导报网络版"
    assert read(line).source == "中国经济导报网络版"
    assert read(line, below="<p>（来源：中国经济导报）</p>").source == "中国经济导报网络版"


def rows(count: int) -> str:
    return "".join(
        f"<dt><a href='{k}.html'>{TITLE}（{k}）</a></dt><dd>发布时间：2026-11-{20 - k}　来源：区政府办</dd>"
        for k in range(count)
    )


def page_of_list(inner: str, name: str = "index.html") -> PageFacts:
    markup = (
        "<html><head><title>通知公告_某区人民政府</title></head><body><div class='crumb'>"
        "<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; <a href='./'>通知公告</a></div>"
        f"<h3>通知公告</h3><div class='list'>{inner}</div></body></html>"
    )
    return read_page(markup.encode(), f"http://www.example.gov.cn/zwgk/tzgg/{name}").facts


def test_a_definition_list_with_labelled_dates_is_a_list() -> None:
    facts = page_of_list(f"<dl>{rows(8)}</dl>")
    assert (facts.kind, len(facts.listing.items)) == (PageKind.LIST, 8)
    assert facts.listing.newest == "2026-11-20"


def test_a_list_called_like_its_column_belongs_to_that_column() -> None:
    assert page_of_list(f"<dl>{rows(8)}</dl>").column == "通知公告"


def test_the_last_page_of_a_list_may_hold_one_item() -> None:
    one = f"<ul><li><a href='1.html'>{TITLE}</a><span>2026-11-20</span></li></ul>"
    pager = '<script>createPageHTML(13, 12, "index", "html");</script>'
    facts = page_of_list(one + pager, "index_12.html")
    assert (facts.kind, facts.listing.total_pages) == (PageKind.LIST, 13)
    assert [item.date for item in facts.listing.items] == ["2026-11-20"]


@pytest.mark.parametrize(
    "words", ["内容正在更新中……", "对不起，该栏目暂无相关信息！", "栏目建设中"]
)
def test_words_that_say_that_a_list_is_empty(words: str) -> None:
    assert page_of_list(f"<p>{words}</p>").listing.state is ListState.EMPTY


def test_labels_and_sources_in_brackets() -> None:
    facts = read("〔发布时间〕二〇二六年五月二十一日　〔来源〕区政府办")
    assert (facts.published, facts.source) == ("2026-05-21", "区政府办")
    facts = read("【发布日期】2026-05-21　来源：【某地融媒】")
    assert (facts.published, facts.source) == ("2026-05-21", "某地融媒")
    assert read("发布日期：2026-05-21　来源：【大 中 小】").source == ""


def test_the_body_behind_a_person_is_the_source() -> None:
    assert read("撰稿：李某　供稿：区文旅局　2026-05-21").source == "区文旅局"


def test_an_article_whose_title_is_a_picture_keeps_its_date() -> None:
    facts = read("发布时间：2026-05-21", heading="<div><img alt='' src='t.png'></div>")
    assert (facts.kind, facts.title, facts.published) == (PageKind.ARTICLE, TITLE, "2026-05-21")


@pytest.mark.parametrize(
    "line", ["2026-09-01 12:01 某市水利局", "1 September 2026", "<b>日期</b> <b>2026-09-01</b>"]
)
def test_the_date_of_today_above_the_breadcrumb_is_not_the_article_s(line: str) -> None:
    today = (
        "<div class='a'>2026年11月24日</div><div class='crumb'><a href='/'>首页</a> &gt; 要闻</div>"
    )
    clock = "<div>2026年11月24日 星期二</div>"
    for head in (today, clock):
        assert (read(line, above=head).published or "")[:10] == "2026-09-01"
    assert read("", above=clock).published is None


def test_a_date_between_slashes_keeps_its_time() -> None:
    url = "http://www.example.gov.cn/art/2026/6/5/art_1_551.html"
    assert read("05/06/2026 8:30:00 AM 区外事办", url=url).published == "2026-06-05 08:30:00"


def test_an_editorial_office_is_a_source_and_no_editor() -> None:
    assert read("来源：市政府网站编辑部 时间：2026-09-01").source == "市政府网站编辑部"
