"""Shapes of list pages that content systems and old pages have, beside those of test_lists."""

from __future__ import annotations

import json

import pytest

from extract.page import read_page
from model.page import ListReading, ListState

URL = "http://www.example.gov.cn/tzgg/"
TITLES = (
    "关于做好城乡居民医保缴费工作的通知", "云湖区召开安全生产工作会议", "区教育局关于招生工作的公告",
    "云湖区开展夏季防溺水宣传活动", "关于公开征求停车管理办法意见的公告", "云湖经开区项目集中开工",
)  # fmt: skip
DAYS = ("2024-05-20", "2024-05-17", "2024-05-11", "2024-04-30", "2024-04-22", "2024-04-09")
LINKS = [f'<a href="/tzgg/content_{n}.html">{title}</a>' for n, title in enumerate(TITLES)]
ROWS = "".join(f"<li>{a}<i>{d}</i></li>" for a, d in zip(LINKS, DAYS, strict=True))
PAIRS = list(zip(TITLES, DAYS, strict=True))


def listing(main: str, *, url: str = URL, side: str = "", script: str = "") -> ListReading:
    markup = f"""<title>通知公告_云湖区人民政府</title><body><ul class="nav"><li><a href="/">首页</a></ul>
    <div class="position">当前位置：<a href="/">首页</a> > <a href="/tzgg/">通知公告</a></div>
    <div class="wrap">{side}<div class="right">{main}</div></div>{script}"""
    return read_page(markup.encode(), url).facts.listing


def pairs(read: ListReading) -> list[tuple[str, str | None]]:
    return [(item.title, item.date) for item in read.items]


def test_a_year_above_its_items_is_not_that_of_the_item_before_it() -> None:
    shown = [f"<dd>{a}<i>[{d[5:]}]</i></dd>" for a, d in zip(LINKS, DAYS, strict=True)]
    groups = ["<dt>2024</dt>", *shown[:3], "<dt>2023</dt>", *shown[3:]]
    found = listing(f"<dl>{''.join(groups)}</dl>")
    assert pairs(found) == [*PAIRS[:3], *((t, d.replace("2024", "2023")) for t, d in PAIRS[3:])]


@pytest.mark.parametrize("year", ["<a href='?y={0}'>{0}年</a>", "<li>{0}</li>"])
def test_a_choice_of_years_above_a_list_dates_none_of_its_items(year: str) -> None:
    choice = "".join(year.format(number) for number in (2024, 2023, 2022))
    shown = "".join(f"<li>{a}<i>{d[5:]}</i></li>" for a, d in zip(LINKS, DAYS, strict=True))
    found = listing(f"<div class='years'>{choice}</div><ul>{shown}</ul>")
    assert [(item.date, item.words) for item in found.items] == [(None, d[5:]) for d in DAYS]


def test_the_end_of_a_title_is_no_label_of_the_date_behind_it() -> None:
    head = "<tr><th>文件名称</th><th>发布日期</th><th>成文日期</th></tr>"
    rows = (
        f"<tr><td>{a}</td><td>{d}</td><td>2024-03-0{n}</td></tr>"
        for n, (a, d) in enumerate(zip(LINKS, DAYS, strict=True), 1)
    )
    assert pairs(listing(f"<table>{head}{''.join(rows)}</table>")) == PAIRS


def test_two_items_side_by_side_in_each_table_row() -> None:
    cells = [f"<td>{a}</td><td>{d}</td>" for a, d in zip(LINKS, DAYS, strict=True)]
    rows = (f"<tr>{one}{two}</tr>" for one, two in zip(cells[::2], cells[1::2], strict=True))
    assert pairs(listing(f"<table>{''.join(rows)}</table>")) == PAIRS


def test_hot_items_beside_a_list_alike_are_not_of_it() -> None:
    hot = "".join(
        f'<li><a href="/h{n}">热点信息标题第{n}条</a><i>2024-06-0{n}</i></li>' for n in "123"
    )
    side = f'<div class="right sidebar hot"><ul>{hot}</ul></div>'
    assert pairs(listing(f"<ul>{ROWS}</ul>", side=side)) == PAIRS


def test_a_period_or_what_is_no_publication_gives_no_date() -> None:
    rows = (
        f"<li><h4>{a}</h4><p>征集时间：2024-06-01至2024-07-01</p><p>发布时间：{d}</p></li>"
        for a, d in zip(LINKS, DAYS, strict=True)
    )
    assert pairs(listing(f"<ul>{''.join(rows)}</ul>")) == PAIRS


def test_items_in_articles_with_a_head_a_foot_and_a_time_of_their_own() -> None:
    foot = [f"<footer><time datetime='{d}T08:00+08:00'>{d}</time></footer>" for d in DAYS]
    rows = (f"<article><h2>{a}</h2>{f}</article>" for a, f in zip(LINKS, foot, strict=True))
    assert pairs(listing("".join(rows))) == PAIRS


@pytest.mark.parametrize("shown", ["", "<i>2024-05-07</i>"])
def test_a_title_that_begins_with_its_day_is_not_published_by_it(shown: str) -> None:
    rows = (f"<li><a href='/{n}'>2024年5月{n}日空气质量日报</a>{shown}</li>" for n in range(1, 7))
    found = listing(f"<ul>{''.join(rows)}</ul>")
    assert {item.date for item in found.items} == {"2024-05-07" if shown else None}


@pytest.mark.parametrize("inline", [True, False])
def test_dates_of_data_are_the_lists_and_not_the_pages(*, inline: bool) -> None:
    records = [
        {"title": t, "url": f"/tzgg/{n}.html", "pubDate" if inline else "infodate": d}
        for n, (t, d) in enumerate(PAIRS)
    ]
    data = json.dumps(records, ensure_ascii=False)
    script = f"<script>var list = {data}; list.forEach(function (x) {{ add(x.title) }});</script>"
    if inline:
        assert pairs(listing("<ul id='l'></ul>", script=script)) == PAIRS
    else:
        assert pairs(read_page(f'{{"rows": {data}}}'.encode(), URL).facts.listing) == PAIRS


@pytest.mark.parametrize(
    ("url", "pager", "items", "pages", "others"),
    [
        (URL, "<script>createPageHTML('p', 9, 1, 'index', 'html', 128);</script>", 128, 9, 8),
        (URL, "<script>createPageHTML(16, 0, 'index', 'shtml', 128);</script>", 128, 16, 15),
        (
            "http://www.example.gov.cn/tzgg.htm",
            "<p>共128条</p><div class='pages'><a href='tzgg/15.htm'>2</a><a href='tzgg/15.htm'>下页</a>"
            "<a href='tzgg/1.htm'>尾页</a></div>",
            128, None, 2,
        ),
        (URL, "<td>共128条&nbsp;&nbsp;1/16&nbsp;</td><a href='index/15.htm'>下页</a>", 128, 16, 1),
        (URL, "<script>laypage({cont:'pg', pages:16, curr:1})</script>", None, 16, 0),
        (URL, "<script>laypage.render({elem:'p', count:128, limit:8})</script>", 128, None, 0),
        (URL, "<p>页次：1/16 <a href='javascript:go(2)'>下一页</a></p>", None, 16, 0),
        (URL, "<p>总记录数：128，总页数：16，当前页：1</p>", 128, 16, 0),
        (URL, "<p>共 16 页 128 条</p>", 128, 16, 0),
        (URL, "<p>举办 1/16 决赛</p>", None, None, 0),
    ],
)  # fmt: skip
def test_pagers(url: str, pager: str, items: int | None, pages: int | None, others: int) -> None:
    found = listing(f"<ul>{ROWS}</ul>{pager}", url=url)
    assert (found.state, found.total_items, found.total_pages) == (ListState.ITEMS, items, pages)
    assert len(found.pager) == others
