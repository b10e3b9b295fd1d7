"""What a page offers: its search form, warnings of links that leave, printing, a guide's forms."""

from __future__ import annotations

import pytest

from extract.page import read_page
from model.leaving import Leaving, Warned, leaving_in
from model.page_field import PageField
from model.search_form import SearchForm, SearchWay, search_form_of

HOME = "http://www.qinghe.gov.cn.example/"
ARTICLE = f"{HOME}zwgk/tzgg/201806/t20180630_1.html"
OUT = "http://www.weibo.example/qinghe"
HEAD = '<meta name="ArticleTitle" content="某某标题某某标题"><meta name="PubDate" content="2018-06-30 09:00">'


def home(body: str, head: str = "") -> dict[str, str]:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return dict(read_page(page.encode(), HOME, is_home=True).facts.fields)


def article(body: str, head: str = "") -> dict[str, str]:
    page = f"<html><head>{HEAD}{head}</head><body><h1>某某标题某某标题</h1>{body}</body></html>"
    return dict(read_page(page.encode(), ARTICLE).facts.fields)


def form(body: str, head: str = "") -> SearchForm | None:
    text = home(body, head)[PageField.SEARCH_FORM]
    return search_form_of(text) if text else None


def test_a_search_form_is_read_with_all_that_it_sends() -> None:
    body = """<form action="/s/index.html" method="GET" onsubmit="return check(this)">
      <input type="hidden" name="siteId" value="35"><select name="range"><option value="title">标题
      </option><option value="all" selected>全文</option></select>
      <input type="checkbox" name="exact" value="1" checked><input type="radio" name="by" value="2">
      <input name="searchWord" value="请输入关键字"><input type="image" src="/ss.jpg"></form>"""
    assert form(body) == SearchForm(
        way=SearchWay.GET,
        action=f"{HOME}s/index.html",
        field="searchWord",
        given=(("siteId", "35"), ("range", "all"), ("exact", "1")),
    )


@pytest.mark.parametrize(
    ("body", "way"),
    [
        ('<form action="/s" method="post"><input name="q" placeholder="搜索"><button>搜</button></form>', SearchWay.POST),
        ('<form action="" onsubmit="return false;"><input name="q" placeholder="搜索"></form>', SearchWay.SCRIPT),
        ('<form action="#"><input name="searchword" onkeydown="go()"><span onclick="go()"></span></form>', SearchWay.SCRIPT),
        ('<form action="/s"><input name="keyword"><input name="from"><input type="button" onclick="go()"></form>', SearchWay.SCRIPT),
        ('<input id="searchbox"><a href="javascript:go()">搜索</a>', SearchWay.SCRIPT),
        ('<form action="/s"><input name="keyword"></form>', SearchWay.GET),  # Enter sends it
    ],
)  # fmt: skip
def test_only_a_form_that_sends_itself_can_be_asked(body: str, way: SearchWay) -> None:
    found = form(body)
    assert found is not None
    assert found.way is way


def test_a_form_that_can_be_asked_goes_before_one_that_cannot() -> None:
    script = '<input id="search">'
    sent = '<form action="/p" method="post"><input name="q" placeholder="搜索"></form>'
    plain = '<form action="/g"><input name="q" placeholder="搜索"></form>'
    assert form(script + sent + plain).way is SearchWay.GET
    assert form(sent + script).way is SearchWay.POST
    login = '<form action="/login"><input name="user"><input type="password" name="q"></form>'
    assert form(login) is None


def test_words_are_sent_in_the_charset_a_browser_would_take() -> None:
    plain = '<form action="/g"><input name="q" placeholder="搜索"></form>'
    page = f"<html><body>{plain}<p>清河区人民政府门户网站欢迎您的到来</p></body></html>"
    facts = read_page(page.encode("gb18030"), HOME, is_home=True).facts
    assert search_form_of(facts.fields[PageField.SEARCH_FORM]).charset == "gb18030"
    told = '<form action="/g" accept-charset="GBK"><input name="q" placeholder="搜索"></form>'
    assert form(told).charset == "gb18030"


def leaving(body: str, head: str = "") -> Leaving | None:
    text = home(body, head)[PageField.LEAVING]
    return leaving_in(text) if text else None


OUTSIDE = f'<a href="{OUT}">官方微博</a>'


@pytest.mark.parametrize(
    ("body", "warned"),
    [
        (OUTSIDE, Warned.NO),
        (f'{OUTSIDE}<script src="http://hm.baidu.example/hm.baidu.com/hm.js"></script>', Warned.NO),
        (f'{OUTSIDE}<script src="/js/jquery-3.min.js"></script>', Warned.NO),
        (f'{OUTSIDE}<script src="/js/site.js"></script>', Warned.FILES),
        (f'{OUTSIDE}<script>$("a").mouseleave(function(){{ this.href }})</script>', Warned.NO),
        (f'{OUTSIDE}<script>$("a").on("click", function(){{ alert(this.href) }})</script>', Warned.UNKNOWN),
        (f'<a class="ext-link" href="{OUT}">官方微博</a>', Warned.UNKNOWN),
        (f'<a onclick="track(this)" href="{OUT}">官方微博</a>', Warned.UNKNOWN),
        (f'<a onclick="return confirm(1)" href="{OUT}">官方微博</a>', Warned.YES),
        (f'{OUTSIDE}<div style="display:none">您访问的链接即将离开“清河区”门户网站，是否继续？</div>', Warned.YES),
        (f'{OUTSIDE}<script>$("a").click(function(){{confirm("您将离开本网站")}})</script>', Warned.YES),
        (f'{OUTSIDE}<script>ask("\\u5373\\u5c06\\u79bb\\u5f00")</script>', Warned.YES),
        (f"{OUTSIDE}<p>他昨天离开了清河区。</p>", Warned.NO),
    ],
)  # fmt: skip
def test_a_warning_is_there_is_not_or_cannot_be_told(body: str, warned: Warned) -> None:
    assert leaving(body) == Leaving(warned, (OUT,))


def test_links_to_governments_and_to_the_own_domain_need_no_warning() -> None:
    inside = (
        '<a href="http://www.gov.cn/">中国政府网</a><a href="http://x.gov.cn.example/">分站</a>'
    )
    through = '<a href="/leave.html?to=http://www.weibo.example/">官方微博</a>'
    assert leaving(inside + through) is None
    picture = '<img src="http://img.weibo.example/a.png"><iframe src="http://t.example/w"></iframe>'
    emblem = '<a href="https://bszs.conac.cn/sitename?method=show"><img src="/red.png"></a>'
    assert leaving(picture + emblem) is None


@pytest.mark.parametrize(
    ("body", "head", "sign"),
    [
        ("<p>正文</p>", "", ""),
        ("<p>正文</p>", '<link rel="stylesheet" media="print" href="/p.css">', "打印样式"),
        ("<p>正文</p>", "<style>@media print { .nav { display: none } }</style>", "打印样式"),
        ("<p>正文</p>", "<style>@media screen { p { color: red } }</style>", ""),
        ('<p>正文</p><a href="javascript:window.print()"><img src="/p.gif"></a>', "", "打印功能"),
        ("<div><span>【打印】</span></div><p>正文</p>", "", "打印功能"),
        ("<p>请打印申请表，签字后交到一楼窗口办理有关手续。</p>", "", ""),
    ],
)
def test_a_page_for_paper_shows_it(body: str, head: str, sign: str) -> None:
    assert article(body, head)[PageField.PRINT] == sign


GUIDE = (
    "<table><tr><th>事项名称</th><td>某补贴申领</td></tr><tr><th>申请条件</th><td>居民</td></tr>"
    "<tr><th>办理材料</th><td>某补贴申请表、身份证明</td></tr></table>"
)


def test_a_guide_says_which_form_it_asks_for_and_how_many_files_it_offers() -> None:
    bare = article(GUIDE)
    assert (bare[PageField.FORM_NAMED], bare[PageField.FILES]) == ("申请表", "0")
    full = article(
        f'{GUIDE}<p><a href="/W0/1.docx">申请表.docx</a><a href="/W0/2.pdf">样表</a></p>'
    )
    assert full[PageField.FILES] == "2"
    assert PageField.FILES not in article("<p>请填写申请表。</p>")


@pytest.mark.parametrize(
    ("body", "signs"),
    [
        ('<embed src="/banner.swf?v=2">', "Flash"),
        ('<object classid="clsid:D27CDB6E-AE6D-11cf-96B8-444553540000"></object>', "Flash"),
        ('<object classid="CLSID:12345678-0000-0000-0000-000000000000"></object>', "ActiveX控件"),
        ('<script language="VBScript">Dim a</script><applet code="a.class"></applet>',
         "Java小程序、VBScript脚本"),
        ("<p>请使用 IE 浏览器访问</p>", "要求使用IE浏览器"),
        ("<p>为达到最佳效果，建议您使用IE6.0以上版本</p>", "要求使用IE浏览器"),
        ("<p>支持IE11、Chrome、360等主流浏览器</p><video controls></video>", ""),
        ('<object data="/v.pdf" type="application/pdf"></object>', ""),
        ("<p>建议使用Chrome浏览器，不支持IE浏览器</p>", ""),
    ],
)  # fmt: skip
def test_what_binds_home_to_one_browser(body: str, signs: str) -> None:
    assert home(body)[PageField.BROWSER_BOUND] == signs
