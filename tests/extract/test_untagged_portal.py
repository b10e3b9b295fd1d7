"""A portal whose system writes no page tags: /info/1034/560.htm, lists tzgg.htm, tzgg/1.htm, tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from extract.discovery import propose
from extract.page import read_page
from model.page import ListState, PageFacts, PageKind
from model.site import ColumnKind, Site
from model.snapshot import Snapshot, Soundness

BASE = "http://www.example.gov.cn"
NIGHT = date(2026, 11, 24)
NAVIGATION = """<table class="headStyle"><tr><td><a href="/index.htm">首页</a><td><a href="/xxgk.htm">
信息公开</a><td><a href="/ldzc.htm">领导之窗</a></table>"""
FOOT = "<p>主办：鹭溪县人民政府办公室　屿ICP备99000008号　网站标识码：9900000033</p>"
HOME = '<a href="/index.htm">首页</a>'
SECTION = f'{HOME} >> <a href="/xxgk.htm">信息公开</a> >> <a href="/xxgk/tzgg.htm">通知公告</a>'
DUTIES = "县政府领导同志分工情况如下，主持县政府全面工作，分管审计工作，联系有关单位。"
COUNT, A_PAGE = 9, 5


def page(title: str, crumbs: str, body: str) -> str:
    return (
        f"<html><head><meta charset='utf-8'><title>{title}-鹭溪县人民政府</title></head><body>"
        f"{NAVIGATION}<div class='winstyle'>当前位置: {crumbs}</div>{body}{FOOT}</body></html>"
    )


def portal() -> dict[str, str]:
    """Return the pages of the portal by path."""
    pages = {
        "/": page("首页", "", f"<h3><a href='/xxgk/tzgg.htm'>通知公告</a></h3>{DUTIES}"),
        "/ldzc.htm": page(
            "领导之窗", f"{HOME} >> 领导之窗", f"<h2>领导之窗</h2><p>{DUTIES * 4}</p>"
        ),
    }
    rows = []
    for number in range(COUNT):
        day = NIGHT - timedelta(days=1 + 6 * number)
        title, path = f"关于第{number}项事务办理情况的说明", f"/info/1034/{600 - number}.htm"
        shown = f"{day.year}年{day.month:02d}月{day.day:02d}日 08:30　鹭溪县财政局　点击：["
        pages[path] = page(
            title,
            f"{SECTION} >> 正文",
            f"<h1>{title}</h1><div align=center>{shown}<script>hits(1)</script>]</div>"
            f"<div id='vsb_content'><p>{DUTIES}</p></div>",
        )
        rows.append(
            f"<tr><td><a href='{path}' title='{title}'>{title[:8]}...</a></td>"
            f"<td><span>{day:%Y/%m/%d}&nbsp;</span></td></tr>"
        )
    first = f"<tr><td>共{COUNT}条&nbsp;&nbsp;1/2&nbsp;<a href='tzgg/1.htm'>下页</a></td></tr>"
    last = f"<tr><td>共{COUNT}条&nbsp;&nbsp;2/2&nbsp;<a href='../tzgg.htm'>上页</a></td></tr>"
    pages["/xxgk/tzgg.htm"] = page(
        "通知公告", SECTION, f"<table>{''.join(rows[:A_PAGE])}{first}</table>"
    )
    pages["/xxgk/tzgg/1.htm"] = page(
        "通知公告", SECTION, f"<table>{''.join(rows[A_PAGE:])}{last}</table>"
    )
    return pages


@pytest.fixture(scope="module")
def read() -> dict[str, PageFacts]:
    return {
        BASE + path: read_page(markup.encode(), BASE + path, is_home=path == "/").facts
        for path, markup in portal().items()
    }


def test_words_of_a_title_are_no_label_of_the_date_below_it(read: dict[str, PageFacts]) -> None:
    facts = read[f"{BASE}/info/1034/600.htm"]
    assert (facts.kind, facts.published) == (PageKind.ARTICLE, "2026-11-23 08:30")
    assert (facts.title, facts.source) == ("关于第0项事务办理情况的说明", "鹭溪县财政局")


def test_its_columns_are_proposed_with_their_rhythm(read: dict[str, PageFacts]) -> None:
    night = Snapshot(
        site=Site(code="x", name="x", home_url=f"{BASE}/", unit="x"),
        night_on=NIGHT,
        observed_at=datetime(2026, 11, 23, 18, tzinfo=UTC),
        soundness=Soundness(sound=True),
        pages=read,
    )
    proposal = propose(night, {}, names={})
    said = {c.column.path: c for c in proposal.columns}
    assert said.keys() == {"首页 > 信息公开 > 通知公告", "首页 > 领导之窗"}
    notices, leaders = said["首页 > 信息公开 > 通知公告"], said["首页 > 领导之窗"]
    assert (notices.column.kind, notices.column.unit) == (ColumnKind.NOTICE, "鹭溪县财政局")
    rhythm = notices.rhythm
    assert (rhythm.items, rhythm.last_30, rhythm.last_90, rhythm.median_gap_days) == (9, 5, 9, 6)
    assert (leaders.column.kind, leaders.state) == (ColumnKind.LEADER, ListState.NOT_A_LIST)
    assert proposal.register.sites[0].code == "9900000033"


def test_a_breadcrumb_in_plain_words_ends_where_it_ends() -> None:
    rows = "".join(
        f"<li><a href='/a{n}.html'>某项工作第{n}条</a><i>2026-11-0{n}</i></li>" for n in "123"
    )
    markup = f"<div><p>当前位置 : 首页->某地信息->本地动态</p><ul>{rows}</ul></div>"
    facts = read_page(f"<title>x</title><body>{markup}".encode(), f"{BASE}/bddt/").facts
    assert facts.breadcrumb == ("首页", "某地信息", "本地动态")


@pytest.mark.parametrize("bundle", ["js/index.js", "js/jquery.min.js"])
def test_a_page_of_text_or_pictures_lacks_no_list_whatever_its_scripts(bundle: str) -> None:
    script = f"<script src='{bundle}'></script>"
    text = page("领导之窗", f"{HOME} >> 领导之窗", f"<p>{DUTIES * 4}</p>{script}")
    pictures = "<a href='/t.html'><img src='t.jpg'></a>" * 4
    gallery = page("图说", f"{HOME} >> 图说", f"<div>{pictures}</div>{script}")
    for markup in (text, gallery):
        facts = read_page(markup.encode(), f"{BASE}/ldzc/").facts
        assert (facts.kind, facts.listing.state) == (PageKind.OTHER, ListState.NOT_A_LIST)
