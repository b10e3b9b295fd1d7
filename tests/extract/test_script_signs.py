"""Scripts that may fill a list, named and loaded in the ways of many content systems.

Every page is invented. What cannot be told is not judged; only a plainly empty place is empty.
"""

import pytest

from extract.page import read_page
from extract.script_signs import is_harmless
from model.page import ListState
from tests.extract.test_app_shells import read

FILLED = {
    "ucap init": '<div class="list_con" id="ucap-list"></div><script src="/ucap/js/ucap.min.js"></script><script>ucap.init({channelId:"8a8a"});</script>',
    "ucap openpage": '<ul class="u-list" id="section"></ul><script src="/common/script/pageload.min.js"></script>',
    "vsb screen": '<div class="winstyle_list" id="vsb_list"></div><script src="/system/resource/js/vsbscreen.min.js"></script><script src="/system/resource/js/dynclicks.js"></script>',
    "vsb ajax": '<ul class="news_list"></ul><script>_jsq_(1071,"/lmy.jsp",-1,1);</script><script src="/system/resource/js/ajax.js"></script>',
    "dahan unit": '<div class="con"><div id="barrierfree_container"></div></div><script src="/jpaas-jpage-web-server/js/jpage.js"></script><script parseType="bulidstatic" queryData="{\'webId\':\'1\'}" url="/common/search/api/unit/build.do"></script>',
    "dahan query": '<ul class="lb"></ul><script url="/api-gateway/jpaas-publish-server/front/page/build/unit" querydata="{}" src="/script/a.js"></script>',
    "trs": '<ul class="gl-list" id="gl"></ul><script src="/images/xxgk2021.js"></script>',
    "trs iquery": '<div class="list"></div><script src="/images/igs.search.js"></script>',
    "dede js": '<ul class="e2"></ul><script src="/plus/list_js.php?tid=3"></script>',
    "document.write": '<ul class="list"><script src="/zwgk/tzgg/index.js"></script></ul>',
    "script inside list": '<ul class="list"><script src="/x/abc.jsp"></script></ul>',
    "data-url": '<ul class="list" data-url="/api/news?col=12"></ul><script src="/js/common.js"></script>',
    "angular ng": '<ul class="list"><li ng-repeat="x in items"></li></ul><script src="/js/site.js"></script>',
    "vfor": '<ul class="list"><li v-for="x in items" v-text="x.t"></li></ul><script src="/js/site.js"></script>',
    "vfor on ul only v-html": '<ul class="list" v-html="rows"></ul><script src="/js/vue.min.js"></script>',
    "vue lib only": '<div class="list"></div><script src="/js/vue.min.js"></script><script src="/js/tz.js"></script>',
    "react lib only": '<div class="list"></div><script src="/lib/react-dom.production.min.js"></script><script src="/js/tz.js"></script>',
    "axios lib": '<div class="list"></div><script src="/lib/axios.min.js"></script><script src="/js/tz.js"></script>',
    "template lib": '<ul class="list"></ul><script type="text/template" id="tpl"><li>{{title}}</li></script><script src="/js/tz.js"></script>',
    "text/x-template": '<ul class="list"></ul><script type="text/html" id="tpl"><li><%=title%></li></script>',
    "webpack named": '<ul class="list"></ul><script src="/js/portal.bundle.js"></script>',
    "hash 8 query": '<ul class="list"></ul><script src="/js/portal.js?v=3f2a91bc"></script>',
    "hash hyphen upper vite": '<ul class="list"></ul><script src="/assets/index-BkQ3x_9f.js"></script>',
    "app.3f2a": '<ul class="list"><li class="sk"></li></ul><script src="/static/app.3f2a.js"></script>',
    "column js": '<ul class="list"></ul><script src="/js/lanmu.js"></script>',
    "inline fn call": '<ul class="list"></ul><script>showNews(12,1);</script>',
    "inline getData": '<ul class="list"></ul><script>getList({col:12,page:1});</script>',
    "initPage": '<ul class="list"></ul><script>var channelId="123";var pageSize=15;</script><script src="/js/pub.js"></script>',
    "noscript cn2": '<ul class="list"></ul><noscript>您的浏览器不支持脚本，请使用支持 JavaScript 的浏览器</noscript>',
    "noscript3": '<ul class="list"></ul><noscript>本页面需要浏览器支持（启用）JavaScript</noscript>',
    "iframe in list": '<div class="list"><iframe src="inner.html"></iframe></div>',
    "iframe+empty ul": '<ul class="list"></ul><iframe src="inner.html" width="100%"></iframe>',
    "requirejs": '<ul class="list"></ul><script data-main="/js/tz" src="/js/require.js"></script>',
    "seajs": '<ul class="list"></ul><script>seajs.use("/js/tz")</script>',
    "import()": '<ul class="list"></ul><script>import("/js/tz.js")</script>',
    "nosrc module importmap": '<ul class="list"></ul><script type="importmap">{}</script>',
    "window.__INITIAL": '<ul class="list"></ul><script>window.__INITIAL_STATE__={}</script>',
    "preload": '<ul class="list"></ul><link rel="modulepreload" href="/a.js">',
}
NOT_READ = {
    "file shown": '<div class="content"><embed src="/f/a.pdf" type="application/pdf"></div>',
    "film": '<div class="list"><video src="/v/a.mp4"></video></div>',
    "dahan dataproxy": '<div id="4567"></div><script src="/script/jpage/jquery.jpage.min.js"></script>',
    "custom el": '<news-list column="12"></news-list><script src="/js/wc.js"></script>',
    "img loading": '<ul class="list"><li><img src="/images/loading.gif"></li></ul>',
    "display none list": '<ul class="list" style="display:none"></ul><script src="/js/tz.js"></script>',
    "iframe object": '<object data="list.html" type="text/html"></object>',
    "iframe lazily": '<div class="list"><iframe id="f" data-src="/x.html"></iframe></div>',
    "iframe srcjs": '<div class="list"><iframe id="f"></iframe></div><script>document.getElementById("f").src="/x.html";</script>',
    "systemjs": '<div id="app"></div><script src="/js/system.min.js"></script><script>System.import("/app/portal")</script>',
    "asked by another's function": '<div id="list"></div><script src="/js/jquery.min.js"></script><script>$.getJSON("/api/list?x=1",function(d){render(d)})</script>',
    "app with common only": '<div id="app"></div><script src="/js/common.js"></script>',
}
EMPTY = {
    "empty": '<ul class="list"></ul>',
    "zanwu": '<ul class="list"><li>暂无信息</li></ul><script src="/js/jquery.min.js"></script>',
    "jq": '<ul class="list"></ul><script src="/js/jquery-3.6.0.min.js"></script><script src="/js/common.js"></script>',
    "jq+tab": '<ul class="list"></ul><script src="/js/jquery.min.js"></script><script>$(function(){$(".nav li").hover(function(){$(this).addClass("on")})})</script>',
    "baidu": '<ul class="list"></ul><script>var _hmt=[];(function(){var hm=document.createElement("script");hm.src="https://hm.baidu.com/hm.js?aa";var s=document.getElementsByTagName("script")[0];s.parentNode.insertBefore(hm,s)})();</script>',
    "jiucuo": '<ul class="list"></ul><script id="_jiucuo_" sitecode="1300000001" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script><script src="//dcs.conac.cn/js/01/000/0000/60000000/CA01000.js"></script>',
    "createPageHTML": '<ul class="list"></ul><script>createPageHTML(1,0,"index","html");</script>',
    "wza": '<ul class="list"></ul><script src="/js/jquery.min.js"></script><script src="//gov.govwza.cn/dist/aria.js?appid=3c"></script>',
}


@pytest.mark.parametrize("name", FILLED)
def test_a_script_that_may_fill_the_list_is_no_blank_column(name: str) -> None:
    listing = read(FILLED[name]).listing

    assert listing.state is ListState.SCRIPTED
    assert listing.reason


@pytest.mark.parametrize("name", NOT_READ)
def test_a_page_that_shows_no_place_for_items_is_not_called_empty(name: str) -> None:
    assert read(NOT_READ[name]).listing.state in {ListState.NOT_A_LIST, ListState.SCRIPTED}


@pytest.mark.parametrize("name", EMPTY)
def test_scripts_known_for_something_else_leave_an_empty_list_empty(name: str) -> None:
    assert read(EMPTY[name]).listing.state is ListState.EMPTY


def test_a_script_of_unknown_use_is_named_in_the_reason() -> None:
    listing = read('<ul class="list"></ul><script src="/js/lanmu.js?v=2"></script>').listing

    assert "lanmu.js" in listing.reason
    said = read('<ul class="list"><li>暂无信息</li></ul><script src="/js/lanmu.js"></script>')
    assert said.listing.state is ListState.EMPTY


@pytest.mark.parametrize(
    ("source", "harmless"),
    [
        ("/js/jquery-3.6.0.min.js", True),
        ("/js/common.js", True),
        ("/js/jquery.SuperSlide.2.1.js", True),
        ("/js/jquery.jpage.min.js", False),
        ("/js/commonlist.js", False),
        ("/js/newslist.js", False),
        ("/js/publish.js", False),
    ],
)
def test_names_of_scripts(source: str, harmless: bool) -> None:
    assert is_harmless(source) is harmless


def test_a_single_frame_is_a_further_page_of_the_list_and_two_are_not() -> None:
    one = read('<ul class="list"></ul><iframe src="inner.html" width="100%"></iframe>').listing
    two = read('<div><iframe src="a.html"></iframe><iframe src="b.html"></iframe></div>').listing

    assert one.pager == ("http://www.qinghe.example/zwgk/tzgg/inner.html",)
    assert "内嵌" in one.reason
    assert two.pager == ()
    assert two.state is ListState.SCRIPTED


def test_a_mount_in_a_page_without_a_column_is_still_read_as_nothing_empty() -> None:
    body = b'<div id="app"></div><script src="/js/common.js"></script>'
    state = read_page(body, "http://www.qinghe.example/x.html").facts.listing.state

    assert state is ListState.NOT_A_LIST
