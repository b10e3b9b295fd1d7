"""Groups of JCMS records: where a script asks for the next ones, a list goes on."""

from __future__ import annotations

import pytest

from extract.page import read_page
from extract.records import next_group
from model.page import PageFacts

BASE = "http://www.example.gov.cn"
NEXT = "/module/web/jpage/dataproxy.jsp?page=1&columnid=7&section=2"
ROWS = "".join(
    f"<record><![CDATA[<li><a href='/art/2026/11/{n}/art_7_{n}.html'>第{n}号事项的说明</a>"
    f"<i>2026-11-{n:02}</i></li>]]></record>"
    for n in range(9, 3, -1)
)


def datastore(total: int, href: str = NEXT) -> str:
    group = f'<nextgroup><![CDATA[<a href="{href}"></a>]]></nextgroup>' if href else ""
    totals = f"<totalrecord>{total}</totalrecord>"
    return f"<datastore>{totals}{group}<recordset>{ROWS}</recordset></datastore>"


def in_page(store: str) -> tuple[PageFacts, set[str]]:
    markup = (
        f"<title>通知公告</title><body><div id='7'><script type='text/xml'>{store}</script></div>"
    )
    reading = read_page(markup.encode(), f"{BASE}/col/col7/index.html")
    return reading.facts, {link.url for link in reading.links}


@pytest.mark.parametrize("written", [NEXT, NEXT.replace("&", "&amp;")])
def test_the_next_group_continues_the_list_and_is_no_link(written: str) -> None:
    facts, links = in_page(datastore(40, written))
    assert facts.listing.pager == (BASE + NEXT,)
    assert BASE + NEXT not in links
    assert len(links) == len(facts.listing.items) == 6


@pytest.mark.parametrize(
    ("total", "href"), [(6, NEXT), (40, ""), (40, f"http://www.other.cn{NEXT}"), (40, "http://[")]
)
def test_a_list_read_whole_or_told_nothing_of_more_goes_on_nowhere(total: int, href: str) -> None:
    assert in_page(datastore(total, href))[0].listing.pager == ()


def test_an_answer_names_the_group_after_it() -> None:
    address = f"{BASE}{NEXT}"
    following = NEXT.replace("page=1", "page=2")
    facts = read_page(datastore(40, following).encode(), address, content_type="text/xml").facts
    assert facts.listing.pager == (BASE + following,)
    assert (len(facts.listing.items), facts.listing.total_items) == (6, 40)


@pytest.mark.parametrize(
    "text", ["", "<nextgroup", "<nextgroup>" * 9_000, "<nextgroup><![CDATA[<a "]
)
def test_no_text_is_too_odd(text: str) -> None:
    assert next_group(text) == ""
