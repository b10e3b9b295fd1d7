"""Lists in which one date stands above all items of its day, and other lists of few signs."""

from __future__ import annotations

import pytest

from extract.page import read_page
from model.page import PageFacts, PageKind

URL = "http://www.example.gov.cn/zwgk/gzdt/"
TITLES = ("某区召开防汛部署会", "关于公布名单的公告", "某局开展联合检查", "某镇举办文艺汇演")


def read(inner: str, url: str = URL) -> PageFacts:
    markup = f"<html><body><div class='tl'>{inner}</div></body></html>"
    return read_page(markup.encode(), url).facts


def entry(number: int, date: str = "", tag: str = "li") -> str:
    return f"<{tag}><a href='/doc/{number}.html'>{TITLES[number % 4]}</a>{date}</{tag}>"


@pytest.mark.parametrize(
    ("head", "wrap", "tag"),
    [("h4", "<ul>{}</ul>", "li"), ("dt", "{}", "dd"), ("h3", "<div>{}</div>", "p")],
)
def test_all_items_below_a_day_are_of_that_day(head: str, wrap: str, tag: str) -> None:
    days = ("2026-11-20", "2026-11-18")
    blocks = (
        f"<{head}>{day}</{head}>"
        + wrap.format("".join(entry(3 * n + k, "", tag) for k in range(3)))
        for n, day in enumerate(days)
    )
    inner = "".join(blocks)
    items = read(f"<dl>{inner}</dl>" if head == "dt" else inner).listing.items
    assert [item.date for item in items] == [days[0]] * 3 + [days[1]] * 3
    assert [item.url[-6:] for item in items] == [f"{k}.html" for k in range(6)]


@pytest.mark.parametrize("month", ["2026年10月", "2026-10", "2026年8月"])
@pytest.mark.parametrize("shown", ["<i>{}日</i>", "<span>{:02}</span>"])
@pytest.mark.parametrize(("head", "tag"), [("h3", "li"), ("dt", "dd")])
def test_a_day_takes_its_month_from_the_heading_above(
    month: str, shown: str, head: str, tag: str
) -> None:
    first, second = ((20, 7, 3), (28, 9))
    one = "".join(entry(n, shown.format(day), tag) for n, day in enumerate(first))
    two = "".join(entry(n + 3, shown.format(day), tag) for n, day in enumerate(second))
    inner = f"<{head}>{month}</{head}>{one}<{head}>2025年12月</{head}>{two}"
    numbered = "<ul class='page'><li><a href='2.html'>02</a></li></ul>"
    items = read(f"<dl>{inner}</dl>{numbered}").listing.items
    year_month = f"2026-{'08' if '8' in month else '10'}"
    wanted = [f"{year_month}-{day:02}" for day in first] + [f"2025-12-{day:02}" for day in second]
    assert [item.date for item in items] == wanted


def test_a_file_beside_an_item_is_no_item_of_its_day() -> None:
    one = f"<li><a href='/doc/0.html'>{TITLES[0]}</a> <a href='/doc/0.pdf'>附件下载</a></li>"
    inner = f"<h4>2026-11-20</h4><ul>{one}{entry(1)}</ul><h4>2026-11-18</h4><ul>{entry(2)}</ul>"
    assert [item.title for item in read(inner).listing.items] == list(TITLES[:3])


def test_a_time_element_tells_the_year_of_a_month_and_day() -> None:
    days = ("2026-10-30", "2026-10-28", "2026-09-02")
    rows = (
        entry(k, f"<time datetime='{day}'>{int(day[5:7])}月{int(day[8:])}日</time>")
        for k, day in enumerate(days)
    )
    assert [item.date for item in read(f"<ul>{''.join(rows)}</ul>").listing.items] == list(days)


def test_related_items_below_an_undated_article_are_no_list() -> None:
    rows = "".join(entry(k, f"<span>2026-11-0{k + 1}</span>") for k in range(4))
    prose = (
        "<p>近日，有关部门召开会议，听取情况介绍，并就下一步工作提出要求，确保各项任务按期完成。</p>"
        * 3
    )
    inner = f"<h1>某区稳步推进改造工程</h1>{prose}<div class='xgyd'><ul>{rows}</ul></div>"
    facts = read(inner, "http://www.example.gov.cn/doc/5.html")
    assert (facts.kind, facts.published) == (PageKind.OTHER, None)


def test_the_foot_of_a_section_dates_its_entry_and_no_column_is_called_blank() -> None:
    entries = "".join(
        f"<section><h4><a href='/doc/{k}.html'>{TITLES[k]}</a></h4><p>听取了情况介绍。</p>"
        f"<footer>2026-11-0{k + 1} · 区府办</footer></section>"
        for k in range(4)
    )
    listing = read(entries + "<div class='side-list'></div>").listing
    assert [item.date for item in listing.items] == [f"2026-11-0{k}" for k in range(1, 5)]
