"""Hidden links: what a page hides is told by how, and what it shows is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.elements import veil_of
from extract.hidden_links import MAX_LINKS
from extract.page import read_page
from model.hidden import HiddenLink, Veil

URL = "http://www.qinghe.gov.cn/xwzx/1.html"


def hidden(markup: str) -> tuple[HiddenLink, ...]:
    return read_page(f"<body><p>正文</p>{markup}</body>".encode(), URL).facts.hidden_links


@pytest.mark.parametrize(
    ("style", "veil"),
    [
        ("display:none", "hidden"),
        ("VISIBILITY : hidden", "hidden"),
        ("position:absolute;top:-1000px", "off_screen"),
        ("text-indent:-9999em", "off_screen"),
        ("left:-99px", ""),
        ("font-size:0", "no_size"),
        ("font-size:1px;", "no_size"),
        ("font-size:10px", ""),
        ("opacity:0", "no_size"),
        ("opacity:0.5", ""),
        ("height:1px;overflow:hidden", "no_size"),
        ("height:0", ""),
        ("height:10px;overflow:hidden", ""),
        ("color:#fff;background-color:#FFFFFF", "same_colour"),
        ("color:white;background:#fff", "same_colour"),
        ("color:#fff;background:#c00", ""),
        ("background-color:#fff", ""),
        ("position:absolute;clip:rect(0,0,0,0)", "no_size"),
        ("clip:rect(10px, 20px, 30px, 0)", ""),
        ("transform: scale(0)", "no_size"),
        ("transform:scale(0.5)", ""),
    ],
)
def test_a_style_says_whether_it_hides(style: str, veil: str) -> None:
    assert veil_of(style) == veil


def test_an_element_marked_as_hidden_hides_its_links() -> None:
    link = '<a href="http://bc.example/">百家乐</a>'

    assert [one.veil for one in hidden(f"<div hidden>{link}</div>")] == [Veil.HIDDEN]
    assert hidden(f"<div>{link}</div>") == ()


def test_links_inside_are_told_once_a_host_with_their_texts() -> None:
    block = '<a href="http://a.example/1">甲</a><b><a href="//a.example/2">乙</a></b>'
    assert hidden(f'<div style="font-size:0">{block}</div>') == (
        HiddenLink("http://a.example/1", "甲 乙", Veil.NO_SIZE),
    )


def test_the_innermost_way_of_hiding_is_told() -> None:
    inner = '<p style="left:-5000px"><a href="http://a.example/">甲</a></p>'
    assert hidden(f'<div style="display:none">{inner}</div>')[0].veil is Veil.OFF_SCREEN


def test_own_and_official_hosts_and_relative_links_are_left_out() -> None:
    links = "".join(
        f'<a href="{to}">甲</a>'
        for to in (
            "/x.html",
            "http://zwfw.qinghe.gov.cn/",
            "http://www.moe.edu.cn/",
            "javascript:;",
        )
    )
    assert hidden(f'<div style="font-size:0">{links}</div>') == ()


def test_scripts_that_write_or_hide() -> None:
    written = """<script>document.write('<p style="display:none"><a href="http://s.example/">')</script>"""
    shown = """<script>document.write('<a href="http://t.example/">统计</a>')</script>"""
    named = """<div id="k"><a href="http://n.example/">甲</a></div>
    <script>document.getElementById('k').style.display='none'</script>"""
    assert [(h.url, h.veil) for h in hidden(written + shown + named)] == [
        ("http://s.example/", Veil.SCRIPT),
        ("http://n.example/", Veil.SCRIPT),
    ]


def test_a_template_block_says_the_same_on_every_page() -> None:
    items = "".join(f'<li><a href="/{n}.html">栏目{n}</a></li>' for n in range(30))
    block = f'<div class="nav">{items}<p style="font-size:0"><a href="http://a.example/">甲</a></p></div>'
    assert {hidden(block) for _ in range(4)} == {hidden(block)}
    assert hidden(block)[0].url == "http://a.example/"


def test_a_farm_of_links_is_bounded() -> None:
    farm = "".join(f'<a href="http://h{n}.example/">甲</a>' for n in range(500))
    assert len(hidden(f'<div style="font-size:0">{farm}</div>')) == MAX_LINKS


@given(st.text(max_size=80))
def test_any_style_and_address_is_read(text: str) -> None:
    veil_of(text)
    hidden(f'<div style="font-size:0"><a href="http://{text}">甲</a></div><script>{text}</script>')


@pytest.mark.parametrize(
    ("style", "hosts"),
    [
        ("display:none", {"http://a.example/", "http://b.example/"}),
        ("position:absolute;left:-3000px", {"http://a.example/", "http://b.example/"}),
        ("color:red", set()),
    ],
)
def test_links_behind_a_veil_that_scripts_open_and_close(style: str, hosts: set[str]) -> None:
    block = '<a href="http://a.example/">甲</a><p><a href="http://b.example/">乙</a></p>'
    after = '<a href="http://c.example/">丙</a>'
    open_ = f"<script>document.write('<div style=\"{style}\">');</script>"
    close = "<script>document.write('</div>');</script>"
    found = hidden(f"{open_}{block}{close}{after}")
    assert {link.url for link in found} == hosts
    assert all(link.veil is Veil.SCRIPT for link in found)
    whole = open_.replace("');", "统计</div>');")
    assert hidden(f"{whole}{block}{close}") == ()
