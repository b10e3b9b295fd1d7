"""Both ways of walking a page give the same tables, whatever the markup."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from extract.blocks import Tables
from extract.elements import UncertainError, element_of
from extract.walking import read_written, walk

PIECES = (
    "<p>", "</p>", "<div class=a id='b c'>", "</div>", "<b>", "</b>", "<table>", "<tr>", "<td>",
    "</table>", "<a href='x?a=1&amp;b=2'>", "</a>", "<script>", "</script>", "<style>", "</style>",
    "<!--", "-->", "--!>", "<!x>", "<?php ", "?>", "<textarea>", "</textarea>", "<select>",
    "<option>", "</select>", "<iframe>", "</iframe>", "<noscript>", "</noscript>", "<xmp>",
    "</xmp>", "<plaintext>", "<title>", "</title>", "<head>", "<body hidden>", "</html>",
    "<frameset>", "<i style='DISPLAY: none'>", "</i>", "<img alt='<\">'>", "<br>", "</br>",
    "<form>", "</form>", "<li>", "<ul>", "&amp;", "&lt;b&gt;", "&nbsp;", "&quot;", "<", ">", '"',
    "'", "=", "/", " ", "\n", "\0", "x", "字", "<a b<c=d>", "<a<b>", "<e\"f='g'>", "<![CDATA[",
    "]]>", "<svg>", "</svg>", "<template>", "</template>", "<math>", "<image src=1>",
)  # fmt: skip


def plain(tables: Tables) -> dict[str, object]:
    out = asdict(tables)
    out["elements"] = [
        (e.tag, {name: value or "" for name, value in e.attributes.items()}, e.names, e.hides)
        for e in tables.elements
    ]
    return out


def both(markup: str) -> tuple[Tables, Tables]:
    root = LexborHTMLParser(markup).root
    assert root is not None
    return read_written(root.html or ""), walk(root)


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_both_ways_agree_on_any_markup(pieces: list[str]) -> None:
    markup = "<p>" + "".join(pieces)
    try:
        fast, slow = both(markup)
    except UncertainError:
        return
    assert plain(fast) == plain(slow)


def test_a_usual_page_is_read_the_fast_way() -> None:
    fast, slow = both(
        "<title>a&amp;b</title><script>if (a<b && c>d) {}</script><!-- x -->"
        "<div style='display: none'>&nbsp;<p title='1 > 0' class=c>t&lt;<br>u</div>"
        "<iframe src=y>old</iframe><textarea>z</textarea>"
    )
    assert plain(fast) == plain(slow)
    assert fast.scripts == ["if (a<b && c>d) {}"]
    assert fast.comments == ["x"]
    assert fast.texts == ["a&b", "t<", "u", "old"]
    assert [e.tag for e, hidden in zip(fast.elements, fast.hidden, strict=True) if hidden] == [
        "div", "p", "br",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "markup",
    [
        "<script><!--<script></script>--></script>",
        "<a b<c=d>",
    ],
)
def test_what_could_mean_two_things_is_refused(markup: str) -> None:
    with pytest.raises(UncertainError):
        both(markup)


def test_a_start_tag_is_taken_apart() -> None:
    found = element_of('a href="/x?a=1&amp;b=&quot;&lt;" download class="k" id=""')
    assert found.tag == "a"
    assert dict(found.attributes) == {
        "href": '/x?a=1&b="<', "download": "", "class": "k", "id": "",
    }  # fmt: skip
    assert found.names == "k"
    assert found is element_of('a href="/x?a=1&amp;b=&quot;&lt;" download class="k" id=""')
