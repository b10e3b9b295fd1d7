"""Lists of every shape, written for this test in the style of the usual content systems."""

from __future__ import annotations

import pytest

from extract.page import read_page
from model.page import ListReading, ListState, PageFacts, PageKind

URL = "http://www.example.gov.cn/zwgk/tzgg/index.html"
TAGS = '<meta name="ColumnName" content="通知公告"><meta name="ColumnType" content="通知公告">'
TITLES = (
    "关于开展城乡居民医疗保险参保登记的通知",
    "关于公布第三批便民服务点名单的公告",
    "云湖区安全生产专项检查结果通报",
    "关于调整部分公交线路的通告",
)


def facts(body: str, *, head: str = TAGS, url: str = URL, rule: str = "") -> PageFacts:
    markup = f"""<html><head><title>通知公告_云湖区人民政府</title>{head}</head><body>
    <ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul>
    <div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a>
    &gt; 通知公告</div>
    {body}<div class="footer">主办单位：云湖区人民政府办公室 网站标识码：9900000001</div></html>"""
    return read_page(markup.encode(), url, rule=rule).facts


def listing(body: str, **more: str) -> ListReading:
    found = facts(body, **more)
    assert found.kind is PageKind.LIST
    return found.listing


def pairs(reading: ListReading) -> list[tuple[str, str | None]]:
    return [(item.title, item.date) for item in reading.items]


def lines(pattern: str, days: tuple[str, ...] = ("20", "17", "09", "03")) -> str:
    return "".join(
        pattern.format(n=n, title=title, day=day)
        for n, (title, day) in enumerate(zip(TITLES, days, strict=True))
    )


WANTED = [(t, f"2026-11-{d}") for t, d in zip(TITLES, ("20", "17", "09", "03"), strict=True)]


def test_list_with_trs_pager() -> None:
    items = lines(
        '<li><span>2026-11-{day}</span><a href="./202611/t202611{day}_{n}.html">{title}</a></li>'
    )
    found = listing(
        f'<ul class="gl-list">{items}</ul><script>createPageHTML(4, 0, "index", "html");</script>'
    )

    assert found.state is ListState.ITEMS
    assert pairs(found) == WANTED
    assert found.items[0].url == "http://www.example.gov.cn/zwgk/tzgg/202611/t20261120_0.html"
    assert found.total_pages == 4
    assert [p.rsplit("/", 1)[1] for p in found.pager] == [
        "index_1.html",
        "index_2.html",
        "index_3.html",
    ]
    assert found.newest == "2026-11-20"


def test_a_script_pager_that_counts_its_first_page_as_one() -> None:
    items = lines('<li><span>2026-11-{day}</span><a href="./t{n}.html">{title}</a></li>')
    found = listing(f'<ul>{items}</ul><script>createPageHTML(3, 1, "index", "html");</script>')

    assert [p.rsplit("/", 1)[1] for p in found.pager] == ["index_2.html", "index_3.html"]


def test_list_cut_into_several_blocks_beside_a_side_list() -> None:
    row = '<li><a href="t202611{day}_{n}.html" title="{title}">{title}</a><b>2026-11-{day}</b></li>'
    rows = lines(row).split("</li>")
    first, second = "</li>".join(rows[:2]), "</li>".join(rows[2:4])
    blocks = f"<div class='list'><ul>{first}</ul><ul>{second}</ul></div>"
    side = '<div class="right-side"><ul>' + "".join(
        f'<li><a href="/x/{n}.html">推荐阅读的一条很长的旧消息第{n}号</a><i>2026-01-0{n}</i></li>'
        for n in range(1, 7)
    )

    assert pairs(listing(f"{side}</ul></div>{blocks}")) == WANTED


def test_table() -> None:
    rows = lines(
        '<tr><td>{n}</td><td><a href="d{n}.html">{title}</a></td><td>云办发〔2026〕{n}号</td>'
        "<td>2026年11月{day}日</td></tr>"
    )

    assert pairs(listing(f"<table><tr><th>序号</th><th>名称</th></tr>{rows}</table>")) == WANTED


def test_definition_list_and_lines_parted_by_br() -> None:
    defined = lines('<dt><a href="d{n}.html">{title}</a></dt><dd>2026-11-{day}</dd>')
    parted = lines('<a href="d{n}.html">{title}</a> [2026-11-{day}]<br>')
    leading = lines('<span>2026-11-{day}</span> <a href="d{n}.html">{title}</a><br>')

    assert pairs(listing(f"<dl>{defined}</dl>")) == WANTED
    assert pairs(listing(f"<div class='con'>{parted}</div>")) == WANTED
    assert pairs(listing(f"<div class='con'>{leading}</div>")) == WANTED


def test_cards_with_the_day_set_apart() -> None:
    below = lines(
        '<div class="card"><div class="time"><b>{day}</b><span>2026-11</span></div>'
        '<div><h4><a href="d{n}.html">{title}</a></h4>'
        "<p>摘要：各单位要在2026年12月31日前完成。</p></div></div>"
    )
    wrapped = lines(
        '<li><a href="d{n}.html"><p>2026/11</p><p>{day}</p><h3>{title}</h3><p>一段摘要</p></a></li>'
    )

    assert pairs(listing(f"<div class='cards'>{below}</div>")) == WANTED
    assert pairs(listing(f"<ul>{wrapped}</ul>")) == WANTED


@pytest.mark.parametrize(
    "shown",
    [
        "<p><i>2026</i><i>11</i><i>{day}</i></p>",
        "<p><i>2026年</i><i>11月</i><i>{day}日</i></p>",
        "<b>{day}</b><p><i>11</i><i>2026</i></p>",
        "<em>2026</em>-<em>11</em>-<em>{day}</em>",
    ],
)
def test_a_date_whose_parts_stand_in_three_elements(shown: str) -> None:
    items = lines(f'<li><div class="t">{shown}</div><a href="/art/{{n}}.html">{{title}}</a></li>')
    assert pairs(listing(f"<ul>{items}</ul>")) == WANTED


def test_month_and_day_take_the_year_from_address_or_heading() -> None:
    dated = lines(
        '<li><a href="202611/t202611{day}_{n}.html">{title}</a><span>11-{day}</span></li>'
    )
    grouped = "<h3>2026年</h3><ul>" + lines(
        '<li><a href="d{n}.html">{title}</a><i>[11-{day}]</i></li>'
    )
    bare = lines('<li><a href="d{n}.html">{title}</a><span>11-{day}</span></li>')

    assert pairs(listing(f"<ul>{dated}</ul>")) == WANTED
    assert pairs(listing(f"<div>{grouped}</ul></div>")) == WANTED
    unknown = listing(f"<ul>{bare}</ul>")
    assert unknown.state is ListState.UNDATED
    assert "年份" in unknown.reason


def test_jcms_records_in_an_answer_and_in_a_page() -> None:
    link = '<a href="/art/2026/11/{day}/art_1_{n}.html">{title}</a>'
    row = f"<record><![CDATA[<li>{link}<b>2026-11-{{day}}</b></li>]]></record>"
    totals = "<totalrecord>76</totalrecord><totalpage>4</totalpage>"
    data = f"<datastore>{totals}<recordset>{lines(row)}</recordset></datastore>"
    answer = read_page(data.encode(), "http://www.example.gov.cn/module/jpage/dataproxy.jsp").facts
    inside = listing(
        f'<div id="316"><script type="text/xml">{data}</script></div>'
        '<script>$("#316").jpage()</script>'
    )

    assert answer.kind is PageKind.LIST
    for found in (answer.listing, inside):
        assert pairs(found) == WANTED
        assert (found.total_items, found.total_pages) == (76, 4)


def test_list_wrapped_in_a_comment() -> None:
    items = lines('<li><a href="d{n}.html">{title}</a><span>2026-11-{day}</span></li>')

    assert pairs(listing(f'<div id="list"><!--<ul>{items}</ul>--></div>')) == WANTED


def test_a_pinned_old_item_is_an_item() -> None:
    items = (
        '<li><a href="old.html">【置顶】政府信息公开指南</a><span>2019-05-15</span></li>'
        + lines('<li><a href="d{n}.html">{title}</a><span>2026-11-{day}</span></li>')
    )
    found = listing(f"<ul>{items}</ul>")

    assert found.items[0].title == "政府信息公开指南"
    assert found.newest == "2026-11-20"


def test_cut_titles_are_completed_and_deadlines_are_no_dates() -> None:
    items = lines(
        '<li><a href="d{n}.html" title="{title}">关于…</a> '
        "截止时间：2026-12-31 发布时间：2026-11-{day}</li>"
    )

    assert pairs(listing(f"<ul>{items}</ul>")) == WANTED


def test_linked_pager_and_totals() -> None:
    items = lines('<li><a href="d{n}.html">{title}</a><span>2026-11-{day}</span></li>')
    pager = """<div class="page">共<b>61</b>条 第1/4页 <a href="index.html">1</a>
    <a href="list_2.html">2</a><a href="list_3.html">3</a><a href="list_2.html">下一页</a>
    <a href="list_4.html">尾页</a></div>"""
    found = listing(f"<ul>{items}</ul>{pager}")

    assert [p.rsplit("/", 1)[1] for p in found.pager] == [
        "list_2.html",
        "list_3.html",
        "list_4.html",
    ]
    assert (found.total_items, found.total_pages) == (61, 4)


def test_four_ways_of_giving_nothing() -> None:
    undated = lines('<li><a href="d{n}.html">{title}</a></li>')
    asked = '$.get("/api/list",function(d){$("#newslist").html(d)})'
    drawn = f'<ul id="newslist"></ul><script>{asked}</script>'
    template = '<div id="app"><ul class="list"><li v-for="x in list">{{x.title}}</li></ul></div>'
    some = lines('<li><a href="d{n}.html">{title}</a><i>2026-11-{day}</i></li>')
    broken = facts(f"<ul>{some}</ul>", rule="ul.gone > li | a | span").listing

    assert listing(f"<ul>{undated}</ul>").state is ListState.UNDATED
    assert len(listing(f"<ul>{undated}</ul>").items) == 4
    assert listing('<div class="list"><ul></ul></div>').state is ListState.EMPTY
    assert listing("<div class='list'><p>暂无相关信息</p></div>").state is ListState.EMPTY
    assert listing(drawn).state is ListState.SCRIPTED
    assert listing(template).state is ListState.SCRIPTED
    assert broken.state is ListState.RULE_BROKEN
    assert "规则" in broken.reason


def test_a_rule_reads_what_it_names() -> None:
    some = lines(
        '<div class="x"><a href="d{n}.html">{title}</a><i>11-{day}</i><u>2026-11-{day}</u></div>'
    )
    found = facts(some, rule="div.x | a | u").listing

    assert found.state is ListState.ITEMS
    assert pairs(found) == WANTED


def test_a_page_of_text_is_no_list() -> None:
    found = facts("<div class='con'><h1>机构职能</h1><p>负责全区政务公开工作。</p></div>")

    assert found.listing.state is ListState.NOT_A_LIST
    assert found.kind is PageKind.OTHER


def test_the_home_page_lists_all_its_blocks() -> None:
    block = lines('<li><a href="d{n}.html">{title}</a><span>2026-11-{day}</span></li>')
    other = block.replace('href="d', 'href="e')
    found = facts(
        f"<div><ul>{block}</ul></div><div><ul>{other}</ul></div>", url="http://www.example.gov.cn/"
    )

    assert found.kind is PageKind.HOME
    assert len(found.listing.items) == 8


def test_short_titles_belong_to_the_undated_list_they_stand_in() -> None:
    names = (
        "优化营商环境专题",
        "文明城市创建专题",
        "乡村振兴",
        "人口普查专题",
        "更多专题",
        "安全生产月专栏",
    )
    rows = "".join(f'<li><a href="/zt/{n}/index.html">{t}</a></li>' for n, t in enumerate(names))
    items = listing(f"<ul>{rows}</ul>").items
    assert [item.title for item in items] == [name for name in names if "更多" not in name]
