"""Whatever the bytes are: no exception, the same answer twice, bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.dates import find_date, read_date
from extract.page import read_page

URL = "http://www.example.gov.cn/a/index.html"
WORDS = """<html> <head> <title> </title> <body> <ul> <li> </li> </ul> </a> <table> <tr> <td> </td>
<div_class="list"_id="list"> </div> <!-- --> <![CDATA[ ]]> <record> </record> <datastore> <script>
</script> <a_href="t20260608_1.html"> <meta_name="PubDate"_content="2026-06-08"> 2026-06-08 06-08
createPageHTML(3,0,"index","html"); [06-08] 2026年 08 2026-06 当前位置：首页_>_通知公告
来源：办公室 发布时间：2026-06-08
网站标识码：9900000001 主办单位：办公室 暂无信息 {{title}} 下一页 共3页 \0 \ufffd"""
PIECES = st.sampled_from([word.replace("_", " ") for word in WORDS.split()])
relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@given(st.binary(max_size=400), st.text(max_size=40))
@relaxed
def test_any_bytes_and_any_content_type(body: bytes, content_type: str) -> None:
    first = read_page(body, URL, content_type=content_type)

    assert read_page(body, URL, content_type=content_type) == first


@given(st.lists(PIECES, max_size=60), st.sampled_from(["utf-8", "gbk", "utf-16"]), st.booleans())
@relaxed
def test_any_order_of_the_pieces_of_pages(pieces: list[str], charset: str, home: bool) -> None:
    body = " ".join(pieces).encode(charset, "replace")
    first = read_page(body, URL, is_home=home)

    assert read_page(body, URL, is_home=home) == first
    assert first.facts.links == len(first.links)


@given(st.lists(PIECES, min_size=5, max_size=40), st.integers(0, 600))
@relaxed
def test_any_truncation(pieces: list[str], size: int) -> None:
    read_page(" ".join(pieces).encode()[:size], URL)


PAGE = """<html><head><meta charset="{c}"><title>关于调整公交线路的公告_云湖区人民政府</title></head><body>
<div class="nav"><a href="/">首页</a></div><h1>关于调整公交线路的公告</h1><p>发布时间：2026-06-08 下午3:05
来源：云湖区交通运输局</p><div class="TRS_Editor"><p>自即日起，调整下列线路，请市民留意站牌。</p></div>
<ul><li><a href="a.html">关于开展登记的通知</a><span>3天前</span></li></ul><iframe src="b.html"></iframe>
<div class="footer">主办单位：云湖区人民政府办公室</div></body></html>"""


@given(
    st.sampled_from(["utf-8", "gb18030", "gbk", "big5hkscs", "utf-16", "utf-16-le", "hz"]),
    st.one_of(
        st.sampled_from(["gb2312", "utf-8", "big5", "utf-16", "hz", "base64"]), st.text(max_size=12)
    ),
    st.integers(0, 1_400),
    st.binary(max_size=4),
)
@relaxed
def test_any_charset_declared_otherwise_cut_and_damaged(
    written: str, declared: str, size: int, damage: bytes
) -> None:
    body = PAGE.replace("{c}", declared).encode(written, "ignore")
    body = body[:size] + damage + body[size + 40 :]
    first = read_page(body, URL)

    assert read_page(body, URL) == first
    assert isinstance(first.text, str)
    read_page(body[:size], URL, content_type=f"text/html; charset={declared}")


@given(st.text(alphabet="<>ul li|.#[]:()=*", max_size=30))
@relaxed
def test_any_reading_rule(rule: str) -> None:
    read_page(b"<ul><li><a href=a>b</a></li></ul>", URL, rule=rule)


@given(st.text(max_size=200))
@relaxed
def test_any_text_for_a_date(text: str) -> None:
    value = read_date(text)

    assert value is None or read_date(value) == value


@pytest.mark.parametrize(
    "piece",
    ["<", "1", "2026-", "<a>", "<!--", "<ul><li>", "<div>", "<table><tr><td>1", " ", "来源：", "&#",
     "\xff", "年", "当前位置：首页 > "],
)  # fmt: skip
def test_five_megabytes_of_anything_take_seconds(piece: str) -> None:
    _reads_in_time(piece, 5_000_000)


@pytest.mark.parametrize(
    "piece", ["<a href=x>1-2 ", "<div class=nav>x</div>", "<ul class=page><li>1</li></ul>"]
)
def test_a_megabyte_of_elements_takes_seconds(piece: str) -> None:
    _reads_in_time(piece, 1_000_000)


@pytest.mark.parametrize(
    "piece",
    ["<a href='x' ", '<a href="', "<!--<a href=x", "<script><a href=x>", "<script <a href=x ",
     "<style><a href=x></script>"],
)  # fmt: skip
def test_pages_that_hide_their_links_are_repaired_in_time(piece: str) -> None:
    for lead in ("", "<title>某事_某区</title><h1>某事</h1><p>2026-06-08</p>"):
        started = time.process_time()
        body = lead + piece * (400_000 // len(piece))
        read_page(body.encode(), URL)
        read_page(f"{body}>".encode(), URL)
        assert time.process_time() - started < 30


def _reads_in_time(piece: str, size: int) -> None:
    """Read a page of one piece twice: what was remembered may not make it slow either."""
    written = piece.encode("latin-1", "ignore") or piece.encode()
    body = written * (size // len(written))
    started = time.perf_counter()
    assert read_page(body, URL) == read_page(body, URL)
    find_date(piece * 100_000)

    assert time.perf_counter() - started < 30
