"""How many pages and items a list says it has, in the many ways in which sites say it."""

from __future__ import annotations

import pytest

from extract.page import read_page


@pytest.mark.parametrize(
    ("pager", "items", "pages"),
    [
        ("<div class='page'><span>1/13</span><a href='list_2.html'>下一页</a></div>", None, 13),
        ("<div class='pagebar'>共488条记录，分25页，当前第<b>1</b>页</div>", 488, 25),
        ("<div class='fanye'>共 123 条 每页 20 条</div>", 123, None),
        ("<div>第1页/共9页 共 173 条</div>", 173, 9),
        ("<p>页次：1/11页 每页20条 总数：214条</p>", 214, 11),
        ("<div class='hits'><span>1/13</span></div>", None, None),  # no pager says it
    ],
)
def test_totals_as_pagers_say_them(pager: str, items: int | None, pages: int | None) -> None:
    rows = "".join(
        f"<li><a href='{k}.html'>某区召开第{k}次调度会议</a><i>2026-11-{k:02}</i></li>"
        for k in range(1, 9)
    )
    markup = f"<html><body><ul class='list'>{rows}</ul>{pager}</body></html>"
    listing = read_page(markup.encode(), "http://www.example.gov.cn/zwgk/tzgg/").facts.listing
    assert (listing.total_items, listing.total_pages) == (items, pages)
