"""Not read is not empty: pages that only a script fills, in the ways portals are built."""

import pytest

from extract.page import read_page
from model.page import ListState, PageFacts

URL = "http://www.qinghe.example/zwgk/tzgg/"
HEAD = (
    '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>通知公告</title>'
    '<meta name="ColumnName" content="通知公告"></head><body>'
    '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>'
    '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div>'
)
FOOT = '<div class="footer">主办单位：清河区人民政府办公室</div></body></html>'


def read(body: str, url: str = URL) -> PageFacts:
    return read_page((HEAD + body + FOOT).encode(), url).facts


SCRIPTED = {
    "skeleton and hashed bundle": '<ul class="list"><li class="skeleton"></li></ul>'
    '<script src="/static/app.3f2a91bc.js"></script>',
    "skeleton alone": '<div class="list"><div class="el-skeleton__item"></div></div>',
    "noscript notice and app.js": '<ul class="list"></ul><noscript>请启用JavaScript后访问</noscript>'
    '<script src="/js/app.js"></script>',
    "noscript in English": '<ul class="list"></ul><noscript>You need to enable JavaScript to run '
    "this app.</noscript>",
    "vue mount": '<div id="app"></div><script type="module" src="/src/entry.js"></script>',
    "react mount": '<div id="root"></div><script src="/static/js/main.8d1c22aa.chunk.js"></script>',
    "next": '<div id="__next"></div><script src="/_next/static/chunks/pages/index-3c.js"></script>',
    "nuxt": '<div id="__nuxt"></div><script src="/_nuxt/entry.a81bc09d.js" type="module"></script>',
    "angular": '<app-root></app-root><div class="list"></div><script src="runtime.4f2e19ab.js" '
    'type="module"></script><script src="main.77aa01bc.js" type="module"></script>',
    "vendor chunks": '<div class="news-list"></div><script src="/dist/vendor.js"></script>'
    '<script src="/dist/app.js"></script>',
    "umi": '<div id="root"></div><script src="/umi.9f1d2c33.js"></script>',
    "assets folder": '<ul class="infolist"></ul><script src="/assets/js/portal.js"></script>',
    "frame": '<div class="content"><iframe src="list.html" width="100%" height="600"></iframe></div>',
    "frame of another folder": '<iframe src="/inner/column_12.jsp"></iframe>',
    "template": '<ul class="list"><li v-for="i in list">{{ i.title }}</li></ul>',
    "loading": '<ul class="list"><li>加载中</li></ul>',
    "loading in English": '<div class="list">Loading...</div>',
    "ajax": '<ul id="tzlist"></ul><script>$.get("/q.do",function(d){$("#tzlist").html(d)})</script>',
    "jpage": '<div id="jp"></div><script>$("#jp").jpage({url:"dataproxy.jsp"});</script>',
    "list script": '<ul id="infolist"></ul><script src="/js/getlist.js"></script>',
    "shell that says nothing yet": '<div id="app"></div><p>暂无数据</p>'
    '<script src="/js/chunk-vendors.2b.js"></script>',
}
EMPTY = {
    "empty list": '<ul class="list"></ul>',
    "said to be empty": '<ul class="list"><li>暂无信息</li></ul>',
    "empty with a library": '<ul class="list"></ul><script src="/js/jquery-3.6.0.min.js"></script>'
    '<script src="/js/common.js"></script>',
    "empty table": '<table class="list"><tbody></tbody></table>',
    "said beside a counter": '<div class="list">暂无相关内容</div><script src="/tongji/stat.js"></script>',
    "a tiny frame counts visitors": '<ul class="list"></ul>'
    '<iframe src="/count.html" width="0" height="0"></iframe>',
    "a hidden frame": '<ul class="list"></ul><iframe src="/c.html" style="display:none"></iframe>',
    "a frame in the footer": '<ul class="list"></ul><div class="footer"><iframe src="/f.html">'
    "</iframe></div>",
}


@pytest.mark.parametrize("name", SCRIPTED)
def test_what_a_script_fills_is_never_called_empty(name):
    facts = read(SCRIPTED[name])
    assert facts.listing.state is ListState.SCRIPTED
    assert facts.listing.reason


@pytest.mark.parametrize("name", EMPTY)
def test_what_is_plainly_empty_is_still_empty(name):
    assert read(EMPTY[name]).listing.state is ListState.EMPTY


def test_an_application_without_any_sign_of_a_column_is_not_read_either():
    body = '<!doctype html><title>门户</title><div id="app"></div><script type="module" src="/a.js"></script>'
    facts = read_page(body.encode(), "http://www.qinghe.example/portal").facts
    assert facts.listing.state is ListState.SCRIPTED


def test_a_list_beside_a_frame_or_a_bundle_is_read():
    rows = "".join(
        f'<li><a href="t{n}.html">关于第{n}次会议的通知</a><span>2026-03-{n:02}</span></li>'
        for n in range(1, 9)
    )
    body = f'<ul class="list">{rows}</ul><iframe src="/ad.html"></iframe>'
    facts = read(body + '<script src="/static/js/app.3f2a91bc.js"></script>')
    assert facts.listing.state is ListState.ITEMS
    assert len(facts.listing.items) == 8
