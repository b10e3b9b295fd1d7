"""A page is read the same whatever was read before it: memories never leak between pages."""

import random
from collections.abc import Iterable, Iterator
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import walking
from extract.blocks import FEWEST_PIECES, BlockMemory
from extract.page import PageReading, read_page
from extract.walking import read_written
from tests.extract.test_walking import plain
from tests.fakesite.other_portals import hanweb, trs

Page = tuple[bytes, str]
HOST = "http://www.example.gov.cn"
MENU = "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(12))
NEAR = "".join(
    f'<li><a href="t2026060{n}_{n}.html">关于第{n}号公告的通知</a></li>' for n in range(1, 9)
)
DATED = NEAR.replace("</a>", "</a><span>2026-06-08</span>")
FOOT = "<p>主办单位：示范市人民政府办公室</p><p>网站标识码：9900000001</p>" * 4
PARTS = (
    f'<div class="nav"><ul>{MENU}</ul></div>',
    f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/c1/">通知公告</a></div>{MENU}',
    f'<div class="list"><ul>{NEAR}</ul></div>',
    f'<div class="right"><ul>{DATED}</ul></div>',
    f'<div class="footer">{FOOT}<script>total_page = 3</script><!-- {MENU} --></div>',
    f'<div style="display:none"><ul>{MENU}</ul></div>',
    f'<div class="page"><a href="?page=2">下一页</a><a href="index_1.html">2</a>{"<i></i>" * 9}</div>',
    "<h1>关于第1号公告的通知</h1><p>发布时间：2026-06-08</p>",
    "<select><option>一</select>", "<footer>", "</footer>", "<div hidden style='display: none'>",
    "</div>", "<nav>", "</nav>", '<base href="/other/folder/">', "<td>", "年", "首页",
)  # fmt: skip
FOLDERS = ("/index.html", "/c1/index.html", "/c1/202606/t20260608_1.html", "/c2/?page=1")


def forget() -> None:
    walking.MEMORY.forget()


def read_alone(pages: Iterable[Page]) -> Iterator[PageReading]:
    for body, url in pages:
        forget()
        yield read_page(body, url)


@pytest.mark.parametrize("portal", [hanweb(), trs()])
def test_a_portal_reads_the_same_in_any_order(portal) -> None:  # type: ignore[no-untyped-def]
    pages = [(body, HOST + path) for path, body in portal.pages.items()]
    alone = dict(zip(pages, read_alone(pages), strict=True))

    for seed in range(4):
        random.Random(seed).shuffle(pages)
        forget()
        for _ in range(2):
            assert all(read_page(body, url) == alone[body, url] for body, url in pages)


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(PARTS), min_size=1, max_size=8), st.sampled_from(FOLDERS)
        ),
        min_size=2,
        max_size=5,
    )
)
def test_pages_that_share_parts_read_as_if_each_were_the_first(
    drafts: list[tuple[list[str], str]],
) -> None:
    pages = [("".join(parts).encode(), HOST + path) for parts, path in drafts]
    alone = list(read_alone(pages))

    forget()
    for _ in range(2):
        assert [read_page(body, url) for body, url in pages] == alone


def test_the_same_block_below_other_elements_reads_by_its_place() -> None:
    block = f'<div class="list"><ul>{NEAR}</ul></div>'
    around = ("<main>{}</main>", "<footer>{}</footer>", "<div style='display:none'>{}</div>")
    pages = [(f"{a.format(block)}<p>字</p>".encode(), HOST + f) for a in around for f in FOLDERS]
    alone = dict(zip(pages, read_alone(pages), strict=True))

    for order in permutations(around):
        forget()
        for frame in order:
            for page in (p for p in pages if p[0].startswith(frame[:5].encode())):
                assert read_page(*page) == alone[page]


def test_a_repeated_part_is_copied_with_the_same_tables() -> None:
    memory = BlockMemory()
    inner = f"<ul>{MENU}</ul><script>x<y</script><!-- c --><p>a&amp;b</p>"
    pages = [f"<html><body><h1>{n}</h1><div>{inner}</div> {n}</body></html>" for n in range(4)]
    made = [read_written(page, memory) for page in pages]

    assert [len(tables.placed) for tables in made] == [0, 0, 1, 1]
    for page, tables in zip(pages, made, strict=True):
        tables.placed.clear()
        assert plain(tables) == plain(read_written(page))


def test_what_is_remembered_stays_bounded() -> None:
    memory = BlockMemory()
    rows = "".join(f"<li>{n}</li>" for n in range(FEWEST_PIECES))
    for number in range(3_000):
        page = f"<html><body><h1>{number}</h1><ul id='{number // 2}'>{rows}</ul></body></html>"
        read_written(page, memory)

    assert 0 < memory.pieces <= 12_000
