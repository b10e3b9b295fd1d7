from __future__ import annotations

import pytest

from extract.page import read_page
from model.page import Link, LinkKind, LinkPosition

URL = "http://www.example.gov.cn/xwzx/bmdt/index.html"


def links(markup: str, url: str = URL) -> tuple[Link, ...]:
    return read_page(markup.encode(), url).links


def addresses(markup: str, kind: LinkKind) -> list[str]:
    return [link.url for link in links(markup) if link.kind is kind]


def test_every_element_that_opens_or_loads_something() -> None:
    markup = """<html><head><link rel="stylesheet" href="/a.css"><script src="/a.js"></script>
    <link rel="dns-prefetch" href="//cdn.example.com">
    <meta http-equiv="refresh" content="5; url=/r.html">
    </head><body background="/b.gif"><a href="a.html">甲</a>
    <area href="b.html"><iframe src="c.html"></iframe>
    <img src="d.png" srcset="d2.png 2x"><video src="v.mp4"></video><embed src="e.swf">
    <form action="/search"></form><div style="background:url('/s.jpg')"></div>
    <!-- <a href="no.html">注释</a> --></body></html>"""
    base = "http://www.example.gov.cn"

    assert addresses(markup, LinkKind.PAGE) == [
        f"{base}/r.html",
        *(f"{base}/xwzx/bmdt/{x}.html" for x in "abc"),
    ]
    assert set(addresses(markup, LinkKind.ASSET)) == {
        f"{base}/a.css", f"{base}/a.js", f"{base}/b.gif", f"{base}/s.jpg",
        *(f"{base}/xwzx/bmdt/{x}" for x in ("d.png", "d2.png", "v.mp4", "e.swf")),
    }  # fmt: skip


def test_files_for_reading_are_attachments_wherever_they_lie() -> None:
    markup = "".join(
        f'<a href="x.{e}?v=1">附件</a>' for e in ("pdf", "DOCX", "et", "mp4", "jpg", "htm")
    )

    assert len(addresses(markup, LinkKind.ATTACHMENT)) == 5
    assert len(addresses(markup, LinkKind.PAGE)) == 1


def test_what_leads_nowhere_is_dropped() -> None:
    markup = """<a href="#top">1</a><a href="javascript:void(0)">2</a><a href="mailto:a@b.cn">3</a>
    <a href="tel:12345">4</a><img src="data:image/gif;base64,R0"><a href="">5</a><a>6</a>
    <a href="http://[::1">7</a>"""

    assert links(markup) == ()


def test_base_and_fragments() -> None:
    markup = '<base href="/other/"><a href="a.html#part">甲</a><a href="//b.example.cn/c">乙</a>'

    assert [x.url for x in links(markup)] == [
        "http://www.example.gov.cn/other/a.html",
        "http://b.example.cn/c",
    ]


def test_the_same_link_is_given_once_for_a_place_and_a_text() -> None:
    markup = (
        '<div class="nav"><a href="/a">甲</a><a href="/a">甲</a></div><p><a href="/a">甲</a></p>'
    )

    assert [x.position for x in links(markup)] == [LinkPosition.NAVIGATION, LinkPosition.OTHER]


def test_texts_are_trimmed_and_pictures_speak_through_their_alt() -> None:
    markup = (
        '<a href="/a">  政务\n 公开 </a> | <a href="/b"><img src="/x.png" alt="数据开放"></a>'
        f'<a href="/c">{"长" * 300}</a>'
    )
    texts = [x.text for x in links(markup) if x.kind is LinkKind.PAGE]

    assert texts == ["政务 公开", "数据开放", "长" * 120]


def test_positions_follow_the_ancestors() -> None:
    markup = """<html><head><link rel="icon" href="/i.ico"></head><body>
    <header><a href="/1">1</a></header>
    <div class="location">当前位置：<a href="/2">首页</a> &gt; <a href="/3">动态</a></div>
    <ul class="newslist"><li><a href="/4">条目</a></li></ul>
    <div class="TRS_Editor"><p><a href="/5">正文链接</a></p>
    <ul><li><a href="/6">清单</a></li></ul></div>
    <div id="footer"><ul><li><a href="/7">联系我们</a></li></ul></div></body></html>"""
    where = {x.url[-1]: x.position for x in links(markup)}

    assert where == {
        "o": LinkPosition.HEAD,
        "1": LinkPosition.NAVIGATION,
        "2": LinkPosition.BREADCRUMB,
        "3": LinkPosition.BREADCRUMB,
        "4": LinkPosition.LIST,
        "5": LinkPosition.ARTICLE,
        "6": LinkPosition.ARTICLE,
        "7": LinkPosition.FOOTER,
    }


def test_links_behind_an_unclosed_comment_are_repaired() -> None:
    markup = (
        "<html><body><!-- 头部 <div><a href='/a.html'>甲</a><a href='/b.html'>乙</a></div></body>"
    )

    assert [x.url[-6:] for x in links(markup)] == ["a.html", "b.html"]


def test_arguments_travel_in_the_charset_of_the_page_and_paths_as_utf_8() -> None:
    markup = '<meta charset="{}"><p>区政府办公室</p><a href="/甲/a.html?w=政策">政策</a>'
    sent = {"gbk": "%D5%FE%B2%DF", "utf-8": "%E6%94%BF%E7%AD%96"}
    for charset, argument in sent.items():
        body = markup.format(charset).encode(charset)
        (link,) = read_page(body, "http://a.example/").links
        assert link.url == f"http://a.example/%E7%94%B2/a.html?w={argument}"


def test_rows_and_pagers_send_what_links_send() -> None:
    rows = "".join(
        f'<li><a href="s?w=政策{n}">关于第{n}号文件的公开通知</a><span>2026-03-0{n}</span></li>'
        for n in range(1, 8)
    )
    body = f'<meta charset="gbk"><ul>{rows}</ul>'.encode("gbk")
    read = read_page(body, "http://a.example/l/")
    items = {item.url for item in read.facts.listing.items}
    assert len(items) == 7
    assert items <= {link.url for link in read.links}


def test_words_of_a_template_are_no_address() -> None:
    written = ("{{url}}", "/info/${id}.html", "<%=path%>/x", "{% url %}", "/a?id={{ id }}")
    assert not links("".join(f"<a href='{one}'>详情</a>" for one in written))


def test_a_visitors_session_is_dropped() -> None:
    found = links("<a href='/l;jsessionid=1F?p=2'>下一页</a><a href='x.php?PHPSESSID=9'>甲</a>")
    assert [link.url.rpartition("/")[2] for link in found] == ["l?p=2", "x.php"]


def test_pictures_of_a_style_that_may_apply() -> None:
    markup = """<style>/* .a{background:url(/no.png)} */ @import "/i.css";
    .a, .none{background:#fff url( '/a 1.png' )} .none{background:url(/none.png)}
    @media (min-width:9px){ #b > td{background:url(/b.png)} video .a{background:url(/no-tag.png)} }
    @font-face{src:url(/f.woff)} .a:hover{background:url(data:image/png;base64,AA)}</style>
    <div class="x a"></div><table id="b"><tr><td style="background:url(&quot;/c.png&quot;)"></table>"""

    assert addresses(markup, LinkKind.ASSET) == [
        f"http://www.example.gov.cn/{x}" for x in ("i.css", "a%201.png", "b.png", "c.png")
    ]


@pytest.mark.parametrize(
    "script",
    [
        "document.getElementById('a').className = 'on';",
        "e.className+=' on'",
        "e.classList.add('on', 'off')",
        "$('.menu li').hover(function(){$(this).addClass('big on')})",
        "e.setAttribute('class', \"on\")",
        """e.innerHTML = '<li class="on">甲</li>'""",
    ],
)
def test_a_class_that_a_script_sets_stands_on_the_page(script: str) -> None:
    style = "<style>.on{background:url(/on.png)} .off li{background:url(/off.png)}</style>"
    page = f"{style}<p>甲</p><script>{script}</script>"
    assert addresses(page, LinkKind.ASSET) == ["http://www.example.gov.cn/on.png"]


@pytest.mark.parametrize(
    "script",
    ["e.removeClass('on')", "var on = 'on'", "e.className = 'o' + 'n'", "if(e.className=='on')x()"],
)
def test_a_class_that_a_script_only_names_does_not(script: str) -> None:
    style = "<style>.on{background:url(/on.png)}</style>"
    assert addresses(f"{style}<p>甲</p><script>{script}</script>", LinkKind.ASSET) == []


def test_a_style_in_a_menu_depends_on_the_page_around_it() -> None:
    menu = "<div class='menu'><style>.late{background:url(/late.png)}</style>"
    menu += "".join(f"<ul><li><a href='/{n}'>{n}</a></li></ul>" for n in range(30)) + "</div>"
    for _ in range(4):
        assert addresses(f"<body>{menu}<p>甲</p></body>", LinkKind.ASSET) == []
    later = addresses(f"<body>{menu}<p class='late'>乙</p></body>", LinkKind.ASSET)
    assert later == ["http://www.example.gov.cn/late.png"]


def test_drawings_and_posters() -> None:
    markup = """<svg><use href="/icons.svg#a"/><use xlink:href="#own"/><image href="/p.png"/>
    <image xlink:href="/q.png"/><a xlink:href="/in.html"><text>内</text></a></svg>
    <video poster="/poster.jpg" src="/v.mp4"></video>"""
    base = "http://www.example.gov.cn"

    assert addresses(markup, LinkKind.PAGE) == [f"{base}/in.html"]
    assert addresses(markup, LinkKind.ASSET) == [
        f"{base}/{x}" for x in ("icons.svg", "p.png", "q.png", "v.mp4", "poster.jpg")
    ]


def test_what_a_click_opens_by_script_if_it_is_written_whole() -> None:
    markup = """<a href="javascript:window.open('/a.html','_blank')">甲</a>
    <a href="#" onclick="window.open('/b.html');return false">乙</a>
    <div onclick="location.href='c.html'">丙</div><li onclick="top.location = '/d.html';">丁</li>
    <p onclick="location.href='/e.html?id='+id">戊</p><p onclick="window.open(url)">己</p>
    <p onclick="setlocation='/g.html'">庚</p><p onclick="window.open('/h/' + id + '.html')">辛</p>
    <p onclick="window.open('about:blank')">壬</p>"""
    base = "http://www.example.gov.cn"

    assert [(x.url, x.text) for x in links(markup)] == [
        (f"{base}/a.html", "甲"),
        (f"{base}/b.html", "乙"),
        (f"{base}/xwzx/bmdt/c.html", "丙"),
        (f"{base}/d.html", "丁"),
    ]


def test_sites_to_choose_in_a_list() -> None:
    markup = """<select><option value="">友情链接</option><option value="2024">年</option>
    <option value="/x.html">甲</option><option value="http://www.other.gov.cn/">乙</option></select>"""

    assert [x.url for x in links(markup)] == ["http://www.other.gov.cn/"]


def test_a_space_that_html_does_not_know_belongs_to_the_address() -> None:
    markup = (
        '<a href="\u3000/a.html">甲</a><a href="\u00a0http://b.cn/">乙</a><a href=" /c ">丙</a>'
    )
    base = "http://www.example.gov.cn"

    assert [x.url for x in links(markup)] == [
        f"{base}/xwzx/bmdt/%E3%80%80/a.html",
        f"{base}/xwzx/bmdt/%C2%A0http://b.cn/",
        f"{base}/c",
    ]


def test_only_the_first_base_counts_even_an_empty_one() -> None:
    markup = '<base target="_top"><base href=""><base href="/other/"><a href="a.html">甲</a>'

    assert [x.url for x in links(markup)] == ["http://www.example.gov.cn/xwzx/bmdt/a.html"]
