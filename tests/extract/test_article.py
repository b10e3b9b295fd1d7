from __future__ import annotations

import pytest

from extract.page import read_page
from model.page import FactSource, PageFacts, PageKind

URL = "http://www.example.gov.cn/xwzx/zwyw/202611/t20261119_3001.html"
TITLE = "云湖区召开城市更新工作推进会"
HEAD = f'<title>{TITLE}_云湖区人民政府</title><meta name="SiteName" content="云湖区人民政府">'
FOOT = """<div class="foot"><p>主办单位：云湖区人民政府办公室　承办单位：云湖区数据局
联系电话：0680-5550100</p><p>屿<span>ICP</span>备<span>99000001</span>号-1
<a href="http://beian.example.cn"><img src="ga.png">屿公网安备 99000002000001号</a>
网站标识码：9900000001 <a href="/map.html">网站地图</a></p>
<script>document.write(unescape("%3Cscript src='https://dcs.conac.cn/js/1.js'%3E"));</script>
<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=9900000001&url=x">
<img src="jc.png"></a></div>"""


H1 = f"<h1>{TITLE}</h1>"


def facts(line: str, *, head: str = HEAD, heading: str = H1, foot: str = FOOT) -> PageFacts:
    markup = f"""<html><head>{head}</head><body><div class="dqwz">当前位置：<a href="/">首页</a> >
    <a href="/xwzx/">新闻中心</a> > <a href="/xwzx/zwyw/">政务要闻</a> > 正文</div>
    <div class="detail">{heading}<div class="info">{line}</div>
    <div class="TRS_Editor"><p>2026年11月16日，云湖区召开会议。2027年1月1日起施行新办法。</p>
    </div></div>
    {foot}</body></html>"""
    return read_page(markup.encode(), URL).facts


@pytest.mark.parametrize(
    ("line", "published", "source"),
    [
        (
            "发布时间：2026-11-19 17:21　来源：区融媒体中心　字号：大",
            "2026-11-19 17:21",
            "区融媒体中心",
        ),
        (
            "<i>日期：2026年11月19日</i><i>信息来源：<a href='#'>区住建局</a></i>",
            "2026-11-19",
            "区住建局",
        ),
        ("信息来源：区住建局 | 发布日期：2026-11-19 | 浏览次数：12", "2026-11-19", "区住建局"),
        ("<b>时　间：</b><i>2026-11-19</i> 来源：<span></span> 点击：5", "2026-11-19", ""),
        ("来源：<script>getSource()</script> 2026-11-19 08:00:01", "2026-11-19 08:00:01", ""),
        ("<em>2026-11-19</em><em>08:30</em><em>作者：佚名</em>", "2026-11-19 08:30", None),
    ],
)
def test_the_line_below_the_title(line: str, published: str, source: str | None) -> None:
    found = facts(line)

    assert found.kind is PageKind.ARTICLE
    assert (found.published, found.published_from) == (published, FactSource.VISIBLE)
    assert found.source == source
    assert found.source_scripted is ("<script>" in line)


def test_a_source_told_by_its_class_alone_inside_a_frame_named_for_date_and_source() -> None:
    line = '<div class="date-source"><i>2026-11-19 08:30</i><a class="source">云湖晚报</a></div>'

    assert facts(line).source == "云湖晚报"
    assert facts(line.replace("云湖晚报", "")).source is None
    assert facts('<p class="time-source">2026年11月19日08:30 云湖晚报</p>').source == "云湖晚报"


def test_the_source_of_a_picture_is_not_the_articles() -> None:
    assert facts("2026-11-19</div><div>图片来源：某图库").source is None


def test_what_is_shown_comes_before_tag_structure_and_address_and_all_are_kept() -> None:
    head = f"""{HEAD}<meta name="PubDate" content="2026-11-25 09:36">
    <meta name="ArticleTitle" content="{TITLE}">
    <meta property="article:published_time" content="2026-11-26T01:02:03+08:00">"""
    found = facts("发布时间：2026-11-18", head=head)

    assert found.published == "2026-11-18"
    assert found.dates == {
        FactSource.VISIBLE: "2026-11-18",
        FactSource.TAG: "2026-11-25 09:36",
        FactSource.STRUCTURED: "2026-11-26 01:02:03",
        FactSource.URL: "2026-11-19",
    }


def test_a_tag_or_the_address_where_nothing_is_shown() -> None:
    tagged = facts("", head=f'{HEAD}<meta name="pubdate" content="2026-11-18">')
    assert (tagged.published, tagged.published_from) == ("2026-11-18", FactSource.TAG)
    assert tagged.tags["PubDate"] == "2026-11-18"


def test_dates_of_events_and_documents_are_not_taken() -> None:
    found = facts("成文日期：2026-10-01　有效期至：2028-10-01　发布日期：2026-11-02")

    assert found.published == "2026-11-02"


@pytest.mark.parametrize(
    ("head", "heading", "title", "read_from"),
    [
        (f'{HEAD}<meta name="ArticleTitle" content="{TITLE}">', "", TITLE, FactSource.TAG),
        (HEAD, f"<h1>{TITLE}</h1>", TITLE, FactSource.HEADING),
        (
            HEAD,
            f'<div class="xl-title">{TITLE[:6]}<br>{TITLE[6:]}</div>',
            TITLE,
            FactSource.HEADING,
        ),
        (HEAD, "", TITLE, FactSource.TITLE),
        (f"<title>{TITLE}-新闻中心-云湖区人民政府</title>", "", TITLE, FactSource.TITLE),
        ("<title>云湖区人民政府</title>", f"<h2>{TITLE}</h2>", TITLE, FactSource.HEADING),
    ],
)
def test_titles(head: str, heading: str, title: str, read_from: FactSource) -> None:
    found = facts("发布时间：2026-11-19", head=head, heading=heading)

    assert (found.title, found.title_from) == (title, read_from)


def test_breadcrumb_and_column() -> None:
    found = facts("发布时间：2026-11-19")

    assert found.breadcrumb == ("首页", "新闻中心", "政务要闻")
    assert found.column == "政务要闻"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2026-11-19 08:30 作者：佚名<p>公开日期：2026-11-19</p>", "2026-11-19 08:30"),
        ("2026-11-18 08:30 作者：佚名<p>公开日期：2026-11-19</p>", "2026-11-19"),
    ],
)
def test_a_day_has_the_time_that_the_page_shows_of_it(line: str, published: str) -> None:
    assert facts(line).published == published


def test_a_column_tag_that_names_the_site_is_not_believed() -> None:
    head = f'{HEAD}<meta name="ColumnName" content="云湖区人民政府">'

    assert facts("发布时间：2026-11-19", head=head).column == "政务要闻"


def test_marks_of_the_footer() -> None:
    marks = facts("").marks

    assert marks.icp == "屿ICP备99000001号-1"
    assert marks.police == "屿公网安备 99000002000001号"
    assert marks.code == marks.jiucuo_code == "9900000001"
    assert marks.organizer == "云湖区人民政府办公室"
    assert marks.undertaker == "云湖区数据局"
    assert marks.contact == "0680-5550100"
    assert marks.emblem
    assert marks.jiucuo_url is not None
    assert marks.jiucuo_url.startswith("https://zfwzgl.www.gov.cn/")
    assert marks.sitemap_url == "http://www.example.gov.cn/map.html"
    assert not marks.unreadable


def test_a_telephone_in_the_article_is_not_the_footers() -> None:
    page = f"""<html><body><div class="article">{H1}<div id="zoom"><p>报名电话：0680-5550199</p>
        </div></div><div class="footer"><p>主办单位：云湖区人民政府办公室</p></div></body></html>"""
    marks = read_page(page.encode(), "http://www.example.gov.cn/t20261119_1.html").facts.marks

    assert marks.organizer == "云湖区人民政府办公室"
    assert marks.contact is None


def test_no_marks_are_absent_but_a_framed_footer_is_unread() -> None:
    absent = facts("", foot="<div class='foot'>欢迎光临</div>" + "<p>正文文字</p>" * 60).marks
    framed = facts("", foot='<iframe src="/inc/footer.html"></iframe>').marks

    assert (absent.icp, absent.code, absent.emblem, absent.unreadable) == (None, None, False, False)
    assert framed.unreadable


def test_marks_in_the_article_are_not_the_footer() -> None:
    text = "<p>活动主办单位：某协会 联系电话：0680-1234567</p>" + "<p>段落</p>" * 100
    marks = facts(text).marks

    assert marks.organizer == "云湖区人民政府办公室"
