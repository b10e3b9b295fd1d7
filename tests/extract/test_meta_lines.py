"""The line of date and source below a title, as content systems and old pages write it."""

from __future__ import annotations

import pytest

from extract.page import read_page
from model.page import FactSource, PageFacts, PageKind

TITLE = "云湖湿地公园迎来候鸟迁徙高峰"
URL = "http://www.example.gov.cn/tzgg/content_1033.html"
PROSE = "近日，全区上下认真贯彻落实会议精神，细化工作举措，压实工作责任，各项重点工作有序推进，取得了阶段性的成效，群众反响良好。"
BESIDE_WORDS = """
    通知公告 社会新闻 政务公开 新闻发布 权威发布 部门动态 办事指南 网站管理员 微博 手机版 语音播报 云湖 张三
    服务中心 新闻中心 便民中心 要闻 返回首页 数据发布 一楼会议室 多云 举报/反馈
"""


def read(line: str, *, head: str = "", site: str = "云湖区人民政府", end: str = "") -> PageFacts:
    markup = f"""<title>{TITLE}_{site}</title>{head}<body><ul class="nav"><li><a href="/">首页</a>
    <li><a href="/tzgg/">通知公告</a><li><a href="/sh/">社会新闻</a></ul><div class="crumb">
    <a href="/">首页</a> > <a href="/tzgg/">通知公告</a></div><h1>{TITLE}</h1>{line}
    <div class="nr"><p>{PROSE}</p><p>{PROSE}</p>{end}</div>"""
    return read_page(markup.encode(), URL).facts


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("<p><i>2024-05-17</i> · <i>江淮城市观察</i></p>", "江淮城市观察"),
        ("<p>2022年09月11日 <i></i>富民传媒 <i>时政新闻</i> <b>1665</b></p>", "富民传媒"),
        ("<cite><a href='http://n.cn/'>北城新浪网</a> (2020-01-21 11:12)</cite>", "北城新浪网"),
        ("<p><a href='http://g.cn'>极客</a> 2020-01-21</p>", "极客"),
        ("<h4><em>原创：</em><i>九州健康网</i><i>2024-04-23 12:27:25</i></h4>", "九州健康网"),
        ("<p>2024-05-17 | 22次阅读 | 来源 <i>极客公园</i> | 0条评论</p>", "极客公园"),
        ("<p>2024-06-01　　区水务局　　<a href='#'>打印</a></p>", "区水务局"),
        ("<p>（2024-06-02 区发展和改革局）</p>", "区发展和改革局"),
        ("<p><i class='sj'>2024-06-01</i><i class='ly'>区教育局</i></p>", "区教育局"),
        ("<p><i>2024-06-01</i><i class='copyfrom'>长江在线</i></p>", "长江在线"),
        ("<p>供稿：区司法局　2024-06-01</p>", "区司法局"),
        ("<p>供稿：李某某　2024-06-01</p>", None),
        ("<p>转自：钱江客户端  2024-06-02 07:15</p>", "钱江客户端"),
        ("<p>2024-06-02 07:15　来源 | 南方都市报　作者 | 某某</p>", "南方都市报"),
        ("<p>[发布时间]2024-05-06 [来源]县水利局 [浏览]22次</p>", "县水利局"),
        ("<p>【时间：2024-05-06】【来源：区府办】【字号：大 中】</p>", "区府办"),
        (
            "<table><tr><td>发布机构</td><td>区民政局</td><td>发布日期</td><td>2024-05-06</td></table>",
            "区民政局",
        ),
        ("<p>2024-05-06 来源：<b></b> 点击：2 区水务局</p>", ""),
    ],
)
def test_sources_with_labels_names_and_without(line: str, source: str | None) -> None:
    assert read(line).source == source


@pytest.mark.parametrize("label", ["发布机构：", "发文机关：", "公开机构："])
@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("<p>发布日期：2024-03-05 来源：新闻办 浏览次数：</p>", "新闻办"),
        ("<p>发布日期：2024-03-05 来源： 浏览次数：</p>", "区教育局"),
        ("<p>发布日期：2024-03-05</p>", "区教育局"),
        ("<p>发布日期：2024-03-05 发布单位：新闻办</p>", "区教育局"),
    ],
)
def test_a_source_beside_the_date_goes_before_who_issued(
    label: str, line: str, source: str
) -> None:
    head = f"<ul><li>索引号：00/2024</li><li>{label}区教育局</li><li>生成日期：2024-02-28</li></ul>"
    assert read(head + line).source == source


@pytest.mark.parametrize(
    ("foot", "source"),
    [
        ("<p>发布日期：2024-03-05 来源：新闻办</p>", "新闻办"),
        ("<p>相关报道　来源：某日报</p><p>发布日期：2024-03-05</p>", "区教育局"),
    ],
)
def test_below_the_text_a_source_stands_beside_the_date_of_publication(
    foot: str, source: str
) -> None:
    head = "<p>索引号：00/2024</p><p>发文机构：区教育局</p><p>生成日期：2024-02-28</p>"
    assert read(head, end=foot).source == source


def test_the_sites_own_name_is_a_source() -> None:
    line = "<p>2023-09-05 11:10 游戏星空[整理]</p>"
    assert read(line, site="游戏星空").source == "游戏星空[整理]"
    assert read(line).source is None


@pytest.mark.parametrize("words", BESIDE_WORDS.split())
def test_columns_people_and_counters_beside_the_date_are_no_source(words: str) -> None:
    for line in (f"<p>2024-05-06 {words}</p>", f"<p><i>2024-05-06</i> <i>{words}</i></p>"):
        found = read(line)
        assert (found.published, found.source) == ("2024-05-06", None), line


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<p>发布日期：二〇二四年五月六日　来源：区府办</p>", "2024-05-06"),
        ("<p>发布日期：20240506</p>", "2024-05-06"),
        ("<div class='article-info'>2024-05-06 10:20</div>", "2024-05-06 10:20"),
        ("<p><i>2024</i>年<i>05</i>月<i>06</i>日</p>", "2024-05-06"),
        ("<p><b>2024</b><i>05</i>/<i>06</i> <i>10:20:30</i></p>", "2024-05-06 10:20:30"),
    ],
)
def test_dates_the_page_shows(line: str, published: str) -> None:
    found = read(line)
    assert (found.published, found.published_from) == (published, FactSource.VISIBLE)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("<meta property='article:published_time' content='2024-05-05T18:30:00Z'>", "2024-05-06 02:30:00"),
        ("<meta name='publish_time' content='1714962600'>", "2024-05-06 10:30:00"),
        ("<meta name='pubdate' content='Mon, 06 May 2024 02:30:00 GMT'>", "2024-05-06 10:30:00"),
        ("<script>{'datePublished':1714962600000}</script>", "2024-05-06 10:30:00"),
        ('<script>{"datePublished": "2024-05-05T23:30+00:00"}</script>', "2024-05-06 07:30"),
    ],
)  # fmt: skip
def test_moments_written_for_programs_are_told_in_china_time(head: str, published: str) -> None:
    assert read("", head=head).published == published


def test_a_signature_below_the_text_is_the_day_of_writing() -> None:
    signed = "<p>云湖区人民政府办公室</p><p>2024年5月6日</p>"
    assert read("", end=signed).published is None
    assert read("", end=signed).source is None
    assert read("<p>2024-05-08</p>", end=signed).published == "2024-05-08"


def test_an_address_alone_makes_a_titled_page_an_article() -> None:
    markup = f"<title>{TITLE}_云湖区</title><h1>{TITLE}</h1><p>{PROSE}</p>".encode()
    dated = read_page(markup, "http://www.example.gov.cn/art/2024/5/6/art_10_200.html").facts
    assert (dated.kind, dated.published) == (PageKind.ARTICLE, "2024-05-06")
    undated = read_page(markup, "http://www.example.gov.cn/art/art_10_200.html").facts
    assert undated.kind is PageKind.OTHER


def test_titles_in_headers_and_in_bold_lines() -> None:
    header = (
        f"<title>{TITLE}|湿地|候鸟_云湖网</title><div class='page-header'><h1>{TITLE}</h1></div>"
    )
    bold = f"<title>云湖县水利局</title><p align=center><b><font size=5>{TITLE}</font></b></p>"
    for opening in (header, bold):
        page = f"{opening}<p>2024-05-06 云湖晚报</p><p>{PROSE}</p>"
        found = read_page(page.encode(), URL).facts
        assert (found.title, found.source) == (TITLE, "云湖晚报")
